//! Media that people pay for before they see it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    content::Media,
    message::{Caption, Content, Sender, View},
    star::{self, Partner, Transaction},
    state::State,
};

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct PaidMedia {
    pub(crate) star_count: i64,
    /// Photos, videos and live photos; their captions are empty.
    pub(crate) media: Vec<Media>,
    pub(crate) payload: String,
    pub(crate) caption: Caption,
    /// Who has paid.
    pub(crate) buyers: BTreeSet<i64>,
}

impl PaidMedia {
    /// The `PaidMediaInfo` object. In a private chat the person sees a preview until they pay.
    pub(super) fn json(&self, state: &State, chat: ChatKey, view: View) -> Value {
        let is_hidden = matches!(chat, ChatKey::Private { user, .. }
            if view.all_markup && !self.buyers.contains(&user));
        json!({
            "star_count": self.star_count,
            "paid_media": self.media_json(state, view, is_hidden),
        })
    }

    fn media_json(&self, state: &State, view: View, is_hidden: bool) -> Vec<Value> {
        let one = |media: &Media| {
            let (key, object) = media.object(state, view)?;
            if !is_hidden {
                let mut shown = json!({"type": key});
                shown[key] = object;
                return Some(shown);
            }
            let mut preview = json!({"type": "preview"});
            // A photo is the list of its sizes.
            let shown = object.get(0).unwrap_or(&object);
            for name in ["width", "height", "duration"] {
                if let Some(value) = shown.get(name) {
                    preview[name] = value.clone();
                }
            }
            Some(preview)
        };
        self.media.iter().filter_map(one).collect()
    }
}

impl State {
    /// `user` buys the media of a message, once.
    pub(crate) fn user_buys_media(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
    ) -> Result<(), ControlError> {
        let nothing = || ControlError::NothingToPay(message_id.to_string());
        let message = self.message(chat, message_id).ok_or_else(nothing)?;
        let (Sender::Bot(bot), Content::PaidMedia(media)) = (message.sender, &message.content)
        else {
            return Err(nothing());
        };
        if media.buyers.contains(&user) {
            return Err(nothing());
        }
        let media = media.clone();
        self.pay_stars(user, bot, media.star_count)?;
        let mut partner = json!({
            "transaction_type": "paid_media_payment",
            "paid_media": media.media_json(self, View::of_bot(bot), false),
        });
        // The bot is told in private chats and groups, and only about media with a payload.
        if !media.payload.is_empty() {
            partner["paid_media_payload"] = json!(media.payload);
            if !self.is_channel(chat) {
                let payload = json!({
                    "from": self.member_json(user),
                    "paid_media_payload": media.payload,
                });
                self.push_update(bot, "purchased_paid_media", &payload);
            }
        }
        let date = self.clock.unix_time();
        self.payments.add_transaction(
            bot,
            Transaction {
                id: star::new_charge_id(),
                amount: media.star_count,
                date,
                partner: Partner {
                    user,
                    is_receiver: false,
                    fields: partner,
                },
            },
        );
        if let Some(message) = self.message_mut(chat, message_id)
            && let Content::PaidMedia(media) = &mut message.content
        {
            media.buyers.insert(user);
        }
        self.emit_message("edited_message", chat, message_id);
        Ok(())
    }
}
