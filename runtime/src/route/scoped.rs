//! What the scopes around a handler add to it.

use std::ops::Deref;

use super::registry::{Registered, is_inside};
use super::start::{Place, StartError};
use super::{Chats, Route};
use crate::scope::{Around, Function, Guard, OnError, Scope, error_handlers, scopes};

/// A route with everything that holds for it.
pub(super) struct Scoped {
    route: &'static Route,
    /// The types of chat that the route and all its scopes listen to.
    pub(super) chats: Chats,
    /// The guards, the outermost scope's first.
    pub(super) guards: Box<[&'static Guard]>,
    /// What runs around it, the outermost first.
    pub(super) arounds: Box<[&'static Around]>,
}

impl Deref for Scoped {
    type Target = Route;

    fn deref(&self) -> &Route {
        self.route
    }
}

impl Scoped {
    fn new(route: &'static Route, scopes: &[&'static Scope]) -> Self {
        // Nobody is there to be refused when the clock runs a handler.
        let holds = |scope: &Scope| !route.is_by_clock() && is_inside(route.module, scope.module);
        let around = || scopes.iter().filter(|scope| holds(scope));
        let own = (route.guards.iter(), route.arounds.iter());
        Self {
            route,
            chats: around().fold(route.chats, |chats, scope| chats.both(scope.chats)),
            guards: around()
                .flat_map(|scope| scope.guards)
                .chain(own.0)
                .copied()
                .collect(),
            arounds: around()
                .flat_map(|scope| scope.arounds)
                .chain(own.1)
                .copied()
                .collect(),
        }
    }

    /// The route.
    pub(super) fn route(&self) -> &'static Route {
        self.route
    }

    /// Whether nothing stands between the table and the handler.
    pub(super) fn is_plain(&self) -> bool {
        self.guards.is_empty() && self.arounds.is_empty()
    }

    /// Whether it leaves some updates to others before it has looked at its parameters.
    pub(super) fn is_choosy(&self) -> bool {
        self.filter.is_some() || self.guards.iter().any(|guard| guard.otherwise.is_none())
    }

    /// Whether it can be asked and yet leave the update to others. Code around a handler decides itself.
    pub(super) fn may_skip(&self) -> bool {
        self.is_choosy() || !self.arounds.is_empty() || self.route.may_skip()
    }

    /// The functions it runs through.
    pub(super) fn functions(&self) -> impl Iterator<Item = &'static Function> {
        let guards = self.guards.iter().map(|guard| &guard.function);
        guards.chain(self.arounds.iter().map(|around| &around.function))
    }
}

/// Puts the routes into their scopes.
pub(super) fn scoped(routes: &[&'static Route], errors: &mut Vec<StartError>) -> Vec<Scoped> {
    let scopes = scopes();
    for scope in &scopes {
        let outer = scope
            .module
            .rsplit_once("::")
            .map_or("", |(outer, _)| outer);
        // The program's other bots have mistakes of their own.
        let is_ours = !outer.is_empty() && routes.iter().any(|it| is_inside(it.module, outer));
        let is_used = || {
            let mut linked = inventory::iter::<Registered>.into_iter();
            linked.any(|Registered(route)| is_inside(route.module, scope.module))
        };
        if is_ours && !is_used() {
            errors.push(StartError::EmptyScope {
                module: scope.module,
                file: scope.file,
                line: scope.line,
            });
        }
    }
    let all: Vec<_> = routes
        .iter()
        .map(|route| Scoped::new(route, &scopes))
        .collect();
    for route in &all {
        if route.chats == Chats::NONE {
            errors.push(StartError::NoChats {
                handler: Place::of(route),
            });
        }
    }
    all
}

/// The functions for errors of these routes.
pub(super) fn on_errors(
    routes: &[&'static Route],
    errors: &mut Vec<StartError>,
) -> Vec<&'static OnError> {
    let mut all = error_handlers();
    all.retain(|on| {
        let mut routes = routes.iter();
        routes.any(|route| on.covers(route))
    });
    let id = |on: &OnError| (on.function.module, on.takes.map(|takes| takes.id));
    for (index, first) in all.iter().enumerate() {
        if let Some(second) = all[index + 1..].iter().find(|other| id(other) == id(first)) {
            errors.push(StartError::SameErrorHandler {
                error: first.takes.map_or("all errors", |takes| takes.name),
                module: first.function.module,
                first: Place::at(&first.function),
                second: Place::at(&second.function),
            });
        }
    }
    all
}
