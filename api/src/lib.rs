//! The Telegram Bot API 10.3, typed: every type, method and update kind of the
//! [official page](https://core.telegram.org/bots/api), generated from `schema/bot-api.json`.
//!
//! The crate knows JSON and nothing of HTTP: a [`Method`] becomes a [`Request`] (a method name and a
//! body, JSON or multipart), and an answer becomes a typed value. Sending is the business of a
//! [`Client`].
//!
//! ```
//! use botwright_api::{Method, methods::SendMessage, types::ParseMode};
//!
//! let call = SendMessage::new(42, "<b>Hi</b>").parse_mode(ParseMode::Html);
//! let request = call.request()?;
//! assert_eq!(request.method, "sendMessage");
//! assert_eq!(
//!     request.body.json(),
//!     Some(r#"{"chat_id":42,"text":"<b>Hi</b>","parse_mode":"HTML"}"#),
//! );
//! # Ok::<(), botwright_api::Invalid>(())
//! ```
//!
//! # What Telegram adds later
//! Reading is tolerant: an unknown field is skipped, an unknown variant is kept with its tag and raw
//! JSON ([`Unknown`]), a field that does not fit its type is left out and noted
//! ([`Update::issues`]), and every [`Update`] keeps its whole JSON text ([`Update::raw`]).
//!
//! # Features
//! | Name | Description | Default? |
//! |---|---|---|
//! | `both` | every type in both directions (requests can be read, answers written), `PartialEq`, and serde's traits: for servers, tests and for storing a `Message` | no |

pub mod chat_id;
pub mod facts;
pub mod files;
pub mod ids;
pub mod json;
pub mod method;
pub mod methods;
pub mod response;
pub mod text;
pub mod types;
mod unknown;
pub mod update;

pub use chat_id::ChatTarget;
pub use files::InputFile;
pub use json::{Invalid, Issue, ReadError};
pub use method::{Body, Client, FilePart, Method, Request};
pub use unknown::{RawJson, Unknown};
pub use update::{Update, parse_update, parse_updates};
