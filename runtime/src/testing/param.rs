//! What a test can take.

use std::any::type_name;
use std::fmt::Display;

use super::options::{Of, Options};
use super::people::Plan;
use super::{TestGroup, TestUser, TestWorld};
use crate::bot::Bot;
use crate::client::Api;
use crate::extract::State;

/// A type that a test can have as its parameter.
#[diagnostic::on_unimplemented(
    message = "a test cannot take `{Self}`",
    label = "not a parameter of a test",
    note = "a test takes `TestUser`, `TestGroup`, `TestWorld`, `Bot`, `Api` and `State<T>`"
)]
pub trait TestParam: Sized {
    #[doc(hidden)]
    const OF: Of = Of::Other;

    #[doc(hidden)]
    fn plan(_: &mut Plan, _: Options) {}

    #[doc(hidden)]
    fn take(takes: &mut Takes) -> Self;
}

/// Hands out what the world holds, in the order of the parameters.
#[derive(Debug)]
pub struct Takes {
    world: TestWorld,
    people: usize,
    groups: usize,
}

impl Takes {
    pub(super) fn new(world: TestWorld) -> Self {
        Self {
            world,
            people: 0,
            groups: 0,
        }
    }
}

impl TestParam for TestUser {
    const OF: Of = Of::User;

    fn plan(plan: &mut Plan, options: Options) {
        plan.person(options);
    }

    fn take(takes: &mut Takes) -> Self {
        let user = Self::new(&takes.world, takes.people);
        takes.people += 1;
        user
    }
}

impl TestParam for TestGroup {
    const OF: Of = Of::Group;

    fn plan(plan: &mut Plan, options: Options) {
        plan.group(options);
    }

    fn take(takes: &mut Takes) -> Self {
        let group = Self::new(&takes.world, takes.groups);
        takes.groups += 1;
        group
    }
}

impl TestParam for TestWorld {
    fn take(takes: &mut Takes) -> Self {
        takes.world.clone()
    }
}

impl TestParam for Bot {
    fn take(takes: &mut Takes) -> Self {
        takes.world.bot().clone()
    }
}

impl TestParam for Api {
    fn take(takes: &mut Takes) -> Self {
        takes.world.bot().api().clone()
    }
}

impl<T: Send + Sync + 'static> TestParam for State<T> {
    fn take(takes: &mut Takes) -> Self {
        let value = takes.world.bot().app().state().get();
        let value = value.unwrap_or_else(|| {
            panic!(
                "the bot of this test manages no `{}`: name the function that gives the builder, \
                 `#[bot::test(bot = setup)]`, and call `.manage(value)` in it",
                type_name::<T>()
            )
        });
        Self::shared(value)
    }
}

/// What a test can return.
#[diagnostic::on_unimplemented(
    message = "a test cannot return `{Self}`",
    label = "not a result of a test",
    note = "return nothing, or `bot::Result`"
)]
pub trait TestResult {
    /// What went wrong.
    #[doc(hidden)]
    fn failure(self) -> Option<String>;
}

impl TestResult for () {
    fn failure(self) -> Option<String> {
        None
    }
}

impl<E: Display> TestResult for Result<(), E> {
    fn failure(self) -> Option<String> {
        self.err().map(|error| error.to_string())
    }
}

/// Checks that an attribute stands on a parameter that it says something about.
///
/// # Panics
/// While compiling, when it does not: that is its purpose.
#[track_caller]
pub const fn fits(attribute: Of, parameter: Of) {
    match (attribute, parameter) {
        (Of::User, Of::User) | (Of::Group, Of::Group) | (Of::Other, _) => {}
        (Of::User, _) => panic!("`#[user(…)]` stands on a parameter of the type `TestUser`"),
        (Of::Group, _) => panic!("`#[group(…)]` stands on a parameter of the type `TestGroup`"),
    }
}
