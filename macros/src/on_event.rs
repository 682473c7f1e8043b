//! `#[on_member]`, `#[on_join_request]` and `#[on_reaction]`: handlers of what happens in chats beside messages.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::filter::{Filter, Words};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::names::REACTIONS;

const KEYS: &[&str] = &["chat", "priority", "if", "guard", "around", "observe"];

/// Filters over changes of members.
const MEMBERS: Words = Words {
    tests: &[
        ("joined", "Joined"),
        ("left", "Left"),
        ("banned", "Banned"),
        ("unbanned", "Unbanned"),
        ("promoted", "Promoted"),
        ("demoted", "Demoted"),
        ("restricted", "Restricted"),
        ("unrestricted", "Unrestricted"),
    ],
    kinds: &[19, 20],
    default: 20,
    test: "a change of a member",
    examples: ("joined", "my_chat_member"),
    foreign: "tells of no change of a member",
    expand: |variant| quote!(::botwright::__::is_change(__cx, ::botwright::__::Change::#variant)),
};

pub(crate) fn read_member(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (tokens, shared) = filter_of("on_member", attr, errors);
    let filter = tokens.and_then(|tokens| errors.ok(Filter::of(&MEMBERS, tokens)));
    let kinds = filter.as_ref().map_or(1 << MEMBERS.default, Filter::kinds);
    Route {
        filter: filter.as_ref().map(Filter::expand),
        ..Route::new(Match::Update, kinds, shared, handler)
    }
}

pub(crate) fn read_join_request(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (tokens, shared) = filter_of("on_join_request", attr, errors);
    if let Some(tokens) = tokens {
        errors.at(
            tokens,
            "`on_join_request` has no filter; decide with `if = function` or in the handler",
        );
    }
    let kinds = keys::kind_bit("chat_join_request");
    Route::new(Match::Update, kinds, shared, handler)
}

pub(crate) fn read_reaction(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (tokens, shared) = filter_of("on_reaction", attr, errors);
    let filter = tokens.map(|tokens| emoji(tokens, errors));
    let kinds = keys::kind_bit("message_reaction");
    Route {
        filter,
        ..Route::new(Match::Update, kinds, shared, handler)
    }
}

/// The shared keys, and whatever else there is.
fn filter_of(
    attribute: &str,
    attr: TokenStream,
    errors: &mut Errors,
) -> (Option<TokenStream>, Shared) {
    let (mut shared, mut filter) = (Shared::default(), None);
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    keys::unknown(&key, attribute, KEYS, errors);
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
            errors.at(tokens, "join filters by `|` (any of them)");
        } else {
            shared.written = Some(tokens.to_string().replace("! ", "!"));
            filter = Some(tokens);
        }
    }
    (filter, shared)
}

/// Whether one of these emoji was added, as an expression over `__cx`.
fn emoji(tokens: TokenStream, errors: &mut Errors) -> TokenStream {
    let list = Punctuated::<LitStr, Token![|]>::parse_separated_nonempty;
    let Ok(list) = list.parse2(tokens.clone()) else {
        errors.at(
            tokens,
            "expected emoji, such as `#[on_reaction(\"👍\" | \"🔥\")]`; for custom emoji take `Reactions`",
        );
        return TokenStream::new();
    };
    let tests = list.iter().map(|text| {
        // Keyboards add a sign that asks for the coloured form; reactions go without it.
        let emoji = text.value().replace('\u{fe0f}', "");
        if !REACTIONS.contains(&&*emoji) {
            errors.at(text, format!("`{}` is no reaction", text.value()));
        }
        quote!(::botwright::__::has_reacted(__cx, #emoji))
    });
    quote!(#(#tests)||*)
}

#[cfg(test)]
mod tests {
    use super::MEMBERS;
    use crate::names::UPDATE_KINDS;

    #[test]
    fn kinds_are_the_ones_of_members() {
        let names: Vec<_> = MEMBERS
            .kinds
            .iter()
            .map(|kind| UPDATE_KINDS[*kind].0)
            .collect();
        assert_eq!(names, ["my_chat_member", "chat_member"]);
        assert_eq!(UPDATE_KINDS[MEMBERS.default].0, "chat_member");
    }
}
