//! The envelope of every answer.

use crate::json::{Fault, Read, ReadError, Reader};
use crate::types::ResponseParameters;

/// An answer of the server, its result not read yet.
#[derive(Debug, Clone, Default)]
pub struct Response<'a> {
    /// Whether the call succeeded.
    pub ok: bool,
    /// The JSON text of the result.
    pub result: Option<&'a str>,
    /// The error's code, an HTTP status.
    pub error_code: Option<i64>,
    /// The error's description, or a note beside a success.
    pub description: Option<String>,
    /// What may help to repair the call.
    pub parameters: Option<ResponseParameters>,
}

impl<'a> Response<'a> {
    /// Reads the envelope.
    ///
    /// # Errors
    /// The text is not a JSON object with a boolean `ok`: a proxy's page, an empty or a cut body.
    pub fn parse(text: &'a str) -> Result<Self, ReadError> {
        let (mut from, mut to) = (0, 0);
        let mut response = Self::parse_with(text, &mut |reader| {
            reader.peek();
            from = reader.position();
            reader.skip()?;
            to = reader.position();
            Ok(())
        })?;
        response.result = text.get(from..to).filter(|result| !result.is_empty());
        Ok(response)
    }

    /// Reads the envelope and its result in one pass: `read_result` is called at the result, which it
    /// must read or skip. Leaves [`result`](Self::result) empty.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and what `read_result` returns.
    pub fn parse_with(
        text: &'a str,
        read_result: &mut dyn FnMut(&mut Reader<'a>) -> Result<(), Fault>,
    ) -> Result<Self, ReadError> {
        let mut response = Self::default();
        let mut seen = false;
        let mut reader = Reader::new(text);
        let outcome = reader.members(&mut |key, reader| {
            match key {
                "ok" => {
                    response.ok = bool::read(reader)?;
                    seen = true;
                }
                "result" => read_result(reader)?,
                "error_code" => {
                    reader.option(&mut response.error_code)?;
                }
                "description" => {
                    reader.option(&mut response.description)?;
                }
                "parameters" => {
                    reader.option(&mut response.parameters)?;
                }
                _ => reader.skip()?,
            }
            Ok(true)
        });
        outcome.and_then(|()| reader.end()).map_err(ReadError)?;
        if seen {
            Ok(response)
        } else {
            Err(ReadError(Fault::Shape {
                at: 0,
                expected: "an object with `ok`",
            }))
        }
    }
}
