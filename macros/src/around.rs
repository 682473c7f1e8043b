//! `#[around]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use crate::errors::Errors;
use crate::function::{carrier, conversion, last_name, parts};
use crate::handler::{Handler, Param};

fn is_next(param: &Param) -> bool {
    last_name(&param.ty).is_some_and(|name| name == "Next")
}

pub(crate) fn expand(attr: &TokenStream, handler: &Handler, errors: &mut Errors) -> TokenStream {
    if !attr.is_empty() {
        errors.at(attr, "`#[around]` has no keys");
    }
    let mut nexts = handler.params.iter().filter(|param| is_next(param));
    if nexts.next().is_none() {
        errors.at(
            &handler.name,
            "`#[around]` runs the handler by a parameter `next: Next`, as in \
             `async fn audit(next: Next, cx: Cx) -> Outcome`",
        );
    }
    if let Some(second) = nexts.next() {
        errors.at(&second.ty, "the handler can be run once: take one `Next`");
    }
    let name = &handler.name;
    let parts = parts(handler, |param| is_next(param).then(|| quote!(__next)));
    let (consts, takes, call, function) = (parts.consts, parts.takes, parts.call, parts.function);
    let reply = conversion(
        handler,
        &format_ident!("IntoReply"),
        &format_ident!("into_reply"),
    );
    let run = quote_spanned!(name.span()=> ::botwright::__::handler);
    let value = quote! {
        const ROW: &'static ::botwright::__::Around = {
            #consts
            fn __call<'a>(
                __call: &mut ::botwright::__::Call<'a>,
                __next: ::botwright::__::Next,
            ) -> ::core::result::Result<
                ::botwright::__::BoxFuture<'a, ::botwright::__::Outcome>,
                ::botwright::__::Rejection,
            > {
                #takes
                ::core::result::Result::Ok(#run(__call.cx(), #call, #reply))
            }
            &::botwright::__::Around { function: #function, call: __call }
        };
    };
    carrier(handler, &format_ident!("IsAround"), &value)
}
