//! A variant in an attribute, whose fields go to parameters: `Cart::Add { sku, n }`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Path, Token, Type, braced, token};

use crate::errors::Errors;
use crate::handler::Handler;

/// A variant whose fields go to parameters.
pub(crate) struct Variant {
    /// The enum.
    pub(crate) owner: Path,
    /// `None` for `_`, which stands for all of them.
    pub(crate) name: Option<Ident>,
    fields: Vec<Field>,
    /// `..`: fields that nobody takes.
    open: Option<Token![..]>,
}

struct Field {
    name: Ident,
    /// The parameter it goes to.
    param: Ident,
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (owner, name) = path(input)?;
        let mut variant = Self {
            owner,
            name,
            fields: Vec::new(),
            open: None,
        };
        if input.peek(token::Brace) {
            let inside;
            braced!(inside in input);
            variant.read_fields(&inside)?;
        }
        if !input.is_empty() {
            return Err(input.error(EXPECTED));
        }
        Ok(variant)
    }
}

/// `Cart::Add`, or `Cart::_`.
fn path(input: ParseStream<'_>) -> syn::Result<(Path, Option<Ident>)> {
    let expected = || input.error(EXPECTED);
    let mut owner = Path {
        leading_colon: input.parse()?,
        segments: Punctuated::new(),
    };
    loop {
        if input.parse::<Option<Token![_]>>()?.is_some() {
            break;
        }
        owner
            .segments
            .push_value(Ident::parse_any(input).map_err(|_| expected())?.into());
        match input.parse()? {
            Some(colons) => owner.segments.push_punct(colons),
            None => break,
        }
    }
    let name = if owner.segments.trailing_punct() {
        None
    } else {
        owner.segments.pop().map(|last| last.ident)
    };
    owner.segments.pop_punct();
    if let (Some(name), true) = (&name, owner.segments.is_empty()) {
        let message = format!("name the enum too, such as `Cart::{name}`");
        return Err(syn::Error::new_spanned(name, message));
    }
    if owner.segments.is_empty() {
        return Err(expected());
    }
    Ok((owner, name))
}

const EXPECTED: &str = "expected a variant, such as `Cart::Clear` or `Cart::Add { sku, n }`";

impl Variant {
    fn read_fields(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            self.open = input.parse()?;
            if self.open.is_some() {
                break;
            }
            let name = Ident::parse_any(input)?;
            let param = match input.parse::<Option<Token![:]>>()? {
                Some(_) => input.parse()?,
                None => name.clone(),
            };
            self.fields.push(Field { name, param });
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        if input.is_empty() {
            Ok(())
        } else {
            Err(input
                .error("expected names of fields, such as `{ sku, n }`, and nothing after `..`"))
        }
    }

    /// Whether a parameter takes a field, and by which variable.
    pub(crate) fn variable(&self, prefix: &str, param: &str) -> Option<Ident> {
        let place = self
            .fields
            .iter()
            .position(|field| plain(&field.param) == param)?;
        Some(format_ident!("__{}{}", prefix, place))
    }

    /// The variant's name; empty for all of them.
    pub(crate) fn label(&self) -> String {
        self.name
            .as_ref()
            .map(|name| name.unraw().to_string())
            .unwrap_or_default()
    }

    /// Takes the fields of `value` apart; another variant is not for this handler.
    pub(crate) fn bind(&self, prefix: &str, value: &TokenStream) -> Option<TokenStream> {
        let Self {
            owner,
            name,
            fields,
            open,
        } = self;
        let name = name.as_ref()?;
        let fields = fields.iter().enumerate().map(|(place, field)| {
            let name = &field.name;
            let var = format_ident!("__{}{}", prefix, place);
            quote!(#name: #var)
        });
        // An enum of one variant has no others.
        Some(quote! {
            #[allow(irrefutable_let_patterns)]
            let #owner::#name { #(#fields,)* #open } = #value else {
                return ::core::result::Result::Err(::botwright::__::Rejection::Skip);
            };
        })
    }

    /// Checks that every field has its parameter; `source` says what the fields are of.
    pub(crate) fn check(&self, source: &str, handler: &Handler, errors: &mut Errors) {
        for field in &self.fields {
            let param = &field.param;
            match handler.params.iter().find(|it| it.name == plain(param)) {
                None => errors.at(
                    param,
                    format!(
                        "`{param}` is taken from the {source} here, but the handler has no parameter \
                         of that name; `..` stands for fields that nobody takes"
                    ),
                ),
                Some(found) if matches!(found.ty, Type::Reference(_)) => errors.at(
                    &found.ty,
                    format!("`{param}` is a field of the {source}: it has the field's own type, such as `String`"),
                ),
                Some(_) => {}
            }
            if self
                .fields
                .iter()
                .filter(|other| other.param == field.param)
                .count()
                > 1
            {
                errors.at(param, format!("`{param}` is taken twice"));
            }
        }
    }
}

/// The name that parameters go by.
fn plain(name: &Ident) -> String {
    name.unraw().to_string().trim_start_matches('_').to_owned()
}
