//! Faults on order, carried out.

use std::io;

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use super::{
    envelope::{self, json_response},
    error::ApiError,
};
use crate::fault::Fault;

/// Marks a response in place of which the connection is closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct CloseConnection;

fn bad_gateway() -> Response<Body> {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
                <center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
    response
}

/// The answer in place of `answer`, which there is when the call was carried out.
pub(super) async fn respond(fault: Fault, answer: Option<Response<Body>>) -> Response<Body> {
    match fault {
        Fault::Status { code, body } => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            json_response(status, body)
        }
        Fault::RetryAfter(seconds) => envelope::respond(Err(ApiError::too_many_requests(seconds))),
        Fault::Html502 => bad_gateway(),
        Fault::EmptyBody => json_response(StatusCode::OK, String::new()),
        Fault::Truncated => truncated(answer).await,
        Fault::Hang => std::future::pending().await,
        Fault::Drop => {
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(CloseConnection);
            response
        }
        // What delays or twists a call has no answer of its own.
        Fault::Delay(_) | Fault::After(_) | Fault::Duplicate | Fault::Reorder => {
            answer.unwrap_or_else(bad_gateway)
        }
    }
}

/// Half of a body, then the end of the connection.
async fn truncated(answer: Option<Response<Body>>) -> Response<Body> {
    let whole = match answer {
        Some(answer) => axum::body::to_bytes(answer.into_body(), usize::MAX).await,
        None => Ok(Bytes::from_static(b"{\"ok\":true,\"result\":{}}")),
    };
    let whole = whole.unwrap_or_default();
    let length = whole.len();
    let half = Ok(whole.slice(..length / 2));
    let end = async {
        // The half has to leave before the connection is given up.
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    };
    let body = stream::once(std::future::ready(half)).chain(stream::once(end));
    let mut response = Response::new(Body::from_stream(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}
