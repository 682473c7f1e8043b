//! `#[on_inline]` and `#[on_chosen]`: what users type after the bot's name in any chat.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::errors::Errors;
use crate::expand::{Match, Route, call_over};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::pattern;

const KEYS: &[&str] = &[
    "regex", "cache", "personal", "chat", "priority", "if", "guard", "around", "observe",
];

const CHOSEN_KEYS: &[&str] = &["regex", "priority", "if", "guard", "around", "observe"];

/// What a handler of inline queries says about its answers.
pub(crate) struct Inline {
    cache: Option<LitStr>,
    personal: bool,
}

impl Inline {
    /// The defaults of its answers, as a value of the runtime.
    pub(crate) fn expand(&self) -> TokenStream {
        let cache = self.cache.as_ref().map_or_else(
            || quote!(::core::option::Option::None),
            |cache| {
                let span = call_over(cache, quote!(::botwright::__::duration), quote!(#cache));
                quote!({
                    const __CACHE: ::core::time::Duration = #span;
                    ::core::option::Option::Some(__CACHE)
                })
            },
        );
        let personal = self.personal;
        quote!(::botwright::__::InlineDefaults { cache: #cache, personal: #personal })
    }
}

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    route("on_inline", "inline_query", KEYS, attr, handler, errors)
}

pub(crate) fn read_chosen(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let kind = "chosen_inline_result";
    route("on_chosen", kind, CHOSEN_KEYS, attr, handler, errors)
}

fn route(
    attribute: &str,
    kind: &str,
    known: &[&str],
    attr: TokenStream,
    handler: Handler,
    errors: &mut Errors,
) -> Route {
    let mut shared = Shared::default();
    let (mut regex, mut cache, mut personal) = (None, None, false);
    let takes = |word: &Ident| known.contains(&word.to_string().as_str());
    for entry in keys::entries(attr) {
        match entry {
            Entry::Key(key, _) if !takes(&key) => keys::unknown(&key, attribute, known, errors),
            Entry::Key(key, value) => match key.to_string().as_str() {
                _ if shared.take(&key, &value, errors) => {}
                "regex" => regex = keys::text(&key, &value, errors),
                "cache" => cache = keys::text(&key, &value, errors),
                word => errors.at(&key, format!("`{word}` stands alone, without a value")),
            },
            Entry::Word(word) if word == "observe" => shared.observe = true,
            Entry::Word(word) if word == "personal" && takes(&word) => personal = true,
            Entry::Word(word) if takes(&word) => {
                errors.at(&word, format!("`{word}` needs a value: `{word} = …`"));
            }
            Entry::Word(word) => keys::unknown(&word, attribute, known, errors),
            Entry::Other(tokens) => errors.at(
                tokens,
                format!("expected `key = value`, such as `#[{attribute}(regex = \"^weather (?<city>.+)$\")]`"),
            ),
        }
    }
    let pattern = regex.map(|source| {
        let groups = pattern::groups_of(&source, &handler, errors);
        (source, groups)
    });
    Route::new(
        Match::Inline(pattern, Inline { cache, personal }),
        keys::kind_bit(kind),
        shared,
        handler,
    )
}
