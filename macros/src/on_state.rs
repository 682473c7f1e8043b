//! `#[on_state]` and `#[on_stale]`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use crate::command::check_name;
use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::filter::Filter;
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::on_callback::Pressed;
use crate::pattern;
use crate::variant::Variant;

const KEYS: &[&str] = &[
    "command", "text", "regex", "callback", "chat", "priority", "if", "guard", "around",
];

const STALE_KEYS: &[&str] = &["chat", "priority", "if", "guard", "around"];

/// What the variables of a state's fields begin with.
const PREFIX: &str = "state";

/// The state a handler is for, and what it takes while that state is active.
pub(crate) struct State {
    variant: Variant,
    pub(crate) takes: Takes,
    /// A filter narrows it.
    filtered: bool,
    /// Nothing narrows it, so it is the only one of its state.
    alone: bool,
}

pub(crate) enum Takes {
    Content,
    Command(String),
    Text(LitStr),
    Pattern { source: LitStr, groups: Vec<String> },
    Callback(Pressed),
}

impl State {
    /// Whether a parameter takes a field, and by which variable.
    pub(crate) fn variable(&self, param: &str) -> Option<Ident> {
        let button = match &self.takes {
            Takes::Callback(pressed) => pressed.variable(param),
            _ => None,
        };
        self.variant.variable(PREFIX, param).or(button)
    }

    /// The table's row of it.
    pub(crate) fn row(&self) -> TokenStream {
        let (owner, name, filtered) = (&self.variant.owner, self.variant.label(), self.filtered);
        let name = self.variant.name.as_ref().map_or_else(
            || quote!(::core::option::Option::None),
            |_| quote!(::core::option::Option::Some(#name)),
        );
        let takes = match &self.takes {
            Takes::Content => quote!(Content),
            Takes::Command(name) => quote!(Command(#name)),
            Takes::Text(text) => quote!(Text(#text)),
            Takes::Pattern { source, .. } => quote!(Pattern(#source)),
            Takes::Callback(pressed) => {
                let button = pressed.button();
                quote!(Callback(#button))
            }
        };
        quote_spanned! {owner.span()=>
            ::botwright::__::Match::State(::botwright::__::InState::of::<#owner>(
                #name, ::botwright::__::Takes::#takes, #filtered
            ))
        }
    }

    /// Takes the fields apart.
    pub(crate) fn bind(&self) -> TokenStream {
        let owner = &self.variant.owner;
        let value = quote_spanned! {owner.span()=>
            ::botwright::__::InState::active::<#owner>(__call.cx())?
        };
        let state = self.variant.bind(PREFIX, &value);
        let button = match &self.takes {
            Takes::Callback(pressed) => pressed.bind(),
            _ => None,
        };
        quote!(#state #button)
    }

    /// Keeps a second handler of the state from compiling, where neither is narrowed.
    pub(crate) fn claim(&self) -> Option<TokenStream> {
        if !self.alone {
            return None;
        }
        let (owner, label) = (&self.variant.owner, self.variant.label());
        let (place, span) = match &self.variant.name {
            Some(name) => (
                quote!(::botwright::__::InState::place::<#owner>(#label)),
                name.span(),
            ),
            None => (quote!(::core::primitive::usize::MAX), owner.span()),
        };
        Some(quote_spanned! {span=>
            impl ::botwright::__::OneHandlerPerState<{ #place }> for #owner {}
        })
    }

    /// Where parameters that are not taken from the update come from.
    pub(crate) fn arguments(&self) -> TokenStream {
        match &self.takes {
            Takes::Command(_) => quote!(::botwright::__::Arguments::Words),
            Takes::Pattern { groups, .. } => {
                quote!(::botwright::__::Arguments::Groups(&[#(#groups),*]))
            }
            _ => quote!(::botwright::__::Arguments::State),
        }
    }
}

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let mut shared = Shared::default();
    let (mut variant, mut filter) = (None, None::<Filter>);
    let mut takes: Vec<(Ident, Takes)> = Vec::new();
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    let one = narrowing(&key, &value, &handler, errors);
                    takes.extend(one.map(|takes| (key, takes)));
                }
                continue;
            }
            Entry::Word(word) => word.into_token_stream(),
            Entry::Other(tokens) => tokens,
        };
        if variant.is_none() {
            variant = Some(errors.ok(syn::parse2::<Variant>(tokens)));
        } else if filter.is_some() {
            errors.at(
                tokens,
                "join filters by `|` (any of them) or `&` (all of them)",
            );
        } else {
            shared.written = Some(tokens.to_string().replace("! ", "!"));
            filter = errors.ok(syn::parse2(tokens));
        }
    }
    if let Some((key, _)) = takes.get(1) {
        errors.at(
            key,
            "`command`, `text`, `regex` and `callback` exclude each other",
        );
    }
    let takes = if takes.is_empty() {
        Takes::Content
    } else {
        takes.swap_remove(0).1
    };
    if let (Takes::Command(_) | Takes::Callback(_), Some(_)) = (&takes, &filter) {
        errors.at(
            &handler.name,
            "a filter of messages goes with `text` and `regex`, or stands alone",
        );
    }
    if variant.is_none() {
        errors.at(
            &handler.name,
            "`#[on_state]` names a state, such as `#[on_state(Signup::AskName)]`, or `Signup::_` for all of them",
        );
    }
    let kinds = match takes {
        Takes::Callback(_) => keys::kind_bit("callback_query"),
        _ => filter
            .as_ref()
            .map_or(keys::kind_bit("message"), Filter::kinds),
    };
    let state = variant.flatten().map(|variant| {
        variant.check("state", &handler, errors);
        let narrow = filter.is_some()
            || shared.chats.is_some()
            || shared.condition.is_some()
            || !shared.guards.is_empty()
            || !shared.arounds.is_empty()
            || shared.priority != 0;
        Match::State(Box::new(State {
            alone: !narrow && matches!(takes, Takes::Content),
            filtered: filter.is_some(),
            variant,
            takes,
        }))
    });
    // Without a state there is a mistake, and no code.
    let matches = state.unwrap_or(Match::Update);
    Route {
        filter: filter.as_ref().map(Filter::expand),
        ..Route::new(matches, kinds, shared, handler)
    }
}

/// The key that says what is taken.
fn narrowing(
    key: &Ident,
    value: &TokenStream,
    handler: &Handler,
    errors: &mut Errors,
) -> Option<Takes> {
    Some(match key.to_string().as_str() {
        "command" => {
            let name = keys::text(key, value, errors)?;
            Takes::Command(check_name(&name.value(), &name, errors))
        }
        "text" => Takes::Text(keys::text(key, value, errors)?),
        "regex" => {
            let source = keys::text(key, value, errors)?;
            let groups = pattern::groups_of(&source, handler, errors);
            Takes::Pattern { source, groups }
        }
        "callback" => {
            let variant = errors.ok(syn::parse2::<Variant>(value.clone()))?;
            Takes::Callback(Pressed::new(variant, handler, errors))
        }
        _ => {
            keys::unknown(key, "on_state", KEYS, errors);
            return None;
        }
    })
}

pub(crate) fn read_stale(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let mut shared = Shared::default();
    let (mut dialogue, mut talks) = (None, false);
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    keys::unknown(&key, "on_stale", STALE_KEYS, errors);
                }
                continue;
            }
            Entry::Word(word) => word.into_token_stream(),
            Entry::Other(tokens) => tokens,
        };
        if dialogue.is_some() || talks {
            errors.at(tokens, "a handler takes one dialogue: write one for each");
        } else if tokens.to_string() == "talk" {
            talks = true;
        } else {
            dialogue = Some(errors.ok(syn::parse2::<Path>(tokens)));
        }
    }
    if dialogue.is_none() && !talks {
        errors.at(
            &handler.name,
            "`#[on_stale]` names a dialogue, such as `#[on_stale(Signup)]`, or `talk` for conversations",
        );
    }
    let otherwise = if talks {
        Match::StaleTalk
    } else {
        Match::Update
    };
    Route::new(
        dialogue.flatten().map_or(otherwise, Match::Stale),
        keys::kind_bit("message") | keys::kind_bit("callback_query"),
        shared,
        handler,
    )
}
