//! One handler about to be called: what its parameters are taken from.

use std::any::Any;
use std::fmt;
use std::ops::Range;

use botwright_api::text::byte_offset;
use regex::Captures;

use super::arg::{Arg, Arity, Problem, Word, assign, split};
use crate::cx::Cx;
use crate::route::{Route, Table};

/// How many parameters a handler may have.
const MAX_PARAMS: usize = 16;

/// One call of a handler: the context, and the words and loaded values of its parameters.
pub struct Call<'a> {
    cx: &'a Cx,
    table: &'a Table,
    text: &'a str,
    words: Vec<Word<'a>>,
    ranges: [(u32, u32); MAX_PARAMS],
    prepared: Vec<(usize, Box<dyn Any + Send>)>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(cx: &'a Cx, table: &'a Table) -> Self {
        Self {
            cx,
            table,
            text: "",
            words: Vec::new(),
            ranges: [(0, 0); MAX_PARAMS],
            prepared: Vec::new(),
        }
    }

    /// The context.
    pub fn cx(&self) -> &'a Cx {
        self.cx
    }

    pub(crate) fn table(&self) -> &'a Table {
        self.table
    }

    /// Gives the words after a command to the parameters. A command without arguments does not mind
    /// them: `/start` may come from a deep link.
    pub(crate) fn words(&mut self, route: &Route, text: &'a str) -> Result<(), Problem> {
        if route
            .params
            .iter()
            .all(|param| param.info.argument.is_none())
        {
            return Ok(());
        }
        self.text = text;
        self.words = split(text);
        self.join_mentions();
        assign(
            route.params,
            text,
            &self.words,
            Some(self.cx),
            |index, range| {
                if let Some(place) = self.ranges.get_mut(index) {
                    *place = packed(&range);
                }
            },
        )
    }

    /// A mention of somebody without a username shows their name, which may be several words.
    fn join_mentions(&mut self) {
        let Some(message) = self.cx.message() else {
            return;
        };
        let Some(whole) = message.text_or_caption() else {
            return;
        };
        let before = whole.len().saturating_sub(self.text.len());
        for entity in message
            .text_entities()
            .iter()
            .filter(|it| it.user.is_some())
        {
            let Some(start) = usize::try_from(entity.offset)
                .ok()
                .and_then(|offset| byte_offset(whole, offset)?.checked_sub(before))
            else {
                continue;
            };
            let Some(end) = usize::try_from(entity.offset + entity.length)
                .ok()
                .and_then(|offset| byte_offset(whole, offset)?.checked_sub(before))
            else {
                continue;
            };
            let Some(name) = self.text.get(start..end) else {
                continue;
            };
            let inside = |word: &Word<'_>| word.start() >= start && word.end() <= end;
            if let Some(first) = self.words.iter().position(inside) {
                self.words.retain(|word| !inside(word));
                self.words.insert(first, Word::whole(name, start));
            }
        }
    }

    /// Gives a pattern's groups to the parameters of the same names.
    pub(crate) fn groups(&mut self, route: &Route, text: &'a str, groups: &Captures<'a>) {
        self.text = text;
        for (param, range) in route.params.iter().zip(&mut self.ranges) {
            let start = self.words.len();
            if let Some(arity) = param.arity()
                && let Some(group) = groups.name(param.name)
            {
                match arity {
                    Arity::Many => self.words.extend(
                        split(group.as_str())
                            .into_iter()
                            .map(|word| word.after(group.start())),
                    ),
                    _ => self.words.push(Word::whole(group.as_str(), group.start())),
                }
            }
            *range = packed(&(start..self.words.len()));
        }
    }

    /// The words of the parameter at `index`.
    pub(crate) fn arg(&self, index: usize) -> Arg<'_> {
        let (start, end) = self.ranges.get(index).copied().unwrap_or_default();
        let words = self
            .words
            .get(start as usize..end as usize)
            .unwrap_or_default();
        Arg::new(self.text, words).within(self.cx)
    }

    pub(crate) fn put(&mut self, index: usize, value: Box<dyn Any + Send>) {
        self.prepared.push((index, value));
    }

    /// Takes the loaded value of the parameter at `index`.
    pub(crate) fn prepared<T: 'static>(&mut self, index: usize) -> Option<T> {
        let place = self
            .prepared
            .iter()
            .position(|(param, _)| *param == index)?;
        let (_, value) = self.prepared.swap_remove(place);
        value.downcast().ok().map(|value| *value)
    }
}

/// Words of one message are counted by the thousand at most.
fn packed(range: &Range<usize>) -> (u32, u32) {
    let pack = |place| u32::try_from(place).unwrap_or(u32::MAX);
    (pack(range.start), pack(range.end))
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("cx", &self.cx)
            .finish_non_exhaustive()
    }
}
