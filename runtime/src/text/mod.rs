//! Texts with entities, Telegram's HTML, and the splitting of what is longer than one message.
//!
//! Three ways lead to a marked-up text. [`html!`](macro@crate::html) is checked while compiling and
//! escapes its values; [`FormattedText`] is put together by methods and needs no escaping;
//! [`Html::new`](crate::Html::new) takes HTML as it is, unchecked. All of them are replies.
//!
//! A text of more than [`MAX_TEXT`] UTF-16 code units, or more than [`MAX_ENTITIES`] entities, becomes
//! several messages. A border is put
//! between paragraphs, else lines, sentences, words, in this order; never within an emoji. Entities
//! that cross it end there and begin again. A keyboard stands under the last message.

mod formatted;
mod html;
mod letters;
mod read;
mod split;

pub use formatted::FormattedText;
pub use read::HtmlError;
pub use split::{MAX_ENTITIES, MAX_TEXT};
