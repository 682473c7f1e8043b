//! [`Api`] as a parameter.

use super::{FromUpdate, Rejection};
use crate::client::Api;
use crate::cx::Cx;

/// The client, for calls that the handler makes itself.
impl FromUpdate<'_> for Api {
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        Ok(cx.api().clone())
    }
}
