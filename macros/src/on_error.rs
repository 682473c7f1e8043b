//! `#[on_error]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Type};

use crate::errors::Errors;
use crate::expand::spelled;
use crate::function::{conversion, last_name, parts};
use crate::handler::{Handler, Param};

/// What a parameter of an error handler takes.
fn given(param: &Param, path: Option<&Path>) -> Option<TokenStream> {
    let Type::Reference(_) = &param.ty else {
        return None;
    };
    let name = last_name(&param.ty)?;
    let last = path.and_then(|path| path.segments.last());
    if last.is_some_and(|last| last.ident == *name) {
        return Some(quote!(__KIND.get(__error)?));
    }
    (name == "HandlerError").then(|| quote!(__error))
}

pub(crate) fn expand(attr: TokenStream, handler: &Handler, errors: &mut Errors) -> TokenStream {
    let path: Option<Path> = if attr.is_empty() {
        None
    } else {
        let path = syn::parse2(attr.clone()).ok();
        if path.is_none() {
            errors.at(
                attr,
                "`#[on_error]` names one type of error, such as `#[on_error(DbError)]`, or none for \
                 all of them",
            );
        }
        path
    };
    let name = &handler.name;
    let parts = parts(handler, |param| given(param, path.as_ref()));
    let (consts, takes, call, function) = (parts.consts, parts.takes, parts.call, parts.function);
    let reply = conversion(
        handler,
        &format_ident!("IntoReply"),
        &format_ident!("into_reply"),
    );
    let run = quote_spanned!(name.span()=> ::botwright::__::handler);
    let (kind, takes_type) = if let Some(path) = &path {
        let text = spelled(&syn::parse_quote!(#path));
        let kind = quote_spanned! {path.span()=>
            const __KIND: ::botwright::__::FailureKind<#path> =
                <#path as ::botwright::__::Failure>::KIND;
        };
        let takes = quote!(::core::option::Option::Some(__KIND.named(#text)));
        (kind, takes)
    } else {
        (TokenStream::new(), quote!(::core::option::Option::None))
    };
    let cfgs = handler.cfgs();
    quote! {
        #(#cfgs)*
        #[allow(clippy::all, clippy::pedantic, unused_qualifications)]
        const _: () = {
            #kind
            #consts
            fn __call<'a>(
                __call: &mut ::botwright::__::Call<'a>,
                __error: &'a ::botwright::__::HandlerError,
            ) -> ::core::result::Result<
                ::botwright::__::BoxFuture<'a, ::botwright::__::Outcome>,
                ::botwright::__::Rejection,
            > {
                #takes
                ::core::result::Result::Ok(#run(__call.cx(), #call, #reply))
            }
            static __ROW: ::botwright::__::OnError = ::botwright::__::OnError {
                function: #function,
                takes: #takes_type,
                call: __call,
            };
            ::botwright::__::inventory::submit! { ::botwright::__::RegisteredOnError(&__ROW) }
        };
    }
}
