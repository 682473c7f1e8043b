//! What handlers return: values that the runtime carries out.
//!
//! | returned | what happens |
//! |---|---|
//! | `()` | nothing |
//! | `&str`, `String`, `Cow<str>` | sent as text to the update's chat, in its topic |
//! | [`Html`] | the same, as HTML |
//! | [`Delete`] | the message is deleted |
//! | any method of the Bot API, such as `SendPhoto` | called |
//! | `Option`, `Vec`, tuples up to 8 | each of them in order |
//! | `Result` | the value, or an error of the handler |

mod delete;
mod error;
mod html;
mod method;
mod option;
mod outcome;
mod result;
mod text;
mod tuple;
mod unit;
mod vec;

pub use delete::Delete;
pub use error::{HandlerError, Panic};
pub use html::Html;
pub use outcome::{End, Outcome};
pub(crate) use text::{MAX_TEXT, cut};

use crate::cx::Cx;

/// A value that a handler may return.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "not a reply",
    note = "replies are `()`, texts (`&str`, `String`, `Html`), methods of the Bot API such as \
            `SendPhoto`, and `Option`, `Result`, `Vec` and tuples of these"
)]
pub trait IntoReply {
    /// Adds what is to be done to the outcome of the update.
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome);
}
