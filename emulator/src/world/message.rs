//! Messages and how they look on the wire.

use serde_json::{Map, Value, json};

use super::{aside::Aside, chat::ChatKey, invoice::Invoice, paid_media::PaidMedia, state::State};
use crate::{entities::FormattedText, rich};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    User(i64),
    Bot(i64),
}

impl Sender {
    pub(crate) fn id(self) -> i64 {
        match self {
            Self::User(id) | Self::Bot(id) => id,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) chat: ChatKey,
    pub(crate) sender: Sender,
    pub(crate) date: i64,
    pub(crate) edit_date: Option<i64>,
    pub(crate) reply_to: Option<Reply>,
    pub(crate) content: Content,
    /// The markup as the bot gave it, checked.
    pub(crate) reply_markup: Option<Value>,
    pub(crate) is_protected: bool,
    /// The bot by which a person sent it, in inline mode.
    pub(crate) via_bot: Option<i64>,
    /// The id under which that bot edits it.
    pub(crate) inline_message_id: Option<String>,
    /// The person who called the bot as a guest.
    pub(crate) guest_caller: Option<i64>,
    /// Where it lies beside the ordinary history.
    pub(crate) aside: Option<Aside>,
    /// Who alone sees it, when that is not the person of its place.
    pub(crate) receiver: Option<i64>,
}

/// The message that a message answers.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) message_id: i64,
    pub(crate) quote: Option<Quote>,
}

/// The part of the answered message that is quoted.
#[derive(Clone, Debug)]
pub(crate) struct Quote {
    pub(crate) text: FormattedText,
    /// Where it begins in that message, in UTF-16 units.
    pub(crate) position: usize,
}

/// What a message holds; files are named by their place in the world's files.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Text {
        text: FormattedText,
        link_preview: Option<Value>,
    },
    Photo {
        sizes: Vec<usize>,
        caption: Caption,
        has_spoiler: bool,
    },
    Document {
        file: usize,
        thumbnail: Option<usize>,
        caption: Caption,
    },
    /// Fields of the `Message` that look the same to everybody: a location, a contact.
    Plain(Map<String, Value>),
    /// News about the chat, as fields of the `Message`. It can be neither forwarded nor copied.
    Service(Map<String, Value>),
    Invoice(Box<Invoice>),
    PaidMedia(PaidMedia),
}

/// The fields of a content that has one field.
pub(crate) fn field(name: &str, value: impl Into<Value>) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value.into())])
}

/// What contents without words say.
static NO_TEXT: FormattedText = FormattedText {
    text: String::new(),
    entities: Vec::new(),
};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Caption {
    pub(crate) text: FormattedText,
    pub(crate) show_above_media: bool,
}

impl Content {
    /// The text or caption.
    pub(crate) fn text(&self) -> &FormattedText {
        match self {
            Self::Text { text, .. } => text,
            Self::Photo { caption, .. } | Self::Document { caption, .. } => &caption.text,
            Self::PaidMedia(media) => &media.caption.text,
            Self::Plain(_) | Self::Service(_) | Self::Invoice(_) => &NO_TEXT,
        }
    }
}

/// For whom a message is written down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// File ids are this bot's.
    pub(crate) bot: i64,
    /// Whether keyboards below the input field are shown too: people see them, bots do not.
    pub(crate) all_markup: bool,
}

impl View {
    /// What a bot sees.
    pub(crate) fn of_bot(bot: i64) -> Self {
        Self {
            bot,
            all_markup: false,
        }
    }
}

impl Message {
    /// A message of `sender` that was written now; it gets its id when it is stored.
    pub(crate) fn new(state: &State, chat: ChatKey, sender: Sender, content: Content) -> Self {
        Self {
            id: 0,
            chat,
            sender,
            date: state.clock.unix_time(),
            edit_date: None,
            reply_to: None,
            content,
            reply_markup: None,
            is_protected: false,
            via_bot: None,
            inline_message_id: None,
            guest_caller: None,
            aside: None,
            receiver: None,
        }
    }

    /// The `Message` object.
    pub(crate) fn json(&self, state: &State, view: View) -> Value {
        let mut json = self.json_without_reply(state, view);
        if let Some(reply) = &self.reply_to {
            let beside = self.aside.as_ref();
            let beside = beside.and_then(|aside| state.asides.message(aside, reply.message_id));
            if let Some(target) = beside.or_else(|| state.message(self.chat, reply.message_id)) {
                json.insert(
                    "reply_to_message".into(),
                    target.json_without_reply(state, view).into(),
                );
            }
            if let Some(quote) = &reply.quote {
                let mut object = Map::new();
                quote.text.write(&mut object, "text", "entities", state);
                object.insert("position".into(), quote.position.into());
                object.insert("is_manual".into(), true.into());
                json.insert("quote".into(), object.into());
            }
        }
        json.into()
    }

    fn json_without_reply(&self, state: &State, view: View) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("message_id".into(), self.id.into());
        if state.is_channel(self.chat) {
            json.insert("sender_chat".into(), state.chat_json(self.chat));
        } else {
            json.insert("from".into(), state.member_json(self.sender.id()));
        }
        json.insert("chat".into(), state.chat_json(self.chat));
        json.insert("date".into(), self.date.into());
        if let Some(date) = self.edit_date {
            json.insert("edit_date".into(), date.into());
        }
        if let Some(bot) = self.via_bot {
            json.insert("via_bot".into(), state.member_json(bot));
        }
        if self.is_protected {
            json.insert("has_protected_content".into(), true.into());
        }
        self.write_aside(&mut json, state);
        self.content.write(&mut json, state, self.chat, view);
        if let Some(markup) = &self.reply_markup
            && (view.all_markup || markup.get("inline_keyboard").is_some())
        {
            json.insert("reply_markup".into(), markup.clone());
        }
        json
    }

    /// What tells messages apart that lie beside the ordinary history.
    fn write_aside(&self, json: &mut Map<String, Value>, state: &State) {
        if let Some(caller) = self.guest_caller {
            json.insert("guest_bot_caller_user".into(), state.member_json(caller));
        }
        match &self.aside {
            None => {}
            Some(Aside::Ephemeral { receiver, .. }) => {
                json.insert("message_id".into(), 0.into());
                json.insert("ephemeral_message_id".into(), self.id.into());
                let receiver = self.receiver.unwrap_or(*receiver);
                json.insert("receiver_user".into(), state.member_json(receiver));
            }
            Some(Aside::Business { connection, .. }) => {
                json.insert("business_connection_id".into(), connection.clone().into());
                if let Sender::Bot(bot) = self.sender
                    && let Some(connection) = state.connections.get(connection)
                {
                    json.insert("from".into(), state.member_json(connection.owner));
                    json.insert("sender_business_bot".into(), state.member_json(bot));
                }
            }
        }
    }
}

impl Content {
    /// Whether a button in its text has this callback data.
    pub(crate) fn has_button(&self, data: &str) -> bool {
        match self {
            Self::Plain(fields) => fields
                .get("rich_message")
                .is_some_and(|message| rich::has_button(message, data)),
            _ => false,
        }
    }

    /// Writes the fields of the `Message`; `chat` is the one it is in.
    pub(super) fn write(
        &self,
        json: &mut Map<String, Value>,
        state: &State,
        chat: ChatKey,
        view: View,
    ) {
        match self {
            Content::Text { text, link_preview } => {
                text.write(json, "text", "entities", state);
                if let Some(options) = link_preview {
                    json.insert("link_preview_options".into(), options.clone());
                }
            }
            Content::Photo {
                sizes,
                caption,
                has_spoiler,
            } => {
                let sizes = sizes
                    .iter()
                    .map(|file| state.files.photo_json(*file, view.bot))
                    .collect();
                json.insert("photo".into(), Value::Array(sizes));
                if *has_spoiler {
                    json.insert("has_media_spoiler".into(), true.into());
                }
                write_caption(json, caption, state);
            }
            Content::Document {
                file,
                thumbnail,
                caption,
            } => {
                let mut document = state.files.document_json(*file, view.bot);
                if let Some(thumbnail) = thumbnail {
                    document["thumbnail"] = state.files.photo_json(*thumbnail, view.bot);
                }
                json.insert("document".into(), document);
                write_caption(json, caption, state);
            }
            Content::Plain(fields) | Content::Service(fields) => json.extend(fields.clone()),
            Content::Invoice(invoice) => {
                json.insert("invoice".into(), invoice.json());
            }
            Content::PaidMedia(media) => {
                json.insert("paid_media".into(), media.json(state, chat, view));
                write_caption(json, &media.caption, state);
            }
        }
    }
}

fn write_caption(json: &mut Map<String, Value>, caption: &Caption, state: &State) {
    if !caption.text.text.is_empty() {
        caption
            .text
            .write(json, "caption", "caption_entities", state);
    }
    if caption.show_above_media {
        json.insert("show_caption_above_media".into(), json!(true));
    }
}
