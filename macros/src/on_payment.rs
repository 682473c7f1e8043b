//! `#[on_pre_checkout]`, `#[on_shipping]`, `#[on_paid]` and `#[on_refund]`: handlers that go by what an
//! invoice is for.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::expand::Route;
use crate::handler::Handler;
use crate::on_callback::{Role, read_role};

/// Asked whether it can be sold.
const CHECKOUT: Role = Role {
    attribute: "on_pre_checkout",
    kind: "pre_checkout_query",
    name: "Checkout",
    claim: "OneCheckoutPerVariant",
    from: "invoice",
};

/// Asked how it can be sent.
const SHIPPING: Role = Role {
    attribute: "on_shipping",
    kind: "shipping_query",
    name: "Shipping",
    claim: "OneShippingPerVariant",
    ..CHECKOUT
};

/// Paid.
const PAID: Role = Role {
    attribute: "on_paid",
    kind: "message",
    name: "Paid",
    claim: "OnePaidPerVariant",
    ..CHECKOUT
};

/// Paid back.
const REFUND: Role = Role {
    attribute: "on_refund",
    name: "Refund",
    claim: "OneRefundPerVariant",
    ..PAID
};

pub(crate) fn checkout(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    read_role(&CHECKOUT, attr, handler, errors)
}

pub(crate) fn shipping(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    read_role(&SHIPPING, attr, handler, errors)
}

pub(crate) fn paid(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    message(&PAID, &quote!(SuccessfulPayment), attr, handler, errors)
}

pub(crate) fn refund(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    message(&REFUND, &quote!(RefundedPayment), attr, handler, errors)
}

/// A handler of messages with this content.
fn message(
    role: &'static Role,
    content: &TokenStream,
    attr: TokenStream,
    handler: Handler,
    errors: &mut Errors,
) -> Route {
    let mut route = read_role(role, attr, handler, errors);
    route.filter = Some(quote! {
        ::botwright::__::has(__cx, &::botwright::__::MessageContent::#content)
    });
    route
}
