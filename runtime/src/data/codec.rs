//! Calls as texts.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use botwright_api::files::FileSource;
use botwright_api::{Body, FilePart, InputFile, Request};
use serde::{Deserialize, Serialize};

use crate::lanes::LaneKey;

/// A call, as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    method: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    json: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<Part<'a>>,
}

/// A file of a call.
#[derive(Serialize, Deserialize)]
struct Part<'a> {
    field: Cow<'a, str>,
    name: Cow<'a, str>,
    #[serde(flatten)]
    source: Source<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Source<'a> {
    Path(Cow<'a, str>),
    /// Two hexadecimal digits a byte.
    Hex(String),
    /// It can be read once, and from memory alone.
    Stream(()),
}

/// A stored call that cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unmade {
    /// The rest of it was in the memory of the process that ended.
    #[error("the file was a stream, which ended with the program that made it")]
    Stream,
    /// It is not one of ours.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

/// The text of a call.
pub(super) fn write(call: &Request) -> String {
    let mut stored = Stored {
        method: call.method.into(),
        json: None,
        fields: Vec::new(),
        files: Vec::new(),
    };
    match &call.body {
        Body::Form { fields, files } => {
            let text = |(name, value): &'_ (&'static str, String)| {
                (Cow::from(*name), Cow::from(value.clone()))
            };
            stored.fields = fields.iter().map(text).collect();
            stored.files = files.iter().filter_map(part).collect();
        }
        body => stored.json = body.json().map(Into::into),
    }
    serde_json::to_string(&stored).unwrap_or_default()
}

fn part(part: &FilePart) -> Option<Part<'_>> {
    let (name, source) = part.file.upload()?;
    let source = match source {
        FileSource::Path(path) => Source::Path(path.to_string_lossy()),
        FileSource::Bytes(bytes) => Source::Hex(hex(bytes)),
        _ => Source::Stream(()),
    };
    Some(Part {
        field: Cow::from(part.name.as_str()),
        name: name.into(),
        source,
    })
}

/// The call of a text.
pub(super) fn read(text: &str) -> Result<Request, Unmade> {
    let stored: Stored<'_> =
        serde_json::from_str(text).map_err(|error| Unmade::Unreadable(error.to_string()))?;
    let method = constant(&stored.method);
    if let Some(json) = stored.json {
        return Ok(Request {
            method,
            body: Body::Json(json.into_owned()),
        });
    }
    let fields = stored.fields.into_iter();
    let fields = fields
        .map(|(name, value)| (constant(&name), value.into_owned()))
        .collect();
    let files = stored.files.into_iter().map(|part| {
        let file = match part.source {
            Source::Path(path) => InputFile::path(path.into_owned()).named(part.name),
            Source::Hex(hex) => {
                let bytes = bytes(&hex).ok_or_else(|| Unmade::Unreadable("a file".to_owned()))?;
                InputFile::bytes(part.name, bytes)
            }
            Source::Stream(()) => return Err(Unmade::Stream),
        };
        Ok(FilePart {
            name: part.field.into_owned(),
            file,
        })
    });
    let files = files.collect::<Result<_, _>>()?;
    Ok(Request {
        method,
        body: Body::Form { fields, files },
    })
}

/// The names of methods and parameters are constants of the program, and few: each is kept once.
fn constant(name: &str) -> &'static str {
    static NAMES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = names.get(name) {
        return name;
    }
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(name);
    name
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.map(byte).collect()
}

/// A lane as a text.
pub(crate) fn lane_text(key: &LaneKey) -> String {
    match key {
        LaneKey::Id(id) => id.to_string(),
        LaneKey::Poll(poll) => format!("poll:{poll}"),
        LaneKey::None => String::new(),
    }
}

/// The lane of a text.
pub(super) fn lane(text: &str) -> LaneKey {
    if let Some(poll) = text.strip_prefix("poll:") {
        return LaneKey::Poll(poll.into());
    }
    text.parse().map_or(LaneKey::None, LaneKey::Id)
}

#[cfg(test)]
mod tests {
    use botwright_api::Method;
    use botwright_api::methods::{SendDocument, SendMessage};

    use super::*;

    #[test]
    fn a_call_comes_back_as_it_was() {
        let text = SendMessage::new(42, "\"quoted\" Grüße").request().unwrap();
        let back = read(&write(&text)).unwrap();
        assert_eq!(
            (back.method, back.body.json()),
            (text.method, text.body.json())
        );

        let file = InputFile::bytes("a.bin", vec![0, 15, 255]);
        let sent = SendDocument::new(42, file).request().unwrap();
        let Body::Form { fields, files } = read(&write(&sent)).unwrap().body else {
            panic!("a form");
        };
        assert!(fields.contains(&("chat_id", "42".to_owned())), "{fields:?}");
        let (name, source) = files[0].file.upload().unwrap();
        assert_eq!(name, "a.bin");
        assert!(matches!(source, FileSource::Bytes(bytes) if bytes[..] == [0, 15, 255]));
    }

    #[test]
    fn a_stream_does_not_come_back() {
        let stream = InputFile::stream("a", futures_util::stream::empty());
        let sent = SendDocument::new(42, stream).request().unwrap();
        assert!(matches!(read(&write(&sent)), Err(Unmade::Stream)));
        assert!(matches!(read("{}"), Err(Unmade::Unreadable(_))));
    }

    #[test]
    fn lanes_come_back() {
        for key in [LaneKey::Id(-100), LaneKey::Poll("7".into()), LaneKey::None] {
            assert_eq!(lane(&lane_text(&key)), key);
        }
    }
}
