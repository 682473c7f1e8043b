//! `signed`, `stored` and `ttl` of `#[callback(…)]`: how the data of a variant are protected.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{LitStr, Token};

use crate::errors::Errors;
use crate::expand::call_over;
use crate::nearest::hint;

/// Where signed data are good, by the words of `signed =`.
const BOUNDS: &[(&str, &str)] = &[("chat", "Chat"), ("user", "User")];

/// How the data of a variant, or of all of them, are protected.
#[derive(Clone, Default)]
pub(crate) struct Seal {
    pub(crate) stored: bool,
    /// The variant of the runtime's `Bound`.
    pub(crate) signed: Option<&'static str>,
    ttl: Option<LitStr>,
}

impl Seal {
    /// Reads one of the keys.
    pub(crate) fn take(&mut self, key: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if key == "stored" {
            self.stored = true;
        } else if key == "ttl" {
            self.ttl = Some(meta.value()?.parse()?);
        } else if meta.input.peek(Token![=]) {
            self.signed = Some(bound(&meta.value()?.parse()?)?);
        } else {
            self.signed = Some("Chat");
        }
        Ok(())
    }

    /// Checks that a life is something's.
    pub(crate) fn check(&self, stored: bool, errors: &mut Errors) {
        if let (Some(ttl), false) = (&self.ttl, stored) {
            errors.at(
                ttl,
                "only `stored` data have a life: write `#[callback(stored, ttl = \"7 days\")]`",
            );
        }
    }

    /// What a variant says, and where it says nothing what its enum says.
    pub(crate) fn or(self, all: &Self) -> Self {
        Self {
            stored: self.stored || all.stored,
            signed: self.signed.or(all.signed),
            ttl: self.ttl.or_else(|| all.ttl.clone()),
        }
    }

    /// A text that changes with what a button carries.
    pub(crate) fn shape(&self) -> String {
        let stored = if self.stored { "!stored" } else { "" };
        let signed = self.signed.map(|bound| format!("!signed:{bound}"));
        format!("{stored}{}", signed.unwrap_or_default())
    }

    /// The value for the runtime.
    pub(crate) fn expand(&self) -> TokenStream {
        let none = quote!(::core::option::Option::None);
        let some = |value| quote!(::core::option::Option::Some(#value));
        let bound = self.signed.map_or_else(
            || none.clone(),
            |bound| {
                let bound = Ident::new(bound, proc_macro2::Span::call_site());
                some(quote!(::botwright::__::Bound::#bound))
            },
        );
        let ttl = match &self.ttl {
            _ if !self.stored => none,
            None => some(quote!(::botwright::__::STORED_TTL)),
            Some(ttl) => some(call_over(
                ttl,
                quote!(::botwright::__::duration),
                quote!(#ttl),
            )),
        };
        quote!(::botwright::__::Seal { ttl: #ttl, bound: #bound })
    }
}

fn bound(word: &Ident) -> syn::Result<&'static str> {
    let text = word.to_string();
    let known = BOUNDS.iter().find(|(name, _)| *name == text);
    known.map(|(_, variant)| *variant).ok_or_else(|| {
        let hint = hint(&text, BOUNDS.iter().map(|(name, _)| *name));
        let problem = format!("data are signed for a `chat` or for a `user` in it{hint}");
        syn::Error::new_spanned(word, problem)
    })
}
