//! The table that all routes are compiled into, once, at start.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use botwright_api::types::UpdateKind;
use regex::Regex;

use super::address::Key;
use super::button::Buttons;
use super::check::misfit;
use super::hash::BuildFast;
use super::help::HELP;
use super::kinds::NAMES;
use super::patterns::Patterns;
use super::scoped::{Scoped, on_errors, scoped};
use super::start::{Place, StartError, StartErrors, duplicates, same_buttons, shadowed};
use super::state::{self, StateInfo, States, Takes};
use super::{InState, Kinds, Match, ParamInfo, Requires, Route};
use crate::app::StateMap;
use crate::schedule::Timing;
use crate::scope::OnError;

/// The rows that may handle an update, by their places in the order.
pub(super) type Rows = Box<[u32]>;

/// All routes of a bot, ready to be looked up: the cost of an update does not grow with the number of
/// commands, buttons, exact texts and patterns. The default one has no routes and handles nothing.
#[derive(Default)]
pub struct Table {
    /// Whether somebody handles albums as a whole.
    albums: bool,
    pub(super) rows: Vec<Row>,
    pub(super) kinds: Vec<Index>,
    timed: Vec<(u32, Timing)>,
    reminders: HashMap<&'static str, u32, BuildFast>,
    listens: Kinds,
    /// In the order in which they are tried.
    pub(super) on_errors: Vec<&'static OnError>,
    /// Whether unknown commands are answered with what was meant.
    pub(super) suggests: bool,
}

/// The kinds of update that answer questions.
const ANSWERS: Kinds = Kinds::of(&UpdateKind::Message).and(Kinds::of(&UpdateKind::CallbackQuery));

/// A route, what holds for it, and its compiled pattern.
pub(super) struct Row {
    pub(super) route: &'static Route,
    pub(super) scoped: Scoped,
    pub(super) regex: Option<Regex>,
    /// It holds a conversation.
    pub(super) talks: bool,
}

impl Row {
    /// Whether the pattern is found in a text.
    pub(super) fn finds(&self, text: Option<&str>) -> bool {
        match (text, &self.regex) {
            (Some(text), Some(regex)) => regex.is_match(text),
            _ => false,
        }
    }
}

/// The rows of one kind of update.
#[derive(Default)]
pub(super) struct Index {
    pub(super) commands: HashMap<Key, Rows, BuildFast>,
    pub(super) buttons: Buttons,
    pub(super) states: States,
    /// What is told of conversations that fit their handlers no more.
    pub(super) stale_talks: Rows,
    pub(super) texts: HashMap<&'static str, Rows, BuildFast>,
    pub(super) patterns: Patterns,
    pub(super) others: Rows,
    pub(super) observers: Rows,
}

impl Table {
    /// Compiles routes; `state` is what handlers can take as `State<T>`.
    ///
    /// # Errors
    /// Every mistake that would keep a handler from ever running as written, each with its place.
    pub fn build(
        routes: impl IntoIterator<Item = &'static Route>,
        state: &StateMap,
    ) -> Result<Self, StartErrors> {
        let mut routes: Vec<_> = routes.into_iter().collect();
        let mut errors = Vec::new();
        let helps = routes
            .iter()
            .any(|route| route.names().any(|name| name == "help"));
        let offers = routes.iter().any(|route| {
            matches!(route.matches, Match::Command { .. }) && !route.hidden && !route.observe
        });
        if offers && !helps {
            routes.push(&HELP);
        }
        routes.sort_by_cached_key(|route| route.order());
        let scoped = scoped(&routes, &mut errors);
        duplicates(&scoped, &mut errors);
        #[cfg(feature = "locales")]
        errors.extend(
            crate::words::check()
                .iter()
                .cloned()
                .map(StartError::Locales),
        );
        same_buttons(&routes, &mut errors);
        shadowed(&scoped, &mut errors);
        state::check(&routes, &scoped, &mut errors);
        let on_errors = on_errors(&routes, &mut errors);
        for route in &scoped {
            unmanaged(Place::of(route), route.params, state, &mut errors);
            for function in route.functions() {
                if let Some(param) = misfit(function, route.kinds) {
                    errors.push(StartError::NeverPassed {
                        handler: Place::of(route),
                        function: Place::at(function),
                        ty: param.ty,
                    });
                }
                unmanaged(Place::at(function), function.params, state, &mut errors);
            }
        }
        for on in &on_errors {
            let function = &on.function;
            unmanaged(Place::at(function), function.params, state, &mut errors);
        }
        let rows: Vec<_> = scoped
            .into_iter()
            .map(|route| row(route, &mut errors))
            .collect();
        if !errors.is_empty() {
            return Err(StartErrors(errors));
        }
        // One more than the known kinds: the last one holds what listens to unknown kinds.
        let kinds = (0..=UpdateKind::COUNT)
            .map(|kind| index(kind, &rows))
            .collect();
        let listens = routes
            .iter()
            .filter(|route| !route.is_by_clock())
            .fold(Kinds::NONE, |kinds, route| {
                kinds.and(route.kinds).and(requires(route).hears)
            })
            .and(if rows.iter().any(|row| row.talks) {
                ANSWERS
            } else {
                Kinds::NONE
            });
        Ok(Self {
            albums: routes.iter().any(|route| route.matches == Match::Album),
            timed: timed(&rows),
            reminders: reminders(&rows),
            rows,
            kinds,
            listens,
            on_errors,
            suggests: true,
        })
    }

    /// Checks that there is something to run: a bot that only makes calls of its own needs no routes.
    ///
    /// # Errors
    /// There are no routes.
    pub fn require_routes(&self) -> Result<(), StartErrors> {
        if self.rows.is_empty() {
            Err(StartErrors(vec![StartError::NoRoutes]))
        } else {
            Ok(())
        }
    }

    /// The routes, in the order in which they are tried.
    pub fn routes(&self) -> impl Iterator<Item = &'static Route> {
        self.rows.iter().map(|row| row.route)
    }

    /// The states of all dialogues that somebody handles, and who does.
    pub fn states(&self) -> Vec<StateInfo> {
        state::all(&self.routes().collect::<Vec<_>>())
    }

    /// Whether somebody handles albums as a whole.
    pub(crate) fn takes_albums(&self) -> bool {
        self.albums
    }

    /// The kinds of update that somebody listens to, for `allowed_updates`.
    pub fn allowed_updates(&self) -> Vec<UpdateKind> {
        self.listens.iter().map(UpdateKind::from).collect()
    }

    /// The handlers that run by the clock, by their places in the order.
    pub(crate) fn timed(&self) -> &[(u32, Timing)] {
        &self.timed
    }

    /// The name that the runs of the handler at this place are kept under.
    pub(crate) fn name_at(&self, place: u32) -> Option<String> {
        let route = self.rows.get(place as usize)?.route;
        Some(format!("{}::{}", route.module, route.name))
    }

    /// The handler of the reminders kept under this name.
    pub(crate) fn reminder(&self, name: &str) -> Option<u32> {
        self.reminders.get(name).copied()
    }

    /// `37 handlers from 3 crates`: one line for the log, from which a crate that was not linked
    /// shows.
    pub fn summary(&self) -> String {
        let own = || self.routes().filter(|route| !route.is_help());
        let (handlers, crates) = (
            own().count(),
            own().map(Route::krate).collect::<BTreeSet<_>>(),
        );
        let names = crates.iter().copied().collect::<Vec<_>>().join(", ");
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        format!(
            "{handlers} handler{} from {} crate{} ({names})",
            plural(handlers),
            crates.len(),
            plural(crates.len()),
        )
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.routes()).finish()
    }
}

/// What a handler needs by its parameters.
fn requires(route: &Route) -> Requires {
    let mut requires = Requires::default();
    for param in route.params {
        (param.info.requires)(&mut requires);
    }
    requires
}

fn unmanaged(handler: Place, params: &[ParamInfo], state: &StateMap, errors: &mut Vec<StartError>) {
    let mut requires = Requires::default();
    for param in params {
        (param.info.requires)(&mut requires);
    }
    #[cfg(feature = "locales")]
    if requires.locales && crate::words::Locale::available().is_empty() {
        errors.push(StartError::NoLocales { handler });
    }
    for (id, ty) in requires.into_types() {
        let error = StartError::Unmanaged { handler, ty };
        if !state.contains(id) && !errors.contains(&error) {
            errors.push(error);
        }
    }
}

fn timed(rows: &[Row]) -> Vec<(u32, Timing)> {
    let rows = (0_u32..).zip(rows);
    rows.filter_map(|(place, row)| match row.route.matches {
        Match::Timed(timing) => Some((place, timing)),
        _ => None,
    })
    .collect()
}

fn reminders(rows: &[Row]) -> HashMap<&'static str, u32, BuildFast> {
    let rows = (0_u32..).zip(rows);
    rows.filter_map(|(place, row)| match row.route.matches {
        Match::Reminder(name) => Some((name, place)),
        _ => None,
    })
    .collect()
}

fn row(scoped: Scoped, errors: &mut Vec<StartError>) -> Row {
    let route = scoped.route();
    let talks = requires(route).talks;
    if talks && route.state().is_some() {
        let handler = Place::of(route);
        errors.push(StartError::TalkInState { handler });
    }
    let regex = match route.matches {
        Match::Pattern(source)
        | Match::State(InState {
            takes: Takes::Pattern(source),
            ..
        }) => match Regex::new(source) {
            Ok(regex) => Some(regex),
            Err(error) => {
                let (handler, problem) = (Place::of(route), error.to_string());
                errors.push(StartError::Pattern { handler, problem });
                None
            }
        },
        _ => None,
    };
    Row {
        route,
        scoped,
        regex,
        talks,
    }
}

fn index(kind: usize, rows: &[Row]) -> Index {
    let mut commands: HashMap<Key, Vec<u32>, BuildFast> = HashMap::default();
    let mut texts: HashMap<&'static str, Vec<u32>, BuildFast> = HashMap::default();
    let (mut buttons, mut states, mut stale) = (Vec::new(), Vec::new(), Vec::new());
    let (mut others, mut observers, mut stale_talks) = (Vec::new(), Vec::new(), Vec::new());
    debug_assert!(kind <= NAMES.len());
    let talks = ANSWERS.has_index(kind) && rows.iter().any(|row| row.talks);
    for (place, row) in (0_u32..).zip(rows) {
        if row.route.is_by_clock() || !row.route.kinds.has_index(kind) {
            continue;
        }
        match row.route.matches {
            _ if row.route.observe => observers.push(place),
            Match::Command { .. } => {
                for key in row.route.names().filter_map(Key::new) {
                    commands.entry(key).or_default().push(place);
                }
            }
            Match::Callback(button) => buttons.push((Some(place), button)),
            Match::State(of) => {
                if let Takes::Callback(button) = of.takes {
                    buttons.push((None, button));
                }
                states.push((place, of));
            }
            Match::Stale(dialogue) => stale.push((place, dialogue)),
            Match::StaleTalk => stale_talks.push(place),
            Match::Text(text) => texts.entry(text).or_default().push(place),
            _ => others.push(place),
        }
    }
    let patterns = Patterns::of(rows, &mut others);
    Index {
        commands: commands
            .into_iter()
            .map(|(key, rows)| (key, rows.into()))
            .collect(),
        buttons: Buttons::new(&buttons),
        states: States::new(&states, &stale, talks),
        stale_talks: stale_talks.into(),
        texts: texts
            .into_iter()
            .map(|(text, rows)| (text, rows.into()))
            .collect(),
        patterns,
        others: others.into(),
        observers: observers.into(),
    }
}
