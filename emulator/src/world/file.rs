//! Files: their bytes, their ids per bot, their paths.

use bytes::Bytes;
use serde_json::{Value, json};

use super::ids;
use crate::http::multipart::Upload;

/// What a file was sent as; it cannot be sent again as something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Photo,
    Document,
    Thumbnail,
}

impl FileKind {
    fn code(self) -> u8 {
        match self {
            Self::Thumbnail => 0,
            Self::Photo => 2,
            Self::Document => 5,
        }
    }

    /// The name in error texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Document => "Document",
            Self::Thumbnail => "Thumbnail",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Document => "documents",
            Self::Thumbnail => "thumbnails",
        }
    }
}

#[derive(Debug)]
pub(crate) struct File {
    pub(crate) kind: FileKind,
    pub(crate) bytes: Bytes,
    pub(crate) name: Option<String>,
    pub(crate) mime_type: Option<String>,
    /// Width and height of a picture.
    pub(crate) dimensions: Option<(usize, usize)>,
    secret: u64,
}

impl File {
    /// A document as it was uploaded.
    pub(crate) fn document(upload: Upload) -> Self {
        Self {
            kind: FileKind::Document,
            bytes: upload.bytes,
            name: Some(upload.file_name).filter(|name| !name.is_empty()),
            mime_type: Some(upload.content_type),
            dimensions: None,
            secret: ids::random(),
        }
    }

    /// A picture of this kind.
    pub(crate) fn picture(kind: FileKind, bytes: Bytes, dimensions: (usize, usize)) -> Self {
        Self {
            kind,
            bytes,
            name: Some("picture.jpg".into()),
            mime_type: None,
            dimensions: Some(dimensions),
            secret: ids::random(),
        }
    }
}

/// All files of the world; a file is named by its place in it.
#[derive(Debug, Default)]
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
            .filter(|extension| (1..=8).contains(&extension.len()));
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

    /// The `Document` object, without thumbnail.
    pub(crate) fn document_json(&self, file: usize, bot: i64) -> Value {
        let mut json = self.ids_json(file, bot);
        if let Some(found) = self.files.get(file) {
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
        let dimensions = self.files.get(file).and_then(|found| found.dimensions);
        let (width, height) = dimensions.unwrap_or_default();
        json["width"] = json!(width);
        json["height"] = json!(height);
        json
    }

    fn ids_json(&self, file: usize, bot: i64) -> Value {
        json!({
            "file_id": self.file_id(file, bot),
            "file_unique_id": self.unique_id(file),
            "file_size": self.files.get(file).map_or(0, |found| found.bytes.len()),
        })
    }
}
