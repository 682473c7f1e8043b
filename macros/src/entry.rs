//! `#[bot::main]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, ReturnType, Signature, Visibility};

use crate::dependency::{own_library, renamed};
use crate::errors::Errors;

/// A function, its body as it stands.
pub(crate) struct Whole {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    pub(crate) body: TokenStream,
}

impl Parse for Whole {
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
    let Ok(Whole {
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
    let call = renamed(quote!(::botwright::__::main(#name(), #failure)));
    quote! {
        #link
        #(#attrs)*
        #vis fn #name() -> ::std::process::ExitCode {
            #sig #body
            #call
        }
    }
}
