//! Payments, in Stars and by providers ([Payments](https://core.telegram.org/bots/api#payments)).
//!
//! What is sold is a variant of an enum with [`Payload`](derive@crate::Payload): the invoice carries it, and
//! the handlers of its questions and of its payment take it apart.
//!
//! A question is answered by its handler within 9 of the 10 seconds that Telegram waits; later, or when the
//! handler failed or there is none, it is answered with a polite no. A payment is handled once, by its
//! charge id, however often its update comes.

mod checkout;
mod invoice;
mod question;
mod shipping;

pub use checkout::Checkout;
pub use invoice::Invoice;
pub(crate) use question::{DEADLINE, TooLate, carried, first_time};
pub use shipping::Shipping;

use crate::callback::Callback;

/// How many bytes an invoice can carry: [sendInvoice](https://core.telegram.org/bots/api#sendinvoice).
pub(crate) const MAX_PAYLOAD: usize = 128;

/// An enum whose values are what invoices are for. Derived.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what an invoice can be for",
    label = "no invoice payload",
    note = "put `#[derive(Payload)]` on the enum"
)]
pub trait Payload: Callback {}

/// Implemented by `#[on_pre_checkout]` for the variant at this place.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a variant of `{Self}` has no `#[on_pre_checkout]`",
    label = "nobody answers whether this can be sold",
    note = "`#[payload(exhaustive)]` asks for handlers of every variant"
)]
pub trait OneCheckoutPerVariant<const VARIANT: usize> {}

/// Implemented by `#[on_shipping]` for the variant at this place.
#[doc(hidden)]
pub trait OneShippingPerVariant<const VARIANT: usize> {}

/// Implemented by `#[on_paid]` for the variant at this place.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a variant of `{Self}` has no `#[on_paid]`",
    label = "nobody handles its payment",
    note = "`#[payload(exhaustive)]` asks for handlers of every variant"
)]
pub trait OnePaidPerVariant<const VARIANT: usize> {}

/// Implemented by `#[on_refund]` for the variant at this place.
#[doc(hidden)]
pub trait OneRefundPerVariant<const VARIANT: usize> {}
