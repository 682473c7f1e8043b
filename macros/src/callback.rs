//! `#[derive(Callback)]` and `#[derive(Payload)]`: enums as a few bytes.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, LitInt, Type};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::expand::call_over;
use crate::nearest::hint;
use crate::seal::Seal;
use crate::shape::Shape;

/// The most variants: beyond it their short names would be alike too often.
const MAX_VARIANTS: usize = 256;

/// What the values of an enum are the data of.
pub(crate) struct Carrier {
    /// The helper attribute, and the check of a variant's size.
    attribute: &'static str,
    check: &'static str,
    /// Whether the data can be signed and stored.
    seals: bool,
    /// What `exhaustive` asks for.
    handled: &'static [&'static str],
    /// What else is implemented.
    marker: Option<&'static str>,
}

/// Buttons.
pub(crate) const BUTTON: Carrier = Carrier {
    attribute: "callback",
    check: "check_len",
    seals: true,
    handled: &["OneHandlerPerVariant"],
    marker: None,
};

/// Invoices.
pub(crate) const INVOICE: Carrier = Carrier {
    attribute: "payload",
    check: "check_payload",
    seals: false,
    handled: &["OneCheckoutPerVariant", "OnePaidPerVariant"],
    marker: Some("Payload"),
};

struct Enum {
    carrier: &'static Carrier,
    name: Ident,
    exhaustive: bool,
    variants: Vec<Variant>,
}

struct Variant {
    name: Ident,
    fields: Vec<Field>,
    seal: Seal,
}

struct Field {
    name: Ident,
    ty: Type,
    max: Option<usize>,
}

pub(crate) fn expand(carrier: &'static Carrier, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = errors
        .ok(syn::parse2(item))
        .and_then(|input| read(carrier, &input, &mut errors));
    match parsed {
        Some(parsed) if errors.is_empty() => renamed(parsed.expand()),
        _ => errors.into_tokens(),
    }
}

fn read(carrier: &'static Carrier, input: &DeriveInput, errors: &mut Errors) -> Option<Enum> {
    if !input.generics.params.is_empty() {
        errors.at(&input.generics, "callback data cannot be generic");
    }
    let (mut exhaustive, mut seal) = (false, Seal::default());
    let known = with_seals(carrier, &["exhaustive"]);
    keys(carrier, &input.attrs, &known, errors, |key, meta| {
        if key == "exhaustive" {
            exhaustive = true;
            return Ok(());
        }
        seal.take(key, &meta)
    });
    let Data::Enum(data) = &input.data else {
        errors.at(
            &input.ident,
            "callback data is an enum: one variant for each kind of button",
        );
        return None;
    };
    if data.variants.is_empty() {
        errors.at(&input.ident, "callback data needs at least one variant");
    }
    if let Some(extra) = data.variants.iter().nth(MAX_VARIANTS) {
        errors.at(
            &extra.ident,
            format!("callback data has at most {MAX_VARIANTS} variants"),
        );
    }
    let mut variants = Vec::new();
    for variant in &data.variants {
        if let Fields::Unnamed(fields) = &variant.fields {
            errors.at(
                fields,
                "the fields of callback data have names: handlers take them by name",
            );
        }
        let mut own = Seal::default();
        let known = with_seals(carrier, &[]);
        keys(carrier, &variant.attrs, &known, errors, |key, meta| {
            own.take(key, &meta)
        });
        own.check(own.stored || seal.stored, errors);
        let fields = variant.fields.iter().filter_map(|field| {
            let mut max = None;
            keys(carrier, &field.attrs, &["max"], errors, |_, meta| {
                max = Some(meta.value()?.parse::<LitInt>()?.base10_parse()?);
                Ok(())
            });
            Some(Field {
                name: field.ident.clone()?,
                ty: field.ty.clone(),
                max,
            })
        });
        let fields = fields.collect();
        variants.push(Variant {
            name: variant.ident.clone(),
            fields,
            seal: own.or(&seal),
        });
    }
    seal.check(
        seal.stored || variants.iter().any(|it| it.seal.stored),
        errors,
    );
    Some(Enum {
        carrier,
        name: input.ident.clone(),
        exhaustive,
        variants,
    })
}

/// Reads the keys of `#[callback(…)]`; those known at this place go to `take`.
fn keys(
    carrier: &Carrier,
    attrs: &[Attribute],
    known: &[&str],
    errors: &mut Errors,
    mut take: impl FnMut(&Ident, syn::meta::ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attr in attrs
        .iter()
        .filter(|attr| attr.path().is_ident(carrier.attribute))
    {
        let result = attr.parse_nested_meta(|meta| {
            let key = meta.path.require_ident()?.clone();
            let name = key.to_string();
            if known.contains(&name.as_str()) {
                return take(&key, meta);
            }
            let problem = match name.as_str() {
                "stored" | "signed" | "ttl" if carrier.seals => {
                    format!("`{name}` is for a variant or for the whole enum")
                }
                _ if known.is_empty() => {
                    format!("`{}` has no key `{name}` here", carrier.attribute)
                }
                _ => {
                    let hint = hint(&name, known.iter().copied());
                    format!("`{}` has no key `{name}` here{hint}", carrier.attribute)
                }
            };
            Err(syn::Error::new_spanned(key, problem))
        });
        errors.ok(result);
    }
}

/// The keys of this place, and those that protect data.
fn with_seals<'a>(carrier: &Carrier, known: &[&'a str]) -> Vec<&'a str> {
    let seals: &[_] = if carrier.seals {
        &["signed", "stored", "ttl"]
    } else {
        &[]
    };
    [known, seals].concat()
}

impl Enum {
    fn expand(&self) -> TokenStream {
        let name = &self.name;
        let text = name.unraw().to_string();
        let shape = Shape::of(&text, self.variants.iter().map(Variant::shape));
        let prefixes: Vec<_> = shape.prefixes().collect();
        let rows = self
            .variants
            .iter()
            .zip(&prefixes)
            .map(|(variant, prefix)| {
                let (label, len) = (variant.name.unraw().to_string(), variant.len(prefix));
                let seal = variant.seal.expand();
                quote! {
                    ::botwright::__::Variant {
                        name: #label,
                        prefix: #prefix,
                        max_len: #len,
                        seal: #seal,
                    }
                }
            });
        let packs = self
            .variants
            .iter()
            .zip(&prefixes)
            .map(|(variant, prefix)| variant.pack(prefix));
        let unpacks = self
            .variants
            .iter()
            .zip(&prefixes)
            .map(|(variant, prefix)| variant.unpack(prefix));
        let checks = self.checks();
        quote! {
            #[automatically_derived]
            #[allow(clippy::all, clippy::pedantic)]
            impl ::botwright::__::Callback for #name {
                const NAME: &'static str = #text;
                const VARIANTS: &'static [::botwright::__::Variant] = &[#(#rows),*];
                const MAX_LEN: usize =
                    ::botwright::__::longest(<Self as ::botwright::__::Callback>::VARIANTS);

                fn pack(&self) -> ::std::string::String {
                    let mut __data = ::std::string::String::new();
                    match self { #(#packs)* }
                    __data
                }

                fn unpack(__data: &str) -> ::core::option::Option<Self> {
                    #[allow(unused_mut)]
                    let (__prefix, mut __data) = ::botwright::__::Data::open(__data)?;
                    let __value = match __prefix {
                        #(#unpacks)*
                        _ => return ::core::option::Option::None,
                    };
                    __data.is_empty().then_some(__value)
                }
            }
            #checks
        }
    }

    /// What only the compiler can know: the sizes of types, and which handlers there are.
    fn checks(&self) -> TokenStream {
        let name = &self.name;
        let mut checks = TokenStream::new();
        for (index, variant) in self.variants.iter().enumerate() {
            let label = format!("{}::{}", name.unraw(), variant.name.unraw());
            let check = format_ident!("{}", self.carrier.check);
            let function = quote!(::botwright::__::#check);
            let arguments = quote!(#label, &<#name as ::botwright::__::Callback>::VARIANTS[#index]);
            let check = call_over(&variant.name, function, arguments);
            checks.extend(quote!(const _: () = #check;));
            for field in &variant.fields {
                let (ty, label) = (&field.ty, field.name.unraw().to_string());
                let max = option(field.max);
                let of = |name: &str| {
                    let name = Ident::new(name, ty.span());
                    quote_spanned!(ty.span()=> <#ty as ::botwright::__::Field>::#name)
                };
                let (is_text, needs_store) = if variant.seal.stored {
                    // A text may have a limit and needs none.
                    let limited = field.max.is_some();
                    let is_text = of("IS_TEXT");
                    (quote!(#limited && #is_text), quote!(false))
                } else {
                    (of("IS_TEXT"), of("NEEDS_STORE"))
                };
                let function = quote!(::botwright::__::check_field);
                let check = call_over(ty, function, quote!(#label, #is_text, #needs_store, #max));
                checks.extend(quote!(const _: () = #check;));
            }
            if self.exhaustive {
                let mut owner = name.clone();
                owner.set_span(variant.name.span());
                for handled in self.carrier.handled {
                    let handled = format_ident!("{}", handled);
                    checks.extend(quote_spanned! {variant.name.span()=>
                        const _: fn() = || {
                            fn __handled<E: ::botwright::__::#handled<#index>>() {}
                            __handled::<#owner>();
                        };
                    });
                }
            }
        }
        if let Some(marker) = self.carrier.marker {
            let marker = format_ident!("{}", marker);
            checks.extend(quote!(impl ::botwright::__::#marker for #name {}));
        }
        checks
    }
}

impl Variant {
    /// The variant as a text that changes with everything its data depend on.
    fn shape(&self) -> (String, String) {
        let fields: Vec<_> = self
            .fields
            .iter()
            .map(|field| {
                let ty = field.ty.to_token_stream().to_string();
                format!("{}:{}", field.name.unraw(), ty.replace(' ', ""))
            })
            .collect();
        let name = self.name.unraw();
        (name.to_string(), fields.join(",") + &self.seal.shape())
    }

    /// The most bytes its data can take in a button.
    fn len(&self, prefix: &str) -> TokenStream {
        if self.seal.stored {
            return quote!(::botwright::__::STORED_LEN);
        }
        let header = prefix.len();
        let mac = self.seal.signed.is_some();
        let mac = mac.then(|| quote!(+ ::botwright::__::MAC_LEN));
        let lens = self.fields.iter().map(|field| {
            let (ty, max) = (&field.ty, self.max(field));
            quote_spanned!(ty.span()=> + ::botwright::__::field_len(
                <#ty as ::botwright::__::Field>::MAX_LEN,
                <#ty as ::botwright::__::Field>::IS_TEXT,
                #max
            ))
        });
        quote!(#header #mac #(#lens)*)
    }

    /// The most bytes of a field's text.
    fn max(&self, field: &Field) -> usize {
        let none = if self.seal.stored { usize::MAX } else { 0 };
        field.max.unwrap_or(none)
    }

    fn pack(&self, prefix: &str) -> TokenStream {
        let name = &self.name;
        let names = self.fields.iter().map(|field| &field.name);
        let vars: Vec<_> = (0..self.fields.len())
            .map(|index| format_ident!("__f{}", index))
            .collect();
        let fields = self.fields.iter().zip(&vars).map(|(field, var)| {
            let (ty, max) = (&field.ty, self.max(field));
            quote_spanned! {ty.span()=>
                <#ty as ::botwright::__::Field>::pack(#var, #max, &mut __data);
            }
        });
        quote! {
            Self::#name { #(#names: #vars),* } => {
                __data.push_str(#prefix);
                #(#fields)*
            }
        }
    }

    fn unpack(&self, prefix: &str) -> TokenStream {
        let name = &self.name;
        let fields = self.fields.iter().map(|field| {
            let (field_name, ty, max) = (&field.name, &field.ty, self.max(field));
            quote_spanned! {ty.span()=>
                #field_name: <#ty as ::botwright::__::Field>::unpack(#max, &mut __data)?
            }
        });
        quote!(#prefix => Self::#name { #(#fields),* },)
    }
}

fn option(value: Option<usize>) -> TokenStream {
    if let Some(value) = value {
        quote!(::core::option::Option::Some(#value))
    } else {
        quote!(::core::option::Option::None)
    }
}
