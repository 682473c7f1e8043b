//! `#[on_callback]`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Path, Token, Type, braced, token};

use crate::doc::Doc;
use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::names::UPDATE_KINDS;

const KEYS: &[&str] = &["chat", "priority", "if", "guard", "around"];

/// A variant whose fields go to parameters.
pub(crate) struct Variant {
    /// The enum.
    owner: Path,
    name: Ident,
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
        let mut owner: Path = input.parse()?;
        let last = owner.segments.pop();
        owner.segments.pop_punct();
        let Some(last) = last.filter(|last| last.arguments.is_empty()) else {
            return Err(input.error(EXPECTED));
        };
        let mut variant = Self {
            owner,
            name: last.ident,
            fields: Vec::new(),
            open: None,
        };
        if variant.owner.segments.is_empty() {
            let message = format!("name the enum too, such as `Cart::{}`", variant.name);
            return Err(syn::Error::new_spanned(&variant.name, message));
        }
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
    pub(crate) fn variable(&self, param: &str) -> Option<Ident> {
        let place = self
            .fields
            .iter()
            .position(|field| plain(&field.param) == param)?;
        Some(quote::format_ident!("__field{}", place))
    }

    /// The table's row of it.
    pub(crate) fn row(&self) -> TokenStream {
        let (owner, name) = (&self.owner, self.name.unraw().to_string());
        quote!(::botwright::__::Match::Callback(::botwright::__::Button::of::<#owner>(#name)))
    }

    /// Takes the fields apart.
    pub(crate) fn bind(&self) -> TokenStream {
        let Self {
            owner,
            name,
            fields,
            open,
        } = self;
        let fields = fields.iter().enumerate().map(|(place, field)| {
            let name = &field.name;
            let var = quote::format_ident!("__field{}", place);
            quote!(#name: #var)
        });
        let value = quote_spanned! {owner.span()=>
            ::botwright::__::pressed::<#owner>(__call.cx())?
        };
        // An enum of one variant has no others.
        quote! {
            #[allow(irrefutable_let_patterns)]
            let #owner::#name { #(#fields,)* #open } = #value else {
                return ::core::result::Result::Err(::botwright::__::Rejection::Skip);
            };
        }
    }

    /// Keeps a second handler of the variant from compiling.
    pub(crate) fn claim(&self) -> TokenStream {
        let (owner, name) = (&self.owner, self.name.unraw().to_string());
        quote_spanned! {self.name.span()=>
            impl ::botwright::__::OneHandlerPerVariant<{
                ::botwright::__::place(<#owner as ::botwright::__::Callback>::VARIANTS, #name)
            }> for #owner {}
        }
    }

    fn check(&self, handler: &Handler, errors: &mut Errors) {
        for field in &self.fields {
            let param = &field.param;
            match handler.params.iter().find(|it| it.name == plain(param)) {
                None => errors.at(
                    param,
                    format!(
                        "`{param}` is taken from the button here, but the handler has no parameter \
                         of that name; `..` stands for fields that nobody takes"
                    ),
                ),
                Some(found) if matches!(found.ty, Type::Reference(_)) => errors.at(
                    &found.ty,
                    format!("`{param}` is a field of the button's data: it has the field's own type, such as `String`"),
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

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let mut shared = Shared::default();
    let mut variant = None;
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    keys::unknown(&key, "on_callback", KEYS, errors);
                }
                continue;
            }
            Entry::Word(word) => word.into_token_stream(),
            Entry::Other(tokens) => tokens,
        };
        if variant.is_some() {
            errors.at(tokens, "a handler takes one variant: write one for each");
        } else {
            variant = Some(errors.ok(syn::parse2::<Variant>(tokens)));
        }
    }
    let matches = if let Some(variant) = variant {
        variant.map(|variant| {
            variant.check(&handler, errors);
            Match::Callback(variant)
        })
    } else {
        errors.at(
            &handler.name,
            "`#[on_callback]` names a variant, such as `#[on_callback(Cart::Add { sku, n })]`",
        );
        None
    };
    let doc = Doc::of(&handler.attrs);
    Route {
        // Without a variant there is a mistake, and no code.
        matches: matches.unwrap_or(Match::Update),
        kinds: keys::position(UPDATE_KINDS, &"callback_query").map_or(0, |place| 1 << place),
        filter: None,
        hidden: false,
        description: doc.description,
        help: doc.help,
        handler,
        shared,
    }
}
