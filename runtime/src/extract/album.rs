//! The messages of an album.

use std::ops::Deref;
use std::sync::Arc;

use botwright_api::types::Message;

use super::{FromUpdate, Media, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The messages of an album, by their ids; for [`on_album`](crate::on_album). Elsewhere it is the message
/// of the update alone. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Album(Arc<[Message]>);

impl Album {
    pub(crate) fn new(mut messages: Vec<Message>) -> Self {
        messages.sort_by_key(|message| message.message_id);
        Self(messages.into())
    }

    /// What is written under the album: the first caption of an item.
    pub fn caption(&self) -> Option<&str> {
        self.0.iter().find_map(|message| message.caption.as_deref())
    }

    /// The files.
    pub fn media(&self) -> impl Iterator<Item = Media<'_>> {
        self.0.iter().filter_map(Media::of)
    }
}

impl Deref for Album {
    type Target = [Message];

    fn deref(&self) -> &[Message] {
        &self.0
    }
}

impl FromUpdate<'_> for Album {
    const KINDS: Kinds = Kinds::MESSAGES;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        let alone = || cx.message().map(|message| Self::new(vec![message.clone()]));
        cx.album().cloned().or_else(alone).ok_or(Rejection::Skip)
    }
}
