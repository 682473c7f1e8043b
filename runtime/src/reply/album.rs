//! Several files as one message.

use botwright_api::files::InputFile;
use botwright_api::methods::{SendAudio, SendDocument, SendMediaGroup, SendPhoto, SendVideo};
use botwright_api::types::{
    InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo, MediaGroupItem,
};

use super::{IntoReply, Outcome, caption, place};
use crate::cx::Cx;
use crate::text::FormattedText;

/// The most items of an album ([sendMediaGroup](https://core.telegram.org/bots/api#sendmediagroup)).
const MOST: usize = 10;

/// Sends several files as one message.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::reply::SendAlbum;
///
/// /// Shows the trip.
/// #[command]
/// async fn trip() -> SendAlbum {
///     SendAlbum::new().photo("sea.jpg").photo("hills.jpg").video("boat.mp4").caption("Our trip")
/// }
/// ```
///
/// Photos and videos stand together; documents and audio files only with their like, so a change of kind
/// begins a new album. More than 10 items are sent as several albums of nearly the same size, and a
/// single item as a message of its own. The caption stands under the first item, where apps show it for
/// the whole album; what is longer than a caption can be follows the albums as text. An album without items is an error of the handler.
#[derive(Debug, Clone, Default)]
pub struct SendAlbum {
    items: Vec<MediaGroupItem>,
    caption: Option<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("an album cannot be sent: it has no items; return `None` to send nothing")]
struct Empty;

/// What stands together.
#[derive(PartialEq, Eq)]
enum Class {
    Visual,
    Document,
    Audio,
}

impl SendAlbum {
    /// An album without items.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a photo: a path on this machine's disk, or an [`InputFile`].
    pub fn photo(self, file: impl IntoFile) -> Self {
        self.item(InputMediaPhoto::new(file.into_file()))
    }

    /// Adds a video.
    pub fn video(self, file: impl IntoFile) -> Self {
        self.item(InputMediaVideo::new(file.into_file()))
    }

    /// Adds a document.
    pub fn document(self, file: impl IntoFile) -> Self {
        self.item(InputMediaDocument::new(file.into_file()))
    }

    /// Adds an audio file.
    pub fn audio(self, file: impl IntoFile) -> Self {
        self.item(InputMediaAudio::new(file.into_file()))
    }

    /// Adds an item with its own caption, markup and the like.
    pub fn item(mut self, item: impl Into<MediaGroupItem>) -> Self {
        self.items.push(item.into());
        self
    }

    /// What is written under the album, unless its first item has a caption of its own.
    pub fn caption(mut self, text: impl Into<String>) -> Self {
        self.caption = Some(text.into());
        self
    }
}

/// A file to send: a path on this machine's disk, or an [`InputFile`].
pub trait IntoFile {
    /// The file.
    fn into_file(self) -> InputFile;
}

impl IntoFile for InputFile {
    fn into_file(self) -> InputFile {
        self
    }
}

impl IntoFile for &str {
    fn into_file(self) -> InputFile {
        InputFile::path(self)
    }
}

impl IntoFile for String {
    fn into_file(self) -> InputFile {
        InputFile::path(self)
    }
}

fn class(item: &MediaGroupItem) -> Class {
    match item {
        MediaGroupItem::Document(_) => Class::Document,
        MediaGroupItem::Audio(_) => Class::Audio,
        _ => Class::Visual,
    }
}

fn caption_of(item: &mut MediaGroupItem) -> Option<&mut Option<String>> {
    Some(match item {
        MediaGroupItem::Photo(item) => &mut item.caption,
        MediaGroupItem::Video(item) => &mut item.caption,
        MediaGroupItem::Document(item) => &mut item.caption,
        MediaGroupItem::Audio(item) => &mut item.caption,
        MediaGroupItem::LivePhoto(item) => &mut item.caption,
        _ => return None,
    })
}

/// Leaves what an item can carry of its caption and gives the rest.
fn shorten(item: &mut MediaGroupItem) -> Option<FormattedText> {
    macro_rules! shorten {
        ($item:ident) => {
            caption::shorten(
                &mut $item.caption,
                &mut $item.parse_mode,
                &mut $item.caption_entities,
            )
        };
    }
    match item {
        MediaGroupItem::Photo(item) => shorten!(item),
        MediaGroupItem::Video(item) => shorten!(item),
        MediaGroupItem::Document(item) => shorten!(item),
        MediaGroupItem::Audio(item) => shorten!(item),
        MediaGroupItem::LivePhoto(item) => shorten!(item),
        _ => None,
    }
}

impl IntoReply for SendAlbum {
    fn into_reply(mut self, cx: &Cx, outcome: &mut Outcome) {
        let Some(first) = self.items.first_mut() else {
            return outcome.fail(Empty);
        };
        if let Some(caption) = self.caption
            && let Some(place) = caption_of(first)
        {
            place.get_or_insert(caption);
        }
        let rests: Vec<_> = self.items.iter_mut().filter_map(shorten).collect();
        for run in self.items.chunk_by(|a, b| class(a) == class(b)) {
            let albums = run.len().div_ceil(MOST);
            let mut rest = run;
            for left in (1..=albums).rev() {
                // As even as can be, so that none is left with a single item.
                let (now, later) = rest.split_at(rest.len().div_ceil(left));
                rest = later;
                if outcome.has_failed() {
                    return;
                }
                send(now, cx, outcome);
            }
        }
        for rest in rests {
            if !outcome.has_failed() {
                rest.into_reply(cx, outcome);
            }
        }
    }
}

fn send(items: &[MediaGroupItem], cx: &Cx, outcome: &mut Outcome) {
    macro_rules! single {
        ($method:ident, $item:ident) => {
            place::send_here(cx, outcome, |chat| {
                let mut send = $method::new(chat, $item.media.clone());
                send.caption.clone_from(&$item.caption);
                send.parse_mode.clone_from(&$item.parse_mode);
                send.caption_entities.clone_from(&$item.caption_entities);
                send
            })
        };
    }
    match items {
        [MediaGroupItem::Photo(item)] => single!(SendPhoto, item),
        [MediaGroupItem::Video(item)] => single!(SendVideo, item),
        [MediaGroupItem::Document(item)] => single!(SendDocument, item),
        [MediaGroupItem::Audio(item)] => single!(SendAudio, item),
        items => place::send_here(cx, outcome, |chat| SendMediaGroup::new(chat, items)),
    }
}
