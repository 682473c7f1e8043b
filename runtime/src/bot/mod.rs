//! A bot: configuration, start, run and stop.
//!
//! [`run()`] is all most programs need; [`builder()`] is for the rest. Settings come from the builder,
//! else from the environment, else from their defaults:
//!
//! | Builder | Environment | Default |
//! |---|---|---|
//! | [`token`](Builder::token) | `BOT_TOKEN` | none: the embedded emulator with the feature `emulator`, else an error |
//! | [`api_url`](Builder::api_url) | `BOT_API_URL` | `https://api.telegram.org` |
//! | [`test_environment`](Builder::test_environment) | `BOT_API_TEST` (`true`, `false`) | `false` |
//! | [`local_server`](Builder::local_server) | `BOT_API_LOCAL` (`true`, `false`) | `false` |
//! | [`poll_timeout`](Builder::poll_timeout) | `BOT_POLL_TIMEOUT` (seconds, 1-50) | 30 |
//! | [`patience`](Builder::patience) | `BOT_PATIENCE` (seconds) | 2; 8 by webhook |
//! | [`grace`](Builder::grace) | `BOT_GRACE` (seconds) | 25 |
//! | [`webhook`](Builder::webhook) | `BOT_WEBHOOK_URL` | none: polling (feature `webhook`) |
//! | [`Webhook::listen`] | `BOT_WEBHOOK_LISTEN` | `127.0.0.1:8080`; `0.0.0.0:8443` with TLS |
//! | [`Webhook::secret`] | `BOT_WEBHOOK_SECRET` | made of the token |
//! | [`emulator_listen`](Builder::emulator_listen) | `BOT_EMULATOR_LISTEN` | `127.0.0.1:8081`, or any free port when that one is taken |
//! | `data` (feature `durable`) | `BOT_DATA` (a path) | none: updates and state are in memory |
//! | | `RUST_LOG` | `info`; what `run()` logs, unless the program has set up its own logging |
//!
//! [`Webhook::listen`]: crate::transport::webhook::Webhook::listen
//! [`Webhook::secret`]: crate::transport::webhook::Webhook::secret
//!
//! A variable that makes no sense stops the start with its name. An empty variable counts as unset.

mod albums;
mod builder;
#[cfg(all(feature = "durable", any(feature = "polling", feature = "webhook")))]
mod command;
mod config;
#[cfg(any(feature = "polling", feature = "webhook"))]
mod doctor;
#[cfg(feature = "polling")]
mod drain;
#[cfg(feature = "emulator")]
mod emulator;
mod error;
mod handle;
mod listing;
#[cfg(any(feature = "polling", feature = "webhook"))]
mod menu;
#[cfg(any(feature = "polling", feature = "webhook"))]
mod run;
mod schedule;
#[cfg(any(feature = "polling", feature = "webhook"))]
mod source;
#[cfg(all(feature = "durable", any(feature = "polling", feature = "webhook")))]
mod stored;
#[cfg(feature = "webhook")]
mod webhook;

pub use builder::{Builder, builder};
pub use config::EnvError;
#[cfg(any(feature = "polling", feature = "webhook"))]
pub use doctor::{Finding, Report};
#[cfg(feature = "polling")]
pub use drain::Drained;
pub use error::StartError;
pub use handle::Bot;

pub use crate::attributes::{locales, main, module, routes, scope};
pub use crate::error::{Error, Result};
#[cfg(feature = "testing")]
pub use crate::test_macros::{check, test};

/// Runs the bot with everything at its defaults: [`builder()`] and [`run`](Builder::run).
///
/// # Errors
/// See [`Builder::run`].
#[cfg(any(feature = "polling", feature = "webhook"))]
pub async fn run() -> Result {
    builder().run().await
}
