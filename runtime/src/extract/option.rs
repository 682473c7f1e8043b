//! `Option<T>` of what the update may not have.

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::{Kinds, Requires};

/// `None` when the update has no such part.
impl<'a, T: FromUpdate<'a>> FromUpdate<'a> for Option<T> {
    const KINDS: Kinds = T::KINDS;
    const MAY_SKIP: bool = false;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        match T::from_update(cx) {
            Ok(value) => Ok(Some(value)),
            Err(Rejection::Skip) => Ok(None),
            Err(rejection) => Err(rejection),
        }
    }

    fn requires(requires: &mut Requires) {
        T::requires(requires);
    }
}
