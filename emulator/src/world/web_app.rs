//! Web apps: how people open them, and what comes back.

use std::{collections::BTreeMap, fmt::Write as _};

use ring::hmac;
use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    inline::InlineResult,
    message::{Content, Message, Sender, field},
    state::State,
};

/// The most bytes a web app sends.
const MAX_DATA: usize = 4096;

/// What opens a web app.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebAppButton {
    /// The first button of an inline keyboard that opens one.
    Inline {
        /// The message with the keyboard.
        message_id: i64,
    },
    /// The button with this text of the keyboard below the input field.
    Keyboard {
        /// The text of the button.
        text: String,
    },
    /// The button beside the input field.
    Menu,
}

/// An opened web app.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebApp {
    /// The address of the page, as the button has it.
    pub url: String,
    /// `Telegram.WebApp.initData`: a query string whose `hash` is signed with the bot's token. The
    /// `signature` for third parties is missing, since it takes Telegram's private key.
    pub init_data: String,
    /// What `answerWebAppQuery` answers; not for buttons below the input field.
    pub query_id: Option<String>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Query {
    user: i64,
    bot: i64,
    chat: ChatKey,
    is_answered: bool,
}

/// Opened web apps and menu buttons.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct WebApps {
    queries: BTreeMap<String, Query>,
    /// By bot, and by person or for everybody else.
    #[serde(with = "crate::world::saved::pairs")]
    menu_buttons: BTreeMap<(i64, Option<i64>), Value>,
}

impl WebApps {
    pub(crate) fn set_menu_button(&mut self, bot: i64, user: Option<i64>, button: Value) {
        if button["type"] == "default" {
            self.menu_buttons.remove(&(bot, user));
        } else {
            self.menu_buttons.insert((bot, user), button);
        }
    }

    /// The `MenuButton` of a person, or of everybody who has none of their own.
    pub(crate) fn menu_button(&self, bot: i64, user: Option<i64>) -> Value {
        let own = self.menu_buttons.get(&(bot, user));
        own.cloned().unwrap_or_else(|| json!({"type": "default"}))
    }

    /// The button that a person sees, when it is not the default one.
    pub(crate) fn shown_menu_button(&self, bot: i64, user: i64) -> Option<&Value> {
        self.menu_buttons
            .get(&(bot, Some(user)))
            .or_else(|| self.menu_buttons.get(&(bot, None)))
    }
}

impl State {
    /// `user` opens a web app of their private chat with a bot.
    pub(crate) fn user_opens_web_app(
        &mut self,
        user: i64,
        chat: ChatKey,
        button: &WebAppButton,
    ) -> Result<WebApp, ControlError> {
        let none = |what: String| ControlError::NoWebApp(what);
        let ChatKey::Private { bot, .. } = chat else {
            return Err(none(": web apps open in private chats".into()));
        };
        let url_of = |button: &Value| Some(button.pointer("/web_app/url")?.as_str()?.to_owned());
        let url = match button {
            WebAppButton::Inline { message_id } => self
                .message(chat, *message_id)
                .and_then(|message| message.reply_markup.as_ref())
                .and_then(|markup| buttons(markup, "inline_keyboard").find_map(url_of))
                .ok_or_else(|| none(format!(": message {message_id}")))?,
            WebAppButton::Keyboard { text } => self
                .keyboard_button(chat, text)
                .and_then(url_of)
                .ok_or_else(|| none(format!(": {text:?}")))?,
            WebAppButton::Menu => self
                .web_apps
                .shown_menu_button(bot, user)
                .and_then(url_of)
                .ok_or_else(|| none(": the menu button".into()))?,
        };
        let query_id = match button {
            WebAppButton::Keyboard { .. } => None,
            _ => Some(ids::base64url(&ids::random_bytes())),
        };
        if let Some(id) = &query_id {
            let query = Query {
                user,
                bot,
                chat,
                is_answered: false,
            };
            self.web_apps.queries.insert(id.clone(), query);
        }
        let init_data = self.init_data(user, bot, query_id.as_deref());
        Ok(WebApp {
            url,
            init_data,
            query_id,
        })
    }

    /// A web app that was opened by a button below the input field sends data.
    pub(crate) fn user_sends_web_app_data(
        &mut self,
        user: i64,
        chat: ChatKey,
        button_text: &str,
        data: &str,
    ) -> Result<i64, ControlError> {
        let button = self.keyboard_button(chat, button_text);
        if button.is_none_or(|button| button.get("web_app").is_none()) {
            return Err(ControlError::NoWebApp(format!(": {button_text:?}")));
        }
        if data.is_empty() || data.len() > MAX_DATA {
            return Err(ControlError::WebAppData);
        }
        self.user_writes_in(user, chat)?;
        let object = json!({"data": data, "button_text": button_text});
        let content = Content::Service(field("web_app_data", object));
        let id = self.add_message(Message::new(self, chat, Sender::User(user), content));
        self.tell_bots(chat, id);
        Ok(id)
    }

    /// A bot sends a message in the name of the person whose web app asked; returns its id for the
    /// bot.
    pub(crate) fn answer_web_app(
        &mut self,
        bot: i64,
        query_id: &str,
        result: InlineResult,
    ) -> Option<Result<String, ControlError>> {
        let query = self
            .web_apps
            .queries
            .get_mut(query_id)
            .filter(|query| query.bot == bot && !query.is_answered)?;
        query.is_answered = true;
        let (user, chat) = (query.user, query.chat);
        Some(self.send_via(user, bot, result, chat).map(|(_, id)| id))
    }

    /// The button with this text of the keyboard that the newest message with one brought.
    fn keyboard_button(&self, chat: ChatKey, text: &str) -> Option<&Value> {
        self.shown_buttons(chat)
            .find(|button| button.get("text").and_then(Value::as_str) == Some(text))
    }

    /// The buttons of the keyboard that the chat shows now.
    pub(super) fn shown_buttons(&self, chat: ChatKey) -> impl Iterator<Item = &Value> {
        let markup = self.history(chat).rev().find_map(|message| {
            let markup = message.reply_markup.as_ref()?;
            let changes_keyboard =
                markup.get("keyboard").is_some() || markup.get("remove_keyboard").is_some();
            changes_keyboard.then_some(markup)
        });
        markup
            .into_iter()
            .flat_map(|markup| buttons(markup, "keyboard"))
    }

    /// The launch parameters, signed with the bot's token as the page "Telegram Mini Apps",
    /// section "Validating data received via the Mini App", describes.
    fn init_data(&self, user: i64, bot: i64, query_id: Option<&str>) -> String {
        let mut about_user = Map::new();
        if let Some(person) = self.users.get(&user) {
            about_user.insert("id".into(), person.id.into());
            about_user.insert("first_name".into(), person.first_name.clone().into());
            if let Some(username) = &person.username {
                about_user.insert("username".into(), username.clone().into());
            }
            if person.started.contains(&bot) && !person.blocked.contains(&bot) {
                about_user.insert("allows_write_to_pm".into(), true.into());
            }
        }
        let mut fields = BTreeMap::from([
            ("auth_date", self.clock.unix_time().to_string()),
            ("user", Value::Object(about_user).to_string()),
        ]);
        if let Some(id) = query_id {
            fields.insert("query_id", id.to_owned());
        }
        let token = self.bot(bot).map_or("", |bot| bot.token.as_str());
        let hash = sign(token, &fields);
        fields.insert("hash", hash);
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", percent_encode(value)))
            .collect();
        pairs.join("&")
    }
}

fn buttons<'a>(markup: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let rows = markup.get(name).and_then(Value::as_array);
    rows.into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
}

/// The hex HMAC-SHA-256 of the sorted fields, whose key is that of the token.
fn sign(token: &str, fields: &BTreeMap<&str, String>) -> String {
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"WebAppData");
    let secret = hmac::sign(&key, token.as_bytes());
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref());
    let hash = hmac::sign(&key, lines.join("\n").as_bytes());
    hash.as_ref().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}
