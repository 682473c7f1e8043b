//! Drafts: what a bot shows of a message while it is still being made.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    message::{Content, View},
    state::{State, with_chat},
};

/// A draft is shown this long.
const SHOWN: Duration = Duration::from_secs(30);

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Draft {
    pub(crate) content: Content,
    pub(crate) can_stop: bool,
    pub(crate) keep_on_stop: bool,
    pub(crate) shown_at: Duration,
    pub(crate) is_stopped: bool,
}

/// The drafts of each private chat, by the ids that bots give them.
pub(crate) type Drafts = BTreeMap<(ChatKey, i64), Draft>;

impl State {
    /// Shows a draft, in place of an earlier state of it.
    pub(crate) fn show_draft(&mut self, chat: ChatKey, id: i64, draft: Draft) {
        self.drafts.insert((chat, id), draft);
        self.emit_drafts(chat);
    }

    /// The message that the drafts of a chat became: they are shown no longer.
    pub(crate) fn end_drafts(&mut self, chat: ChatKey) {
        let before = self.drafts.len();
        self.drafts.retain(|(own, _), _| *own != chat);
        if self.drafts.len() < before {
            self.emit_drafts(chat);
        }
    }

    /// The drafts shown in a chat at this moment: `draft_id`, `can_stop`, `is_stopped`, and the
    /// fields of a message.
    pub(crate) fn drafts_json(&self, chat: ChatKey) -> Vec<Value> {
        let now = self.clock.now();
        let view = View::of_bot(chat.bot().unwrap_or_default());
        self.drafts
            .iter()
            .filter(|((own, _), draft)| *own == chat && now.saturating_sub(draft.shown_at) <= SHOWN)
            .map(|((_, id), draft)| {
                let mut json = Map::new();
                json.insert("draft_id".into(), json!(id));
                json.insert("can_stop".into(), json!(draft.can_stop));
                json.insert("is_stopped".into(), json!(draft.is_stopped));
                draft.content.write(&mut json, self, chat, view);
                json.into()
            })
            .collect()
    }

    /// `user` presses the stop button of a draft.
    pub(crate) fn user_stops_draft(
        &mut self,
        chat: ChatKey,
        draft_id: i64,
    ) -> Result<(), ControlError> {
        let now = self.clock.now();
        let draft = self.drafts.get_mut(&(chat, draft_id)).filter(|draft| {
            draft.can_stop && !draft.is_stopped && now.saturating_sub(draft.shown_at) <= SHOWN
        });
        let draft = draft.ok_or(ControlError::NoDraft(draft_id))?;
        draft.is_stopped = true;
        if !draft.keep_on_stop {
            self.drafts.remove(&(chat, draft_id));
        }
        self.emit_drafts(chat);
        let payload = json!({"chat": self.chat_json(chat), "draft_id": draft_id});
        if let Some(bot) = chat.bot() {
            self.push_update(bot, "stopped_message_generation", &payload);
        }
        Ok(())
    }

    fn emit_drafts(&mut self, chat: ChatKey) {
        let drafts = self.drafts_json(chat);
        self.emit(with_chat(json!({"type": "drafts", "drafts": drafts}), chat));
    }
}
