//! Parameters of a call: from the query, then from the body; the first of a name counts.

use std::io::Read;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use bytes::Bytes;
use serde_json::{Value, value::RawValue};

use super::multipart::{self, Upload};

/// All parameters other than files may have this many bytes together.
pub(crate) const MAX_PARAMETERS: usize = 1 << 20;

/// What a call was given. Every value is text.
#[derive(Debug, Default)]
pub(crate) struct Params {
    list: Vec<(String, String)>,
    bytes: usize,
    uploads: Vec<(String, Upload)>,
}

impl Params {
    /// Reads the query and the body of a request, which may have so many bytes.
    ///
    /// # Errors
    /// The status to refuse with: 413, 415, or 400 for broken multipart.
    pub(crate) async fn read(
        query: Option<&str>,
        headers: &HeaderMap,
        body: Body,
        max_body: usize,
    ) -> Result<Self, StatusCode> {
        let mut params = Self::default();
        params.add_urlencoded(query.unwrap_or_default().as_bytes())?;
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let encoding = headers
            .get(header::CONTENT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let body = axum::body::to_bytes(body, max_body)
            .await
            .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        let body = decode(encoding, body, max_body)?;
        // The server looks for these names anywhere in the content type.
        let kind = content_type.to_ascii_lowercase();
        if kind.contains("application/x-www-form-urlencoded") {
            params.add_urlencoded(&body)?;
        } else if kind.contains("application/json") {
            params.add_json(&body)?;
        } else if kind.contains("multipart/form-data") {
            multipart::read(content_type, body, &mut params).await?;
        }
        Ok(params)
    }

    /// The fields of an object inside a parameter, read as if they were a JSON body.
    pub(crate) fn of_object(object: &serde_json::Map<String, Value>) -> Self {
        let list = object
            .iter()
            .map(|(name, value)| {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (name.clone(), text)
            })
            .collect();
        Self {
            list,
            ..Self::default()
        }
    }

    /// The fields of an object inside a parameter, read as if they were a JSON body, with the files
    /// of this call.
    pub(crate) fn nested(&self, object: &serde_json::Map<String, Value>) -> Self {
        Self {
            uploads: self.uploads.clone(),
            ..Self::of_object(object)
        }
    }

    /// A number with a fraction, if it is one.
    pub(crate) fn float(&self, name: &str) -> Option<f64> {
        let number = self.text(name).trim().parse::<f64>().ok();
        number.filter(|number| number.is_finite())
    }

    /// The value of a parameter; empty when it was not given.
    pub(crate) fn text(&self, name: &str) -> &str {
        let found = self.list.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|(own, _)| own == name)
    }

    /// A number: what digits there are in front, 0 without any, moved into the range in silence.
    /// `None` when the parameter is absent or empty.
    pub(crate) fn integer(&self, name: &str, min: i64, max: i64) -> Option<i64> {
        let text = self.text(name);
        (!text.is_empty()).then(|| to_integer(text).clamp(min, max))
    }

    /// `true`, `yes` and `1` are true, in any case and with spaces around; all else is false.
    pub(crate) fn boolean(&self, name: &str) -> bool {
        let text = self.text(name).trim();
        ["true", "yes", "1"]
            .iter()
            .any(|yes| text.eq_ignore_ascii_case(yes))
    }

    /// The JSON value of a parameter, if it is JSON.
    pub(crate) fn json(&self, name: &str) -> Option<Value> {
        serde_json::from_str(self.text(name)).ok()
    }

    pub(crate) fn upload(&self, name: &str) -> Option<&Upload> {
        self.uploads
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, upload)| upload)
    }

    pub(crate) fn list(&self) -> &[(String, String)] {
        &self.list
    }

    pub(super) fn add(&mut self, name: String, value: String) -> Result<(), StatusCode> {
        self.bytes += name.len() + value.len();
        if self.bytes > MAX_PARAMETERS {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        self.list.push((name, value));
        Ok(())
    }

    pub(super) fn add_upload(&mut self, name: String, upload: Upload) {
        self.uploads.push((name, upload));
    }

    /// Adds `a=b&c=d`; what cannot be decoded ends the reading, without an error.
    pub(super) fn add_urlencoded(&mut self, text: &[u8]) -> Result<(), StatusCode> {
        for pair in text
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
        {
            let split = pair
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(pair.len());
            let name = url_decode(&pair[..split], true);
            let value = url_decode(pair.get(split + 1..).unwrap_or_default(), true);
            let (Some(name), Some(value)) = (name, value) else {
                break;
            };
            self.add(name, value)?;
        }
        Ok(())
    }

    /// Adds the members of a JSON object: strings unescaped, all else as its JSON text, `null`
    /// included. A string alone is the parameter `content`. Reading ends at the first mistake,
    /// without an error.
    fn add_json(&mut self, body: &[u8]) -> Result<(), StatusCode> {
        if body.len() > MAX_PARAMETERS {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let Ok(text) = std::str::from_utf8(body) else {
            return Ok(());
        };
        let text = text.trim_start_matches(JSON_SPACE);
        if text.starts_with('"') {
            return match value(text) {
                Some((content, _)) => self.add("content".into(), argument(content)),
                None => Ok(()),
            };
        }
        let Some(mut rest) = text.strip_prefix('{') else {
            return Ok(());
        };
        loop {
            let Some((name, after)) = value(rest) else {
                return Ok(());
            };
            let Ok(name) = serde_json::from_str::<String>(name) else {
                return Ok(());
            };
            let Some(after) = after.trim_start_matches(JSON_SPACE).strip_prefix(':') else {
                return Ok(());
            };
            let Some((member, after)) = value(after) else {
                return Ok(());
            };
            self.add(name, argument(member))?;
            match after.trim_start_matches(JSON_SPACE).strip_prefix(',') {
                Some(after) => rest = after,
                None => return Ok(()),
            }
        }
    }
}

const JSON_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The JSON value at the beginning of `text`, and what follows it.
fn value(text: &str) -> Option<(&str, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let value = values.next()?.ok()?.get();
    Some((value, &text[values.byte_offset()..]))
}

fn argument(raw: &str) -> String {
    serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned())
}

/// An optional minus and the digits after it; 0 when there are none.
pub(crate) fn to_integer(text: &str) -> i64 {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits[..length].bytes().fold(0_i64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add((digit - b'0').into())
    });
    if digits.len() == text.len() {
        number
    } else {
        -number
    }
}

/// Undoes percent-encoding; `None` when the result is not UTF-8.
pub(crate) fn url_decode(text: &[u8], plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let code = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(code) = code {
            bytes.push(code);
            at += 3;
        } else {
            bytes.push(if *byte == b'+' && plus_is_space {
                b' '
            } else {
                *byte
            });
            at += 1;
        }
    }
    String::from_utf8(bytes).ok()
}

fn decode(encoding: &str, body: Bytes, max_body: usize) -> Result<Bytes, StatusCode> {
    let limit = max_body as u64;
    let mut decoded = Vec::new();
    let read = match encoding.to_ascii_lowercase().as_str() {
        "" | "identity" => return Ok(body),
        "gzip" => flate2::read::MultiGzDecoder::new(&*body)
            .take(limit + 1)
            .read_to_end(&mut decoded),
        "deflate" => flate2::read::ZlibDecoder::new(&*body)
            .take(limit + 1)
            .read_to_end(&mut decoded),
        _ => return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE),
    };
    match read {
        Ok(length) if length <= max_body => Ok(decoded.into()),
        Ok(_) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::BAD_REQUEST),
    }
}
