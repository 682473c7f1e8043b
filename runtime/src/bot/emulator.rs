//! The embedded Bot API server, for a bot without a token.

use std::time::Duration;

use botwright_emulator::{Emulator, Handled, World};

use super::error::StartError;
use crate::cx::Cx;
use crate::reply::{End, Outcome};

/// The port people get used to.
const USUAL: &str = "127.0.0.1:8081";

/// The token of the one bot in the default world.
pub(super) const TOKEN: &str = "42:EMULATOR";

/// Starts the emulator where it was asked for, or on the usual port, or on any free one.
pub(super) async fn start(listen: Option<&str>) -> Result<Emulator, StartError> {
    let on = |address: &str| {
        Emulator::builder()
            .listen(address)
            .world(World::default())
            .start()
    };
    let started = match (listen, on(listen.unwrap_or(USUAL)).await) {
        (None, Err(_)) => on("127.0.0.1:0").await,
        (_, started) => started,
    };
    started.map_err(|error| StartError::Emulator(error.to_string()))
}

/// Tells who looks on in the chat page which handler had the update.
pub(super) fn report(emulator: &Emulator, cx: &Cx, outcome: &Outcome, took: Duration) {
    let route = outcome.route;
    let name = route.map_or("", |route| route.name);
    let mut handled = Handled::new(emulator.world().bot().id(), cx.update().update_id, name);
    handled.file = route.map(|route| route.file.to_owned());
    handled.line = route.map(|route| route.line);
    handled.milliseconds = Some(took.as_secs_f64() * 1000.0);
    if let End::Failed(error) = &outcome.end {
        handled.error = Some(error.to_string());
    }
    emulator.report(&handled);
}
