//! `#[bot::main]`.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, ReturnType, Signature, Visibility};

use crate::errors::Errors;

struct Main {
    attrs: Vec<Attribute>,
    vis: Visibility,
    sig: Signature,
    body: TokenStream,
}

impl Parse for Main {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
            body: input.parse()?,
        })
    }
}

pub(crate) fn expand(attr: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Ok(Main {
        attrs,
        vis,
        sig,
        body,
    }) = syn::parse2(item.clone())
    else {
        errors.at(item, "`#[bot::main]` stands on `async fn main`");
        let errors = errors.into_tokens();
        return quote!(#item #errors);
    };
    if !attr.is_empty() {
        errors.at(attr, "`#[bot::main]` has no keys");
    }
    if sig.asyncness.is_none() {
        errors.at(sig.fn_token, "`#[bot::main]` stands on an `async fn`");
    }
    if !sig.inputs.is_empty() {
        errors.at(&sig.inputs, "`main` takes no parameters");
    }
    if !sig.generics.params.is_empty() {
        errors.at(&sig.generics, "`main` cannot be generic");
    }
    if !errors.is_empty() {
        // Without its `async`, an empty `main` keeps the compiler from asking for one.
        let errors = errors.into_tokens();
        return quote!(fn main() {} #errors);
    }
    let name = &sig.ident;
    let failure = match &sig.output {
        ReturnType::Default => quote!(<() as ::botwright::__::Exit>::failure),
        ReturnType::Type(_, ty) => {
            quote_spanned!(ty.span()=> <#ty as ::botwright::__::Exit>::failure)
        }
    };
    let link = own_library().map(|library| {
        let library = format_ident!("{}", library);
        quote! {
            const _: () = {
                extern crate #library as _;
            };
        }
    });
    quote! {
        #link
        #(#attrs)*
        #vis fn #name() -> ::std::process::ExitCode {
            #sig #body
            ::botwright::__::main(#name(), #failure)
        }
    }
}

/// The library of the package whose binary is being compiled: nothing else may name it, and then its
/// handlers would not be linked.
fn own_library() -> Option<String> {
    std::env::var_os("CARGO_BIN_NAME")?;
    let directory = std::env::var_os("CARGO_MANIFEST_DIR")?;
    let directory = Path::new(&directory);
    let manifest = std::fs::read_to_string(directory.join("Cargo.toml")).ok()?;
    let package = std::env::var("CARGO_PKG_NAME").ok()?;
    library(&manifest, directory.join("src/lib.rs").exists(), &package)
}

/// The name of a package's library, if it has one that can be linked.
fn library(manifest: &str, has_file: bool, package: &str) -> Option<String> {
    let mut section = "";
    let (mut exists, mut name) = (has_file, None);
    for line in manifest.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with('[') {
            section = line;
            exists |= section == "[lib]";
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let value = value.trim();
        match (section, key.trim()) {
            ("[lib]", "name") => name = Some(value.trim_matches('"').to_owned()),
            ("[lib]", "proc-macro") if value == "true" => return None,
            ("[lib]", "crate-type") if !value.contains("\"lib\"") && !value.contains("rlib") => {
                return None;
            }
            ("[package]", "autolib") if value == "false" => exists = false,
            _ => {}
        }
    }
    exists.then(|| name.unwrap_or_else(|| package.to_owned()).replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::library;

    #[test]
    fn finds_the_library_to_link() {
        let plain = "[package]\nname = \"my-bot\"\n[dependencies]\n";
        assert_eq!(library(plain, true, "my-bot").as_deref(), Some("my_bot"));
        assert_eq!(library(plain, false, "my-bot"), None);
        let named = "[package]\nname = \"my-bot\"\n[lib]\nname = \"core_bot\" # ours\n";
        assert_eq!(library(named, false, "my-bot").as_deref(), Some("core_bot"));
        let foreign = "[lib]\ncrate-type = [\"cdylib\"]\n";
        assert_eq!(library(foreign, true, "my-bot"), None);
    }
}
