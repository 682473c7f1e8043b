//! One HTTP exchange.

use std::error::Error as _;
use std::time::Duration;

use botwright_api::{Body, Request};

use super::api::Api;
use super::error::{Error, Reason};
use super::multipart;

/// What came back, whatever it is.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) status: u16,
    /// The `Retry-After` header, in seconds.
    pub(super) retry_after: Option<u64>,
}

/// Sends a call, on the polling connection when `poll` says how long the server may hold it.
pub(super) async fn call(
    api: &Api,
    request: &Request,
    poll: Option<Duration>,
) -> Result<Answer, Error> {
    let inner = &*api.0;
    let method = request.method;
    let client = if poll.is_some() {
        &inner.polls
    } else {
        &inner.calls
    };
    let mut builder = client.post(format!("{}{method}", inner.methods));
    let timeout;
    match &request.body {
        Body::Form { fields, files } => {
            let form = multipart::form(fields, files).await;
            let (form, size) = form.map_err(|why| Error::NotSent {
                method,
                reason: Reason::File(why),
            })?;
            timeout = inner.timeouts.for_upload(size);
            builder = builder.multipart(form);
        }
        body => {
            timeout = poll.map_or(inner.timeouts.call, |held| {
                held + inner.timeouts.poll_margin
            });
            builder = builder
                .header(reqwest::header::CONTENT_TYPE, "application/json")
                .body(body.json().unwrap_or("{}").to_owned());
        }
    }
    let fail = |error| transport_error(api, method, timeout, error);
    let response = builder.timeout(timeout).send().await.map_err(fail)?;
    let status = response.status().as_u16();
    let retry_after = response
        .headers()
        .get(reqwest::header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let bytes = response.bytes().await.map_err(fail)?;
    // A forged button may hold bytes that are no text; they must not cost the rest of the answer.
    let text = String::from_utf8(bytes.into())
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(Answer {
        text,
        status,
        retry_after,
    })
}

/// Whether the request can have reached the server decides what a caller may do.
fn transport_error(
    api: &Api,
    method: &'static str,
    timeout: Duration,
    error: reqwest::Error,
) -> Error {
    let (connect, timed_out) = (error.is_connect() || error.is_builder(), error.is_timeout());
    let why = api.scrub(innermost(&error.without_url()));
    if connect {
        Error::NotSent {
            method,
            reason: Reason::Connect(why),
        }
    } else if timed_out {
        Error::MaybeSent {
            method,
            reason: Reason::Timeout(timeout),
        }
    } else {
        Error::MaybeSent {
            method,
            reason: Reason::Connection(why),
        }
    }
}

/// The cause at the bottom says most: "Connection refused" rather than "error sending request".
pub(super) fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    if error.source().is_none() {
        error.to_string()
    } else {
        cause.to_string()
    }
}
