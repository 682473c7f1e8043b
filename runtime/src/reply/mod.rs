//! What handlers return: values that the runtime carries out.
//!
//! | returned | what happens |
//! |---|---|
//! | `()` | nothing |
//! | `&str`, `String`, `Cow<str>` | sent as text to the update's chat, in its topic |
//! | [`Html`] | the same, as HTML |
//! | [`Delete`] | the message is deleted |
//! | [`InlineKeyboard`] | stands under the message returned before it |
//! | [`Toast`], [`Alert`], [`Answer`] | the pressed button is answered |
//! | [`Edit`] | the message of the pressed button is changed |
//! | any method of the Bot API, such as `SendPhoto` | called |
//! | `Option`, `Vec`, tuples up to 8 | each of them in order |
//! | `Result` | the value, or an error of the handler |

mod alert;
mod answer;
mod delete;
mod edit;
mod error;
mod html;
mod keyboard;
mod method;
mod option;
mod outcome;
mod place;
mod result;
mod split;
mod text;
mod to_html;
mod toast;
mod tuple;
mod unit;
mod vec;

pub use alert::Alert;
pub use answer::Answer;
pub(crate) use answer::query as callback_query;
pub use delete::Delete;
pub use edit::Edit;
pub use error::{HandlerError, Panic};
pub use html::Html;
pub use keyboard::InlineKeyboard;
pub use outcome::{End, Outcome};
pub(crate) use place::Place;
pub(crate) use text::{MAX_TEXT, cut};
pub use to_html::ToHtml;
pub use toast::Toast;

use crate::cx::Cx;

/// A value that a handler may return.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "not a reply",
    note = "replies are `()`, texts (`&str`, `String`, `Html`), `Toast` and `Edit` for buttons, methods of the Bot API such as \
            `SendPhoto`, and `Option`, `Result`, `Vec` and tuples of these"
)]
pub trait IntoReply {
    /// Adds what is to be done to the outcome of the update.
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome);
}
