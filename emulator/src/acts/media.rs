//! What people send: messages of every kind, albums, forwards, edits.

use bytes::Bytes;

use crate::{ControlError, Emulator, UserMessage, http::multipart::Upload};

impl Emulator {
    /// A person sends a message of any kind; returns its id.
    ///
    /// ```
    /// # fn example(emulator: &botwright_emulator::Emulator) -> Result<(), Box<dyn std::error::Error>> {
    /// use botwright_emulator::UserMessage;
    ///
    /// let bot = emulator.world().bot().id();
    /// emulator.send_message(1, bot, UserMessage::dice("🎯"))?;
    /// emulator.send_message(1, bot, UserMessage::html("a <b>bold</b> word"))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn send_message(
        &self,
        user_id: i64,
        chat_id: i64,
        message: UserMessage,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_posts(user_id, chat, message)
        })
    }

    /// A person sends 2 to 10 files as one album: photos and videos, or documents, or audios.
    /// Returns the messages' ids.
    pub fn send_album(
        &self,
        user_id: i64,
        chat_id: i64,
        messages: Vec<UserMessage>,
    ) -> Result<Vec<i64>, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_posts_album(user_id, chat, messages)
        })
    }

    /// A person forwards messages to another of their chats; returns the new messages' ids.
    pub fn forward(
        &self,
        user_id: i64,
        from_chat_id: i64,
        message_ids: &[i64],
        to_chat_id: i64,
    ) -> Result<Vec<i64>, ControlError> {
        self.in_chat(user_id, to_chat_id, |state, to| {
            let from = state.chat_of_user(user_id, from_chat_id, None)?;
            state.user_forwards(user_id, from, message_ids, to)
        })
    }

    /// A person gives an own message another text, or its file another caption; the bots get
    /// `edited_message`.
    pub fn edit(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        text: &str,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_edits_text(user_id, chat, message_id, text)
        })
    }

    /// A person puts another file and caption in the place of those of an own message.
    pub fn edit_media(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        message: UserMessage,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_edits_media(user_id, chat, message_id, message)
        })
    }

    /// A person who shares their live location is somewhere else, in degrees; the bots get
    /// `edited_message`.
    pub fn move_live_location(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        latitude: f64,
        longitude: f64,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_moves(user_id, chat, message_id, Some((latitude, longitude)))
        })
    }

    /// A person ends the sharing of their live location.
    pub fn stop_live_location(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_moves(user_id, chat, message_id, None)
        })
    }

    /// A person deletes a message for everyone. Bots are not told, as on Telegram.
    pub fn delete_message(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
    ) -> Result<(), ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_deletes(user_id, chat, message_id)
        })
    }

    /// A person taps the `request_contact` button of the keyboard that the chat shows; returns the
    /// message's id. Who has no number in the world file has one of their own all the same.
    pub fn share_contact(&self, user_id: i64, chat_id: i64) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_shares_contact(user_id, chat)
        })
    }

    /// A person taps the `request_location` button of the keyboard that the chat shows, and is
    /// there, in degrees.
    pub fn share_location(
        &self,
        user_id: i64,
        chat_id: i64,
        latitude: f64,
        longitude: f64,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_shares_location(user_id, chat, latitude, longitude)
        })
    }

    /// A person taps the `request_users` button with this `request_id`, and chooses these users and
    /// bots.
    pub fn share_users(
        &self,
        user_id: i64,
        chat_id: i64,
        request_id: i64,
        chosen: &[i64],
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_shares_users(user_id, chat, request_id, chosen)
        })
    }

    /// A person taps the `request_chat` button with this `request_id`, and chooses this group or
    /// channel, in which they are.
    pub fn share_chat(
        &self,
        user_id: i64,
        chat_id: i64,
        request_id: i64,
        chosen: i64,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            state.user_shares_chat(user_id, chat, request_id, chosen)
        })
    }

    /// Puts a file at an `http://` or `https://` address, from which bots can send it. The emulator
    /// fetches nothing from anywhere else.
    pub fn put_url(&self, url: &str, content_type: &str, bytes: impl Into<Bytes>) {
        let upload = Upload::at_url(url, content_type, bytes.into());
        self.world
            .update(|state| state.web.insert(url.to_owned(), upload));
    }
}
