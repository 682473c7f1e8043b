//! What messages hold.

use serde_json::{Map, Value, json};

use super::{
    chat::ChatKey, checklist::Checklist, file::FileKind, game::GameContent, invoice::Invoice,
    message::View, paid_media::PaidMedia, pin::News, state::State,
};
use crate::{entities::FormattedText, rich};

/// What a message holds; files are named by their place in the world's files.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Content {
    Text {
        text: FormattedText,
        link_preview: Option<Value>,
    },
    Media(Media),
    /// Fields of the `Message` that look the same to everybody: a location, a contact, a dice.
    Plain(Map<String, Value>),
    /// News about the chat, as fields of the `Message`. It can be neither forwarded nor copied.
    Service(Map<String, Value>),
    Invoice(Box<Invoice>),
    PaidMedia(PaidMedia),
    /// News that look different to each bot.
    News(News),
    /// A poll by its id.
    Poll(u64),
    Checklist(Box<Checklist>),
    Game(GameContent),
}

/// A file, and how it is shown.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Media {
    pub(crate) file: usize,
    /// The picture of a live photo.
    pub(crate) still: Option<usize>,
    /// The picture shown in place of a video before it plays.
    pub(crate) cover: Option<usize>,
    pub(crate) caption: Caption,
    pub(crate) has_spoiler: bool,
    /// Where a video starts, in seconds.
    pub(crate) start_timestamp: i64,
}

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Caption {
    pub(crate) text: FormattedText,
    pub(crate) show_above_media: bool,
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

impl Content {
    /// The text or caption.
    pub(crate) fn text(&self) -> &FormattedText {
        match self {
            Self::Text { text, .. } => text,
            Self::Media(media) => &media.caption.text,
            Self::PaidMedia(media) => &media.caption.text,
            Self::Plain(_)
            | Self::Service(_)
            | Self::Invoice(_)
            | Self::News(_)
            | Self::Poll(_)
            | Self::Checklist(_)
            | Self::Game(_) => &NO_TEXT,
        }
    }

    /// The id of the poll that it is.
    pub(crate) fn poll(&self) -> Option<u64> {
        match self {
            Self::Poll(id) => Some(*id),
            _ => None,
        }
    }

    /// Whether it is the news of a new topic.
    pub(super) fn begins_topic(&self) -> bool {
        matches!(self, Self::Service(news) if news.contains_key("forum_topic_created"))
    }

    /// Whether it is news about the chat instead of something that was written.
    pub(crate) fn is_service(&self) -> bool {
        matches!(self, Self::Service(_) | Self::News(_))
    }

    /// What a member of a group needs to send it.
    pub(crate) fn needs(&self, state: &State) -> Needs {
        match self {
            Self::Media(media) => state
                .files
                .kind(media.file)
                .map_or(Needs::TEXT, Needs::file),
            Self::PaidMedia(_) => Needs::file(FileKind::Photo),
            Self::Invoice(_) => Needs::other("invoices"),
            Self::Poll(_) => Needs::POLL,
            Self::Checklist(_) => Needs {
                words: "checklists",
                ..Needs::POLL
            },
            Self::Game(_) => Needs::other("games"),
            Self::Plain(fields) => {
                let named =
                    |(name, needs): &(&str, Needs)| fields.contains_key(*name).then_some(*needs);
                Needs::FIELDS.iter().find_map(named).unwrap_or(Needs::TEXT)
            }
            Self::Text { .. } | Self::Service(_) | Self::News(_) => Needs::TEXT,
        }
    }

    /// The object of a content with this one field, such as `location`.
    pub(crate) fn plain(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Plain(fields) => fields.get(name),
            _ => None,
        }
    }

    /// The same content under another caption; `None` when it can have none.
    pub(crate) fn with_caption(&self, state: &State, caption: Caption) -> Option<Self> {
        match self {
            Self::Media(media)
                if state
                    .files
                    .kind(media.file)
                    .is_some_and(FileKind::has_caption) =>
            {
                Some(Self::Media(Media {
                    caption,
                    ..media.clone()
                }))
            }
            Self::PaidMedia(media) => Some(Self::PaidMedia(PaidMedia {
                caption,
                ..media.clone()
            })),
            _ => None,
        }
    }

    /// Whether a button in its text has this callback data.
    pub(crate) fn has_button(&self, data: &str) -> bool {
        self.plain("rich_message")
            .is_some_and(|message| rich::has_button(message, data))
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
            Self::Text { text, link_preview } => {
                text.write(json, "text", "entities", state);
                if let Some(options) = link_preview {
                    json.insert("link_preview_options".into(), options.clone());
                }
            }
            Self::Media(media) => media.write(json, state, view),
            Self::Plain(fields) | Self::Service(fields) => json.extend(fields.clone()),
            Self::Checklist(checklist) => {
                json.insert("checklist".into(), checklist.json(state));
            }
            Self::Game(game) => {
                json.insert("game".into(), game.json(state, chat, view));
            }
            Self::Invoice(invoice) => {
                json.insert("invoice".into(), invoice.json());
            }
            Self::PaidMedia(media) => {
                json.insert("paid_media".into(), media.json(state, chat, view));
                media.caption.write(json, state);
            }
            Self::News(news) => news.write(json, state, chat, view),
            Self::Poll(id) => {
                if let Some(poll) = state.polls.get(*id) {
                    json.insert("poll".into(), poll.json(state, chat, view));
                }
            }
        }
    }
}

/// What a member of a group needs to send something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Needs {
    /// The name in `ChatPermissions`.
    pub(crate) permission: &'static str,
    /// What error texts call it.
    pub(crate) words: &'static str,
}

impl Needs {
    pub(crate) const TEXT: Self = Self::messages("text messages");
    pub(crate) const POLL: Self = Self {
        permission: "can_send_polls",
        words: "polls",
    };
    /// Contents that are one field of the message; a venue has a location too.
    const FIELDS: [(&'static str, Self); 4] = [
        ("dice", Self::other("dice")),
        ("venue", Self::messages("venues")),
        ("location", Self::messages("locations")),
        ("contact", Self::messages("contacts")),
    ];

    pub(crate) const fn messages(words: &'static str) -> Self {
        Self {
            permission: "can_send_messages",
            words,
        }
    }

    pub(crate) const fn other(words: &'static str) -> Self {
        Self {
            permission: "can_send_other_messages",
            words,
        }
    }

    pub(crate) fn file(kind: FileKind) -> Self {
        let (permission, words) = match kind {
            FileKind::Photo | FileKind::Thumbnail => ("can_send_photos", "photos"),
            FileKind::Document => ("can_send_documents", "documents"),
            FileKind::Audio => ("can_send_audios", "music"),
            FileKind::Video | FileKind::LivePhoto => ("can_send_videos", "videos"),
            FileKind::Voice => ("can_send_voice_notes", "voice notes"),
            FileKind::VideoNote => ("can_send_video_notes", "video notes"),
            FileKind::Animation => ("can_send_other_messages", "animations"),
            FileKind::Sticker => ("can_send_other_messages", "stickers"),
        };
        Self { permission, words }
    }
}

impl Media {
    /// The file with its caption, and nothing else.
    pub(crate) fn new(file: usize, caption: Caption) -> Self {
        Self {
            file,
            caption,
            ..Self::default()
        }
    }

    /// The field of a `Message`, and the object it has there; a photo has the list of its sizes.
    pub(crate) fn object(&self, state: &State, view: View) -> Option<(&'static str, Value)> {
        let kind = state.files.kind(self.file)?;
        let mut object = state.files.media_json(self.file, view.bot);
        if let Some(still) = self.still {
            object["photo"] = state.files.media_json(still, view.bot);
        }
        if let Some(cover) = self.cover {
            object["cover"] = state.files.media_json(cover, view.bot);
        }
        if self.start_timestamp > 0 && kind == FileKind::Video {
            object["start_timestamp"] = json!(self.start_timestamp);
        }
        Some((kind.key(), object))
    }

    fn write(&self, json: &mut Map<String, Value>, state: &State, view: View) {
        let Some((key, object)) = self.object(state, view) else {
            return;
        };
        if key == "animation" {
            // For bots that know documents only.
            let document = state.files.document_json(self.file, view.bot);
            json.insert("document".into(), document);
        }
        if key == "live_photo"
            && let Some(photo) = object.get("photo")
        {
            // Likewise for those that know photos only.
            json.insert("photo".into(), photo.clone());
        }
        json.insert(key.into(), object);
        if self.has_spoiler {
            json.insert("has_media_spoiler".into(), true.into());
        }
        self.caption.write(json, state);
    }
}

impl Caption {
    /// Writes the fields of the `Message`.
    pub(super) fn write(&self, json: &mut Map<String, Value>, state: &State) {
        if !self.text.text.is_empty() {
            self.text.write(json, "caption", "caption_entities", state);
        }
        if self.show_above_media {
            json.insert("show_caption_above_media".into(), json!(true));
        }
    }
}
