//! `#[guard]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use crate::errors::Errors;
use crate::function::{carrier, conversion, parts};
use crate::handler::Handler;
use crate::keys::{self, Entry};

const KEYS: &[&str] = &["otherwise"];

pub(crate) fn expand(attr: TokenStream, handler: &Handler, errors: &mut Errors) -> TokenStream {
    let mut otherwise = None;
    for entry in keys::entries(attr) {
        match entry {
            Entry::Key(key, value) if key == "otherwise" => {
                otherwise = keys::text(&key, &value, errors);
                if otherwise
                    .as_ref()
                    .is_some_and(|text| text.value().trim().is_empty())
                {
                    errors.at(
                        &otherwise,
                        "`otherwise` is what the user is told; without it the next handler is tried",
                    );
                }
            }
            Entry::Key(key, _) => keys::unknown(&key, "guard", KEYS, errors),
            Entry::Word(word) if word == "otherwise" => {
                errors.at(&word, "`otherwise` needs a value: `otherwise = \"…\"`");
            }
            Entry::Word(word) => keys::unknown(&word, "guard", KEYS, errors),
            Entry::Other(tokens) => errors.at(
                tokens,
                "expected `otherwise = \"…\"`, what the user is told when the guard says no",
            ),
        }
    }
    let name = &handler.name;
    let parts = parts(handler, |_| None);
    let (consts, takes, call, function) = (parts.consts, parts.takes, parts.call, parts.function);
    let verdict = conversion(
        handler,
        &format_ident!("IntoVerdict"),
        &format_ident!("into_verdict"),
    );
    let run = quote_spanned!(name.span()=> ::botwright::__::guard);
    let otherwise = if let Some(text) = otherwise {
        quote!(::core::option::Option::Some(#text))
    } else {
        quote!(::core::option::Option::None)
    };
    let value = quote! {
        const ROW: &'static ::botwright::__::Guard = {
            #consts
            fn __call<'a>(
                __call: &mut ::botwright::__::Call<'a>,
            ) -> ::core::result::Result<
                ::botwright::__::BoxFuture<'a, ::botwright::__::Verdict>,
                ::botwright::__::Rejection,
            > {
                #takes
                ::core::result::Result::Ok(#run(#call, #verdict))
            }
            &::botwright::__::Guard {
                function: #function,
                otherwise: #otherwise,
                call: __call,
            }
        };
    };
    carrier(handler, &format_ident!("IsGuard"), &value)
}
