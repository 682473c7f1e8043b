//! Rich messages: a tree of blocks instead of a text with entities
//! ([rich messages](https://core.telegram.org/bots/api#rich-messages)).
//!
//! [`Rich`] is put together block by block, [`Text`] piece by piece within a block, [`Table`] row by row.
//! Where a model or a file gives the whole, [`Rich::markdown`] and [`Rich::html`] take it as it is, and
//! [`Reply::stream_rich`](crate::Reply::stream_rich) shows Markdown as it grows.
//!
//! ```
//! use botwright::prelude::*;
//! use botwright::rich::{Rich, Table, Text};
//!
//! /// Tells the score.
//! #[command]
//! async fn score() -> Rich {
//!     Rich::new()
//!         .heading(1, "Saturday")
//!         .paragraph(Text::new().text("A ").bold("close").text(" game, see ").link("more", "https://example.org"))
//!         .table(Table::new().header(["Team", "Goals"]).row(["Reds", "3"]).row(["Blues", "2"]).striped())
//!         .details("Who scored", Rich::new().list(["Ann", "Bob", "Bob"]))
//! }
//! ```
//!
//! The server takes up to 32,768 characters, 500 blocks, 16 levels and 50 files in one message.

mod message;
mod table;
mod text;

pub use message::Rich;
pub use table::Table;
pub use text::Text;
