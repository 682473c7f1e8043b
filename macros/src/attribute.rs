//! What all handler attributes do: parse, and either expand or report, the item always kept.

use proc_macro2::TokenStream;
use quote::quote;

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::expand::Route;
use crate::handler::Handler;

/// Reads an attribute over a handler into a route, noting every mistake.
pub(crate) type Read = fn(TokenStream, Handler, &mut Errors) -> Route;

/// Runs one attribute.
pub(crate) fn expand(attr: TokenStream, item: &TokenStream, read: Read) -> TokenStream {
    let mut errors = Errors::default();
    let route = Handler::parse(item, &mut errors).map(|handler| read(attr, handler, &mut errors));
    match route {
        Some(route) if errors.is_empty() => {
            let row = renamed(route.expand());
            // A handler has to be `async`, with or without anything to wait for.
            quote!(#[allow(clippy::unused_async)] #item #row)
        }
        _ => {
            let errors = errors.into_tokens();
            quote!(#item #errors)
        }
    }
}
