//! Files: their bytes, their ids per bot, their paths.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    ids, probe,
    sticker::{self, Sticker},
};
use crate::http::multipart::Upload;

/// What a file was sent as. A photo cannot be sent again as something else, nor something else as
/// a photo; all other kinds are documents to the server and keep what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum FileKind {
    Photo,
    Document,
    Thumbnail,
    Audio,
    Video,
    Animation,
    Voice,
    VideoNote,
    Sticker,
    LivePhoto,
}

impl FileKind {
    fn code(self) -> u8 {
        match self {
            Self::Thumbnail => 0,
            Self::Photo => 2,
            Self::Voice => 3,
            Self::Video => 4,
            Self::Document => 5,
            Self::Sticker => 8,
            Self::Audio => 9,
            Self::Animation => 10,
            Self::VideoNote => 13,
            Self::LivePhoto => 14,
        }
    }

    /// The name in error texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Document => "Document",
            Self::Thumbnail => "Thumbnail",
            Self::Audio => "Audio",
            Self::Video => "Video",
            Self::Animation => "Animation",
            Self::Voice => "VoiceNote",
            Self::VideoNote => "VideoNote",
            Self::Sticker => "Sticker",
            Self::LivePhoto => "LivePhoto",
        }
    }

    /// The field of a `Message`, and the parameter of the method that sends it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Thumbnail => "thumbnail",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Animation => "animation",
            Self::Voice => "voice",
            Self::VideoNote => "video_note",
            Self::Sticker => "sticker",
            Self::LivePhoto => "live_photo",
        }
    }

    /// Whether a message with it may have a caption.
    pub(crate) fn has_caption(self) -> bool {
        !matches!(self, Self::VideoNote | Self::Sticker | Self::Thumbnail)
    }

    /// Whether it may be covered until somebody taps it.
    pub(crate) fn has_spoiler(self) -> bool {
        matches!(
            self,
            Self::Photo | Self::Video | Self::Animation | Self::LivePhoto
        )
    }

    /// Whether a file sent as `self` may be named where `other` is expected.
    pub(crate) fn passes_as(self, other: Self) -> bool {
        let is_document = |kind| !matches!(kind, Self::Photo | Self::Thumbnail);
        self == other || (is_document(self) && is_document(other))
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Document => "documents",
            Self::Thumbnail => "thumbnails",
            Self::Audio => "music",
            Self::Video => "videos",
            Self::Animation => "animations",
            Self::Voice => "voice",
            Self::VideoNote => "video_notes",
            Self::Sticker => "stickers",
            Self::LivePhoto => "live_photos",
        }
    }

    /// The type of bytes that came without a telling one.
    fn default_mime_type(self) -> Option<&'static str> {
        match self {
            Self::Audio => Some("audio/mpeg"),
            Self::Voice => Some("audio/ogg"),
            Self::Video | Self::Animation | Self::LivePhoto => Some("video/mp4"),
            _ => None,
        }
    }
}

/// What is known about a file beside its bytes. It stays with the file when that is sent again.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Details {
    /// Width and height in pixels.
    pub(crate) dimensions: Option<(usize, usize)>,
    /// In seconds.
    pub(crate) duration: i64,
    pub(crate) performer: Option<String>,
    pub(crate) title: Option<String>,
    /// The emoji of a sticker.
    pub(crate) emoji: Option<String>,
    /// The place of the thumbnail in the world's files.
    pub(crate) thumbnail: Option<usize>,
    /// What makes it one of a sticker set.
    pub(crate) sticker: Option<Box<Sticker>>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct File {
    pub(crate) kind: FileKind,
    #[serde(with = "super::saved::bytes")]
    pub(crate) bytes: Bytes,
    pub(crate) name: Option<String>,
    pub(crate) mime_type: Option<String>,
    pub(crate) details: Details,
    secret: u64,
}

/// The type of bytes of which nothing is known.
const UNKNOWN_TYPE: &str = "application/octet-stream";

impl File {
    /// A file as it was uploaded. What `details` leave open is read from its bytes.
    pub(crate) fn uploaded(kind: FileKind, upload: Upload, mut details: Details) -> Self {
        probe::complete(kind, &upload.bytes, &mut details);
        let mime_type = Some(upload.content_type)
            .filter(|own| !own.is_empty() && own != UNKNOWN_TYPE)
            .or_else(|| kind.default_mime_type().map(str::to_owned))
            .unwrap_or_else(|| UNKNOWN_TYPE.to_owned());
        Self {
            kind,
            bytes: upload.bytes,
            name: Some(upload.file_name).filter(|name| !name.is_empty()),
            mime_type: Some(mime_type),
            details,
            secret: ids::random(),
        }
    }

    /// A picture of this kind.
    pub(crate) fn picture(kind: FileKind, bytes: Bytes, dimensions: (usize, usize)) -> Self {
        Self {
            kind,
            bytes,
            name: None,
            mime_type: None,
            details: Details {
                dimensions: Some(dimensions),
                ..Details::default()
            },
            secret: ids::random(),
        }
    }
}

impl File {
    /// The same file under other ids.
    pub(super) fn renewed(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            name: self.name.clone(),
            mime_type: self.mime_type.clone(),
            details: self.details.clone(),
            secret: ids::random(),
            ..*self
        }
    }

    /// Whether it is an animated sticker: gzip.
    fn is_animated(&self) -> bool {
        self.bytes.starts_with(probe::GZIP)
    }

    /// Whether it is a video sticker: WebM.
    fn is_webm(&self) -> bool {
        self.bytes.starts_with(probe::WEBM)
    }

    /// What a path ends in when the name does not say.
    fn default_extension(&self) -> Option<&'static str> {
        match self.kind {
            FileKind::Photo | FileKind::Thumbnail => Some("jpg"),
            FileKind::Voice => Some("oga"),
            FileKind::Audio => Some("mp3"),
            FileKind::Video | FileKind::Animation | FileKind::VideoNote | FileKind::LivePhoto => {
                Some("mp4")
            }
            FileKind::Sticker if self.is_animated() => Some("tgs"),
            FileKind::Sticker if self.is_webm() => Some("webm"),
            FileKind::Sticker => Some("webp"),
            FileKind::Document => None,
        }
    }
}

/// All files of the world; a file is named by its place in it.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Files {
    files: Vec<File>,
}

/// A file id's bytes: kind, bot, place, secret.
const FILE_ID_BYTES: usize = 1 + 8 + 8 + 8;

impl Files {
    pub(crate) fn add(&mut self, file: File) -> usize {
        self.files.push(file);
        self.files.len() - 1
    }

    pub(crate) fn get(&self, file: usize) -> Option<&File> {
        self.files.get(file)
    }

    pub(crate) fn get_mut(&mut self, file: usize) -> Option<&mut File> {
        self.files.get_mut(file)
    }

    pub(crate) fn kind(&self, file: usize) -> Option<FileKind> {
        self.files.get(file).map(|found| found.kind)
    }

    /// The id under which `bot` knows the file.
    pub(crate) fn file_id(&self, file: usize, bot: i64) -> String {
        let mut bytes = Vec::with_capacity(FILE_ID_BYTES);
        if let Some(found) = self.files.get(file) {
            bytes.push(found.kind.code());
            bytes.extend_from_slice(&bot.to_be_bytes());
            bytes.extend_from_slice(&(file as u64).to_be_bytes());
            bytes.extend_from_slice(&found.secret.to_be_bytes());
        }
        ids::base64url(&bytes)
    }

    /// The file that `bot` knows as `file_id`.
    pub(crate) fn find(&self, file_id: &str, bot: i64) -> Option<usize> {
        let bytes = ids::from_base64url(file_id)?;
        if bytes.len() != FILE_ID_BYTES || bytes[1..9] != bot.to_be_bytes() {
            return None;
        }
        let place = u64::from_be_bytes(bytes[9..17].try_into().ok()?);
        let file = usize::try_from(place).ok()?;
        let found = self.files.get(file)?;
        (found.kind.code() == bytes[0] && bytes[17..] == found.secret.to_be_bytes()).then_some(file)
    }

    /// The id that is the same for every bot.
    fn unique_id(&self, file: usize) -> String {
        let secret = self.files.get(file).map_or(0, |found| found.secret);
        ids::base64url(&ids::mix(&[file as u64, secret]).to_be_bytes()[..6])
    }

    /// Where the file is downloaded from, below `/file/bot<token>/`.
    pub(crate) fn path(&self, file: usize) -> String {
        let Some(found) = self.files.get(file) else {
            return String::new();
        };
        let extension = found
            .name
            .as_deref()
            .and_then(|name| name.rsplit_once('.'))
            .map(|(_, extension)| extension)
            .filter(|extension| extension.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            .filter(|extension| (1..=8).contains(&extension.len()))
            .or_else(|| found.default_extension());
        let folder = found.kind.folder();
        match extension {
            Some(extension) => format!("{folder}/file_{file}.{extension}"),
            None => format!("{folder}/file_{file}"),
        }
    }

    /// The file with that path.
    pub(crate) fn at_path(&self, path: &str) -> Option<&File> {
        let (_, rest) = path.split_once("/file_")?;
        let place = rest.split_once('.').map_or(rest, |(place, _)| place);
        let file = place.parse().ok()?;
        (self.path(file) == path).then(|| self.get(file)).flatten()
    }

    /// The `File` object.
    pub(crate) fn file_json(&self, file: usize, bot: i64) -> Value {
        let mut json = self.ids_json(file, bot);
        json["file_path"] = json!(self.path(file));
        json
    }

    /// What a `Message` has under the file's [key](FileKind::key): the object of its kind, or for
    /// a photo the list of its sizes.
    pub(crate) fn media_json(&self, file: usize, bot: i64) -> Value {
        let Some(found) = self.files.get(file) else {
            return Value::Null;
        };
        match found.kind {
            FileKind::Photo => return json!([self.photo_json(file, bot)]),
            FileKind::Document => return self.document_json(file, bot),
            _ => {}
        }
        let mut json = self.ids_json(file, bot);
        let Details {
            dimensions,
            duration,
            performer,
            title,
            emoji,
            thumbnail,
            sticker,
        } = &found.details;
        let (width, height) = dimensions.unwrap_or_default();
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                json[key] = value;
            }
        };
        let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
        set(
            "thumbnail",
            thumbnail.map(|file| self.photo_json(file, bot)),
        );
        if found.kind != FileKind::Sticker {
            set("duration", Some(json!(duration)));
        }
        match found.kind {
            FileKind::Video | FileKind::Animation | FileKind::LivePhoto => {
                set("width", Some(json!(width)));
                set("height", Some(json!(height)));
            }
            FileKind::VideoNote => set("length", Some(json!(width))),
            FileKind::Audio => {
                set("performer", text(performer));
                set("title", text(title));
            }
            FileKind::Sticker => {
                set("type", Some(json!("regular")));
                set("width", Some(json!(width)));
                set("height", Some(json!(height)));
                set("is_animated", Some(json!(found.is_animated())));
                set("is_video", Some(json!(found.is_webm())));
                set("emoji", text(emoji));
            }
            _ => {}
        }
        if !matches!(found.kind, FileKind::VideoNote | FileKind::Sticker) {
            set("mime_type", text(&found.mime_type));
        }
        if matches!(
            found.kind,
            FileKind::Audio | FileKind::Video | FileKind::Animation
        ) {
            set("file_name", text(&found.name));
        }
        if let Some(sticker) = sticker {
            sticker::write(sticker, &mut json);
        }
        json
    }

    /// The `Document` object, of any file.
    pub(crate) fn document_json(&self, file: usize, bot: i64) -> Value {
        let mut json = self.ids_json(file, bot);
        if let Some(found) = self.files.get(file) {
            if let Some(thumbnail) = found.details.thumbnail {
                json["thumbnail"] = self.photo_json(thumbnail, bot);
            }
            if let Some(name) = &found.name {
                json["file_name"] = json!(name);
            }
            if let Some(mime_type) = &found.mime_type {
                json["mime_type"] = json!(mime_type);
            }
        }
        json
    }

    /// The `PhotoSize` object.
    pub(crate) fn photo_json(&self, file: usize, bot: i64) -> Value {
        let mut json = self.ids_json(file, bot);
        let dimensions = self
            .files
            .get(file)
            .and_then(|found| found.details.dimensions);
        let (width, height) = dimensions.unwrap_or_default();
        json["width"] = json!(width);
        json["height"] = json!(height);
        json
    }

    /// The `ChatPhoto` object: the same picture small and big.
    pub(crate) fn chat_photo_json(&self, file: usize, bot: i64) -> Value {
        let (id, unique_id) = (self.file_id(file, bot), self.unique_id(file));
        json!({
            "small_file_id": id,
            "small_file_unique_id": unique_id,
            "big_file_id": id,
            "big_file_unique_id": unique_id,
        })
    }

    fn ids_json(&self, file: usize, bot: i64) -> Value {
        json!({
            "file_id": self.file_id(file, bot),
            "file_unique_id": self.unique_id(file),
            "file_size": self.files.get(file).map_or(0, |found| found.bytes.len()),
        })
    }
}
