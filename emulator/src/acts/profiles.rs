//! What people show of themselves: photos, music, stories; and Telegram Passport.

use bytes::Bytes;
use serde_json::Value;

use crate::{ControlError, Emulator};

impl Emulator {
    /// An administrator of a channel approves a post that was suggested in its direct messages; it
    /// is published at `send_date`, as Unix time, or when it was suggested for, or at once.
    pub fn approve_post(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        send_date: Option<i64>,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_approves_post(user_id, chat, message_id, send_date)
        })
    }

    /// An administrator of a channel declines a suggested post, with a comment, which may be empty.
    pub fn decline_post(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        comment: &str,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_declines_post(user_id, chat, message_id, comment)
        })
    }

    /// A person shows a new photo of themselves, which a bot finds by `getUserProfilePhotos`.
    pub fn set_profile_photo(
        &self,
        user_id: i64,
        bytes: impl Into<Bytes>,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_shows_photo(user_id, bytes.into()))
    }

    /// A person puts a piece of music on their profile, which a bot finds by
    /// `getUserProfileAudios`.
    pub fn add_profile_audio(
        &self,
        user_id: i64,
        file_name: &str,
        bytes: impl Into<Bytes>,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_shows_audio(user_id, file_name, bytes.into()))
    }

    /// The stories of an account that people see at this moment, oldest first: each a `Story` with
    /// its `photo` or `video`, `caption`, `areas`, `date` and `active_period`.
    pub fn stories(&self, user_id: i64) -> Vec<Value> {
        self.world.look(|state| state.stories_json(user_id))
    }

    /// A person sends the `PassportData` object that a bot asked for, which is passed on as it is;
    /// returns the message's id.
    pub fn send_passport_data(
        &self,
        user_id: i64,
        bot_id: i64,
        passport_data: &Value,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, bot_id, |state, chat| {
            state.user_sends_passport(user_id, chat, passport_data.clone())
        })
    }

    /// The `PassportElementError` objects that a bot last told this person about.
    pub fn passport_errors(&self, user_id: i64, bot_id: i64) -> Vec<Value> {
        self.world.look(|state| {
            let errors = state.passport_errors.get(&(bot_id, user_id));
            errors.cloned().unwrap_or_default()
        })
    }
}
