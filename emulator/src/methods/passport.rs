//! `setPassportDataErrors`.

use serde_json::{Map, Value, json};

use super::access;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

/// What each kind of mistake has to name.
const SOURCES: [(&str, &[&str]); 9] = [
    ("data", &["field_name", "data_hash"]),
    ("front_side", &["file_hash"]),
    ("reverse_side", &["file_hash"]),
    ("selfie", &["file_hash"]),
    ("file", &["file_hash"]),
    ("files", &["file_hashes"]),
    ("translation_file", &["file_hash"]),
    ("translation_files", &["file_hashes"]),
    ("unspecified", &["element_hash"]),
];

/// The kinds of documents.
const TYPES: [&str; 13] = [
    "personal_details",
    "passport",
    "driver_license",
    "identity_card",
    "internal_passport",
    "address",
    "utility_bill",
    "bank_statement",
    "rental_agreement",
    "passport_registration",
    "temporary_registration",
    "phone_number",
    "email",
];

pub(super) fn set_errors(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = access::user_id(params)?;
    let errors = match params.json("errors") {
        Some(Value::Array(errors)) => errors,
        Some(_) => {
            return Err(ApiError::bad_request(
                "Expected an Array of PassportElementError",
            ));
        }
        None => return Err(ApiError::bad_request("Can't parse errors JSON object")),
    };
    for error in &errors {
        check(error).map_err(|why| {
            ApiError::bad_request(format!("Can't parse passport element error: {why}"))
        })?;
    }
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    state.passport_errors.insert((bot, user), errors);
    Ok(json!(true).into())
}

fn check(error: &Value) -> Result<(), String> {
    let Value::Object(fields) = error else {
        return Err("Expected an Object".into());
    };
    let kind = text(fields, "type")?;
    if !TYPES.contains(&kind) {
        return Err("Unsupported Telegram Passport element type specified".into());
    }
    text(fields, "message")?;
    let source = text(fields, "source")?;
    let (_, needed) = SOURCES
        .iter()
        .find(|(name, _)| *name == source)
        .ok_or("Unsupported passport element error source specified")?;
    for name in *needed {
        if name.ends_with("hashes") {
            let hashes = fields.get(*name).and_then(Value::as_array);
            if !hashes.is_some_and(|hashes| hashes.iter().all(Value::is_string)) {
                return Err(format!("Field \"{name}\" must be of type Array"));
            }
        } else {
            text(fields, name)?;
        }
    }
    Ok(())
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("Field \"{name}\" must be of type String")),
        None => Err(format!("Can't find field \"{name}\"")),
    }
}
