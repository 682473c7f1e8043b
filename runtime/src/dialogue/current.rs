//! The active state as a parameter.

use std::ops::Deref;

use super::DialogueData;
use super::stored::{active, key};
use crate::cx::Cx;
use crate::extract::{FromUpdateAsync, Rejection};

/// The active state of a dialogue, for handlers of any kind; a handler that takes it is passed over
/// while the dialogue is not active. `Option<In<D>>` is `None` then.
///
/// ```
/// use botwright::dialogue::In;
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// enum Signup { AskName, AskAge { name: String } }
///
/// /// Says how far you are.
/// #[command]
/// async fn progress(signup: Option<In<Signup>>) -> &'static str {
///     match signup.as_deref() {
///         Some(Signup::AskName) => "I asked for your name",
///         Some(Signup::AskAge { .. }) => "I asked for your age",
///         None => "I asked for nothing",
///     }
/// }
/// # #[on_state(Signup::_)] async fn any() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct In<D>(pub D);

impl<D> Deref for In<D> {
    type Target = D;

    fn deref(&self) -> &D {
        &self.0
    }
}

impl<D: DialogueData> FromUpdateAsync for In<D> {
    async fn load(cx: &Cx) -> Result<Self, Rejection> {
        let key = key(D::KEY, cx).ok_or(Rejection::Skip)?;
        cx.stored(&key).await.map_err(Rejection::failed)?;
        active(cx).map(Self).ok_or(Rejection::Skip)
    }
}
