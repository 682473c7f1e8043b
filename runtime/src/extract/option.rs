//! `Option<T>` of what the update may not have.

use super::{FromUpdate, FromUpdateAsync, Rejection};
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

/// `None` when there is no such thing for the update.
impl<T: FromUpdateAsync> FromUpdateAsync for Option<T> {
    const KINDS: Kinds = T::KINDS;
    const MAY_SKIP: bool = false;

    async fn load(cx: &Cx) -> Result<Self, Rejection> {
        match T::load(cx).await {
            Ok(value) => Ok(Some(value)),
            Err(Rejection::Skip) => Ok(None),
            Err(rejection) => Err(rejection),
        }
    }

    fn requires(requires: &mut Requires) {
        T::requires(requires);
    }
}
