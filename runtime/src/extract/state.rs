//! Values of the bot that handlers share.

use std::any::type_name;
use std::ops::Deref;
use std::sync::Arc;

use super::rejection::Unmanaged;
use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Requires;

/// A value that the builder's `manage` stored; one per type. Cheap to clone.
///
/// A bot whose handlers take a type that nobody manages does not start.
#[derive(Debug)]
pub struct State<T>(Arc<T>);

impl<T> State<T> {
    /// A value for a handler that is called by hand, as in a unit test.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }

    #[cfg(feature = "testing")]
    pub(crate) fn shared(value: Arc<T>) -> Self {
        Self(value)
    }
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Send + Sync + 'static> FromUpdate<'_> for State<T> {
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        match cx.app().state().get() {
            Some(value) => Ok(Self(value)),
            None => Err(Rejection::failed(Unmanaged(type_name::<T>()))),
        }
    }

    fn requires(requires: &mut Requires) {
        requires.state::<T>();
    }
}
