//! [`Cx`] as a parameter.

use super::{FromUpdate, Rejection};
use crate::cx::Cx;

/// The context itself.
impl FromUpdate<'_> for Cx {
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        Ok(cx.clone())
    }
}

/// The context itself, borrowed.
impl<'a> FromUpdate<'a> for &'a Cx {
    const MAY_SKIP: bool = false;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        Ok(cx)
    }
}
