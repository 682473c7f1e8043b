//! `#[derive(Session)]`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, DeriveInput, LitStr};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::expand::call_over;
use crate::nearest::hint;

/// Whose a stored value is, by the words of `key =`.
const OWNERS: &[(&str, &str)] = &[
    ("chat", "Chat"),
    ("user", "User"),
    ("user_in_chat", "UserInChat"),
    ("topic", "Topic"),
];

/// The keys that every stored value has.
const KEYS: &[&str] = &["key", "ttl", "name"];

/// What `#[session(…)]` and `#[dialogue(…)]` say about where a value is kept.
pub(crate) struct Kept {
    /// The name it is kept under; the type's own unless said otherwise.
    name: String,
    owner: Option<Ident>,
    ttl: Option<LitStr>,
}

impl Kept {
    pub(crate) fn new(ty: &Ident) -> Self {
        Self {
            name: ty.unraw().to_string(),
            owner: None,
            ttl: None,
        }
    }

    /// Reads `attribute`'s keys; others than `key`, `ttl` and `name` go to `more`, which knows `known`.
    pub(crate) fn read(
        &mut self,
        attribute: &str,
        attrs: &[Attribute],
        known: &[&str],
        errors: &mut Errors,
        mut more: impl FnMut(&Ident, &syn::meta::ParseNestedMeta<'_>) -> syn::Result<bool>,
    ) {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident(attribute)) {
            let result = attr.parse_nested_meta(|meta| {
                let key = meta.path.require_ident()?.clone();
                match key.to_string().as_str() {
                    "key" => self.owner = Some(owner(&meta.value()?.parse()?)?),
                    "ttl" => self.ttl = Some(meta.value()?.parse()?),
                    "name" => self.name = meta.value()?.parse::<LitStr>()?.value(),
                    word => {
                        if !more(&key, &meta)? {
                            let all = KEYS.iter().chain(known).copied();
                            let hint = hint(word, all);
                            let problem = format!("`{attribute}` has no key `{word}`{hint}");
                            return Err(syn::Error::new_spanned(key, problem));
                        }
                    }
                }
                Ok(())
            });
            errors.ok(result);
        }
    }
}

impl Kept {
    /// The name, the owner and the life as associated constants.
    pub(crate) fn consts(&self, default: &str) -> TokenStream {
        let name = &self.name;
        let fallback = Ident::new(default, proc_macro2::Span::call_site());
        let owner = self.owner.as_ref().unwrap_or(&fallback);
        let ttl = self.ttl.as_ref().map_or_else(
            || quote!(::core::option::Option::None),
            |ttl| {
                let span = call_over(ttl, quote!(::botwright::__::duration), quote!(#ttl));
                quote!(::core::option::Option::Some(#span))
            },
        );
        quote! {
            const NAME: &'static str = #name;
            const KEY: ::botwright::__::KeyBy = ::botwright::__::KeyBy::#owner;
            const TTL: ::core::option::Option<::core::time::Duration> = #ttl;
        }
    }

    /// What has the compiler look at the life even if nothing uses the type yet.
    pub(crate) fn check(&self) -> Option<TokenStream> {
        let ttl = self.ttl.as_ref()?;
        let check = call_over(ttl, quote!(::botwright::__::duration), quote!(#ttl));
        Some(quote!(const _: ::core::time::Duration = #check;))
    }
}

fn owner(word: &Ident) -> syn::Result<Ident> {
    let text = word.to_string();
    let known = OWNERS.iter().find(|(name, _)| *name == text);
    known
        .map(|(_, variant)| Ident::new(variant, word.span()))
        .ok_or_else(|| {
            let hint = hint(&text, OWNERS.iter().map(|(name, _)| *name));
            syn::Error::new_spanned(
                word,
                format!("`{text}` is nobody to keep a value for{hint}"),
            )
        })
}

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(input) = errors.ok(syn::parse2::<DeriveInput>(item)) else {
        return errors.into_tokens();
    };
    if !input.generics.params.is_empty() {
        errors.at(
            &input.generics,
            "a session cannot be generic: it is kept under one name",
        );
    }
    let mut kept = Kept::new(&input.ident);
    kept.read("session", &input.attrs, &[], &mut errors, |_, _| Ok(false));
    if !errors.is_empty() {
        return errors.into_tokens();
    }
    let (name, consts, check) = (&input.ident, kept.consts("User"), kept.check());
    renamed(quote! {
        #[automatically_derived]
        impl ::botwright::__::SessionData for #name {
            #consts
        }
        #check
    })
}
