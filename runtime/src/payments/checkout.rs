//! The answer to whether something can be sold.

use botwright_api::methods::AnswerPreCheckoutQuery;
use botwright_api::types::UpdateContent;

use crate::cx::Cx;
use crate::reply::{IntoReply, Outcome};

/// Whether the customer may pay now: the reply of an [`on_pre_checkout`](crate::on_pre_checkout) handler. A
/// `bool` becomes one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Checkout(Option<String>);

impl Checkout {
    /// The customer may pay.
    pub fn ok() -> Self {
        Self(None)
    }

    /// The customer may not, and reads why.
    pub fn refuse(why: impl Into<String>) -> Self {
        Self(Some(why.into()))
    }
}

impl From<bool> for Checkout {
    fn from(ok: bool) -> Self {
        if ok {
            Self::ok()
        } else {
            Self::refuse("This is not available any more.")
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error(
    "nobody wants to pay: the update is a `{0}`, and only a `pre_checkout_query` can be answered"
)]
struct NoQuery(String);

impl IntoReply for Checkout {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let UpdateContent::PreCheckoutQuery(query) = &cx.update().content else {
            return outcome.fail(NoQuery(cx.update().kind().as_str().to_owned()));
        };
        let mut answer = AnswerPreCheckoutQuery::new(&query.id, self.0.is_none());
        answer.error_message = self.0;
        outcome.call(&answer);
    }
}
