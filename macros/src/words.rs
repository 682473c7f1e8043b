//! `t!`: a message of the locale files, and descriptions of commands from there.

use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Expr, LitStr, Token};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::ftl::catalog::{Catalog, folder, load};
use crate::ftl::uses::Use;
use crate::locales::package;
use crate::nearest::hint;

struct Input {
    locale: Expr,
    key: LitStr,
    args: Vec<(Ident, Option<Expr>)>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let locale = input.parse()?;
        input.parse::<Token![,]>()?;
        let key = input.parse().map_err(|error| {
            let example = "the key of a message is a text: `t!(l, \"welcome\")`";
            syn::Error::new(error.span(), example)
        })?;
        let mut args = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = input.parse().map_err(|error| {
                syn::Error::new(
                    error.span(),
                    "expected an argument: `name = value`, or a variable",
                )
            })?;
            let value = if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                Some(input.parse()?)
            } else {
                None
            };
            args.push((name, value));
        }
        Ok(Self { locale, key, args })
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let code = errors
        .ok(syn::parse2::<Input>(input))
        .map(|input| input.expand(&mut errors));
    match code {
        Some(code) if errors.is_empty() => renamed(code),
        _ => {
            // A value of the type it would be, so that nothing else is wrong with it.
            let errors = errors.into_tokens();
            renamed(quote!({ #errors ::botwright::__::Html::new("") }))
        }
    }
}

/// The package's files, if the key is one of theirs; else a mistake, at the key.
fn lookup(key: &LitStr, errors: &mut Errors) -> Option<Arc<Catalog>> {
    let catalog = load(&folder());
    let name = key.value();
    if catalog.keys().any(|known| known == name) {
        return Some(catalog);
    }
    if catalog.files.is_empty() {
        for problem in &catalog.problems {
            errors.at(key, problem);
        }
    } else if catalog.problems.is_empty() {
        let known: Vec<_> = catalog.keys().collect();
        let hint = hint(&name, known.iter().map(String::as_str));
        errors.at(
            key,
            format!("no message `{name}` in `{}`{hint}", catalog.folder),
        );
    } else {
        // It may be in what could not be read.
        errors.at(
            key,
            format!(
                "no message `{name}` in what could be read in `{}`",
                catalog.folder
            ),
        );
    }
    None
}

impl Input {
    fn expand(&self, errors: &mut Errors) -> TokenStream {
        let Some(catalog) = lookup(&self.key, errors) else {
            return TokenStream::new();
        };
        let known = catalog.arguments(&self.key.value());
        let values = self.values(&known, errors);
        let (locale, key, package) = (&self.locale, &self.key, package());
        let locale = quote_spanned! {locale.span()=>
            let __locale: &::botwright::__::Locale = &#locale;
        };
        let (lets, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        quote! {{
            #locale
            #(#lets)*
            ::botwright::__::Words::new(__locale, #package, #key) #(#values)* .html()
        }}
    }

    /// What makes the arguments, and what passes them on.
    fn values(
        &self,
        known: &BTreeMap<String, (String, Use)>,
        errors: &mut Errors,
    ) -> Vec<(TokenStream, TokenStream)> {
        let key = self.key.value();
        let mut values = Vec::new();
        let mut given: Vec<String> = Vec::new();
        for (ident, value) in &self.args {
            let name = ident.to_string();
            let name = name.trim_start_matches("r#").to_owned();
            if given.contains(&name) {
                errors.at(ident, format!("`{name}` is given twice"));
                continue;
            }
            match known.get(&name) {
                Some((variable, how)) => {
                    let value = value
                        .as_ref()
                        .map_or_else(|| quote!(#ident), |it| quote!(#it));
                    let span = value.span();
                    let var = format_ident!("__value{}", values.len());
                    let made = if how.number {
                        quote_spanned!(span=> ::botwright::__::ToNumber::to_number(&(#value)))
                    } else {
                        let write = if how.attribute {
                            quote_spanned!(span=> to_attribute)
                        } else {
                            quote_spanned!(span=> to_html)
                        };
                        quote_spanned! {span=> {
                            let mut __html = ::std::string::String::new();
                            ::botwright::__::ToHtml::#write(&(#value), &mut __html);
                            __html
                        }}
                    };
                    values.push((quote!(let #var = #made;), quote!(.with(#variable, #var))));
                }
                None if known.is_empty() => {
                    errors.at(ident, format!("the message `{key}` takes no arguments"));
                }
                None => {
                    let hint = hint(&name, known.keys().map(String::as_str));
                    errors.at(
                        ident,
                        format!("the message `{key}` takes no argument `{name}`{hint}"),
                    );
                }
            }
            given.push(name);
        }
        let missing: Vec<_> = known
            .keys()
            .filter(|name| !given.contains(*name))
            .map(|name| format!("`{name} = …`"))
            .collect();
        if !missing.is_empty() {
            errors.at(
                &self.key,
                format!(
                    "the message `{key}` takes {}, which is not given",
                    missing.join(", ")
                ),
            );
        }
        values
    }
}

/// The longest description Telegram's menu takes, in characters.
const MAX_DESCRIPTION: usize = 256;

/// A command's descriptions in all languages: the locale, the text and the help, which is the attribute `.help` of the message.
pub(crate) fn describe(key: &LitStr, errors: &mut Errors) -> Vec<[String; 3]> {
    let Some(catalog) = lookup(key, errors) else {
        return Vec::new();
    };
    let name = key.value();
    let helps = catalog.plain(&format!("{name}.help"));
    let mut all = Vec::new();
    for (file, text) in catalog.plain(&name) {
        let place = format!("{}:{}: `{name}`", file.shown, file.line(&name));
        let help = helps.iter().find(|(other, _)| other.tag == file.tag);
        let help = match help {
            Some((_, Ok(help))) => help.clone(),
            Some((_, Err(problem))) => {
                errors.at(key, format!("{place}: its help {problem}"));
                continue;
            }
            None => String::new(),
        };
        match text {
            Ok(text) if (1..=MAX_DESCRIPTION).contains(&text.chars().count()) => {
                all.push([file.tag.clone(), text, help]);
            }
            Ok(text) => errors.at(
                key,
                format!(
                    "{place} has {} characters: Telegram's menu takes 1-{MAX_DESCRIPTION}",
                    text.chars().count()
                ),
            ),
            Err(problem) => errors.at(key, format!("{place} {problem}")),
        }
    }
    all
}
