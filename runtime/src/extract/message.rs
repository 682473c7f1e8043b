//! `&Message` as a parameter.

use botwright_api::types::Message;

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The message of an update that carries one.
impl<'a> FromUpdate<'a> for &'a Message {
    const KINDS: Kinds = Kinds::MESSAGES;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        cx.message().ok_or(Rejection::Skip)
    }
}
