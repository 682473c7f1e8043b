//! Attribute macros of [botwright](https://docs.rs/botwright), which re-exports and documents them.
//!
//! Each attribute goes from tokens to a `expand::Route` (parse and validate), and from there
//! to code (expand); every step is a function on `proc_macro2::TokenStream`.

mod around;
mod attribute;
mod callback;
mod command;
mod dependency;
mod dialogue;
mod doc;
mod entry;
mod errors;
mod expand;
mod filter;
mod from_arg;
#[cfg(feature = "locales")]
mod ftl;
mod function;
mod guard;
mod handler;
mod html;
mod keys;
mod leads;
#[cfg(feature = "locales")]
mod locales;
mod names;
mod nearest;
mod on_callback;
mod on_error;
mod on_event;
mod on_inline;
mod on_message;
mod on_payment;
mod on_state;
mod on_update;
mod pattern;
mod routes;
mod schedule;
mod scope;
mod seal;
mod session;
mod shape;
mod test;
mod variant;
#[cfg(feature = "locales")]
mod words;

use proc_macro::TokenStream;

/// Documented at `botwright::command`.
#[proc_macro_attribute]
pub fn command(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), command::read).into()
}

/// Documented at `botwright::on_album`.
#[proc_macro_attribute]
pub fn on_album(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_update::read_album).into()
}

/// Documented at `botwright::on_callback`.
#[proc_macro_attribute]
pub fn on_callback(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_callback::read).into()
}

/// Documented at `botwright::Callback`.
#[proc_macro_derive(Callback, attributes(callback))]
pub fn callback(item: TokenStream) -> TokenStream {
    callback::expand(&callback::BUTTON, item.into()).into()
}

/// Documented at `botwright::FromArg`.
#[proc_macro_derive(FromArg, attributes(arg))]
pub fn from_arg(item: TokenStream) -> TokenStream {
    from_arg::expand(item.into()).into()
}

/// Documented at `botwright::Session`.
#[proc_macro_derive(Session, attributes(session))]
pub fn session(item: TokenStream) -> TokenStream {
    session::expand(item.into()).into()
}

/// Documented at `botwright::every`.
#[proc_macro_attribute]
pub fn every(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), schedule::read_every).into()
}

/// Documented at `botwright::cron`.
#[proc_macro_attribute]
pub fn cron(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), schedule::read_cron).into()
}

/// Documented at `botwright::on_start`.
#[proc_macro_attribute]
pub fn on_start(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), schedule::read_start).into()
}

/// Documented at `botwright::on_stop`.
#[proc_macro_attribute]
pub fn on_stop(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), schedule::read_stop).into()
}

/// Documented at `botwright::on_reminder`.
#[proc_macro_attribute]
pub fn on_reminder(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), schedule::read_reminder).into()
}

/// Documented at `botwright::Reminder`.
#[proc_macro_derive(Reminder, attributes(reminder))]
pub fn reminder(item: TokenStream) -> TokenStream {
    schedule::expand_reminder(item.into()).into()
}

/// Documented at `botwright::Dialogue`.
#[proc_macro_derive(Dialogue, attributes(dialogue))]
pub fn dialogue(item: TokenStream) -> TokenStream {
    dialogue::expand(item.into()).into()
}

/// Documented at `botwright::on_state`.
#[proc_macro_attribute]
pub fn on_state(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_state::read).into()
}

/// Documented at `botwright::on_stale`.
#[proc_macro_attribute]
pub fn on_stale(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_state::read_stale).into()
}

/// Documented at `botwright::html`.
#[proc_macro]
pub fn html(input: TokenStream) -> TokenStream {
    html::expand(input.into()).into()
}

/// Documented at `botwright::bot::locales`.
#[cfg(feature = "locales")]
#[proc_macro]
pub fn locales(input: TokenStream) -> TokenStream {
    locales::expand(input.into()).into()
}

/// Documented at `botwright::t`.
#[cfg(feature = "locales")]
#[proc_macro]
pub fn t(input: TokenStream) -> TokenStream {
    words::expand(input.into()).into()
}

/// Documented at `botwright::bot::locales`.
#[cfg(not(feature = "locales"))]
#[proc_macro]
pub fn locales(_: TokenStream) -> TokenStream {
    without_locales().into()
}

/// Documented at `botwright::t`.
#[cfg(not(feature = "locales"))]
#[proc_macro]
pub fn t(_: TokenStream) -> TokenStream {
    without_locales().into()
}

#[cfg(not(feature = "locales"))]
fn without_locales() -> proc_macro2::TokenStream {
    quote::quote! {
        ::core::compile_error! { "locale files need the cargo feature `locales` of botwright" }
    }
}

/// Documented at `botwright::on_inline`.
#[proc_macro_attribute]
pub fn on_inline(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_inline::read).into()
}

/// Documented at `botwright::on_chosen`.
#[proc_macro_attribute]
pub fn on_chosen(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_inline::read_chosen).into()
}

/// Documented at `botwright::on_pre_checkout`.
#[proc_macro_attribute]
pub fn on_pre_checkout(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_payment::checkout).into()
}

/// Documented at `botwright::on_shipping`.
#[proc_macro_attribute]
pub fn on_shipping(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_payment::shipping).into()
}

/// Documented at `botwright::on_paid`.
#[proc_macro_attribute]
pub fn on_paid(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_payment::paid).into()
}

/// Documented at `botwright::on_refund`.
#[proc_macro_attribute]
pub fn on_refund(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_payment::refund).into()
}

/// Documented at `botwright::Payload`.
#[proc_macro_derive(Payload, attributes(payload))]
pub fn payload(item: TokenStream) -> TokenStream {
    callback::expand(&callback::INVOICE, item.into()).into()
}

/// Documented at `botwright::on_message`.
#[proc_macro_attribute]
pub fn on_message(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_message::read).into()
}

/// Documented at `botwright::on_update`.
#[proc_macro_attribute]
pub fn on_update(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_update::read).into()
}

/// Documented at `botwright::on_member`.
#[proc_macro_attribute]
pub fn on_member(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_event::read_member).into()
}

/// Documented at `botwright::on_join_request`.
#[proc_macro_attribute]
pub fn on_join_request(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_event::read_join_request).into()
}

/// Documented at `botwright::on_reaction`.
#[proc_macro_attribute]
pub fn on_reaction(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_event::read_reaction).into()
}

/// Documented at `botwright::fallback`.
#[proc_macro_attribute]
pub fn fallback(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(attr.into(), &item.into(), on_update::read_fallback).into()
}

/// Documented at `botwright::guard`.
#[proc_macro_attribute]
pub fn guard(attr: TokenStream, item: TokenStream) -> TokenStream {
    let item = item.into();
    attribute::beside(&item, "a guard", |handler, errors| {
        guard::expand(attr.into(), &handler, errors)
    })
    .into()
}

/// Documented at `botwright::around`.
#[proc_macro_attribute]
pub fn around(attr: TokenStream, item: TokenStream) -> TokenStream {
    let item = item.into();
    attribute::beside(&item, "a function around handlers", |handler, errors| {
        around::expand(&attr.into(), &handler, errors)
    })
    .into()
}

/// Documented at `botwright::on_error`.
#[proc_macro_attribute]
pub fn on_error(attr: TokenStream, item: TokenStream) -> TokenStream {
    let item = item.into();
    attribute::beside(&item, "a function for errors", |handler, errors| {
        on_error::expand(attr.into(), &handler, errors)
    })
    .into()
}

/// Documented at `botwright::bot::scope`.
#[proc_macro]
pub fn scope(input: TokenStream) -> TokenStream {
    scope::expand(input.into()).into()
}

/// Documented at `botwright::bot::main`.
#[proc_macro_attribute]
pub fn main(attr: TokenStream, item: TokenStream) -> TokenStream {
    entry::expand(&attr.into(), &item.into()).into()
}

/// Documented at `botwright::bot::routes`.
#[proc_macro]
pub fn routes(input: TokenStream) -> TokenStream {
    routes::expand(input.into()).into()
}

/// Documented at `botwright::bot::test`.
#[proc_macro_attribute]
pub fn test(attr: TokenStream, item: TokenStream) -> TokenStream {
    test::expand(attr.into(), &item.into()).into()
}

/// Documented at `botwright::bot::check`.
#[proc_macro]
pub fn check(input: TokenStream) -> TokenStream {
    test::check(input.into()).into()
}
