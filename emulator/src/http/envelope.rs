//! Answers on the wire.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use serde_json::json;

use super::error::ApiError;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What a method gives back: JSON text, and words that may go with a success.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) result: String,
    pub(crate) description: Option<&'static str>,
}

impl Answer {
    /// `true` with a description.
    pub(crate) fn done(description: &'static str) -> Self {
        Self {
            result: "true".into(),
            description: Some(description),
        }
    }
}

impl From<serde_json::Value> for Answer {
    fn from(result: serde_json::Value) -> Self {
        Self {
            result: result.to_string(),
            description: None,
        }
    }
}

/// `{"ok":true,"result":...}` or `{"ok":false,...}`; the HTTP status is the error code.
pub(crate) fn respond(result: Result<Answer, ApiError>) -> Response<Body> {
    match result {
        Ok(Answer {
            result,
            description: None,
        }) => json_response(
            StatusCode::OK,
            format!("{{\"ok\":true,\"result\":{result}}}"),
        ),
        Ok(Answer {
            result,
            description: Some(words),
        }) => json_response(
            StatusCode::OK,
            format!(
                "{{\"ok\":true,\"result\":{result},\"description\":{}}}",
                json!(words)
            ),
        ),
        Err(error) => refuse(&error),
    }
}

fn refuse(error: &ApiError) -> Response<Body> {
    let description = json!(error.description());
    let code = error.code;
    let parameters = match (error.retry_after, error.migrate_to) {
        (Some(seconds), _) => format!(",\"parameters\":{{\"retry_after\":{seconds}}}"),
        (None, Some(chat)) => format!(",\"parameters\":{{\"migrate_to_chat_id\":{chat}}}"),
        (None, None) => String::new(),
    };
    let body =
        format!("{{\"ok\":false,\"error_code\":{code},\"description\":{description}{parameters}}}");
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = json_response(status, body);
    if let Some(seconds) = error.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

pub(crate) fn json_response(status: StatusCode, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
}

/// How the server itself answers what is wrong below the Bot API: no body, and goodbye.
pub(crate) fn bare(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
