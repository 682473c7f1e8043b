//! A method of the Bot API as a value, and what is sent for it.

use crate::InputFile;
use crate::json::{Finished, Invalid, Read, Reader, Writer};

/// A method of the Bot API with its parameters.
///
/// Implemented by every struct of [`methods`](crate::methods).
pub trait Method: Sized {
    /// The name, as in `sendMessage`.
    const NAME: &'static str;
    /// What a successful call returns.
    type Output: Read;

    /// Writes the parameters as one object.
    fn write_params(&self, writer: &mut Writer);

    /// What is to be sent.
    ///
    /// # Errors
    /// The parameters break a rule of the schema; nothing should be sent.
    fn request(&self) -> Result<Request, Invalid> {
        let mut writer = Writer::new();
        self.write_params(&mut writer);
        Ok(Request {
            method: Self::NAME,
            body: Body::new(writer.finish()?),
        })
    }
}

/// Something that carries out calls. A method bound to a client can be awaited.
pub trait Client: Sized {
    /// The future of a call that returns `T`.
    type Call<T>: Future;

    /// Carries out one call.
    fn call<M: Method>(&self, method: &M) -> Self::Call<M::Output>
    where
        M::Output: 'static;
}

/// A call, ready to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method's name.
    pub method: &'static str,
    /// The parameters.
    pub body: Body,
}

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub struct FilePart {
    /// The name of the part.
    pub name: String,
    /// The file; always an upload.
    pub file: InputFile,
}

/// The JSON text of a member of an object.
fn member<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let mut found = None;
    let mut reader = Reader::new(json);
    let read = reader.members(&mut |key, reader| {
        let text = reader.raw()?;
        if key == name {
            found = Some(text);
        }
        Ok(found.is_none())
    });
    read.ok().and(found)
}

/// The parameters of a call.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Body {
    /// An `application/json` object.
    Json(String),
    /// A `multipart/form-data` form, since files go along.
    Form {
        /// Parameters: strings as they are, everything else as JSON text.
        fields: Vec<(&'static str, String)>,
        /// The files.
        files: Vec<FilePart>,
    },
}

impl Body {
    fn new(finished: Finished) -> Self {
        let Finished {
            json,
            fields,
            files,
        } = finished;
        if files.is_empty() {
            return Self::Json(json);
        }
        let fields = fields
            .into_iter()
            .filter_map(|(name, start, end)| {
                let text = json.get(start..end)?;
                let value = match text.as_bytes().first() {
                    Some(b'"') => serde_json::from_str(text).ok()?,
                    _ => text.to_owned(),
                };
                Some((name, value))
            })
            .collect();
        Self::Form { fields, files }
    }

    /// A parameter as it is sent: JSON text, and in a form with files strings as they are. `None` when it
    /// is left out.
    pub fn get(&self, name: &str) -> Option<&str> {
        match self {
            Self::Json(json) => member(json, name),
            Self::Form { fields, .. } => fields
                .iter()
                .find(|(field, _)| *field == name)
                .map(|(_, value)| value.as_str()),
        }
    }

    /// Adds a parameter by its JSON text. One that is there already stays as it is; returns whether it
    /// was added.
    pub fn add(&mut self, name: &'static str, value: &str) -> bool {
        if self.get(name).is_some() {
            return false;
        }
        match self {
            Self::Json(json) => {
                let inside = json.trim_end().strip_suffix('}').unwrap_or(json).len();
                let comma = if json.len() > 2 { "," } else { "" };
                json.truncate(inside);
                for part in [comma, "\"", name, "\":", value, "}"] {
                    json.push_str(part);
                }
            }
            Self::Form { fields, .. } => {
                let plain = serde_json::from_str(value);
                fields.push((name, plain.unwrap_or_else(|_| value.to_owned())));
            }
        }
        true
    }

    /// Puts other JSON text in the place of a parameter. Returns whether it was there.
    pub fn replace(&mut self, name: &str, value: &str) -> bool {
        match self {
            Self::Json(json) => {
                let Some(old) = member(json, name) else {
                    return false;
                };
                // A part of the same text.
                let start = old.as_ptr().addr() - json.as_ptr().addr();
                let end = start + old.len();
                json.replace_range(start..end, value);
                true
            }
            Self::Form { fields, .. } => {
                let Some((_, old)) = fields.iter_mut().find(|(field, _)| *field == name) else {
                    return false;
                };
                let plain = serde_json::from_str(value);
                *old = plain.unwrap_or_else(|_| value.to_owned());
                true
            }
        }
    }

    /// The JSON text, unless files go along.
    pub fn json(&self) -> Option<&str> {
        match self {
            Self::Json(json) => Some(json),
            Self::Form { .. } => None,
        }
    }
}
