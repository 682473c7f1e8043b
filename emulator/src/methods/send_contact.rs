//! `sendContact`.

use serde_json::json;

use super::{
    outgoing::{self, Options},
    query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        content::Needs,
        message::{Content, field},
        state::State,
    },
};

/// The most bytes of a vCard.
const MAX_VCARD: usize = 2048;

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let mut contact = json!({
        "phone_number": query::given(params, "phone_number")?,
        "first_name": query::given(params, "first_name")?,
    });
    for name in ["last_name", "vcard"] {
        if !params.text(name).is_empty() {
            contact[name] = json!(params.text(name));
        }
    }
    if params.text("vcard").len() > MAX_VCARD {
        return Err(ApiError::bad_request("VCARD_TOO_LONG"));
    }
    // Telegram knows whose number it is.
    if let Some(owner) = state.user_with_phone(params.text("phone_number")) {
        contact["user_id"] = json!(owner);
    }
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_sending(state, bot, &target, Needs::messages("contacts"))?;
    let content = Content::Plain(field("contact", contact));
    Ok(outgoing::send(state, bot, &target, content))
}
