//! The function under an attribute. Its body is looked at for the names of states only.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, LitStr, Pat, ReturnType, Signature, Type, Visibility};

use crate::errors::Errors;
use crate::leads::leads;

/// How many parameters a handler may have: each has a place in a fixed array of the runtime.
const MAX_PARAMS: usize = 16;

/// A handler, as far as the macros care.
pub(crate) struct Handler {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) name: Ident,
    pub(crate) params: Vec<Param>,
    pub(crate) output: ReturnType,
    /// The states of dialogues that it names.
    pub(crate) leads: Vec<(String, Option<String>)>,
}

/// A parameter of a handler.
pub(crate) struct Param {
    /// The name that arguments and patterns go by.
    pub(crate) name: String,
    pub(crate) ty: Type,
    /// What is said when it does not fit.
    pub(crate) reask: Option<LitStr>,
}

struct Head {
    attrs: Vec<Attribute>,
    vis: Visibility,
    sig: Signature,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let head = Self {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
        };
        input.parse::<TokenStream>()?;
        Ok(head)
    }
}

impl Handler {
    /// Reads the head of a function and checks that a table can hold it.
    pub(crate) fn parse(item: &TokenStream, what: &str, errors: &mut Errors) -> Option<Self> {
        let Ok(Head { attrs, vis, sig }) = syn::parse2(item.clone()) else {
            errors.at(item, format!("{what} is an `async fn`"));
            return None;
        };
        if sig.asyncness.is_none() {
            errors.at(sig.fn_token, format!("{what} is an `async fn`"));
        }
        if !sig.generics.params.is_empty() {
            errors.at(
                &sig.generics,
                format!(
                    "{what} cannot be generic: it is one row of a table. Write the types out; for \
                     borrowed parameters leave the lifetimes out"
                ),
            );
        }
        if let Some(clause) = &sig.generics.where_clause {
            errors.at(
                clause,
                format!("{what} cannot be generic: it is one row of a table"),
            );
        }
        let params: Vec<_> = sig
            .inputs
            .iter()
            .enumerate()
            .filter_map(|(index, input)| Param::parse(index, input, what, errors))
            .collect();
        if let Some(extra) = sig.inputs.iter().nth(MAX_PARAMS) {
            errors.at(extra, format!("{what} has at most {MAX_PARAMS} parameters"));
        }
        Some(Self {
            attrs,
            vis,
            name: sig.ident,
            params,
            output: sig.output,
            leads: leads(item),
        })
    }

    /// The `cfg` attributes, which whatever is generated must share.
    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }

    /// Where to point for what is returned.
    pub(crate) fn output_span(&self) -> Span {
        match &self.output {
            ReturnType::Default => self.name.span(),
            ReturnType::Type(_, ty) => ty.span(),
        }
    }

    /// The type returned, unless it has no name (`impl Trait`).
    pub(crate) fn output_type(&self) -> Option<TokenStream> {
        match &self.output {
            ReturnType::Default => Some(quote::quote!(())),
            ReturnType::Type(_, ty) => {
                let tokens = ty.to_token_stream();
                (!mentions_impl(&tokens)).then_some(tokens)
            }
        }
    }
}

impl Param {
    fn parse(index: usize, input: &FnArg, what: &str, errors: &mut Errors) -> Option<Self> {
        let typed = match input {
            FnArg::Typed(typed) => typed,
            FnArg::Receiver(receiver) => {
                errors.at(
                    receiver,
                    format!("{what} is a free function: it cannot take `self`"),
                );
                return None;
            }
        };
        let reask = typed
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("reask"))
            .and_then(|attr| {
                let words = attr.parse_args().ok();
                if words.is_none() {
                    errors.at(
                        attr,
                        "`reask` has the words to ask again with, such as `#[reask(\"A number, please\")]`",
                    );
                }
                words
            });
        if mentions_impl(&typed.ty.to_token_stream()) {
            errors.at(
                &typed.ty,
                format!("{what} cannot be generic: write the type out"),
            );
            return None;
        }
        let name = match &*typed.pat {
            Pat::Ident(pat) => pat
                .ident
                .unraw()
                .to_string()
                .trim_start_matches('_')
                .to_owned(),
            _ => String::new(),
        };
        let name = if name.is_empty() {
            format!("arg{}", index + 1)
        } else {
            name
        };
        Some(Self {
            name,
            ty: (*typed.ty).clone(),
            reask,
        })
    }
}

/// The item as the compiler shall see it: attributes of parameters that are ours are taken off.
pub(crate) fn stripped(item: &TokenStream) -> TokenStream {
    let is_ours = |tree: &TokenTree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let first = group.stream().into_iter().next();
            matches!(first, Some(TokenTree::Ident(word)) if word == "reask")
        }
        _ => false,
    };
    let strip = |list: TokenStream| {
        let mut kept: Vec<TokenTree> = Vec::new();
        for tree in list {
            if is_ours(&tree) {
                kept.pop();
            } else {
                kept.push(tree);
            }
        }
        kept.into_iter().collect()
    };
    item.clone()
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                let mut params = Group::new(Delimiter::Parenthesis, strip(group.stream()));
                params.set_span(group.span());
                params.into()
            }
            other => other,
        })
        .collect()
}

/// The item without `self`, which is reported once: the compiler would do so, too, and its body with it.
pub(crate) fn free(item: TokenStream) -> TokenStream {
    let trees: Vec<_> = item.into_iter().collect();
    let is_fn = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "fn");
    let head = trees.iter().position(is_fn).unwrap_or_default();
    let is_list = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let Some(list) = (head..trees.len()).find(|place| is_list(&trees[*place])) else {
        return trees.into_iter().collect();
    };
    let TokenTree::Group(params) = &trees[list] else {
        return trees.into_iter().collect();
    };
    let is_comma =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let mut rest = params.stream().into_iter();
    let first: Vec<_> = rest.by_ref().take_while(|tree| !is_comma(tree)).collect();
    let is_self = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "self");
    if !first.iter().any(is_self) {
        return trees.into_iter().collect();
    }
    let mut free = Group::new(Delimiter::Parenthesis, rest.collect());
    free.set_span(params.span());
    let body_at = trees.len() - 1;
    let place = |(place, tree): (usize, TokenTree)| match tree {
        _ if place == list => free.clone().into(),
        TokenTree::Group(body) if place == body_at => {
            let mut empty = Group::new(body.delimiter(), quote::quote!(loop {}));
            empty.set_span(body.span());
            empty.into()
        }
        tree => tree,
    };
    trees.into_iter().enumerate().map(place).collect()
}

fn mentions_impl(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == "impl",
        TokenTree::Group(group) => mentions_impl(&group.stream()),
        _ => false,
    })
}
