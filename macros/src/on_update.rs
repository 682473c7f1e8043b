//! `#[on_update]` and `#[fallback]`: handlers of update kinds.

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};

const KEYS: &[&str] = &["chat", "priority", "if", "guard", "around", "observe"];
const FALLBACK_KEYS: &[&str] = &["chat", "priority", "if", "guard", "around"];

/// What a fallback without kinds listens to: `message`.
const FALLBACK_KINDS: u32 = 1;

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (kinds, shared) = kinds(attr, "on_update", KEYS, errors);
    if kinds == 0 && errors.is_empty() {
        errors.at(
            &handler.name,
            "`#[on_update]` names at least one kind of update, such as \
             `#[on_update(message_reaction)]`, or `any`",
        );
    }
    Route::new(Match::Update, kinds, shared, handler)
}

pub(crate) fn read_fallback(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (kinds, shared) = kinds(attr, "fallback", FALLBACK_KEYS, errors);
    Route::new(
        Match::Fallback,
        if kinds == 0 { FALLBACK_KINDS } else { kinds },
        shared,
        handler,
    )
}

pub(crate) fn read_album(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (kinds, shared) = kinds(attr, "on_album", FALLBACK_KEYS, errors);
    let kinds = if kinds == 0 { FALLBACK_KINDS } else { kinds };
    Route::new(Match::Album, kinds, shared, handler)
}

fn kinds(attr: TokenStream, name: &str, known: &[&str], errors: &mut Errors) -> (u32, Shared) {
    let mut shared = Shared::default();
    let mut bits = 0;
    for entry in keys::entries(attr) {
        match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    keys::unknown(&key, name, known, errors);
                }
            }
            Entry::Word(word) if word == "observe" && known.contains(&"observe") => {
                shared.observe = true;
            }
            // Also what this version does not know.
            Entry::Word(word) if word == "any" => bits = u32::MAX,
            Entry::Word(word) => bits |= keys::kind(&word, known, errors),
            Entry::Other(tokens) => match keys::alternatives(&tokens) {
                Some(names) => {
                    for name in names {
                        bits |= keys::kind(&name, &[], errors);
                    }
                }
                None => errors.at(
                    tokens,
                    "expected kinds of update, such as `message_reaction, my_chat_member`",
                ),
            },
        }
    }
    (bits, shared)
}
