//! `bot::routes![…]`: handlers by their paths, without the registry.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Path, Token};

use crate::dependency::renamed;
use crate::expand::row_of;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let paths = match Punctuated::<Path, Token![,]>::parse_terminated.parse2(input) {
        Ok(paths) => paths,
        Err(error) => return error.to_compile_error(),
    };
    let rows = paths.into_iter().map(|mut path| {
        if let Some(last) = path.segments.last_mut() {
            last.ident = row_of(&last.ident);
        }
        quote!(&#path)
    });
    renamed(quote! {{
        const __ROUTES: &[&'static ::botwright::__::Route] = &[#(#rows),*];
        __ROUTES
    }})
}
