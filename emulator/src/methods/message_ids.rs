//! The parameter `message_ids`.

use serde_json::Value;

use crate::http::{
    error::ApiError,
    params::{Params, to_integer},
};

/// The most messages of one call.
const MAX_MESSAGES: usize = 100;

/// Reads 1 to 100 identifiers.
pub(super) fn read(params: &Params) -> Result<Vec<i64>, ApiError> {
    if params.text("message_ids").is_empty() {
        return Err(ApiError::bad_request(
            "Message identifiers are not specified",
        ));
    }
    let Some(value) = params.json("message_ids") else {
        return Err(ApiError::bad_request(
            "Can't parse message identifiers JSON array",
        ));
    };
    let Value::Array(items) = value else {
        return Err(ApiError::bad_request(
            "Expected an Array of message identifiers",
        ));
    };
    if items.is_empty() {
        return Err(ApiError::bad_request(
            "Message identifiers are not specified",
        ));
    }
    if items.len() > MAX_MESSAGES {
        return Err(ApiError::bad_request(
            "Too many message identifiers specified",
        ));
    }
    Ok(items
        .iter()
        .map(|item| {
            item.as_str()
                .map_or_else(|| item.as_i64().unwrap_or(0), to_integer)
        })
        .collect())
}
