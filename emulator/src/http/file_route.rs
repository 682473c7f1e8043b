//! `/file/bot<token>/<file_path>`: downloads, as api.telegram.org serves them.

use axum::{
    body::Body,
    http::{HeaderValue, Request, Response, header},
};

use super::{bot_route::known_bot, envelope::respond, error::ApiError, params::url_decode};
use crate::world::World;

pub(super) fn serve(world: &World, request: &Request<Body>) -> Response<Body> {
    match find(world, request.uri().path()) {
        Ok(bytes) => octets(bytes),
        Err(error) => respond(Err(error)),
    }
}

fn find(world: &World, path: &str) -> Result<bytes::Bytes, ApiError> {
    let not_found = || ApiError::new(404, "Not Found");
    let path = url_decode(path.as_bytes(), false).ok_or_else(not_found)?;
    let (token, path) = path
        .strip_prefix("/file/bot")
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(not_found)?;
    known_bot(world, token)?;
    let path = path.strip_prefix("test/").unwrap_or(path);
    world
        .look(|state| state.files.at_path(path).map(|file| file.bytes.clone()))
        .ok_or_else(not_found)
}

/// A file's bytes, of no particular type.
pub(super) fn octets(bytes: bytes::Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let octets = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, octets);
    response
}
