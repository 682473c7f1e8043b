//! Messages as a person sees them.

use serde_json::Value;

/// A message on somebody's screen.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) id: i64,
    pub(super) by_bot: bool,
    pub(super) author: String,
    /// The text or caption.
    pub(super) text: String,
    /// What it is beside its text: `photo`, `document a.txt`; empty for a text.
    pub(super) kind: String,
    pub(super) keyboard: Keyboard,
    /// The emoji of the reactions, the most frequent first.
    pub(super) reactions: Vec<String>,
    /// The one person who sees it, and its id for them.
    pub(super) ephemeral: Option<(i64, i64)>,
}

/// The buttons of a message.
#[derive(Debug, Clone)]
pub(super) enum Keyboard {
    None,
    Inline(Vec<Vec<Button>>),
    Reply(Vec<Vec<Button>>),
    Removed,
}

/// A button.
#[derive(Debug, Clone)]
pub(super) struct Button {
    pub(super) label: String,
    pub(super) does: Does,
}

/// What a button does when it is tapped.
#[derive(Debug, Clone)]
pub(super) enum Does {
    /// Sends its data to the bot.
    Data(String),
    /// Writes its label.
    Write,
    /// Sends the person's contact.
    Contact,
    /// Sends the person's location.
    Location,
    /// Pays.
    Pay,
    /// Something that the bot does not hear of.
    Elsewhere(String),
}

impl Shown {
    pub(super) fn read(message: &Value, by_bot: bool) -> Self {
        let sender = ["from", "sender_chat"]
            .into_iter()
            .find_map(|key| message.get(key))
            .unwrap_or(&Value::Null);
        let name = ["first_name", "title"]
            .into_iter()
            .find_map(|key| sender.get(key)?.as_str());
        let text = ["text", "caption"]
            .into_iter()
            .find_map(|key| message.get(key)?.as_str());
        Self {
            id: message["message_id"].as_i64().unwrap_or_default(),
            // In a channel only the moment tells who has posted.
            by_bot: message["from"]["is_bot"].as_bool().unwrap_or(by_bot),
            author: name.unwrap_or("?").to_owned(),
            text: text.unwrap_or_default().to_owned(),
            kind: kind(message),
            keyboard: Keyboard::read(&message["reply_markup"]),
            reactions: reactions(message),
            ephemeral: ephemeral(message),
        }
    }

    /// Whether it is the bot's and this person sees it.
    pub(super) fn is_for(&self, person: i64) -> bool {
        self.by_bot && self.is_seen_by(person)
    }

    /// Whether this person sees it.
    pub(super) fn is_seen_by(&self, person: i64) -> bool {
        self.ephemeral.is_none_or(|(only, _)| only == person)
    }

    /// The message in one line or more: `[photo] Look`.
    pub(super) fn line(&self) -> String {
        match (self.kind.is_empty(), self.text.is_empty()) {
            (true, _) => self.text.clone(),
            (false, true) => format!("[{}]", self.kind),
            (false, false) => format!("[{}] {}", self.kind, self.text),
        }
    }
}

/// The fields of a message that are no content.
const FRAME: &[&str] = &[
    "message_id",
    "message_thread_id",
    "from",
    "sender_chat",
    "sender_boost_count",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "quote",
    "entities",
    "caption",
    "caption_entities",
    "reply_markup",
    "via_bot",
    "link_preview_options",
    "has_protected_content",
    "is_topic_message",
    "show_caption_above_media",
    "has_media_spoiler",
    "media_group_id",
    "author_signature",
    "forward_origin",
    "is_automatic_forward",
    "business_connection_id",
    "effect_id",
    "text",
    "ephemeral_message_id",
    "receiver_user",
    "reactions",
    "guest_bot_caller_user",
];

fn reactions(message: &Value) -> Vec<String> {
    let counts = message["reactions"].as_array().into_iter().flatten();
    let text = |count: &Value| {
        let emoji = ["emoji", "custom_emoji_id"]
            .into_iter()
            .find_map(|key| count["type"].get(key)?.as_str());
        emoji.unwrap_or("⭐").to_owned()
    };
    counts.map(text).collect()
}

/// The person who alone sees the message, its author if the bot is the receiver, and its id.
fn ephemeral(message: &Value) -> Option<(i64, i64)> {
    let id = message.get("ephemeral_message_id")?.as_i64()?;
    let (from, to) = (&message["from"], &message["receiver_user"]);
    let person = if to["is_bot"] == true { from } else { to };
    Some((person["id"].as_i64()?, id))
}

fn kind(message: &Value) -> String {
    if message.get("text").is_some() {
        return String::new();
    }
    let fields = message.as_object().into_iter().flatten();
    // An animation comes with a document, a venue with a location: the longer story is told last.
    let Some((name, content)) = fields
        .filter(|(name, _)| !FRAME.contains(&name.as_str()))
        .min_by_key(|(name, _)| ["document", "location"].contains(&name.as_str()))
    else {
        return "something".to_owned();
    };
    let detail = match name.as_str() {
        "document" | "audio" => content["file_name"].as_str().unwrap_or_default().to_owned(),
        "location" => format!("{}, {}", content["latitude"], content["longitude"]),
        "contact" => content["phone_number"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        "invoice" => format!(
            "{}: {} {}",
            content["title"].as_str().unwrap_or_default(),
            content["total_amount"],
            content["currency"].as_str().unwrap_or_default()
        ),
        "poll" => {
            let texts = content["options"].as_array().into_iter().flatten();
            let texts: Vec<_> = texts.filter_map(|option| option["text"].as_str()).collect();
            let question = content["question"].as_str().unwrap_or_default();
            format!("{question} ({})", texts.join(" / "))
        }
        "dice" => format!(
            "{} {}",
            content["emoji"].as_str().unwrap_or_default(),
            content["value"]
        ),
        "sticker" => content["emoji"].as_str().unwrap_or_default().to_owned(),
        "new_chat_members" => {
            let members = content.as_array().into_iter().flatten();
            let names: Vec<_> = members.filter_map(|it| it["first_name"].as_str()).collect();
            names.join(", ")
        }
        "left_chat_member" => content["first_name"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        _ => content.as_str().unwrap_or_default().to_owned(),
    };
    let name = name.replace('_', " ");
    if detail.is_empty() {
        name
    } else {
        format!("{name} {detail}")
    }
}

impl Keyboard {
    fn read(markup: &Value) -> Self {
        let rows = |key: &str| {
            let rows = markup.get(key)?.as_array()?;
            let row = |row: &Value| {
                row.as_array()
                    .into_iter()
                    .flatten()
                    .map(Button::read)
                    .collect()
            };
            Some(rows.iter().map(row).collect())
        };
        if let Some(rows) = rows("inline_keyboard") {
            Self::Inline(rows)
        } else if let Some(rows) = rows("keyboard") {
            Self::Reply(rows)
        } else if markup["remove_keyboard"] == true {
            Self::Removed
        } else {
            Self::None
        }
    }

    /// The rows of buttons.
    pub(super) fn rows(&self) -> &[Vec<Button>] {
        match self {
            Self::Inline(rows) | Self::Reply(rows) => rows,
            Self::None | Self::Removed => &[],
        }
    }

    /// The labels of the buttons, row by row.
    pub(super) fn labels(&self) -> Vec<Vec<&str>> {
        fn labels(row: &[Button]) -> Vec<&str> {
            row.iter().map(|button| button.label.as_str()).collect()
        }
        self.rows().iter().map(|row| labels(row)).collect()
    }

    /// The button with this label.
    pub(super) fn button(&self, label: &str) -> Option<&Button> {
        self.rows()
            .iter()
            .flatten()
            .find(|button| button.label == label)
    }
}

impl Button {
    fn read(button: &Value) -> Self {
        let text = |key: &str| button.get(key).and_then(Value::as_str);
        // In a keyboard below the input field a button can be a text alone.
        let label = button
            .as_str()
            .or(text("text"))
            .unwrap_or_default()
            .to_owned();
        let has = |key: &str| {
            button
                .get(key)
                .is_some_and(|value| *value != Value::Bool(false))
        };
        let does = if let Some(data) = text("callback_data") {
            Does::Data(data.to_owned())
        } else if has("pay") {
            Does::Pay
        } else if has("request_contact") {
            Does::Contact
        } else if has("request_location") {
            Does::Location
        } else {
            let keys = button.as_object().into_iter().flatten();
            let looks = ["text", "style", "icon_custom_emoji_id"];
            let mut others = keys.filter(|(key, value)| {
                !looks.contains(&key.as_str()) && **value != Value::Bool(false)
            });
            match others.next() {
                Some((key, Value::String(value))) => Does::Elsewhere(format!("{key}: {value}")),
                Some((key, _)) => Does::Elsewhere(key.clone()),
                None => Does::Write,
            }
        };
        Self { label, does }
    }
}
