//! A message that a person writes.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    checklist::{Checklist, Task},
    content::field,
    file::{Details, FileKind},
    ids,
    suggested_post::{PostPrice, PostState, SuggestedPost},
};
use crate::{entities::FormattedText, http::multipart::Upload};

/// A message for a person to send; see [`Emulator::send_message`](crate::Emulator::send_message).
///
/// ```
/// use botwright_emulator::UserMessage;
///
/// let voice = UserMessage::voice(vec![1, 2, 3]).duration(4).caption("listen");
/// let place = UserMessage::location(51.5, -0.12).reply_to(7);
/// # let _ = (voice, place);
/// ```
#[derive(Clone, Debug)]
pub struct UserMessage {
    pub(super) body: Body,
    pub(super) caption: Words,
    pub(super) show_caption_above_media: bool,
    pub(super) has_spoiler: bool,
    pub(super) reply_to: Option<ReplyTo>,
    pub(super) thread: Option<i64>,
    /// The chat in whose name it is sent.
    pub(super) sent_as: Option<i64>,
    pub(super) suggested: Option<SuggestedPost>,
}

/// A text as a person types it.
#[derive(Clone, Debug)]
pub(super) enum Words {
    Plain(String),
    Html(String),
}

#[derive(Clone, Debug)]
pub(super) struct ReplyTo {
    pub(super) message_id: i64,
    /// The chat of that message, when it is another.
    pub(super) chat_id: Option<i64>,
    pub(super) quote: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Text(Words),
    File(Box<NewFile>),
    /// Fields of the `Message`.
    Plain(Map<String, Value>),
    Dice(String),
    Checklist(Checklist),
}

#[derive(Clone, Debug)]
pub(super) struct NewFile {
    pub(super) kind: FileKind,
    pub(super) upload: Upload,
    pub(super) details: Details,
    /// The picture of a live photo.
    pub(super) still: Option<Bytes>,
}

/// The keys of files in JSON, with what they are sent as.
const FILES: [FileKind; 9] = [
    // In front of `photo`, which a live photo has too.
    FileKind::LivePhoto,
    FileKind::Photo,
    FileKind::Document,
    FileKind::Audio,
    FileKind::Video,
    FileKind::Animation,
    FileKind::Voice,
    FileKind::VideoNote,
    FileKind::Sticker,
];

impl UserMessage {
    fn new(body: Body) -> Self {
        Self {
            body,
            caption: Words::Plain(String::new()),
            show_caption_above_media: false,
            has_spoiler: false,
            reply_to: None,
            thread: None,
            sent_as: None,
            suggested: None,
        }
    }

    fn file(kind: FileKind, name: &str, bytes: impl Into<Bytes>) -> Self {
        Self::new(Body::File(Box::new(NewFile {
            kind,
            upload: Upload {
                file_name: name.to_owned(),
                content_type: String::new(),
                bytes: bytes.into(),
            },
            details: Details::default(),
            still: None,
        })))
    }

    /// A text of 1 to 4096 characters. Links, commands, mentions and hashtags are found in it.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Body::Text(Words::Plain(text.into())))
    }

    /// A formatted text of 1 to 4096 characters, in the HTML of the Bot API.
    pub fn html(html: impl Into<String>) -> Self {
        Self::new(Body::Text(Words::Html(html.into())))
    }

    /// A picture of a known format; its head is enough.
    pub fn photo(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Photo, "photo.jpg", bytes)
    }

    /// Any file.
    pub fn document(file_name: &str, bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Document, file_name, bytes)
    }

    /// A piece of music.
    pub fn audio(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Audio, "audio.mp3", bytes)
    }

    /// A video.
    pub fn video(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Video, "video.mp4", bytes)
    }

    /// A video without sound, or a GIF.
    pub fn animation(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Animation, "animation.mp4", bytes)
    }

    /// A spoken message.
    pub fn voice(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Voice, "voice.ogg", bytes)
    }

    /// A round video.
    pub fn video_note(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::VideoNote, "note.mp4", bytes)
    }

    /// A sticker: WebP, TGS or WebM.
    pub fn sticker(bytes: impl Into<Bytes>) -> Self {
        Self::file(FileKind::Sticker, "sticker.webp", bytes)
    }

    /// A picture that moves: a short video, and the picture shown when it stands still.
    pub fn live_photo(video: impl Into<Bytes>, photo: impl Into<Bytes>) -> Self {
        let mut message = Self::file(FileKind::LivePhoto, "live.mp4", video);
        if let Body::File(file) = &mut message.body {
            file.still = Some(photo.into());
        }
        message
    }

    /// A place, in degrees.
    pub fn location(latitude: f64, longitude: f64) -> Self {
        Self::of_field(
            "location",
            json!({"latitude": latitude, "longitude": longitude}),
        )
    }

    /// A place that is shared for so many seconds, or until it is stopped with `i32::MAX`.
    pub fn live_location(latitude: f64, longitude: f64, live_period: i32) -> Self {
        let location = json!({
            "latitude": latitude,
            "longitude": longitude,
            "live_period": live_period,
        });
        Self::of_field("location", location)
    }

    /// A place with a name and an address.
    pub fn venue(latitude: f64, longitude: f64, title: &str, address: &str) -> Self {
        let location = json!({"latitude": latitude, "longitude": longitude});
        Self::of_venue(json!({"location": location, "title": title, "address": address}))
    }

    fn of_venue(venue: Value) -> Self {
        let mut fields = field("location", venue["location"].clone());
        fields.insert("venue".into(), venue);
        Self::new(Body::Plain(fields))
    }

    /// A contact from the address book. When a person of the world has the number, it is theirs.
    pub fn contact(phone_number: &str, first_name: &str) -> Self {
        let contact = json!({"phone_number": phone_number, "first_name": first_name});
        Self::of_field("contact", contact)
    }

    pub(super) fn of_field(name: &str, object: Value) -> Self {
        Self::new(Body::Plain(field(name, object)))
    }

    /// A throw of a dice, darts and so on, by its emoji.
    pub fn dice(emoji: &str) -> Self {
        Self::new(Body::Dice(emoji.to_owned()))
    }

    /// A list of 1 to 30 tasks, which others may mark and add to.
    pub fn checklist(title: &str, tasks: &[&str]) -> Self {
        let task = |(text, id): (&&str, i64)| Task {
            id,
            text: FormattedText::plain(text),
            completed: None,
        };
        Self::new(Body::Checklist(Checklist {
            title: FormattedText::plain(title),
            tasks: tasks.iter().zip(1..).map(task).collect(),
            others_can_add_tasks: true,
            others_can_mark_tasks_as_done: true,
        }))
    }

    /// The caption of a file.
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Words::Plain(caption.into());
        self
    }

    /// The formatted caption of a file, in the HTML of the Bot API.
    pub fn caption_html(mut self, html: impl Into<String>) -> Self {
        self.caption = Words::Html(html.into());
        self
    }

    /// Shows the caption above the media.
    pub fn caption_above(mut self) -> Self {
        self.show_caption_above_media = true;
        self
    }

    /// Covers a photo, video or animation until somebody taps it.
    pub fn spoiler(mut self) -> Self {
        self.has_spoiler = true;
        self
    }

    /// The length of a recording, in seconds, when its bytes do not tell it.
    pub fn duration(mut self, seconds: u32) -> Self {
        if let Some(file) = self.new_file() {
            file.details.duration = seconds.into();
        }
        self
    }

    /// Width and height of a video, in pixels, when its bytes do not tell them.
    pub fn dimensions(mut self, width: u32, height: u32) -> Self {
        if let Some(file) = self.new_file() {
            file.details.dimensions = Some((width as usize, height as usize));
        }
        self
    }

    /// The emoji of a sticker.
    pub fn emoji(mut self, emoji: &str) -> Self {
        if let Some(file) = self.new_file() {
            file.details.emoji = Some(emoji.to_owned());
        }
        self
    }

    /// Performer and title of a piece of music, when its bytes do not tell them.
    pub fn track(mut self, performer: &str, title: &str) -> Self {
        if let Some(file) = self.new_file() {
            file.details.performer = Some(performer.to_owned());
            file.details.title = Some(title.to_owned());
        }
        self
    }

    /// The name of a file.
    pub fn file_name(mut self, name: &str) -> Self {
        if let Some(file) = self.new_file() {
            name.clone_into(&mut file.upload.file_name);
        }
        self
    }

    /// The type of a file, such as `application/pdf`.
    pub fn mime_type(mut self, mime_type: &str) -> Self {
        if let Some(file) = self.new_file() {
            mime_type.clone_into(&mut file.upload.content_type);
        }
        self
    }

    /// The message that this one answers: of the same chat, or of another after
    /// [`reply_in`](Self::reply_in).
    pub fn reply_to(mut self, message_id: i64) -> Self {
        self.reply_to = Some(ReplyTo {
            message_id,
            chat_id: None,
            quote: None,
        });
        self
    }

    /// The other chat in which the answered message is.
    pub fn reply_in(mut self, chat_id: i64) -> Self {
        if let Some(reply) = &mut self.reply_to {
            reply.chat_id = Some(chat_id);
        }
        self
    }

    /// The topic of a forum that it is sent to; without it the general one.
    pub fn in_topic(mut self, message_thread_id: i64) -> Self {
        self.thread = Some(message_thread_id);
        self
    }

    /// The chat in whose name it is sent: a channel that the person administers, or the group
    /// itself.
    pub fn sent_as(mut self, chat_id: i64) -> Self {
        self.sent_as = Some(chat_id);
        self
    }

    /// The part of the answered message that is quoted, word by word.
    pub fn quote(mut self, quote: &str) -> Self {
        if let Some(reply) = &mut self.reply_to {
            reply.quote = Some(quote.to_owned());
        }
        self
    }

    /// Makes it a post that is suggested to a channel, in its direct messages: for so many Stars,
    /// which may be 0, and for a time, as Unix time, or any.
    pub fn suggest_post(mut self, stars: u32, send_date: Option<i64>) -> Self {
        let price = (stars > 0).then(|| PostPrice {
            is_stars: true,
            amount: stars.into(),
        });
        self.suggested = Some(SuggestedPost {
            state: PostState::Pending,
            price,
            send_date,
        });
        self
    }

    fn new_file(&mut self) -> Option<&mut NewFile> {
        match &mut self.body {
            Body::File(file) => Some(file),
            _ => None,
        }
    }

    /// Reads the JSON of the control API: the fields of a message, files as base64.
    pub(crate) fn from_json(mut fields: Map<String, Value>) -> Result<Self, ControlError> {
        let mut message = Self::body_from_json(&mut fields)?;
        if let Some(caption) = take_text(&mut fields, "caption") {
            message.caption = Words::Plain(caption);
        } else if let Some(html) = take_text(&mut fields, "caption_html") {
            message.caption = Words::Html(html);
        }
        let mut flag = |name| take(&mut fields, name, Value::as_bool).unwrap_or_default();
        message.has_spoiler = flag("has_spoiler");
        message.show_caption_above_media = flag("show_caption_above_media");
        message.thread = take(&mut fields, "message_thread_id", Value::as_i64);
        if let Some(stars) = take(&mut fields, "suggested_post_stars", Value::as_u64) {
            let stars = u32::try_from(stars).unwrap_or(u32::MAX);
            let date = take(&mut fields, "suggested_post_send_date", Value::as_i64);
            message = message.suggest_post(stars, date);
        }
        message.sent_as = take(&mut fields, "sender_chat_id", Value::as_i64);
        if let Some(message_id) = take(&mut fields, "reply_to_message_id", Value::as_i64) {
            message.reply_to = Some(ReplyTo {
                message_id,
                chat_id: take(&mut fields, "reply_to_chat_id", Value::as_i64),
                quote: take_text(&mut fields, "quote"),
            });
        }
        if let Some(file) = message.new_file() {
            file.details_from_json(&mut fields)?;
        }
        match fields.keys().next() {
            Some(key) => Err(bad(format!("unknown field, or of the wrong type: `{key}`"))),
            None => Ok(message),
        }
    }

    fn body_from_json(fields: &mut Map<String, Value>) -> Result<Self, ControlError> {
        if let Some(text) = take_text(fields, "text") {
            return Ok(Self::text(text));
        }
        if let Some(html) = take_text(fields, "html") {
            return Ok(Self::html(html));
        }
        for kind in FILES {
            if let Some(bytes) = take_bytes(fields, kind.key())? {
                return Ok(Self::file(kind, "", bytes));
            }
        }
        if let Some(emoji) = take_text(fields, "dice") {
            return Ok(Self::dice(&emoji));
        }
        if let Some(object) = take(fields, "checklist", |object| object.as_object().cloned()) {
            return Self::checklist_from_json(object);
        }
        for (name, required) in [
            ("location", &["latitude", "longitude"][..]),
            ("venue", &["location", "title", "address"][..]),
            ("contact", &["phone_number", "first_name"][..]),
        ] {
            if let Some(object) = take(fields, name, |object| object.as_object().cloned()) {
                if let Some(missing) = required.iter().find(|key| !object.contains_key(**key)) {
                    return Err(bad(format!("missing field `{missing}` of `{name}`")));
                }
                if name == "venue" {
                    return Ok(Self::of_venue(object.into()));
                }
                return Ok(Self::of_field(name, object.into()));
            }
        }
        Err(bad(
            "missing field `text`, or one of `html`, `photo`, `document`, `audio`, `video`, \
             `animation`, `voice`, `video_note`, `sticker`, `live_photo`, `dice`, `location`, \
             `venue`, `contact`, `checklist`",
        ))
    }

    fn checklist_from_json(mut object: Map<String, Value>) -> Result<Self, ControlError> {
        let title = take_text(&mut object, "title").unwrap_or_default();
        let texts = |list: &Value| -> Option<Vec<String>> {
            let texts = list.as_array()?.iter();
            texts.map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let tasks = take(&mut object, "tasks", texts)
            .ok_or_else(|| bad("missing field `tasks` of `checklist`, a list of texts"))?;
        let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
        Ok(Self::checklist(&title, &tasks))
    }
}

impl NewFile {
    fn details_from_json(&mut self, fields: &mut Map<String, Value>) -> Result<(), ControlError> {
        let side = |value: &Value| value.as_u64().and_then(|side| usize::try_from(side).ok());
        let width = take(fields, "width", side);
        let height = take(fields, "height", side);
        self.details.dimensions = width.zip(height);
        self.details.duration = take(fields, "duration", Value::as_i64).unwrap_or_default();
        self.details.emoji = take_text(fields, "emoji");
        self.details.performer = take_text(fields, "performer");
        self.details.title = take_text(fields, "title");
        if let Some(name) = take_text(fields, "file_name") {
            self.upload.file_name = name;
        }
        if let Some(mime_type) = take_text(fields, "mime_type") {
            self.upload.content_type = mime_type;
        }
        if self.kind == FileKind::LivePhoto {
            self.still = take_bytes(fields, "photo")?;
        }
        Ok(())
    }
}

pub(super) fn bad(why: impl Into<String>) -> ControlError {
    ControlError::BadMessage(why.into())
}

/// Takes a field out when it has the right type; what stays is reported.
fn take<T>(
    fields: &mut Map<String, Value>,
    name: &str,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Option<T> {
    let value = read(fields.get(name)?)?;
    fields.remove(name);
    Some(value)
}

fn take_text(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    take(fields, name, |value| value.as_str().map(str::to_owned))
}

fn take_bytes(fields: &mut Map<String, Value>, name: &str) -> Result<Option<Bytes>, ControlError> {
    let Some(text) = take_text(fields, name) else {
        return Ok(None);
    };
    let bytes = ids::from_base64(&text).ok_or_else(|| bad(format!("`{name}` is not base64")))?;
    Ok(Some(bytes.into()))
}
