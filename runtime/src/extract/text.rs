//! `&str` as a parameter.

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The text of the message, or its caption.
impl<'a> FromUpdate<'a> for &'a str {
    const KINDS: Kinds = Kinds::MESSAGES;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        cx.text().ok_or(Rejection::Skip)
    }
}
