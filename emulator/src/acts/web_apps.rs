//! Web apps.

use crate::{ControlError, Emulator, WebApp, WebAppButton};

impl Emulator {
    /// A person opens a web app in their private chat with a bot.
    ///
    /// Its init data are signed with the bot's token, so that a web app's server can check them as
    /// it does Telegram's.
    pub fn open_web_app(
        &self,
        user_id: i64,
        bot_id: i64,
        button: &WebAppButton,
    ) -> Result<WebApp, ControlError> {
        self.in_chat(user_id, bot_id, |state, chat| {
            state.user_opens_web_app(user_id, chat, button)
        })
    }

    /// A web app that was opened by a button below the input field sends 1 to 4096 bytes to the
    /// bot; returns the id of the message with them.
    pub fn send_web_app_data(
        &self,
        user_id: i64,
        bot_id: i64,
        button_text: &str,
        data: &str,
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, bot_id, |state, chat| {
            state.user_sends_web_app_data(user_id, chat, button_text, data)
        })
    }
}
