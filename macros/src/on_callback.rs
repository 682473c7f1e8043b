//! `#[on_callback]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::doc::Doc;
use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::names::UPDATE_KINDS;
use crate::variant::Variant;

const KEYS: &[&str] = &["chat", "priority", "if", "guard", "around"];

/// A variant of an enum of callback data, and what its fields are called in the code.
pub(crate) struct Pressed(pub(crate) Variant);

/// What the variables of fields begin with.
const PREFIX: &str = "field";

impl Pressed {
    /// Checks that it is one variant and that its fields have parameters.
    pub(crate) fn new(variant: Variant, handler: &Handler, errors: &mut Errors) -> Self {
        if variant.name.is_none() {
            errors.at(
                &variant.owner,
                "a handler takes one variant: write one for each",
            );
        }
        variant.check("button", handler, errors);
        Self(variant)
    }

    /// Whether a parameter takes a field, and by which variable.
    pub(crate) fn variable(&self, param: &str) -> Option<proc_macro2::Ident> {
        self.0.variable(PREFIX, param)
    }

    /// The button it is.
    pub(crate) fn button(&self) -> TokenStream {
        let (owner, name) = (&self.0.owner, self.0.label());
        quote!(::botwright::__::Button::of::<#owner>(#name))
    }

    /// Takes the fields apart.
    pub(crate) fn bind(&self) -> Option<TokenStream> {
        let owner = &self.0.owner;
        let value = quote_spanned! {owner.span()=>
            ::botwright::__::pressed::<#owner>(__call.cx())?
        };
        self.0.bind(PREFIX, &value)
    }

    /// Keeps a second handler of the variant from compiling.
    pub(crate) fn claim(&self) -> TokenStream {
        let (owner, name) = (&self.0.owner, self.0.label());
        quote_spanned! {self.0.name.span()=>
            impl ::botwright::__::OneHandlerPerVariant<{
                ::botwright::__::place(<#owner as ::botwright::__::Callback>::VARIANTS, #name)
            }> for #owner {}
        }
    }
}

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let mut shared = Shared::default();
    let mut variant = None;
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    keys::unknown(&key, "on_callback", KEYS, errors);
                }
                continue;
            }
            Entry::Word(word) => word.into_token_stream(),
            Entry::Other(tokens) => tokens,
        };
        if variant.is_some() {
            errors.at(tokens, "a handler takes one variant: write one for each");
        } else {
            variant = Some(errors.ok(syn::parse2::<Variant>(tokens)));
        }
    }
    let matches = if let Some(variant) = variant {
        variant.map(|variant| Match::Callback(Pressed::new(variant, &handler, errors)))
    } else {
        errors.at(
            &handler.name,
            "`#[on_callback]` names a variant, such as `#[on_callback(Cart::Add { sku, n })]`",
        );
        None
    };
    let doc = Doc::of(&handler.attrs);
    Route {
        // Without a variant there is a mistake, and no code.
        matches: matches.unwrap_or(Match::Update),
        kinds: keys::position(UPDATE_KINDS, &"callback_query").map_or(0, |place| 1 << place),
        filter: None,
        hidden: false,
        description: doc.description,
        help: doc.help,
        handler,
        shared,
    }
}
