//! The ways to send something, and their prices.

use botwright_api::methods::AnswerShippingQuery;
use botwright_api::types::{LabeledPrice, ShippingOption, UpdateContent};

use crate::cx::Cx;
use crate::reply::{IntoReply, Outcome};

/// How it can be sent and for how much: the reply of an [`on_shipping`](crate::on_shipping) handler.
#[derive(Debug, Clone)]
#[must_use]
pub struct Shipping(Result<Vec<ShippingOption>, String>);

impl Shipping {
    /// It can be sent in these ways: `("post", "By post", 500)` is the option's id, its name and its price
    /// in the currency's smallest units.
    pub fn options<'a>(options: impl IntoIterator<Item = (&'a str, &'a str, i64)>) -> Self {
        let options = options.into_iter().map(|(id, title, price)| {
            ShippingOption::new(id, title, [LabeledPrice::new(title, price)])
        });
        Self(Ok(options.collect()))
    }

    /// It cannot be sent there, and the customer reads why.
    pub fn refuse(why: impl Into<String>) -> Self {
        Self(Err(why.into()))
    }
}

#[derive(Debug, thiserror::Error)]
#[error(
    "nobody asks for shipping: the update is a `{0}`, and only a `shipping_query` can be answered"
)]
struct NoQuery(String);

impl IntoReply for Shipping {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let UpdateContent::ShippingQuery(query) = &cx.update().content else {
            return outcome.fail(NoQuery(cx.update().kind().as_str().to_owned()));
        };
        let mut answer = AnswerShippingQuery::new(&query.id, self.0.is_ok());
        match self.0 {
            Ok(options) => answer.shipping_options = Some(options),
            Err(why) => answer.error_message = Some(why),
        }
        outcome.call(&answer);
    }
}
