//! `#[derive(Dialogue)]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, LitInt, Path};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::session::Kept;

/// The keys beside those of every stored value.
const KEYS: &[&str] = &["version", "migrate"];

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let code = errors
        .ok(syn::parse2::<DeriveInput>(item))
        .and_then(|input| read(&input, &mut errors));
    match code {
        Some(code) if errors.is_empty() => renamed(code),
        _ => errors.into_tokens(),
    }
}

fn read(input: &DeriveInput, errors: &mut Errors) -> Option<TokenStream> {
    if !input.generics.params.is_empty() {
        errors.at(
            &input.generics,
            "a dialogue cannot be generic: it is kept under one name",
        );
    }
    let mut kept = Kept::new(&input.ident);
    let (mut version, mut migrate) = (None::<u32>, None::<Path>);
    kept.read("dialogue", &input.attrs, KEYS, errors, |key, meta| {
        match key.to_string().as_str() {
            "version" => {
                version = Some(meta.value()?.parse::<LitInt>()?.base10_parse()?);
            }
            "migrate" => migrate = Some(meta.value()?.parse()?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let Data::Enum(data) = &input.data else {
        errors.at(
            &input.ident,
            "a dialogue is an enum: one variant for each state",
        );
        return None;
    };
    if data.variants.is_empty() {
        errors.at(&input.ident, "a dialogue needs at least one state");
    }
    for variant in &data.variants {
        if let Fields::Unnamed(fields) = &variant.fields {
            errors.at(
                fields,
                "the fields of a state have names: handlers take them by name",
            );
        }
    }
    let (name, consts) = (&input.ident, kept.consts("UserInChat"));
    let labels = data
        .variants
        .iter()
        .map(|variant| variant.ident.unraw().to_string());
    let places = data.variants.iter().enumerate().map(|(place, variant)| {
        let variant = &variant.ident;
        quote!(Self::#variant { .. } => #place,)
    });
    let version = version.unwrap_or(1);
    let migrate = migrate.map(|path| {
        let call = quote_spanned!(path.span()=> #path(__version, __value));
        quote! {
            fn migrate(
                __version: u32,
                __value: ::botwright::__::Value,
            ) -> ::core::option::Option<Self> {
                #call
            }
        }
    });
    Some(quote! {
        #[automatically_derived]
        impl ::botwright::__::DialogueData for #name {
            #consts
            const VERSION: u32 = #version;
            const STATES: &'static [&'static str] = &[#(#labels),*];

            fn state(&self) -> usize {
                match *self { #(#places)* }
            }

            #migrate
        }
        // Looked at now, or a mistake in it would be found only where it is used.
        const _: ::core::option::Option<::core::time::Duration> =
            <#name as ::botwright::__::DialogueData>::TTL;
    })
}
