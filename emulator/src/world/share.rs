//! Buttons below the input field that share something: a contact, a location, users, a chat.

use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    content::{Content, field},
    message::{Message, Sender},
    state::State,
    user_message::{UserMessage, bad},
};

impl State {
    /// `user` taps a button that asks for their phone number.
    pub(crate) fn user_shares_contact(
        &mut self,
        user: i64,
        chat: ChatKey,
    ) -> Result<i64, ControlError> {
        self.shown_button(chat, |button| {
            button.get("request_contact") == Some(&json!(true))
        })?;
        let person = self.users.get(&user);
        let person = person.ok_or(ControlError::UnknownUser(user))?;
        // Without one of their own, a number from the range kept for fiction.
        let phone = person.phone_number.clone();
        let phone = phone.unwrap_or_else(|| format!("1202555{:04}", 100 + user % 100));
        let contact =
            json!({"phone_number": phone, "first_name": person.first_name, "user_id": user});
        self.user_posts(user, chat, UserMessage::of_field("contact", contact))
    }

    /// `user` taps a button that asks for their location, and is there.
    pub(crate) fn user_shares_location(
        &mut self,
        user: i64,
        chat: ChatKey,
        latitude: f64,
        longitude: f64,
    ) -> Result<i64, ControlError> {
        self.shown_button(chat, |button| {
            button.get("request_location") == Some(&json!(true))
        })?;
        self.user_posts(user, chat, UserMessage::location(latitude, longitude))
    }

    /// `user` taps the button that asks for users with this `request_id`, and chooses these.
    pub(crate) fn user_shares_users(
        &mut self,
        user: i64,
        chat: ChatKey,
        request_id: i64,
        chosen: &[i64],
    ) -> Result<i64, ControlError> {
        let asks = |button: &Value| button["request_users"]["request_id"] == json!(request_id);
        let button = self.shown_button(chat, asks)?;
        let request = &button["request_users"];
        let most = request["max_quantity"].as_u64().unwrap_or(1);
        if chosen.is_empty() || chosen.len() as u64 > most {
            return Err(bad(format!("the button takes 1 to {most} users")));
        }
        let mut users = Vec::new();
        for id in chosen {
            let profile = self.member_json(*id);
            if profile.is_null() {
                return Err(ControlError::UnknownUser(*id));
            }
            if request["user_is_bot"]
                .as_bool()
                .is_some_and(|wants_bot| profile["is_bot"] != json!(wants_bot))
            {
                return Err(bad("the button asks for another kind of users"));
            }
            let mut shared = json!({"user_id": id});
            for (asked, key) in [
                ("request_name", "first_name"),
                ("request_username", "username"),
            ] {
                if request[asked] == json!(true) && profile.get(key).is_some() {
                    shared[key] = profile[key].clone();
                }
            }
            users.push(shared);
        }
        let shared = json!({"request_id": request_id, "users": users});
        self.user_shares_service(user, chat, "users_shared", shared)
    }

    /// `user` taps the button that asks for a chat with this `request_id`, and chooses this one.
    pub(crate) fn user_shares_chat(
        &mut self,
        user: i64,
        chat: ChatKey,
        request_id: i64,
        chosen: i64,
    ) -> Result<i64, ControlError> {
        let asks = |button: &Value| button["request_chat"]["request_id"] == json!(request_id);
        let button = self.shown_button(chat, asks)?;
        let request = &button["request_chat"];
        let group = self
            .groups
            .get(&chosen)
            .filter(|group| group.is_member(user));
        let group = group.ok_or(ControlError::UnknownChat(chosen))?;
        let wants_channel = request["chat_is_channel"] == json!(true);
        if wants_channel != self.is_channel(ChatKey::Group(chosen)) {
            return Err(bad("the button asks for another kind of chat"));
        }
        let mut shared = json!({"request_id": request_id, "chat_id": chosen});
        if request["request_title"] == json!(true) {
            shared["title"] = json!(group.title);
        }
        if request["request_username"] == json!(true)
            && let Some(username) = &group.username
        {
            shared["username"] = json!(username);
        }
        self.user_shares_service(user, chat, "chat_shared", shared)
    }

    /// `user` sends what a bot asked for with Telegram Passport.
    pub(crate) fn user_sends_passport(
        &mut self,
        user: i64,
        chat: ChatKey,
        data: Value,
    ) -> Result<i64, ControlError> {
        if data.get("data").is_none() || data.get("credentials").is_none() {
            return Err(bad("passport data have `data` and `credentials`"));
        }
        self.user_shares_service(user, chat, "passport_data", data)
    }

    fn user_shares_service(
        &mut self,
        user: i64,
        chat: ChatKey,
        name: &str,
        shared: Value,
    ) -> Result<i64, ControlError> {
        self.user_writes_in(user, chat)?;
        let content = Content::Service(field(name, shared));
        let message = Message::new(self, chat, Sender::User(user), content);
        let id = self.add_message(message);
        self.tell_bots(chat, id);
        Ok(id)
    }

    /// The button of the keyboard that the chat shows now.
    fn shown_button(
        &self,
        chat: ChatKey,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<Value, ControlError> {
        self.shown_buttons(chat)
            .find(|button| wanted(button))
            .cloned()
            .ok_or_else(|| bad("the chat shows no keyboard with such a button"))
    }
}
