//! Gifts: those that can be bought, and those that people and channels have.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    file::{Details, File, FileKind},
    ids,
    message::Sender,
    pin::News,
    state::State,
};
use crate::{entities::FormattedText, http::multipart::Upload};

/// Of a hundred Stars paid so many come back when a gift is converted.
const CONVERTED: i64 = 85;
/// A picture of one pixel, in place of the sticker that nobody outside Telegram has.
const PICTURE: &[u8] =
    b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

/// A gift that can be bought.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct GiftKind {
    pub(crate) id: String,
    pub(crate) star_count: i64,
    pub(crate) upgrade_star_count: Option<i64>,
    /// How many there are and were, if not as many as wanted.
    pub(crate) total_count: Option<i64>,
    pub(crate) remaining_count: i64,
    /// The place of its sticker in the world's files.
    pub(crate) sticker: usize,
}

/// A gift that somebody has.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct OwnedGift {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// A person or a channel.
    pub(crate) owner: i64,
    /// A person or a bot.
    pub(crate) sender: i64,
    pub(crate) date: i64,
    pub(crate) text: FormattedText,
    /// The Stars paid for a later upgrade.
    pub(crate) prepaid_upgrade: Option<i64>,
}

/// All gifts of the world.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Gifts {
    pub(crate) kinds: BTreeMap<String, GiftKind>,
    /// In the order in which they were given.
    pub(crate) owned: Vec<OwnedGift>,
}

impl Gifts {
    pub(crate) fn owned(&self, id: &str) -> Option<&OwnedGift> {
        self.owned.iter().find(|gift| gift.id == id)
    }
}

impl GiftKind {
    /// The Stars that an owner gets for giving it back.
    pub(crate) fn converted(&self) -> i64 {
        self.star_count * CONVERTED / 100
    }

    /// The `Gift` object.
    pub(crate) fn json(&self, state: &State, bot: i64) -> Value {
        let mut json = json!({
            "id": self.id,
            "sticker": state.files.media_json(self.sticker, bot),
            "star_count": self.star_count,
        });
        if let Some(price) = self.upgrade_star_count {
            json["upgrade_star_count"] = json!(price);
        }
        if let Some(total) = self.total_count {
            json["total_count"] = json!(total);
            json["remaining_count"] = json!(self.remaining_count);
        }
        json
    }
}

impl OwnedGift {
    /// The fields that `OwnedGiftRegular` and `GiftInfo` share.
    fn fields(&self, state: &State, bot: i64) -> Map<String, Value> {
        let mut json = Map::new();
        if let Some(kind) = state.gifts.kinds.get(&self.kind) {
            json.insert("gift".into(), kind.json(state, bot));
            json.insert("convert_star_count".into(), kind.converted().into());
            if kind.upgrade_star_count.is_some() {
                json.insert("can_be_upgraded".into(), true.into());
            }
        }
        if let Some(paid) = self.prepaid_upgrade {
            json.insert("prepaid_upgrade_star_count".into(), paid.into());
        }
        if !self.text.text.is_empty() {
            self.text.write(&mut json, "text", "entities", state);
        }
        json
    }

    /// The `GiftInfo` object.
    pub(super) fn info(&self, state: &State, bot: i64) -> Value {
        self.fields(state, bot).into()
    }

    /// The `OwnedGift` object; `is_named` for those who may do something with it.
    pub(crate) fn json(&self, state: &State, bot: i64, is_named: bool) -> Value {
        let mut json = self.fields(state, bot);
        json.insert("type".into(), "regular".into());
        json.insert("send_date".into(), self.date.into());
        json.insert("sender_user".into(), state.member_json(self.sender));
        json.insert("is_saved".into(), true.into());
        if is_named {
            json.insert("owned_gift_id".into(), self.id.clone().into());
        }
        json.into()
    }
}

impl State {
    /// Puts a gift into the world that can be bought.
    pub(super) fn add_gift_kind(&mut self, mut kind: GiftKind, emoji: &str) {
        let upload = Upload {
            file_name: "gift.webp".into(),
            content_type: "image/webp".into(),
            bytes: Bytes::from_static(PICTURE),
        };
        let details = Details {
            dimensions: Some((512, 512)),
            emoji: Some(emoji.to_owned()),
            ..Details::default()
        };
        kind.sticker = self
            .files
            .add(File::uploaded(FileKind::Sticker, upload, details));
        self.gifts.kinds.insert(kind.id.clone(), kind);
    }

    /// Gives somebody a gift that is paid for.
    pub(crate) fn give(
        &mut self,
        kind: &str,
        owner: i64,
        sender: Sender,
        text: FormattedText,
        prepaid_upgrade: Option<i64>,
    ) {
        if let Some(kind) = self.gifts.kinds.get_mut(kind) {
            kind.remaining_count -= 1;
        }
        let gift = OwnedGift {
            id: ids::base64url(&ids::random_bytes()),
            kind: kind.to_owned(),
            owner,
            sender: sender.id(),
            date: self.clock.unix_time(),
            text,
            prepaid_upgrade,
        };
        let id = gift.id.clone();
        self.gifts.owned.push(gift);
        if let Sender::Bot(bot) = sender
            && self.users.contains_key(&owner)
        {
            let chat = ChatKey::Private { user: owner, bot };
            self.announce_news(chat, sender, News::Gift(id));
        }
    }

    /// `user` buys a gift for a person or a channel.
    pub(crate) fn user_gives(
        &mut self,
        user: i64,
        owner: i64,
        gift_id: &str,
        text: &str,
    ) -> Result<(), ControlError> {
        let is_channel = self.is_channel(ChatKey::Group(owner));
        if !self.users.contains_key(&owner) && !is_channel {
            return Err(ControlError::UnknownUser(owner));
        }
        let kind = self.gifts.kinds.get(gift_id);
        let kind = kind.filter(|kind| kind.total_count.is_none() || kind.remaining_count > 0);
        let kind = kind.ok_or_else(|| ControlError::NothingToPay(gift_id.to_owned()))?;
        let price = kind.star_count;
        let balance = self.check_stars(user, price)?;
        self.payments.set_stars(user, balance - price);
        let text = FormattedText::plain(text);
        self.give(gift_id, owner, Sender::User(user), text, None);
        Ok(())
    }
}
