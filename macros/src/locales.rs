//! `bot::locales!`: the locale files of a package, checked and built in.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::ftl::catalog::{Catalog, folder, load};
use crate::keys::{Entry, entries, text, unknown};
use crate::nearest::hint;

const KEYS: &[&str] = &["default", "fallback", "isolate"];

/// What stands in the brackets.
#[derive(Default)]
struct Input {
    folder: Option<LitStr>,
    default: Option<LitStr>,
    /// What a locale lacks is taken from the default.
    fallback: bool,
    /// Values are set apart by marks of direction.
    isolate: bool,
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let input = Input::read(input, &mut errors);
    let place = input
        .folder
        .as_ref()
        .map_or_else(Span::call_site, LitStr::span);
    let usual = folder();
    let named = input
        .folder
        .as_ref()
        .map_or_else(|| usual.clone(), LitStr::value);
    let catalog = load(&named);
    let mut say = |problem: &str| errors.add(syn::Error::new(place, problem));
    for problem in &catalog.problems {
        say(problem);
    }
    let name = input.default.as_ref().map(LitStr::value);
    let default = catalog.default_locale(name.as_deref());
    match default {
        Some(default) => {
            for problem in catalog.compare(default, input.fallback) {
                say(&problem);
            }
        }
        None if catalog.files.is_empty() => {}
        None => {
            let tags = catalog.files.iter().map(|file| file.tag.as_str());
            match &input.default {
                Some(tag) => {
                    let hint = hint(&tag.value(), tags);
                    errors.at(
                        tag,
                        format!("there is no locale file `{}.ftl`{hint}", tag.value()),
                    );
                }
                None => say(&format!(
                    "which locale is the default? Say it by `bot::locales!(\"{named}\", default = \"{}\")`",
                    catalog.files[0].tag
                )),
            }
        }
    }
    if errors.is_empty() && named != usual {
        let problem = format!(
            "`t!` reads the files in `{usual}`: say in Cargo.toml where they are, by \
             `[package.metadata.botwright]` and `locales = \"{named}\"`"
        );
        errors.add(syn::Error::new(place, problem));
    }
    match default {
        Some(default) if errors.is_empty() => renamed(input.registration(&catalog, default)),
        _ => errors.into_tokens(),
    }
}

impl Input {
    fn read(input: TokenStream, errors: &mut Errors) -> Self {
        let mut read = Self::default();
        for entry in entries(input) {
            match entry {
                Entry::Key(key, value) if key == "default" => {
                    read.default = text(&key, &value, errors);
                }
                Entry::Word(word) if word == "fallback" => read.fallback = true,
                Entry::Word(word) if word == "isolate" => read.isolate = true,
                Entry::Word(word) if word == "default" => {
                    errors.at(&word, "`default` is a text, such as `default = \"en\"`");
                }
                Entry::Key(key, _) if KEYS.contains(&key.to_string().as_str()) => {
                    errors.at(&key, format!("`{key}` stands alone, without a value"));
                }
                Entry::Key(key, _) | Entry::Word(key) => {
                    unknown(&key, "bot::locales!", KEYS, errors);
                }
                Entry::Other(tokens) => match syn::parse2::<LitStr>(tokens.clone()) {
                    Ok(folder) if read.folder.is_none() => read.folder = Some(folder),
                    _ => errors.at(
                        tokens,
                        "`bot::locales!` takes the folder of the locale files and keys: \
                         `bot::locales!(\"locales\", default = \"en\")`",
                    ),
                },
            }
        }
        read
    }

    fn registration(&self, catalog: &Catalog, default: usize) -> TokenStream {
        let files = catalog.files.iter().map(|file| {
            let (tag, shown, path) = (&file.tag, &file.shown, &file.path);
            quote!((#tag, #shown, ::core::include_str!(#path)))
        });
        let (default, isolate) = (&catalog.files[default].tag, self.isolate);
        let package = package();
        let doc = Ident::new("__LOCALES", Span::mixed_site());
        quote! {
            const _: () = {
                static #doc: ::botwright::__::LocaleFiles = ::botwright::__::LocaleFiles {
                    package: #package,
                    default: #default,
                    isolate: #isolate,
                    files: &[#(#files),*],
                    file: ::core::file!(),
                    line: ::core::line!(),
                };
                ::botwright::__::inventory::submit! {
                    ::botwright::__::RegisteredLocales(&#doc)
                }
            };
        }
    }
}

/// The package that is being compiled: its messages are found by its name.
pub(crate) fn package() -> String {
    std::env::var("CARGO_PKG_NAME").unwrap_or_default()
}
