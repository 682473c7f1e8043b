//! `&str` as a parameter.

use botwright_api::types::UpdateKind;

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The text of the message, or its caption; the query in inline mode.
impl<'a> FromUpdate<'a> for &'a str {
    const KINDS: Kinds = Kinds::MESSAGES
        .and(Kinds::of(&UpdateKind::InlineQuery))
        .and(Kinds::of(&UpdateKind::ChosenInlineResult));

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        cx.text().ok_or(Rejection::Skip)
    }
}
