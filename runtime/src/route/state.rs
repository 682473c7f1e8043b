//! States of dialogues: routes that go by what their owner is in the middle of.

use std::collections::HashMap;
use std::fmt;

use super::check::equal;
use super::hash::BuildFast;
use super::scoped::Scoped;
use super::table::Rows;
use super::talk::WITH;
use super::{Button, Place, Route, StartError};
use crate::cx::Cx;
use crate::dialogue::DialogueData;
use crate::dialogue::stored::{self, State};
use crate::extract::Rejection;
use crate::session::KeyBy;

/// A state of a dialogue, and what a handler takes while it is active.
#[derive(Clone, Copy)]
pub struct InState {
    /// The dialogue's name.
    pub dialogue: &'static str,
    /// The state's name; `None` for all of them.
    pub state: Option<&'static str>,
    /// The names of all states.
    pub states: &'static [&'static str],
    /// Whose the dialogue is.
    pub key: KeyBy,
    /// What is taken.
    pub takes: Takes,
    pub(super) filtered: bool,
    read: Read,
}

/// What a handler takes while a state is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Takes {
    /// A command of this name.
    Command(&'static str),
    /// A press of a button.
    Callback(Button),
    /// A message with exactly this text.
    Text(&'static str),
    /// A message whose text this regular expression finds.
    Pattern(&'static str),
    /// Messages.
    Content,
}

/// The place of a stored state among those of its dialogue; `None` for one that fits no more.
type Read = fn(&State) -> Option<usize>;

impl InState {
    /// A state of this dialogue.
    #[doc(hidden)]
    pub const fn of<D: DialogueData>(
        state: Option<&'static str>,
        takes: Takes,
        filtered: bool,
    ) -> Self {
        Self {
            dialogue: D::NAME,
            state,
            states: D::STATES,
            key: D::KEY,
            takes,
            filtered,
            read: |state| state.value::<D>().map(|value| value.state()),
        }
    }

    /// The place of a state among those of its dialogue.
    #[doc(hidden)]
    pub const fn place<D: DialogueData>(name: &str) -> usize {
        let mut place = 0;
        while place < D::STATES.len() {
            if equal(D::STATES[place].as_bytes(), name.as_bytes()) {
                break;
            }
            place += 1;
        }
        place
    }

    /// The active state of a dialogue. The table has looked at it before, so it is there.
    #[doc(hidden)]
    pub fn active<D: DialogueData>(cx: &Cx) -> Result<D, Rejection> {
        stored::active(cx).ok_or(Rejection::Skip)
    }

    /// What the handlers of a state are sorted by, after the commands and buttons among them.
    pub(super) fn order(&self) -> u8 {
        match self.takes {
            Takes::Command(_) | Takes::Callback(_) => u8::from(self.state.is_none()),
            Takes::Text(_) => 2,
            Takes::Pattern(_) => 3,
            Takes::Content if self.filtered => 4,
            Takes::Content => 5 + u8::from(self.state.is_none()),
        }
    }

    fn covers(&self, place: usize) -> bool {
        self.state
            .is_none_or(|state| self.states.get(place) == Some(&state))
    }
}

/// The names and what is taken tell them apart.
impl PartialEq for InState {
    fn eq(&self, other: &Self) -> bool {
        (self.dialogue, self.state, self.takes) == (other.dialogue, other.state, other.takes)
    }
}

impl Eq for InState {}

impl fmt::Display for InState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.dialogue, self.state.unwrap_or("_"))
    }
}

impl fmt::Debug for InState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({:?})", self.takes)
    }
}

/// The routes of dialogues for one kind of update.
#[derive(Default)]
pub(super) struct States {
    dialogues: HashMap<&'static str, Dialogue, BuildFast>,
    /// Whose values are looked up.
    pub(super) owners: Vec<KeyBy>,
}

struct Dialogue {
    read: Read,
    /// By the places of the states.
    states: Vec<Rows>,
    stale: Vec<u32>,
}

/// What a stored state is to a bot.
pub(super) enum Found<'a> {
    /// A state, with its rows.
    Active(&'a [u32]),
    /// A state that fits no more, with the rows that are told so.
    Stale(&'a [u32]),
    /// Of no dialogue of this bot.
    Foreign,
}

impl States {
    /// `talks` says that conversations go on with updates of this kind.
    pub(super) fn new(
        states: &[(u32, InState)],
        stale: &[(u32, &'static str)],
        talks: bool,
    ) -> Self {
        let mut index = Self::default();
        if talks {
            index.owners.push(WITH);
        }
        for (_, first) in states {
            if !index.owners.contains(&first.key) {
                index.owners.push(first.key);
            }
            if index.dialogues.contains_key(first.dialogue) {
                continue;
            }
            let rows = (0..first.states.len()).map(|place| {
                let of = states
                    .iter()
                    .filter(|(_, state)| state.dialogue == first.dialogue && state.covers(place));
                of.map(|(row, _)| *row).collect()
            });
            let dialogue = Dialogue {
                read: first.read,
                states: rows.collect(),
                stale: stale
                    .iter()
                    .filter(|(_, name)| *name == first.dialogue)
                    .map(|(row, _)| *row)
                    .collect(),
            };
            index.dialogues.insert(first.dialogue, dialogue);
        }
        index
    }

    pub(super) fn find(&self, state: &State) -> Found<'_> {
        let Some(dialogue) = self.dialogues.get(state.dialogue.as_str()) else {
            return Found::Foreign;
        };
        match (dialogue.read)(state).and_then(|place| dialogue.states.get(place)) {
            Some(rows) => Found::Active(rows),
            None => Found::Stale(&dialogue.stale),
        }
    }
}

/// A state of a dialogue and those who handle it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StateInfo {
    /// The dialogue's name.
    pub dialogue: &'static str,
    /// The state's name.
    pub state: &'static str,
    /// Its handlers, in the order in which they are tried.
    pub handlers: Vec<&'static Route>,
}

/// The states of all dialogues, in their order in the source.
pub(super) fn all(routes: &[&'static Route]) -> Vec<StateInfo> {
    let mut states: Vec<StateInfo> = Vec::new();
    let of = |route: &&'static Route| route.state().map(|state| (*route, state));
    for (_, first) in routes.iter().filter_map(of) {
        if states.iter().any(|known| known.dialogue == first.dialogue) {
            continue;
        }
        for (place, state) in first.states.iter().enumerate() {
            let handlers = routes
                .iter()
                .filter_map(of)
                .filter(|(_, other)| other.dialogue == first.dialogue && other.covers(place));
            states.push(StateInfo {
                dialogue: first.dialogue,
                state,
                handlers: handlers.map(|(route, _)| route).collect(),
            });
        }
    }
    states
}

/// States that nobody handles, and two handlers of which the second never runs.
pub(super) fn check(routes: &[&'static Route], scoped: &[Scoped], errors: &mut Vec<StartError>) {
    for info in all(routes) {
        let named = |route: &&Route| {
            route.state().is_some_and(|state| {
                state.state.is_some() || !matches!(state.takes, Takes::Command(_))
            })
        };
        if !info.handlers.iter().any(named) {
            let others = routes.iter().filter(|route| {
                route
                    .state()
                    .is_some_and(|state| state.dialogue == info.dialogue)
            });
            errors.push(StartError::Unhandled {
                dialogue: info.dialogue,
                state: info.state,
                others: others.map(|route| Place::of(route)).collect(),
            });
        }
    }
    let states: Vec<_> = scoped
        .iter()
        .filter_map(|route| Some((route, route.state()?)))
        .collect();
    for (index, (first, state)) in states.iter().enumerate() {
        let same = states[index + 1..].iter().find(|(second, other)| {
            state == other
                && first.kinds.intersects(second.kinds)
                && first.chats.intersects(second.chats)
                && first.priority == second.priority
        });
        if let Some((second, _)) = same
            && !first.is_choosy()
            && !second.is_choosy()
        {
            errors.push(StartError::SameState {
                state: *state,
                first: Place::of(first),
                second: Place::of(second),
            });
        }
    }
}
