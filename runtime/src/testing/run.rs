//! Running one test.

use std::future::Future;

use super::TestWorld;
use super::param::Takes;
use super::people::Plan;
use crate::bot::Builder;
use crate::route::{Route, linked};

/// Which handlers a test has.
#[derive(Debug)]
pub enum Routes {
    /// Those of the nearest module around the test that has any in it or below; else all.
    Nearest,
    /// Those of a module and below.
    Only(&'static str),
    /// These.
    These(&'static [&'static Route]),
}

/// What the attribute of a test says.
#[derive(Debug)]
pub struct Setup {
    /// The test's module.
    pub module: &'static str,
    /// Which handlers it has.
    pub routes: Routes,
    /// What gives the builder.
    pub builder: Option<fn() -> Builder>,
}

/// Runs a test in a world of its own.
///
/// # Panics
/// The test fails.
pub fn run<F>(setup: Setup, plan: impl FnOnce(&mut Plan), test: impl FnOnce(&mut Takes) -> F)
where
    F: Future<Output = Option<String>>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap_or_else(|error| panic!("the runtime could not start: {error}"));
    let mut people = Plan::default();
    plan(&mut people);
    runtime.block_on(async {
        let builder = setup
            .builder
            .map_or_else(crate::bot::builder, |builder| builder());
        let world = TestWorld::start(people, setup.routes.choose(setup.module), builder).await;
        let failure = test(&mut Takes::new(world.clone())).await;
        if let Some(error) = failure {
            panic!(
                "the test returned an error: {error}\n\n{}",
                world.transcript()
            );
        }
        world.finish();
    });
}

/// The handlers of a test, and whether they come before what the builder says.
pub(super) struct Chosen {
    pub(super) routes: Vec<&'static Route>,
    pub(super) explicit: bool,
}

impl Routes {
    fn choose(self, module: &str) -> Chosen {
        let (routes, explicit) = match self {
            Self::Nearest => (nearest(module), false),
            Self::Only(module) => {
                let routes = linked(&[module]);
                assert!(
                    !routes.is_empty(),
                    "`only = {module:?}`: no handlers are linked from this module"
                );
                (routes, true)
            }
            Self::These(routes) => (routes.to_vec(), true),
        };
        Chosen { routes, explicit }
    }
}

fn nearest(mut module: &str) -> Vec<&'static Route> {
    loop {
        let routes = linked(&[module]);
        if !routes.is_empty() {
            return routes;
        }
        match module.rsplit_once("::") {
            Some((outer, _)) => module = outer,
            None => return linked(&[]),
        }
    }
}
