//! Sharing out words to parameters.

use std::ops::Range;

use super::{Arg, ArgError, Arity, Word};
use crate::cx::Cx;
use crate::route::{Argument, ParamInfo};

/// Why words cannot be shared out: the mistake furthest to the right, which most likely is the one
/// that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A word is not what a parameter needs.
    Invalid { word: String, error: ArgError },
    /// A parameter without words for it.
    Missing { param: &'static str },
    /// A word that no parameter takes.
    TooMany { word: String },
}

/// Gives each parameter that is an argument its words, by `give(parameter, words)`.
///
/// Tried in order and with as many words as fit first; when what follows then fails, with fewer.
pub(crate) fn assign(
    params: &[ParamInfo],
    text: &str,
    words: &[Word<'_>],
    cx: Option<&Cx>,
    mut give: impl FnMut(usize, Range<usize>),
) -> Result<(), Problem> {
    let slots: Vec<_> = params
        .iter()
        .enumerate()
        .filter_map(|(index, param)| {
            let argument = param.info.argument?;
            Some(Slot {
                index,
                name: param.name,
                argument,
                given: 0..0,
            })
        })
        .collect();
    let mut search = Search {
        text,
        words,
        cx,
        slots,
        failed: Vec::new(),
        furthest: 0,
        problem: None,
    };
    if search.place(0, 0) {
        for slot in search.slots {
            give(slot.index, slot.given);
        }
        return Ok(());
    }
    Err(search.problem.unwrap_or(Problem::TooMany {
        word: String::new(),
    }))
}

struct Slot {
    index: usize,
    name: &'static str,
    argument: Argument,
    given: Range<usize>,
}

struct Search<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    cx: Option<&'a Cx>,
    slots: Vec<Slot>,
    /// Where a slot cannot start, so that it is found out once only; by slot and word.
    failed: Vec<bool>,
    furthest: usize,
    problem: Option<Problem>,
}

impl Search<'_> {
    /// Shares out the words from `at` to the slots from `slot`.
    fn place(&mut self, slot: usize, at: usize) -> bool {
        let Some(argument) = self.slots.get(slot).map(|slot| slot.argument) else {
            if at < self.words.len() {
                self.note(at, |search| Problem::TooMany {
                    word: search.raw(at..at + 1),
                });
            }
            return at == self.words.len();
        };
        let place = slot * (self.words.len() + 1) + at;
        if self.failed.get(place) == Some(&true) {
            return false;
        }
        let placed = match argument.arity {
            Arity::One => self.some(slot, argument, at, 1),
            Arity::Words(count) => self.some(slot, argument, at, count),
            Arity::Optional => self.some_or_none(slot, argument, at, 1),
            Arity::OptionalWords(count) => self.some_or_none(slot, argument, at, count),
            Arity::Many => {
                let fits = |search: &mut Self, at| search.fits(argument, at..at + 1);
                let end = (at..self.words.len())
                    .find(|at| !fits(self, *at))
                    .unwrap_or(self.words.len());
                (at..=end).rev().any(|end| self.give(slot, at..end))
            }
            Arity::Rest => {
                let all = at..self.words.len();
                self.fits(argument, all.clone()) && self.give(slot, all)
            }
        };
        if !placed {
            if self.failed.is_empty() {
                self.failed
                    .resize(self.slots.len() * (self.words.len() + 1), false);
            }
            self.failed[place] = true;
        }
        placed
    }

    fn some(&mut self, slot: usize, argument: Argument, at: usize, count: usize) -> bool {
        if at + count > self.words.len() {
            let param = self.slots[slot].name;
            self.note(at, |_| Problem::Missing { param });
            return false;
        }
        self.fits(argument, at..at + count) && self.give(slot, at..at + count)
    }

    fn some_or_none(&mut self, slot: usize, argument: Argument, at: usize, count: usize) -> bool {
        (at + count <= self.words.len() && self.some(slot, argument, at, count))
            || (self.can_be_none(slot, argument, at) && self.give(slot, at..at))
    }

    fn can_be_none(&mut self, slot: usize, argument: Argument, at: usize) -> bool {
        let none = Arg::new(self.text, &[]);
        let none = self.cx.map_or(none, |cx| none.within(cx));
        let can = (argument.check)(&none).is_ok();
        if !can {
            let param = self.slots[slot].name;
            self.note(at, |_| Problem::Missing { param });
        }
        can
    }

    fn give(&mut self, slot: usize, words: Range<usize>) -> bool {
        self.slots[slot].given = words.clone();
        self.place(slot + 1, words.end)
    }

    fn fits(&mut self, argument: Argument, words: Range<usize>) -> bool {
        let arg = Arg::new(self.text, &self.words[words.clone()]);
        let arg = self.cx.map_or(arg, |cx| arg.within(cx));
        match (argument.check)(&arg) {
            Ok(()) => true,
            Err(error) => {
                self.note(words.start, |search| Problem::Invalid {
                    word: search.raw(words),
                    error,
                });
                false
            }
        }
    }

    /// Keeps the first problem at the furthest word.
    fn note(&mut self, at: usize, problem: impl FnOnce(&Self) -> Problem) {
        if self.problem.is_none() || at > self.furthest {
            self.furthest = at;
            self.problem = Some(problem(self));
        }
    }

    fn raw(&self, words: Range<usize>) -> String {
        match &self.words[words] {
            [word] => word.text().to_owned(),
            words => Arg::new(self.text, words).raw().to_owned(),
        }
    }
}
