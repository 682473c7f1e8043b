//! The routing table as a text for people.

use std::fmt::Write;

use super::columns::columns;
use super::scoped::Scoped;
use super::table::{Row, Table};
use super::{Chats, Kinds, Match, Route, Takes};
use crate::scope::{Function, OnError};

/// How wide a listing is, in letters.
const WIDTH: usize = 100;

impl Table {
    /// The table as a text of at most 100 columns: the handlers in the order in which they are tried, with
    /// what they go by, what must hold, and where they are; then those that observe, those that run by the
    /// clock, and the functions for errors in their order.
    pub fn listing(&self) -> String {
        let single = self.is_of_one_crate();
        let (timed, rows): (Vec<&Row>, Vec<&Row>) =
            self.rows.iter().partition(|row| row.route.is_by_clock());
        let (observers, handlers): (Vec<&Row>, Vec<&Row>) =
            rows.into_iter().partition(|row| row.route.observe);
        let mut text = format!("{}\n", self.summary());
        let mut part = |title: &str, head: &[&str], rows: Vec<Vec<String>>| {
            if rows.is_empty() {
                return;
            }
            let head = head.iter().map(|it| (*it).to_owned()).collect();
            let all: Vec<_> = std::iter::once(head).chain(rows).collect();
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{title}\n{}", columns(&all, WIDTH));
        };
        let head = ["#", "by", "kinds", "chats", "with", "handler", "at"];
        let rows = (1..).zip(handlers).map(|(place, row)| {
            let mut cells = vec![place.to_string()];
            cells.extend(cells_of(&row.scoped, single));
            cells
        });
        part(
            "HANDLERS, in the order in which they are tried",
            &head,
            rows.collect(),
        );
        let rows = observers
            .into_iter()
            .map(|row| cells_of(&row.scoped, single));
        part(
            "OBSERVERS, which run beside them",
            &head[1..],
            rows.collect(),
        );
        let rows = timed.into_iter().map(|row| timed_cells(row.route, single));
        part("BY THE CLOCK", &["when", "handler", "at"], rows.collect());
        let rows = self.on_errors.iter().map(|on| error_cells(on, single));
        part(
            "ERRORS, the first that takes one",
            &["takes", "from", "handler", "at"],
            rows.collect(),
        );
        text
    }

    /// Whether the names of crates say nothing.
    pub(super) fn is_of_one_crate(&self) -> bool {
        let mut crates = self.routes().filter(|it| !it.is_help()).map(Route::krate);
        let first = crates.next();
        crates.all(|krate| Some(krate) == first)
    }
}

impl Route {
    /// What it goes by, in a few words.
    pub(super) fn goes_by(&self) -> String {
        match self.matches {
            Match::Command { aliases, .. } => aliases
                .iter()
                .fold(self.usage(), |text, alias| format!("{text}, /{alias}")),
            Match::Callback(button) => format!("button {button}"),
            Match::State(state) => match state.takes {
                Takes::Command(_) => format!("state {state}, {}", self.usage()),
                Takes::Callback(button) => format!("state {state}, button {button}"),
                Takes::Text(text) => format!("state {state}, text {text:?}"),
                Takes::Pattern(pattern) => format!("state {state}, regex {pattern}"),
                Takes::Content => format!("state {state}"),
            },
            Match::Stale(dialogue) => format!("stale {dialogue}"),
            Match::StaleTalk => "stale conversation".to_owned(),
            Match::Text(text) => format!("text {text:?}"),
            Match::Pattern(pattern) => format!("regex {pattern}"),
            Match::Content => "message".to_owned(),
            Match::Update => "update".to_owned(),
            Match::Album => "album".to_owned(),
            Match::Fallback => "fallback".to_owned(),
            Match::Timed(timing) => timing.to_string(),
            Match::Reminder(name) => format!("reminder {name}"),
        }
    }
}

impl Scoped {
    /// What must hold beside kinds and chats, and what else is special about it.
    pub(super) fn extras(&self) -> Vec<String> {
        let mut extras = Vec::new();
        if !self.conditions.is_empty() {
            extras.push(self.conditions.to_owned());
        }
        extras.extend(
            self.guards
                .iter()
                .map(|it| format!("guard {}", it.function.name)),
        );
        extras.extend(
            self.arounds
                .iter()
                .map(|it| format!("around {}", it.function.name)),
        );
        if self.priority != 0 {
            extras.push(format!("priority {}", self.priority));
        }
        if self.hidden {
            extras.push("hidden".to_owned());
        }
        extras
    }
}

/// The kinds in words.
pub(super) fn kinds(kinds: Kinds) -> String {
    if kinds.covers(Kinds::UPDATES) {
        "any".to_owned()
    } else if kinds == Kinds::MESSAGES {
        "any message".to_owned()
    } else {
        kinds.iter().collect::<Vec<_>>().join(", ")
    }
}

/// The types of chat in words.
pub(super) fn chats(chats: Chats) -> String {
    if chats == Chats::ALL {
        "any".to_owned()
    } else {
        chats.iter().collect::<Vec<_>>().join(", ")
    }
}

/// A function by its path; without the crate where there is only one.
pub(super) fn path(module: &str, name: &str, single: bool) -> String {
    match module.split_once("::") {
        Some((_, inner)) if single => format!("{inner}::{name}"),
        None if single => name.to_owned(),
        _ => format!("{module}::{name}"),
    }
}

fn cells_of(route: &Scoped, single: bool) -> Vec<String> {
    let (handler, at) = if route.is_help() {
        ("built in".to_owned(), String::new())
    } else {
        let handler = path(route.module, route.name, single);
        (handler, format!("{}:{}", route.file, route.line))
    };
    vec![
        route.goes_by(),
        kinds(route.kinds),
        chats(route.chats),
        route.extras().join("\n"),
        handler,
        at,
    ]
}

fn timed_cells(route: &Route, single: bool) -> Vec<String> {
    vec![
        route.goes_by(),
        path(route.module, route.name, single),
        format!("{}:{}", route.file, route.line),
    ]
}

fn error_cells(on: &OnError, single: bool) -> Vec<String> {
    let Function {
        name,
        module,
        file,
        line,
        ..
    } = on.function;
    vec![
        on.takes.map_or("any error", |takes| takes.name).to_owned(),
        module.to_owned(),
        path(module, name, single),
        format!("{file}:{line}"),
    ]
}
