//! What this version of the schema does not know.

use std::fmt;

use crate::json::{Fault, Read, Reader, Write, Writer};

/// A piece of JSON text, kept as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawJson(Box<str>);

impl RawJson {
    /// Keeps `json`, which must be one JSON value: it is sent as it is.
    pub fn new(json: impl Into<Box<str>>) -> Self {
        Self(json.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parsed value; `Null` when the text is not JSON.
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

/// Shows the length only: raw updates hold what users wrote.
impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

/// A variant that this version of the schema does not know, or whose JSON did not fit it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// The tag the union goes by (`type`, `status`, …); empty when there is none.
    pub tag: Box<str>,
    /// The whole JSON value.
    pub raw: RawJson,
}

impl Unknown {
    /// A value with this tag and JSON text.
    pub fn new(tag: &str, raw: &str) -> Self {
        Self {
            tag: tag.into(),
            raw: RawJson::new(raw),
        }
    }
}

impl Write for Unknown {
    fn write(&self, writer: &mut Writer) {
        match self.raw.as_str() {
            "" => writer.raw("null"),
            json => writer.raw(json),
        }
    }
}

impl Read for Unknown {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        Ok(Self::new("", reader.raw()?))
    }
}
