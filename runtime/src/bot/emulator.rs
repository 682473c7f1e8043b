//! The embedded Bot API server, for a bot without a token.

use botwright_emulator::{Emulator, World};

use super::error::StartError;

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
