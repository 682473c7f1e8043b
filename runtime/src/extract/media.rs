//! The file of a message.

use botwright_api::ids::{FileId, FileUniqueId};
use botwright_api::types::{Message, PhotoSize};

use super::{FromUpdate, Rejection};
use crate::client::{Api, Download, Error};
use crate::cx::Cx;
use crate::route::Kinds;

/// The file of a message, whatever kind it is: a photo in its largest size, a document, a video, and so
/// on. A message without a file has none, and the handler is passed over.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_message(photo | document)]
/// async fn file(media: Media<'_>, api: Api) -> bot::Result<String> {
///     let bytes = media.download(&api).await?.max_size(1 << 20).bytes().await?;
///     Ok(format!("{} of {} bytes", media.name().unwrap_or("a file"), bytes.len()))
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Media<'a> {
    kind: MediaKind,
    file_id: &'a FileId,
    unique_id: &'a FileUniqueId,
    name: Option<&'a str>,
    mime: Option<&'a str>,
    size: Option<u64>,
    message: &'a Message,
}

/// What a file is to a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaKind {
    /// A picture that was sent as such: Telegram has made a JPEG of it.
    Photo,
    /// Any file.
    Document,
    /// A video.
    Video,
    /// A video without sound that runs by itself; a GIF.
    Animation,
    /// Music.
    Audio,
    /// A voice message.
    Voice,
    /// A round video message.
    VideoNote,
    /// A sticker.
    Sticker,
}

impl<'a> Media<'a> {
    /// The file of this message.
    pub fn of(message: &'a Message) -> Option<Self> {
        let media = |kind, file_id, unique_id, size: Option<i64>| Self {
            kind,
            file_id,
            unique_id,
            name: None,
            mime: None,
            size: size.and_then(|size| u64::try_from(size).ok()),
            message,
        };
        macro_rules! file {
            ($field:ident, $kind:ident $(, $name:ident = $member:ident)*) => {
                if let Some(file) = &message.$field {
                    let media = media(
                        MediaKind::$kind, &file.file_id, &file.file_unique_id, file.file_size,
                    );
                    return Some(Self { $($name: file.$member.as_deref(),)* ..media });
                }
            };
        }
        // For an animation there is a document, too, which says less.
        file!(animation, Animation, name = file_name, mime = mime_type);
        file!(document, Document, name = file_name, mime = mime_type);
        file!(video, Video, name = file_name, mime = mime_type);
        file!(audio, Audio, name = file_name, mime = mime_type);
        file!(voice, Voice, mime = mime_type);
        file!(video_note, VideoNote);
        file!(sticker, Sticker);
        let photo = largest(message.photo.as_deref()?)?;
        let (id, unique) = (&photo.file_id, &photo.file_unique_id);
        Some(Self {
            mime: Some("image/jpeg"),
            ..media(MediaKind::Photo, id, unique, photo.file_size)
        })
    }

    /// What it is to the chat.
    pub fn kind(&self) -> MediaKind {
        self.kind
    }

    /// What sends the file again, from this bot only.
    pub fn file_id(&self) -> &'a FileId {
        self.file_id
    }

    /// What is the same for the same file in all chats and for all bots.
    pub fn unique_id(&self) -> &'a FileUniqueId {
        self.unique_id
    }

    /// The name the sender gave it. It is not fit to be a path.
    pub fn name(&self) -> Option<&'a str> {
        self.name
    }

    /// The MIME type, as the sender says.
    pub fn mime(&self) -> Option<&'a str> {
        self.mime
    }

    /// The size in bytes, where Telegram says it.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// What is written under it.
    pub fn caption(&self) -> Option<&'a str> {
        self.message.caption.as_deref()
    }

    /// The message.
    pub fn message(&self) -> &'a Message {
        self.message
    }

    /// Has the server prepare the file; then the download can begin. The official server gives files up to
    /// 20 MB ([getFile](https://core.telegram.org/bots/api#getfile)).
    ///
    /// # Errors
    /// The server does not give the file, such as one that is too large.
    pub async fn download(&self, api: &Api) -> Result<Download, Error> {
        let file = api.get_file(self.file_id).await?;
        Ok(api.download(&file))
    }
}

/// Telegram names the sizes from small to large, but does not promise it.
fn largest(sizes: &[PhotoSize]) -> Option<&PhotoSize> {
    sizes.iter().max_by_key(|size| size.width * size.height)
}

impl<'a> FromUpdate<'a> for Media<'a> {
    const KINDS: Kinds = Kinds::MESSAGES;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        cx.message().and_then(Self::of).ok_or(Rejection::Skip)
    }
}
