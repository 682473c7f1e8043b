//! `&Update` and its kind as parameters.

use botwright_api::Update;
use botwright_api::types::UpdateKind;

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// The whole update.
impl<'a> FromUpdate<'a> for &'a Update {
    const KINDS: Kinds = Kinds::UPDATES;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        Ok(cx.update())
    }
}

/// The kind of the update.
impl FromUpdate<'_> for UpdateKind {
    const KINDS: Kinds = Kinds::UPDATES;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        Ok(cx.update().kind())
    }
}
