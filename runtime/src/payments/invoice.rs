//! Invoices as replies.

use botwright_api::methods::{CreateInvoiceLink, SendInvoice};
use botwright_api::types::LabeledPrice;

use super::Payload;
use crate::client::{Api, Error};
use crate::cx::Cx;
use crate::reply::{IntoReply, Outcome, send_here};

/// The currency of Telegram Stars.
const STARS: &str = "XTR";

/// How long a subscription runs that is paid in Stars, in seconds:
/// [createInvoiceLink](https://core.telegram.org/bots/api#createinvoicelink).
const MONTH: i64 = 2_592_000;

/// A bill, with a button to pay it.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Plan { months: u8 },
/// }
///
/// /// Buys a plan.
/// #[command]
/// async fn buy() -> Invoice {
///     Invoice::stars("Pro", "One month of Pro", 250, Shop::Plan { months: 1 })
/// }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Invoice {
    send: SendInvoice,
    subscription: bool,
}

impl Invoice {
    /// A bill in Telegram Stars. The title takes 1-32 characters, the description 1-255.
    #[allow(clippy::needless_pass_by_value)] // The bill is made of it.
    pub fn stars(
        title: impl Into<String>,
        description: impl Into<String>,
        amount: u32,
        payload: impl Payload,
    ) -> Self {
        let title = title.into();
        let prices = [LabeledPrice::new(title.clone(), i64::from(amount))];
        Self::new(title, description.into(), STARS, prices.into(), &payload)
    }

    /// A bill in a currency of the world, paid by way of a provider whose token
    /// [@BotFather](https://t.me/BotFather) gave. Prices have labels and are counted in the currency's
    /// smallest units: `("Pizza", 900)` is 9.00 €.
    #[allow(clippy::needless_pass_by_value)] // The bill is made of it.
    pub fn money<L: Into<String>>(
        title: impl Into<String>,
        description: impl Into<String>,
        currency: &str,
        provider_token: impl Into<String>,
        prices: impl IntoIterator<Item = (L, i64)>,
        payload: impl Payload,
    ) -> Self {
        let prices = prices.into_iter();
        let prices = prices.map(|(label, amount)| LabeledPrice::new(label, amount));
        let mut invoice = Self::new(
            title.into(),
            description.into(),
            currency,
            prices.collect(),
            &payload,
        );
        invoice.send.provider_token = Some(provider_token.into());
        invoice
    }

    fn new(
        title: String,
        description: String,
        currency: &str,
        prices: Vec<LabeledPrice>,
        payload: &impl Payload,
    ) -> Self {
        // The chat is filled in when it is known.
        let send = SendInvoice::new(0, title, description, payload.pack(), currency, prices);
        Self {
            send,
            subscription: false,
        }
    }

    /// A picture of what is sold, by its address.
    pub fn photo(mut self, url: impl Into<String>) -> Self {
        self.send.photo_url = Some(url.into());
        self
    }

    /// The customer says where it is to be sent, and [`on_shipping`](crate::on_shipping) says for how much.
    pub fn shipping(mut self) -> Self {
        self.send.need_shipping_address = Some(true);
        self.send.is_flexible = Some(true);
        self
    }

    /// The customer leaves a name and an e-mail address.
    pub fn contact(mut self) -> Self {
        self.send.need_name = Some(true);
        self.send.need_email = Some(true);
        self
    }

    /// It is paid in Stars again every 30 days. Only links can be for subscriptions: see
    /// [`link`](Self::link).
    pub fn subscription(mut self) -> Self {
        self.subscription = true;
        self
    }

    /// Any other setting of [`SendInvoice`].
    pub fn with(mut self, change: impl FnOnce(&mut SendInvoice)) -> Self {
        change(&mut self.send);
        self
    }

    /// A link that shows the bill to whoever opens it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn link(self, api: &Api) -> Result<String, Error> {
        let send = self.send;
        let mut link = CreateInvoiceLink::new(
            send.title,
            send.description,
            send.payload,
            send.currency,
            send.prices,
        );
        link.provider_token = send.provider_token;
        link.photo_url = send.photo_url;
        link.need_name = send.need_name;
        link.need_email = send.need_email;
        link.need_shipping_address = send.need_shipping_address;
        link.is_flexible = send.is_flexible;
        link.subscription_period = self.subscription.then_some(MONTH);
        link.with(api.clone()).await
    }
}

#[derive(Debug, thiserror::Error)]
#[error("an invoice for a subscription cannot be sent: make a link of it by `Invoice::link`")]
struct Subscription;

impl IntoReply for Invoice {
    fn into_reply(mut self, cx: &Cx, outcome: &mut Outcome) {
        if self.subscription {
            return outcome.fail(Subscription);
        }
        send_here(cx, outcome, |chat| {
            self.send.chat_id = chat.into();
            self.send
        });
    }
}
