//! `#[on_callback]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::variant::Variant;

const KEYS: &[&str] = &["chat", "priority", "if", "guard", "around"];

/// What a handler of a variant handles.
pub(crate) struct Role {
    pub(crate) attribute: &'static str,
    /// The kind of update.
    pub(crate) kind: &'static str,
    /// The variant of the runtime's `Role`.
    pub(crate) name: &'static str,
    /// The trait that a handler implements for its variant.
    pub(crate) claim: &'static str,
    /// What the fields are taken from.
    pub(crate) from: &'static str,
}

/// A pressed button.
const BUTTON: Role = Role {
    attribute: "on_callback",
    kind: "callback_query",
    name: "Button",
    claim: "OneHandlerPerVariant",
    from: "button",
};

/// A variant of an enum of data, and what its fields are called in the code.
pub(crate) struct Pressed {
    variant: Variant,
    role: &'static Role,
}

/// What the variables of fields begin with.
const PREFIX: &str = "field";

impl Pressed {
    /// Checks that it is one variant and that its fields have parameters.
    pub(crate) fn new(variant: Variant, handler: &Handler, errors: &mut Errors) -> Self {
        Self::of(&BUTTON, variant, handler, errors)
    }

    fn of(role: &'static Role, variant: Variant, handler: &Handler, errors: &mut Errors) -> Self {
        if variant.name.is_none() {
            errors.at(
                &variant.owner,
                "a handler takes one variant: write one for each",
            );
        }
        variant.check(role.from, handler, errors);
        Self { variant, role }
    }

    /// Whether a parameter takes a field, and by which variable.
    pub(crate) fn variable(&self, param: &str) -> Option<proc_macro2::Ident> {
        self.variant.variable(PREFIX, param)
    }

    /// The button it is.
    pub(crate) fn button(&self) -> TokenStream {
        let (owner, name) = (&self.variant.owner, self.variant.label());
        let role = format_ident!("{}", self.role.name);
        quote!(::botwright::__::Button::of::<#owner>(#name, ::botwright::__::Role::#role))
    }

    /// Takes the fields apart.
    pub(crate) fn bind(&self) -> Option<TokenStream> {
        let owner = &self.variant.owner;
        let value = quote_spanned! {owner.span()=>
            ::botwright::__::pressed::<#owner>(__call.cx())?
        };
        self.variant.bind(PREFIX, &value)
    }

    /// Keeps a second handler of the variant from compiling.
    pub(crate) fn claim(&self) -> TokenStream {
        let (owner, name) = (&self.variant.owner, self.variant.label());
        let claim = format_ident!("{}", self.role.claim);
        quote_spanned! {self.variant.name.span()=>
            impl ::botwright::__::#claim<{
                ::botwright::__::place(<#owner as ::botwright::__::Callback>::VARIANTS, #name)
            }> for #owner {}
        }
    }
}

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    read_role(&BUTTON, attr, handler, errors)
}

pub(crate) fn read_role(
    role: &'static Role,
    attr: TokenStream,
    handler: Handler,
    errors: &mut Errors,
) -> Route {
    let mut shared = Shared::default();
    let mut variant = None;
    for entry in keys::entries(attr) {
        let tokens = match entry {
            Entry::Key(key, value) => {
                if !shared.take(&key, &value, errors) {
                    keys::unknown(&key, role.attribute, KEYS, errors);
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
        variant.map(|variant| Match::Callback(Pressed::of(role, variant, &handler, errors)))
    } else {
        errors.at(
            &handler.name,
            format!(
                "`#[{0}]` names a variant, such as `#[{0}(Cart::Add {{ sku, n }})]`",
                role.attribute
            ),
        );
        None
    };
    // Without a variant there is a mistake, and no code.
    let matches = matches.unwrap_or(Match::Update);
    Route::new(matches, keys::kind_bit(role.kind), shared, handler)
}
