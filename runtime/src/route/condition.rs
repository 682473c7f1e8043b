//! `if = function`: what a function may ask for to decide whether a handler runs.

use botwright_api::Update;
use botwright_api::types::{
    CallbackQuery, Chat, ChatJoinRequest, ChatMemberUpdated, InlineQuery, Message,
    MessageReactionUpdated, User,
};

use crate::cx::Cx;
use crate::extract::FromUpdate;

/// A function that decides whether a handler runs, such as `fn is_spam(m: &Message) -> bool`.
///
/// It takes one reference to a part of the update and returns `bool`. An update without that part
/// does not pass.
#[diagnostic::on_unimplemented(
    message = "this function cannot decide whether a handler runs",
    label = "not a condition",
    note = "`if = function` takes a function such as `fn is_spam(m: &Message) -> bool`, whose one \
            parameter is `&Message`, `&User`, `&Chat`, `&CallbackQuery`, `&InlineQuery`, \
            `&ChatJoinRequest`, `&ChatMemberUpdated`, `&MessageReactionUpdated`, `&Update`, `&str` \
            (the text) or `&Cx`"
)]
pub trait Condition<Via> {
    /// Whether the handler runs.
    fn holds(&self, cx: &Cx) -> bool;
}

macro_rules! conditions {
    ($($part:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<F: Fn(&$part) -> bool> Condition<fn(&$part)> for F {
            fn holds(&self, cx: &Cx) -> bool {
                <&$part>::from_update(cx).is_ok_and(self)
            }
        }
    )*};
}

conditions!(Message User Chat CallbackQuery InlineQuery Update str);
conditions!(ChatJoinRequest ChatMemberUpdated MessageReactionUpdated);

#[diagnostic::do_not_recommend]
impl<F: Fn(&Cx) -> bool> Condition<fn(&Cx)> for F {
    fn holds(&self, cx: &Cx) -> bool {
        self(cx)
    }
}
