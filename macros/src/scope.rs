//! `bot::scope! { … }`.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::function::carried;
use crate::keys::{self, Entry, Shared};

const KEYS: &[&str] = &["guard", "chat", "around"];

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let (mut shared, mut errors) = (Shared::default(), Errors::default());
    if input.is_empty() {
        errors.add(syn::Error::new(
            Span::call_site(),
            "a scope says what holds for the handlers of its module, such as \
             `bot::scope! { guard = is_admin, chat = private }`",
        ));
    }
    for entry in keys::entries(input) {
        match entry {
            Entry::Key(key, value) => {
                let known = KEYS.contains(&key.to_string().as_str());
                if !known || !shared.take(&key, &value, &mut errors) {
                    keys::unknown(&key, "scope", KEYS, &mut errors);
                }
            }
            Entry::Word(word) if KEYS.contains(&word.to_string().as_str()) => {
                errors.at(&word, format!("`{word}` needs a value: `{word} = …`"));
            }
            Entry::Word(word) => keys::unknown(&word, "scope", KEYS, &mut errors),
            Entry::Other(tokens) => errors.at(
                tokens,
                "expected `key = value`, such as `guard = is_admin`, `chat = private` or `around = audit`",
            ),
        }
    }
    if !errors.is_empty() {
        return errors.into_tokens();
    }
    let guards = carried(&shared.guards, "IsGuard", None);
    let arounds = carried(&shared.arounds, "IsAround", None);
    let chats = shared
        .chats
        .map_or(quote!(ALL), |bits| quote!(from_bits(#bits)));
    renamed(quote! {
        #[allow(clippy::all, clippy::pedantic, unused_qualifications)]
        const _: () = {
            static __ROW: ::botwright::__::Scope = ::botwright::__::Scope {
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
                chats: ::botwright::__::Chats::#chats,
                guards: #guards,
                arounds: #arounds,
            };
            ::botwright::__::inventory::submit! { ::botwright::__::RegisteredScope(&__ROW) }
        };
    })
}
