//! What a Web App sent, as a parameter.

use botwright_api::types::WebAppData;

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// What a Web App that was opened by a button below the input field sent:
/// `#[on_message(web_app_data)]`. The page can send anything: only who sent it is certain.
impl<'a> FromUpdate<'a> for &'a WebAppData {
    const KINDS: Kinds = Kinds::MESSAGES;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        let message = cx.message().ok_or(Rejection::Skip)?;
        message.web_app_data.as_ref().ok_or(Rejection::Skip)
    }
}
