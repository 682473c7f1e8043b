//! `#[derive(FromArg)]`.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DataEnum, DeriveInput, Fields, LitStr};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::nearest::hint;

const KEYS: &[&str] = &["rename", "alias"];

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(input) = errors.ok(syn::parse2::<DeriveInput>(item)) else {
        return errors.into_tokens();
    };
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "an argument cannot be generic");
    }
    let name = &input.ident;
    let body = match &input.data {
        Data::Enum(data) => words(name, data, &mut errors),
        Data::Struct(data) => fields(&data.fields, name, &mut errors),
        Data::Union(_) => {
            errors.at(name, "an argument is an enum or a struct");
            TokenStream::new()
        }
    };
    if !errors.is_empty() {
        return errors.into_tokens();
    }
    renamed(quote! {
        #[automatically_derived]
        impl ::botwright::__::FromArg for #name {
            #body
        }
    })
}

/// An enum: one of several words.
fn words(name: &Ident, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    if data.variants.is_empty() {
        errors.at(name, "an argument needs at least one variant");
    }
    let mut all: Vec<String> = Vec::new();
    let (mut arms, mut shown) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            errors.at(
                &variant.fields,
                "the variants of an argument are words: they have no fields",
            );
        }
        let mut written = snake(&variant.ident.unraw().to_string());
        let mut aliases = Vec::new();
        for (key, value) in keys(&variant.attrs, errors) {
            let text = value.value();
            if text.is_empty() || text.contains(char::is_whitespace) {
                errors.at(&value, "this is no word: it is empty or has white space");
            }
            if key == "rename" {
                written = text;
            } else {
                aliases.push(text);
            }
        }
        // `very-slow` is as good as `very_slow`.
        if written.contains('_') {
            aliases.push(written.replace('_', "-"));
        }
        shown.push(written.clone());
        for word in std::iter::once(written).chain(aliases) {
            if all.contains(&word.to_lowercase()) {
                errors.at(
                    &variant.ident,
                    format!("`{word}` already stands for another variant"),
                );
            }
            all.push(word.to_lowercase());
            let ident = &variant.ident;
            arms.push(quote!((#word, || Self::#ident)));
        }
    }
    let expected = match &*shown {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        shown => shown.join(""),
    };
    let usage = shown.join("|");
    quote! {
        const USAGE: ::core::option::Option<&'static str> = ::core::option::Option::Some(#usage);

        fn from_arg(
            arg: &::botwright::__::Arg<'_>,
        ) -> ::core::result::Result<Self, ::botwright::__::ArgError> {
            ::botwright::__::word_of(arg, &[#(#arms),*], #expected)
        }
    }
}

/// A struct: a word for each field.
fn fields(fields: &Fields, name: &Ident, errors: &mut Errors) -> TokenStream {
    if fields.is_empty() {
        errors.at(name, "an argument needs at least one field");
    }
    for field in fields {
        keys(&field.attrs, errors);
    }
    let types: Vec<_> = fields.iter().map(|field| &field.ty).collect();
    let names: Vec<_> = fields.iter().map(|field| field.ident.as_ref()).collect();
    let result = quote!(::core::result::Result<Self, ::botwright::__::ArgError>);
    if let ([ty], [name]) = (&*types, &*names) {
        let make = name.map_or_else(
            || quote!(Self),
            |name| quote!(|value| Self { #name: value }),
        );
        return quote_spanned! {ty.span()=>
            const ARITY: ::botwright::__::Arity = <#ty as ::botwright::__::FromArg>::ARITY;
            const REQUIRED: bool = <#ty as ::botwright::__::FromArg>::REQUIRED;
            const LENIENT: bool = <#ty as ::botwright::__::FromArg>::LENIENT;
            const USAGE: ::core::option::Option<&'static str> =
                <#ty as ::botwright::__::FromArg>::USAGE;

            fn from_arg(arg: &::botwright::__::Arg<'_>) -> #result {
                <#ty as ::botwright::__::FromArg>::from_arg(arg).map(#make)
            }
        };
    }
    let count = types.len();
    let usage: Vec<_> = (0..count)
        .map(|place| match names[place] {
            Some(name) => name.unraw().to_string(),
            None => (place + 1).to_string(),
        })
        .collect();
    let usage = usage.join(" ");
    let reads: Vec<_> = types
        .iter()
        .enumerate()
        .map(
            |(place, ty)| quote_spanned!(ty.span()=> ::botwright::__::word_at::<#ty>(arg, #place)?),
        )
        .collect();
    let make = if names.iter().all(Option::is_some) {
        quote!(Self { #(#names: #reads),* })
    } else {
        quote!(Self(#(#reads),*))
    };
    quote! {
        const ARITY: ::botwright::__::Arity = ::botwright::__::Arity::Words(#count);
        const USAGE: ::core::option::Option<&'static str> = ::core::option::Option::Some(#usage);

        fn from_arg(arg: &::botwright::__::Arg<'_>) -> #result {
            ::core::result::Result::Ok(#make)
        }
    }
}

/// What `#[arg(…)]` says.
fn keys(attrs: &[Attribute], errors: &mut Errors) -> Vec<(String, LitStr)> {
    let mut found = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("arg")) {
        let result = attr.parse_nested_meta(|meta| {
            let key = meta.path.require_ident()?.clone();
            let word = key.to_string();
            if KEYS.contains(&word.as_str()) {
                found.push((word, meta.value()?.parse()?));
                return Ok(());
            }
            let hint = hint(&word, KEYS.iter().copied());
            let problem = format!("`arg` has no key `{word}`{hint}");
            Err(syn::Error::new_spanned(key, problem))
        });
        errors.ok(result);
    }
    found
}

/// `VerySlow` as `very_slow`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for (place, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
