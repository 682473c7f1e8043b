//! The bot's own user.

use std::ops::Deref;
use std::sync::Arc;

use botwright_api::types::User;

use super::{FromUpdate, Rejection};
use crate::cx::Cx;

/// The bot's own user, as `getMe` told at start.
#[derive(Debug, Clone)]
pub struct Me(Arc<User>);

impl Me {
    pub(crate) fn new(user: User) -> Self {
        Self(Arc::new(user))
    }
}

impl Deref for Me {
    type Target = User;

    fn deref(&self) -> &User {
        &self.0
    }
}

impl FromUpdate<'_> for Me {
    const MAY_SKIP: bool = false;

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        Ok(cx.app().me().clone())
    }
}

impl<'a> FromUpdate<'a> for &'a Me {
    const MAY_SKIP: bool = false;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        Ok(cx.app().me())
    }
}
