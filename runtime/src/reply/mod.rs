//! What handlers return: values that the runtime carries out.
//!
//! | returned | what happens |
//! |---|---|
//! | `()` | nothing |
//! | `&str`, `String`, `Cow<str>` | sent as text to the update's chat, in its topic; a long one in several messages |
//! | [`Html`], [`FormattedText`](crate::FormattedText) | the same, with markup |
//! | [`Photo`], [`Document`], [`Video`], [`Animation`], [`Audio`], [`Voice`], [`VideoNote`], [`Sticker`] | the file is sent |
//! | [`SendAlbum`] | several files as one message |
//! | [`Rich`] | a message of headings, lists and other blocks |
//! | [`Poll`], [`Location`], [`Venue`], [`Contact`], [`Dice`] | sent |
//! | [`Forward`], [`Copy`](struct@Copy) | the update's message is passed on |
//! | [`React`], [`Pin`] | a reaction to the message, or the message pinned |
//! | [`Delete`] | the message is deleted |
//! | [`InlineKeyboard`], [`ReplyKeyboard`], `ForceReply` | belongs to the message returned before it |
//! | [`Toast`], [`Alert`], [`Answer`] | the pressed button is answered |
//! | [`Edit`] | the message of the pressed button is changed |
//! | [`Admission`] | somebody who asked to join the chat may, or may not |
//! | [`Ephemeral`] | another reply, which only one member of the group sees |
//! | [`WebAppAnswer`] | a message in the name of whoever opened a web app |
//! | [`Goto`](crate::Goto), [`Done`](crate::Done), [`Leave`](crate::Leave) | a dialogue goes on or ends |
//! | any method of the Bot API, such as `SendPhoto` | called |
//! | `Option`, `Vec`, tuples up to 8 | each of them in order |
//! | `Result` | the value, or an error of the handler |
//!
//! Every reply can be sent `.silent()`, `.protect()`ed, `.ephemeral()` or as a `.reply_to(…)`: see
//! [`Options`].
//!
//! # Where replies go
//! To the chat of the update, and there to its topic. In the chat of a business account they are sent in
//! its owner's name, by the connection of the update. To an ephemeral message, and to a button of one, the
//! replies are ephemeral too. Whoever calls the bot in a chat that it is not in (a guest message) gets
//! one message as the answer to the query. Whoever wants to join a chat gets them in private.

mod admission;
mod album;
mod alert;
mod answer;
mod button;
mod caption;
mod content;
mod delete;
mod edit;
mod ephemeral;
mod error;
mod file;
pub(crate) mod guest;
mod html;
mod keyboard;
mod method;
mod option;
mod options;
mod outcome;
mod passing;
mod place;
mod reply_keyboard;
mod result;
mod text;
mod to_html;
mod toast;
mod tuple;
mod unit;
mod vec;
mod web_app_answer;

pub use admission::Admission;
pub use album::{IntoFile, SendAlbum};
pub use alert::Alert;
pub use answer::Answer;
pub(crate) use answer::query as callback_query;
pub use button::Button;
pub use content::{Contact, Dice, Location, Poll, Venue};
pub use delete::Delete;
pub use edit::Edit;
pub use ephemeral::Ephemeral;
pub use error::{HandlerError, Panic};
pub use file::{Animation, Audio, Document, Photo, Sticker, Video, VideoNote, Voice};
pub use html::Html;
pub use keyboard::{InlineKeyboard, SealError};
pub use options::{Options, With};
pub use outcome::{End, Outcome};
pub use passing::{Copy, Forward, Pin, React};
pub(crate) use place::{Place, send_here};
pub use reply_keyboard::{IntoButton, ReplyKeyboard};
pub(crate) use text::cut;
pub use to_html::ToHtml;
pub use toast::Toast;
pub use web_app_answer::WebAppAnswer;

use crate::cx::Cx;
pub use crate::rich::Rich;

/// A value that a handler may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned here",
    label = "not a reply",
    note = "replies are `()`, texts (`&str`, `String`, `Html`), `Toast` and `Edit` for buttons, methods of the Bot API such as \
            `SendPhoto`, and `Option`, `Result`, `Vec` and tuples of these"
)]
pub trait IntoReply {
    /// Adds what is to be done to the outcome of the update.
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome);
}
