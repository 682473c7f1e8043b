//! `#[on_message]`.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::filter::Filter;
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::pattern;

const KEYS: &[&str] = &[
    "regex", "text", "chat", "priority", "if", "guard", "around", "observe",
];

/// Where messages are listened to unless the filter names kinds: `message`.
const DEFAULT_KINDS: u32 = 1;

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let mut shared = Shared::default();
    let mut filter: Option<Filter> = None;
    let (mut regex, mut text) = (None, None);
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                match key.to_string().as_str() {
                    _ if shared.take(&key, &value, errors) => {}
                    "regex" => regex = keys::text(&key, &value, errors),
                    "text" => text = keys::text(&key, &value, errors),
                    _ => keys::unknown(&key, "on_message", KEYS, errors),
                }
                continue;
            }
            Entry::Word(word) if word == "observe" => {
                shared.observe = true;
                continue;
            }
            Entry::Word(word) => word.into_token_stream(),
            Entry::Other(tokens) => tokens,
        };
        if filter.is_some() {
            errors.at(
                tokens,
                "join filters by `|` (any of them) or `&` (all of them)",
            );
        } else {
            shared.written = Some(tokens.to_string().replace("! ", "!"));
            filter = errors.ok(syn::parse2(tokens));
        }
    }

    let matches = match (text, regex) {
        (Some(text), Some(_)) => {
            errors.at(&text, "`text` and `regex` exclude each other");
            Match::Content
        }
        (Some(text), None) => Match::Text(text),
        (None, Some(source)) => {
            let groups = pattern::groups_of(&source, &handler, errors);
            Match::Pattern { source, groups }
        }
        (None, None) => Match::Content,
    };
    Route {
        filter: filter.as_ref().map(Filter::expand),
        ..Route::new(
            matches,
            filter.as_ref().map_or(DEFAULT_KINDS, Filter::kinds),
            shared,
            handler,
        )
    }
}
