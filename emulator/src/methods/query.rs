//! What the answers to queries have in common.

use serde_json::{Map, Value};

use crate::http::{error::ApiError, params::Params};

/// The refusal of a late, second or wrong answer.
pub(super) fn too_old() -> ApiError {
    ApiError::bad_request("Query is too old and response timeout expired or query ID is invalid")
}

/// The refusal of a call without a parameter that it needs.
pub(super) fn required(name: &str) -> ApiError {
    ApiError::bad_request(format!("Parameter \"{name}\" is required"))
}

/// A parameter that has to be there.
pub(super) fn given<'a>(params: &'a Params, name: &str) -> Result<&'a str, ApiError> {
    match params.text(name) {
        "" => Err(required(name)),
        text => Ok(text),
    }
}

/// A parameter that is a JSON object; `what` names it in the error texts.
pub(super) fn object(
    params: &Params,
    name: &str,
    what: &str,
) -> Result<Map<String, Value>, ApiError> {
    match params.json(name) {
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(ApiError::bad_request(format!("Object expected as {what}"))),
        None => Err(ApiError::bad_request(format!(
            "Can't parse {what} JSON object"
        ))),
    }
}
