//! Methods of the Bot API as replies.

use super::{IntoReply, Outcome};
use crate::cx::Cx;

macro_rules! methods {
    ($($name:ident),* $(,)?) => {$(
        impl<C> IntoReply for botwright_api::methods::$name<C>
        where
            Self: botwright_api::Method,
        {
            fn into_reply(self, _: &Cx, outcome: &mut Outcome) {
                outcome.call(&self);
            }
        }
    )*};
}

botwright_api::for_each_method!(methods);
