//! Files as replies.

use botwright_api::files::InputFile;
use botwright_api::ids::FileId;
use botwright_api::methods::{
    SendAnimation, SendAudio, SendDocument, SendPhoto, SendSticker, SendVideo, SendVideoNote,
    SendVoice,
};
use botwright_api::types::ParseMode;

use super::{Html, IntoReply, Outcome, caption, place};
use crate::cx::Cx;
use crate::text::FormattedText;

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident($method:ident, $field:ident) $captioned:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name($method);

        impl $name {
            /// From any file; more is set by [`edit`](Self::edit).
            pub fn new(file: impl Into<InputFile>) -> Self {
                Self($method::new(0, file))
            }

            /// From a file on this machine's disk.
            pub fn file(path: impl Into<std::path::PathBuf>) -> Self {
                Self::new(InputFile::path(path))
            }

            /// From bytes in memory, under a file name.
            pub fn bytes(name: impl Into<String>, bytes: impl Into<bytes::Bytes>) -> Self {
                Self::new(InputFile::bytes(name, bytes))
            }

            /// From a file that Telegram has.
            pub fn id(id: impl Into<FileId>) -> Self {
                Self::new(InputFile::id(id))
            }

            /// From the web: Telegram fetches it.
            pub fn url(url: impl Into<String>) -> Self {
                Self::new(InputFile::url(url))
            }

            /// Sets what has no setter here: the parameters of the method. The chat is set when it is
            /// sent.
            pub fn edit(mut self, edit: impl FnOnce($method) -> $method) -> Self {
                self.0 = edit(self.0);
                self
            }

            files!(@ $captioned);
        }

        impl IntoReply for $name {
            fn into_reply(mut self, cx: &Cx, outcome: &mut Outcome) {
                let rest: Option<FormattedText> = files!(@shorten self.0, $captioned);
                place::send_here(cx, outcome, |chat| {
                    self.0.chat_id = chat.into();
                    self.0
                });
                if let Some(rest) = rest.filter(|_| !outcome.has_failed()) {
                    FormattedText::into_reply(rest, cx, outcome);
                }
            }
        }
    )*};
    (@shorten $send:expr, captioned) => {
        caption::shorten(
            &mut $send.caption,
            &mut $send.parse_mode,
            &mut $send.caption_entities,
        )
    };
    (@shorten $send:expr, plain) => {
        None
    };
    (@ captioned) => {
        /// What is written under it. Telegram takes up to 1,024 characters: the rest of a longer one
        /// follows as messages of its own.
        pub fn caption(mut self, text: impl Into<String>) -> Self {
            (self.0.caption, self.0.parse_mode) = (Some(text.into()), None);
            self
        }

        /// What is written under it, with markup.
        pub fn html(mut self, html: &Html) -> Self {
            self.0.caption = Some(html.as_str().to_owned());
            self.0.parse_mode = Some(ParseMode::Html);
            self
        }
    };
    (@ plain) => {};
}

files! {
    /// Sends a picture; up to 10 MB.
    ///
    /// ```
    /// use botwright::prelude::*;
    /// use botwright::reply::Photo;
    ///
    /// /// Shows a cat.
    /// #[command]
    /// async fn cat() -> Photo {
    ///     Photo::file("cat.jpg").caption("A cat")
    /// }
    /// ```
    Photo(SendPhoto, photo) captioned;
    /// Sends any file; up to 50 MB.
    Document(SendDocument, document) captioned;
    /// Sends a video; up to 50 MB.
    Video(SendVideo, video) captioned;
    /// Sends a video without sound that runs by itself; up to 50 MB.
    Animation(SendAnimation, animation) captioned;
    /// Sends music: MP3 or M4A, up to 50 MB.
    Audio(SendAudio, audio) captioned;
    /// Sends a voice message: OGG with OPUS, MP3 or M4A, up to 50 MB.
    Voice(SendVoice, voice) captioned;
    /// Sends a round video message; up to 1 minute.
    VideoNote(SendVideoNote, video_note) plain;
    /// Sends a sticker.
    Sticker(SendSticker, sticker) plain;
}
