//! Stickers and their sets.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    file::{File, FileKind, Files},
    legacy,
    state::State,
};

/// What a set's stickers are used as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum StickerType {
    #[default]
    Regular,
    Mask,
    CustomEmoji,
}

impl StickerType {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Mask => "mask",
            Self::CustomEmoji => "custom_emoji",
        }
    }

    /// The type with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Regular, Self::Mask, Self::CustomEmoji]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// The most stickers of a set.
    pub(crate) fn capacity(self) -> usize {
        match self {
            Self::CustomEmoji => 200,
            Self::Regular | Self::Mask => 120,
        }
    }
}

/// What is known about a sticker of a set beside its file.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Sticker {
    pub(crate) kind: StickerType,
    /// The name of its set.
    pub(crate) set: String,
    /// The first is shown beside it.
    pub(crate) emojis: Vec<String>,
    pub(crate) keywords: Vec<String>,
    /// The `MaskPosition` object.
    pub(crate) mask_position: Option<Value>,
    pub(crate) custom_emoji_id: Option<u64>,
    pub(crate) needs_repainting: bool,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct StickerSet {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) kind: StickerType,
    pub(crate) needs_repainting: bool,
    /// The person to whom it belongs.
    pub(crate) owner: i64,
    /// The bot that made it.
    pub(crate) bot: i64,
    /// Files, in order.
    pub(crate) stickers: Vec<usize>,
    pub(crate) thumbnail: Option<usize>,
}

/// All sets, by their names in small letters.
pub(crate) type StickerSets = BTreeMap<String, StickerSet>;

impl StickerSet {
    /// The `StickerSet` object.
    pub(crate) fn json(&self, state: &State, bot: i64) -> Value {
        let stickers: Vec<Value> = self
            .stickers
            .iter()
            .map(|file| state.files.media_json(*file, bot))
            .collect();
        let mut json = json!({
            "name": self.name,
            "title": self.title,
            "sticker_type": self.kind.name(),
            "stickers": stickers,
        });
        if let Some(thumbnail) = self.thumbnail {
            json["thumbnail"] = state.files.photo_json(thumbnail, bot);
        }
        if !state.server.omits_legacy_fields {
            legacy::add(&mut json);
            json["contains_masks"] = json!(self.kind == StickerType::Mask);
        }
        json
    }
}

impl State {
    pub(crate) fn sticker_set(&self, name: &str) -> Option<&StickerSet> {
        self.sticker_sets.get(&name.to_lowercase())
    }

    pub(crate) fn sticker_set_mut(&mut self, name: &str) -> Option<&mut StickerSet> {
        self.sticker_sets.get_mut(&name.to_lowercase())
    }

    /// The set that a sticker is in.
    pub(crate) fn set_of_sticker(&self, file: usize) -> Option<&StickerSet> {
        let sticker = self.files.get(file)?.details.sticker.as_ref()?;
        self.sticker_set(&sticker.set)
    }

    /// The sticker of a custom emoji.
    pub(crate) fn custom_emoji(&self, id: u64) -> Option<usize> {
        let sets = self.sticker_sets.values();
        sets.flat_map(|set| &set.stickers).copied().find(|file| {
            let sticker = self
                .files
                .get(*file)
                .and_then(|file| file.details.sticker.as_ref());
            sticker.is_some_and(|sticker| sticker.custom_emoji_id == Some(id))
        })
    }
}

impl Files {
    /// The details of a sticker of a set.
    pub(crate) fn sticker_mut(&mut self, file: usize) -> Option<&mut Sticker> {
        self.get_mut(file)?.details.sticker.as_deref_mut()
    }

    /// A file of its own for a sticker that joins a set: the same bytes under another id.
    pub(crate) fn add_sticker(&mut self, file: usize, sticker: Sticker) -> Option<usize> {
        let mut copy: File = self.get(file)?.renewed();
        copy.kind = FileKind::Sticker;
        copy.details.emoji = sticker.emojis.first().cloned();
        copy.details.sticker = Some(Box::new(sticker));
        Some(self.add(copy))
    }
}

/// Writes what a `Sticker` object has of its set.
pub(super) fn write(sticker: &Sticker, json: &mut Value) {
    json["type"] = json!(sticker.kind.name());
    json["set_name"] = json!(sticker.set);
    if let Some(emoji) = sticker.emojis.first() {
        json["emoji"] = json!(emoji);
    }
    if let Some(position) = &sticker.mask_position {
        json["mask_position"] = position.clone();
    }
    if let Some(id) = sticker.custom_emoji_id {
        json["custom_emoji_id"] = json!(id.to_string());
    }
    if sticker.needs_repainting {
        json["needs_repainting"] = json!(true);
    }
}
