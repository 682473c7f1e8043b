//! The client: every method of the Bot API, files up and down, and what can go wrong.
//!
//! [`Api`] is a cheap handle. A call is a value that is sent when awaited:
//!
//! ```no_run
//! # async fn example(api: botwright::Api) -> Result<(), botwright::client::Error> {
//! let message = api.send_message(42, "Hello").disable_notification(true).await?;
//! api.edit_message_text(42, message.id()).text("Hello again").await?;
//! # Ok(())
//! # }
//! ```

mod api;
mod builder;
mod carrier;
mod download;
mod error;
mod http;
mod methods;
mod multipart;
pub mod outgoing;
mod queries;
mod rejected;
mod timeouts;
mod token;

pub use ::http::{Request as HttpRequest, Response as HttpResponse};
pub use api::Api;
#[cfg(feature = "durable")]
pub(crate) use api::Recorder;
pub use botwright_api::{Body, Request};
pub use builder::{ApiBuilder, ApiError};
pub use bytes::Bytes;
pub use carrier::Carrier;
pub(crate) use carrier::Shared as SharedCarrier;
pub use download::{Download, DownloadError};
pub use error::{Error, Reason};
pub use outgoing::Outgoing;
pub(crate) use queries::Open;
pub use rejected::{Conflict, Rejected, RejectedKind};
pub use timeouts::Timeouts;
pub use token::{Token, TokenError};
