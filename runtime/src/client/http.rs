//! One HTTP exchange.

use std::error::Error as _;
use std::io;
use std::time::{Duration, SystemTime};

use ::http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use botwright_api::{Body, Request};
use bytes::Bytes;
use reqwest::multipart::Form;

use super::api::Api;
use super::carrier::Shared;
use super::error::{Error, Reason};
use super::{HttpRequest, HttpResponse, multipart};

/// What came back, whatever it is.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) status: u16,
    /// The `Retry-After` header, in seconds.
    pub(super) retry_after: Option<u64>,
    /// The `Date` header: the server's time, in whole seconds.
    pub(super) date: Option<SystemTime>,
}

/// What requests go by.
pub(super) enum Wire {
    /// Connections of two clients.
    Sockets {
        polls: reqwest::Client,
        calls: reqwest::Client,
    },
    /// The author's own.
    Carrier(Shared),
}

/// The body of a request on its way.
enum Content {
    Json(String),
    Form(Form),
}

/// Sends a call, on the polling connection when `poll` says how long the server may hold it.
pub(super) async fn call(
    api: &Api,
    request: &Request,
    poll: Option<Duration>,
) -> Result<Answer, Error> {
    let inner = &*api.0;
    let method = request.method;
    let (content, timeout) = match &request.body {
        Body::Form { fields, files } => {
            let form = multipart::form(fields, files).await;
            let (form, size) = form.map_err(|why| Error::NotSent {
                method,
                reason: Reason::File(why),
            })?;
            (Content::Form(form), inner.timeouts.for_upload(size))
        }
        body => {
            let timeout = poll.map_or(inner.timeouts.call, |held| {
                held + inner.timeouts.poll_margin
            });
            let json = body.json().unwrap_or("{}").to_owned();
            (Content::Json(json), timeout)
        }
    };
    let url = format!("{}{method}", inner.methods);
    let (status, headers, bytes) = match &inner.wire {
        Wire::Sockets { polls, calls } => {
            let builder = if poll.is_some() { polls } else { calls }.post(url);
            let builder = match content {
                Content::Json(json) => builder.header(CONTENT_TYPE, "application/json").body(json),
                Content::Form(form) => builder.multipart(form),
            };
            let fail = |error| transport_error(api, method, timeout, error);
            let response = builder.timeout(timeout).send().await.map_err(fail)?;
            let (status, headers) = (response.status(), response.headers().clone());
            (status, headers, response.bytes().await.map_err(fail)?)
        }
        Wire::Carrier(carrier) => {
            let (content_type, body) = match content {
                Content::Json(json) => ("application/json".to_owned(), json.into()),
                Content::Form(form) => {
                    let content_type = format!("multipart/form-data; boundary={}", form.boundary());
                    // Only the file can fail here.
                    let body = multipart::bytes(form).await.map_err(|why| Error::NotSent {
                        method,
                        reason: Reason::File(why),
                    })?;
                    (content_type, body)
                }
            };
            let request = ::http::Request::post(url)
                .header(CONTENT_TYPE, content_type)
                .body(body);
            let response = carry(api, carrier, method, request, timeout).await?;
            let (head, body) = response.into_parts();
            (head.status, head.headers, body)
        }
    };
    let retry_after = headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let date = headers
        .get(DATE)
        .and_then(|value| httpdate::parse_http_date(value.to_str().ok()?).ok());
    // A forged button may hold bytes that are no text; they must not cost the rest of the answer.
    let text = String::from_utf8(bytes.into())
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(Answer {
        text,
        status: status.as_u16(),
        retry_after,
        date,
    })
}

/// One exchange by way of the author's carrier.
pub(super) async fn carry(
    api: &Api,
    carrier: &Shared,
    method: &'static str,
    request: ::http::Result<HttpRequest<Bytes>>,
    timeout: Duration,
) -> Result<HttpResponse<Bytes>, Error> {
    let not_sent = |why: String| Error::NotSent {
        method,
        reason: Reason::Connect(api.scrub(why)),
    };
    let request = request.map_err(|error| not_sent(error.to_string()))?;
    match tokio::time::timeout(timeout, carrier.carry(request)).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Err(not_sent(error.to_string()))
        }
        Ok(Err(error)) => Err(Error::MaybeSent {
            method,
            reason: Reason::Connection(api.scrub(error.to_string())),
        }),
        Err(_) => Err(Error::MaybeSent {
            method,
            reason: Reason::Timeout(timeout),
        }),
    }
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
