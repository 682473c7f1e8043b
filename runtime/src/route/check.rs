//! Checks of a handler's parameters that need to know their types, run while compiling.

use super::kinds::NAMES;
use super::{Kinds, ParamInfo};
use crate::extract::Arity;
use crate::scope::{Around, Function, Guard};

/// Where parameters come from that are not taken from the update.
#[derive(Debug, Clone, Copy)]
pub enum Arguments {
    /// The words after a command.
    Words,
    /// The named groups of a pattern.
    Groups(&'static [&'static str]),
    /// The fields of a variant.
    Fields,
    /// The fields of a dialogue's state.
    State,
    /// Nowhere.
    None,
}

/// Fails to compile, with a message, if the parameter at `index` cannot be had.
///
/// # Panics
/// While compiling, which is its purpose.
#[track_caller] // Points at the handler, and at nothing in here.
pub const fn check(params: &[ParamInfo], index: usize, kinds: Kinds, arguments: Arguments) {
    let param = &params[index];
    let Some(argument) = param.info.argument else {
        if let Arguments::Groups(groups) = arguments
            && contains(groups, param.name)
        {
            Text::new()
                .quoted(param.name)
                .add(" is a group of the pattern, but ")
                .quoted(param.ty)
                .add(" is taken from the update; use an owned type such as `String` or `u64`, or another name")
                .fail();
        }
        if kinds.covers(Kinds::CLOCK) && !param.info.kinds.intersects(kinds) {
            Text::new()
                .quoted(param.ty)
                .add(" comes with an update, and this handler runs without one; it can take `Api`, `State<T>`, `Outbox`, `&Me` and `Cx`")
                .fail();
        }
        if !param.info.kinds.intersects(kinds) && param.info.kinds.covers(Kinds::REMINDER) {
            Text::new()
                .quoted(param.ty)
                .add(" is given to handlers under `#[on_reminder]` only")
                .fail();
        }
        if !param.info.kinds.intersects(kinds) {
            Text::new()
                .quoted(param.ty)
                .add(" never comes with ")
                .kinds(kinds)
                .add(", and this handler listens to nothing else; it comes with ")
                .kinds(param.info.kinds)
                .fail();
        }
        return;
    };
    match arguments {
        Arguments::Words => {
            if matches!(argument.arity, Arity::Rest) {
                let mut later = index + 1;
                while later < params.len() {
                    if params[later].info.argument.is_some() {
                        Text::new()
                            .quoted(param.name)
                            .add(" takes the rest of the message, so no argument can follow it: put it after ")
                            .quoted(params[later].name)
                            .fail();
                    }
                    later += 1;
                }
            }
        }
        Arguments::Groups(groups) => {
            if !contains(groups, param.name) {
                Text::new()
                    .add("no group of the pattern is named ")
                    .quoted(param.name)
                    .add(", as in `(?<")
                    .add(param.name)
                    .add(">...)`")
                    .fail();
            }
        }
        Arguments::Fields => Text::new()
            .quoted(param.name)
            .add(" is not taken from the button: name it in the pattern, as in `Variant { ")
            .add(param.name)
            .add(" }`")
            .fail(),
        Arguments::State => Text::new()
            .quoted(param.name)
            .add(" is no field of the state: name it in the pattern, as in `State { ")
            .add(param.name)
            .add(" }`, or take the message's text as `Parsed<")
            .add(param.ty)
            .add(">`")
            .fail(),
        Arguments::None => Text::new()
            .quoted(param.name)
            .add(" cannot be taken from an update: ")
            .quoted(param.ty)
            .add(" is an argument, which only commands and the groups of a pattern give")
            .fail(),
    }
}

/// A guard, for a handler of these kinds of update.
///
/// # Panics
/// While compiling, if the kinds never give what the guard takes.
#[track_caller]
pub const fn fitting_guard(guard: &'static Guard, kinds: Kinds) -> &'static Guard {
    check_fits("the guard ", &guard.function, kinds);
    guard
}

/// As [`fitting_guard`], for a function around handlers.
///
/// # Panics
/// While compiling, if the kinds never give what the function takes.
#[track_caller]
pub const fn fitting_around(around: &'static Around, kinds: Kinds) -> &'static Around {
    check_fits("", &around.function, kinds);
    around
}

#[track_caller]
const fn check_fits(what: &str, function: &Function, kinds: Kinds) {
    if let Some(param) = misfit(function, kinds) {
        Text::new()
            .add(what)
            .quoted(function.name)
            .add(" takes ")
            .quoted(param.ty)
            .add(", which never comes with ")
            .kinds(kinds)
            .add(", so this handler could never run; it comes with ")
            .kinds(param.info.kinds)
            .fail();
    }
}

/// The parameter of a function beside a handler that these kinds of update never give.
pub(super) const fn misfit(function: &Function, kinds: Kinds) -> Option<&'static ParamInfo> {
    let (params, mut index) = (function.params, 0);
    while index < params.len() {
        if !params[index].info.kinds.intersects(kinds) {
            return Some(&params[index]);
        }
        index += 1;
    }
    None
}

const fn contains(list: &[&str], word: &str) -> bool {
    let mut index = 0;
    while index < list.len() {
        if equal(list[index].as_bytes(), word.as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

pub(crate) const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// A message put together while compiling; what does not fit is cut.
pub(crate) struct Text {
    bytes: [u8; 1024],
    len: usize,
}

impl Text {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; 1024],
            len: 0,
        }
    }

    pub(crate) const fn add(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if self.len + text.len() <= self.bytes.len() {
            let mut index = 0;
            while index < text.len() {
                self.bytes[self.len + index] = text[index];
                index += 1;
            }
            self.len += text.len();
        }
        self
    }

    pub(crate) const fn quoted(self, text: &str) -> Self {
        self.add("`").add(text).add("`")
    }

    const fn kinds(self, kinds: Kinds) -> Self {
        let mut text = self;
        let (mut index, mut count) = (0, 0);
        while index < NAMES.len() {
            if kinds.has_index(index) {
                if count > 0 {
                    text = text.add(", ");
                }
                text = text.quoted(NAMES[index]);
                count += 1;
            }
            index += 1;
        }
        text
    }

    pub(crate) const fn number(self, number: usize) -> Self {
        const DIGITS: &str = "0123456789";
        let text = if number >= 10 {
            self.number(number / 10)
        } else {
            self
        };
        let (_, digits) = DIGITS.split_at(number % 10);
        let (digit, _) = digits.split_at(1);
        text.add(digit)
    }

    #[track_caller]
    pub(crate) const fn fail(self) -> ! {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("this parameter cannot be had"),
        }
    }
}
