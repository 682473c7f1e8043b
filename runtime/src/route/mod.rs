//! From updates to handlers: routes, and the table they are compiled into.
//!
//! Attributes such as [`command`](crate::command) leave a [`Route`] next to each handler: plain data,
//! collected when the program is linked. At start they become one [`Table`].
//!
//! # Which handler runs
//! One update runs one handler: the first that matches, by priority (higher first), then command or
//! button of the active [state](crate::dialogue), command or button, message in the active state, exact
//! text, pattern, content or kind, then place in the source. A [fallback](crate::fallback)
//! comes after all others. A handler whose parameters the update cannot give is passed over. Handlers
//! that only observe run beside it.

mod active;
mod address;
mod button;
mod chart;
pub(crate) mod check;
mod columns;
mod commit;
pub(crate) mod condition;
mod described;
mod dispatch;
pub(crate) mod hash;
mod help;
mod kinds;
mod listing;
mod menu;
mod mermaid;
mod param;
mod patterns;
mod registry;
mod run;
mod scoped;
mod start;
mod state;
mod suggest;
mod table;
mod talk;
mod way;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

pub use button::{Button, Role};
pub use condition::Condition;
pub use described::Described;
pub(crate) use dispatch::OUT_OF_DATE;
pub use kinds::{Chats, Kinds};
pub use menu::MenuCommand;
pub(crate) use param::Argument;
pub use param::{Info, ParamInfo, Requires};
pub(crate) use registry::is_inside;
pub use registry::{Registered, linked};
pub use run::{guard, handler, inline_handler};
pub use start::{Place, StartError, StartErrors};
pub use state::{InState, StateInfo, Takes};
pub use table::Table;

use crate::cx::Cx;
use crate::extract::{Call, Rejection};
use crate::reply::Outcome;
use crate::schedule::Timing;
use crate::scope::{Around, Guard};

/// A boxed future that borrows from the update's context.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Takes a handler's parameters and calls it.
pub type CallFn = for<'a> fn(&mut Call<'a>) -> Result<BoxFuture<'a, Outcome>, Rejection>;

/// A handler and what it handles. Made by the attributes.
#[derive(Clone, Copy)]
pub struct Route {
    /// The function's name.
    pub name: &'static str,
    /// The module it is in.
    pub module: &'static str,
    /// The file of its attribute.
    pub file: &'static str,
    /// The line of its attribute.
    pub line: u32,
    /// The column of its attribute.
    pub column: u32,
    /// What it goes by.
    pub matches: Match,
    /// The kinds of update it listens to.
    pub kinds: Kinds,
    /// The types of chat it listens to.
    pub chats: Chats,
    /// What else must hold.
    pub filter: Option<fn(&Cx) -> bool>,
    /// The filter and the conditions, as they are written.
    pub conditions: &'static str,
    /// The guards that its attribute names; its scopes may add more.
    pub guards: &'static [&'static Guard],
    /// What runs around it by its attribute; its scopes may add more.
    pub arounds: &'static [&'static Around],
    /// Higher goes first; 0 unless said otherwise.
    pub priority: i32,
    /// Whether it runs beside the handler of an update.
    pub observe: bool,
    /// Whether a command stays out of the menu and of `/help`.
    pub hidden: bool,
    /// The first paragraph of its documentation.
    pub description: &'static str,
    /// The rest of its documentation.
    pub help: &'static str,
    /// The package it is in.
    pub package: &'static str,
    /// Its descriptions in the languages of the package's locale files.
    pub described: &'static [Described],
    /// The states of dialogues that its code names, with their dialogues; no state stands for the end.
    pub leads: &'static [(&'static str, Option<&'static str>)],
    /// Its parameters.
    pub params: &'static [ParamInfo],
    #[doc(hidden)]
    pub call: CallFn,
}

/// What a route goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Match {
    /// A command, by its name or another.
    Command {
        /// The name, without the slash.
        name: &'static str,
        /// Other names.
        aliases: &'static [&'static str],
    },
    /// A button, by the variant of its data.
    Callback(Button),
    /// What comes while a state of a dialogue is active.
    State(InState),
    /// A stored state of this dialogue that fits no more.
    Stale(&'static str),
    /// A conversation that fits its handler no more.
    StaleTalk,
    /// A message with exactly this text.
    Text(&'static str),
    /// A message whose text this regular expression finds.
    Pattern(&'static str),
    /// A message that passes the filter.
    Content,
    /// An album.
    Album,
    /// An update of a kind.
    Update,
    /// What nothing else handled.
    Fallback,
    /// No update, but a time.
    Timed(Timing),
    /// A reminder of values kept under this name.
    Reminder(&'static str),
}

impl Route {
    /// The crate it is in.
    pub fn krate(&self) -> &'static str {
        self.module.split("::").next().unwrap_or_default()
    }

    /// The names of a command, the first one being its own; empty for other routes.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (name, aliases) = match self.matches {
            Match::Command { name, aliases } => (Some(name), aliases),
            _ => (None, &[][..]),
        };
        name.into_iter().chain(aliases.iter().copied())
    }

    /// The usage line of a command: `/add <a> <b>`.
    pub fn usage(&self) -> String {
        let name = match self.matches {
            Match::State(InState {
                takes: Takes::Command(name),
                ..
            }) => name,
            _ => self.names().next().unwrap_or(self.name),
        };
        let mut usage = format!("/{name}");
        for param in self.params.iter().filter_map(ParamInfo::usage) {
            usage.push(' ');
            usage.push_str(&param);
        }
        usage
    }

    /// Whether it runs by the clock, and not for an update.
    pub(crate) fn is_by_clock(&self) -> bool {
        matches!(self.matches, Match::Timed(_) | Match::Reminder(_))
    }

    /// The state of a dialogue that it is for.
    pub fn state(&self) -> Option<InState> {
        match self.matches {
            Match::State(state) => Some(state),
            _ => None,
        }
    }

    /// Whether it can run and yet leave the update to others.
    fn may_skip(&self) -> bool {
        self.filter.is_some() || self.params.iter().any(|param| param.info.may_skip)
    }

    /// What the table is sorted by.
    fn order(&self) -> impl Ord + use<> {
        let rank = match self.matches {
            Match::State(state) => match state.takes {
                Takes::Command(_) | Takes::Callback(_) => (0, state.order()),
                _ => (2, state.order()),
            },
            Match::Command { .. } | Match::Callback(_) => (1, 0),
            Match::Text(_) => (3, 0),
            Match::Pattern(_) => (4, 0),
            Match::Content | Match::Album | Match::Update | Match::Stale(_) | Match::StaleTalk => {
                (5, 0)
            }
            Match::Fallback => (6, 0),
            Match::Timed(_) | Match::Reminder(_) => (7, 0),
        };
        let last = self.matches == Match::Fallback;
        let priority = std::cmp::Reverse(self.priority);
        (
            last,
            priority,
            rank,
            self.module,
            self.file,
            self.line,
            self.column,
        )
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route")
            .field("name", &self.name)
            .field("at", &format_args!("{}:{}", self.file, self.line))
            .field("matches", &self.matches)
            .field("kinds", &self.kinds)
            .field("chats", &self.chats)
            .field("priority", &self.priority)
            .finish_non_exhaustive()
    }
}
