//! A method of the Bot API as a value, and what is sent for it.

use crate::InputFile;
use crate::json::{Finished, Invalid, Read, Writer};

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

    /// The JSON text, unless files go along.
    pub fn json(&self) -> Option<&str> {
        match self {
            Self::Json(json) => Some(json),
            Self::Form { .. } => None,
        }
    }
}
