//! What keeps a bot from starting: mistakes that only the whole program shows.

use std::collections::HashMap;
use std::fmt;

use super::scoped::Scoped;
use super::{Button, InState, Match, Route};
use crate::scope::Function;

/// A handler's place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The handler's name.
    pub handler: &'static str,
    /// The file.
    pub file: &'static str,
    /// The line of its attribute.
    pub line: u32,
}

impl Place {
    pub(super) fn of(route: &Route) -> Self {
        Self {
            handler: route.name,
            file: route.file,
            line: route.line,
        }
    }
}

impl Place {
    pub(super) fn at(function: &Function) -> Self {
        Self {
            handler: function.name,
            file: function.file,
            line: function.line,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({}:{})", self.handler, self.file, self.line)
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// There is nothing that could handle an update.
    #[error(
        "no handlers are linked into this program. Handlers in a library are linked only if the \
         program names that library: `use my_bot as _;` in main.rs (`#[bot::main]` does it for the \
         package's own), or `my_bot::module();` with `bot::module!();` in the library"
    )]
    NoRoutes,
    /// Two handlers of one command, where both listen.
    #[error("/{command} is handled twice: by {first} and by {second}")]
    Duplicate {
        /// The command.
        command: &'static str,
        /// One handler.
        first: Place,
        /// The other.
        second: Place,
    },
    /// Two handlers of the same data of buttons.
    #[error(
        "the button {button} is handled twice: by {first} and by {second}. Two enums of the same name, \
         variants and fields cannot be told apart: rename one of them"
    )]
    SameButton {
        /// The variant.
        button: Button,
        /// One handler.
        first: Place,
        /// The other.
        second: Place,
    },
    /// A state of a dialogue that nobody handles.
    #[error(
        "nobody handles the state {dialogue}::{state}, so whoever comes there stays there: write \
         `#[on_state({dialogue}::{state})]`. The dialogue's other handlers: {}",
        list(others)
    )]
    Unhandled {
        /// The dialogue.
        dialogue: &'static str,
        /// The state.
        state: &'static str,
        /// The handlers that the dialogue has.
        others: Vec<Place>,
    },
    /// Two handlers of one state that take the same.
    #[error("the state {state} is handled twice, for the same updates: by {first} and by {second}")]
    SameState {
        /// The state.
        state: InState,
        /// One handler.
        first: Place,
        /// The other.
        second: Place,
    },
    /// A handler of a state that holds a conversation, which would take the state's place.
    #[error(
        "{handler} is for a state of a dialogue and cannot hold a conversation, which would take the \
         state's place: end the dialogue, and begin the conversation in a command or a button"
    )]
    TalkInState {
        /// The handler.
        handler: Place,
    },
    /// A handler needs state that nobody manages.
    #[error(
        "{handler} needs `State<{ty}>`, but no value of that type is managed: add `.manage(value)` to the builder"
    )]
    Unmanaged {
        /// The handler.
        handler: Place,
        /// The type.
        ty: &'static str,
    },
    /// A handler needs locale files, and none are linked.
    #[cfg(feature = "locales")]
    #[error(
        "{handler} takes a `Locale`, but no locale files are linked: write `bot::locales!(\"locales\");` in \
         a crate of this program"
    )]
    NoLocales {
        /// The handler.
        handler: Place,
    },
    /// A locale file has a mistake: its name, its line and what it is.
    #[cfg(feature = "locales")]
    #[error("{0}")]
    Locales(String),
    /// A handler whose updates always go to another.
    #[error("{handler} can never run: {by} takes every update before it")]
    Shadowed {
        /// The handler that never runs.
        handler: Place,
        /// The one that always does.
        by: Place,
    },
    /// A scope around nothing.
    #[error(
        "the scope of `{module}` ({file}:{line}) holds for no handler: it covers the handlers of its own \
         module and of those below it"
    )]
    EmptyScope {
        /// The module.
        module: &'static str,
        /// The file.
        file: &'static str,
        /// The line.
        line: u32,
    },
    /// A handler whose scopes leave it no chat.
    #[error(
        "{handler} can never run: its own `chat` and those of the scopes around it have no type of chat \
         in common"
    )]
    NoChats {
        /// The handler.
        handler: Place,
    },
    /// A handler behind a guard, or a function around it, that its updates never get past.
    #[error(
        "{handler} can never run: {function} takes `{ty}`, which never comes with the updates that the \
         handler is for"
    )]
    NeverPassed {
        /// The handler.
        handler: Place,
        /// The guard, or the function around it.
        function: Place,
        /// The type of its parameter.
        ty: &'static str,
    },
    /// Two functions for the same errors.
    #[error("{error} in `{module}` goes to two functions: to {first} and to {second}")]
    SameErrorHandler {
        /// The type.
        error: &'static str,
        /// The module.
        module: &'static str,
        /// One function.
        first: Place,
        /// The other.
        second: Place,
    },
    /// A regular expression that cannot be compiled.
    #[error("the pattern of {handler} cannot be used: {problem}")]
    Pattern {
        /// The handler.
        handler: Place,
        /// What is wrong.
        problem: String,
    },
}

/// Everything that keeps a bot from starting, at once; one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartErrors(pub Vec<StartError>);

impl fmt::Display for StartErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for StartErrors {}

fn list(places: &[Place]) -> String {
    let places: Vec<_> = places.iter().map(Place::to_string).collect();
    places.join(", ")
}

/// Two handlers of one command of which neither lets the other have anything.
pub(super) fn duplicates(routes: &[Scoped], errors: &mut Vec<StartError>) {
    let mut names: Vec<_> = routes
        .iter()
        .flat_map(|route| route.names().map(move |name| (name, route)))
        .collect();
    names.sort_by_key(|(name, _)| *name);
    for same in names.chunk_by(|a, b| a.0 == b.0) {
        for (index, (command, first)) in same.iter().enumerate() {
            for (_, second) in &same[index + 1..] {
                let meet = first.kinds.intersects(second.kinds)
                    && first.chats.intersects(second.chats)
                    && first.priority == second.priority;
                if meet && !first.is_choosy() && !second.is_choosy() {
                    let (first, second) = (Place::of(first), Place::of(second));
                    errors.push(StartError::Duplicate {
                        command,
                        first,
                        second,
                    });
                }
            }
        }
    }
}

/// Two handlers of data that begin with the same letters.
pub(super) fn same_buttons(routes: &[&'static Route], errors: &mut Vec<StartError>) {
    let mut seen: HashMap<_, &Route> = HashMap::new();
    for route in routes {
        if let Match::Callback(button) = route.matches
            && let Some(other) = seen.insert((button.prefix, button.role), route)
        {
            let (first, second) = (Place::of(other), Place::of(route));
            errors.push(StartError::SameButton {
                button,
                first,
                second,
            });
        }
    }
}

/// Handlers of which another one, earlier in the order, takes every update.
pub(super) fn shadowed(routes: &[Scoped], errors: &mut Vec<StartError>) {
    use super::Match::{Album, Command, Content, Fallback, Stale, StaleTalk, State, Text, Update};
    let takes = |by: &Scoped, route: &Scoped| {
        by.kinds.covers(route.kinds)
            && by.chats.covers(route.chats)
            && match (by.matches, route.matches) {
                // One handler of a command is enough; of the same priority they are duplicates.
                (Command { .. }, Command { .. }) => {
                    by.priority != route.priority
                        && route
                            .names()
                            .all(|name| by.names().any(|other| other == name))
                }
                (Text(a), Text(b)) => a == b,
                // Those come before it, or are asked elsewhere.
                (Content | Update, State(_) | Stale(_) | StaleTalk) => by.priority > route.priority,
                (Content | Update, Album) => false,
                (Content | Update, _) | (Fallback, Fallback) => true,
                _ => false,
            }
    };
    // Few routes take everything of their kind, or share a name with another: only those can shadow.
    let mut greedy: Vec<&Scoped> = Vec::new();
    let mut named: HashMap<&str, Vec<&Scoped>> = HashMap::new();
    for route in routes
        .iter()
        .filter(|route| !route.observe && !route.is_by_clock())
    {
        let own = match route.matches {
            Command { name, .. } => Some(name),
            Text(text) => Some(text),
            _ => None,
        };
        let rivals = own.and_then(|own| named.get(own)).into_iter().flatten();
        if let Some(by) = greedy.iter().chain(rivals).find(|by| takes(by, route)) {
            let (handler, by) = (Place::of(route), Place::of(by));
            errors.push(StartError::Shadowed { handler, by });
        }
        if route.may_skip() {
            continue;
        }
        match route.matches {
            Command { .. } => {
                for name in route.names() {
                    named.entry(name).or_default().push(route);
                }
            }
            Text(text) => named.entry(text).or_default().push(route),
            Content | Update | Fallback => greedy.push(route),
            _ => {}
        }
    }
}
