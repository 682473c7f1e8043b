//! `#[bot::test]` and `bot::check!()`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, ExprArray, FnArg, LitStr, Path, ReturnType, Token, Type};

use crate::dependency::{library_to_test, renamed};
use crate::entry::Whole;
use crate::errors::Errors;
use crate::expand::{call_over, row_of};
use crate::keys::{Entry, entries, text, unknown};

const KEYS: &[&str] = &["bot", "only", "routes"];
const USER_KEYS: &[&str] = &["name", "username", "language", "admin", "outside"];
const GROUP_KEYS: &[&str] = &["title", "basic", "channel", "forum", "admin", "outside"];
/// The keys without a value.
const FLAGS: &[&str] = &["admin", "basic", "channel", "forum", "outside"];

/// A parameter of a test.
struct Param {
    ty: Type,
    /// What its attributes say.
    options: TokenStream,
    /// That its type takes these attributes.
    checks: Vec<TokenStream>,
}

/// The keys of the attribute.
#[derive(Default)]
struct Keys {
    bot: Option<Path>,
    only: Option<LitStr>,
    routes: Option<Vec<Path>>,
}

pub(crate) fn expand(attr: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Ok(test) = syn::parse2::<Whole>(item.clone()) else {
        errors.at(item, "`#[bot::test]` stands on an `async fn`");
        let errors = errors.into_tokens();
        return quote!(#item #errors);
    };
    let keys = Keys::read(attr, &mut errors);
    let Whole {
        attrs,
        vis,
        mut sig,
        body,
    } = test;
    if sig.asyncness.is_none() {
        errors.at(sig.fn_token, "`#[bot::test]` stands on an `async fn`");
    }
    if !sig.generics.params.is_empty() {
        errors.at(
            &sig.generics,
            "a test cannot be generic: write the types out",
        );
    }
    let mut params = Vec::new();
    for input in &mut sig.inputs {
        match input {
            FnArg::Typed(typed) => {
                params.push(options(&typed.ty, &mut typed.attrs, &mut errors));
            }
            FnArg::Receiver(receiver) => {
                errors.at(receiver, "a test is a free function: it cannot take `self`");
            }
        }
    }
    if !errors.is_empty() {
        let errors = errors.into_tokens();
        return quote!(#(#attrs)* #[allow(dead_code)] #vis #sig #body #errors);
    }
    let name = &sig.ident;
    let vars: Vec<_> = (0..params.len())
        .map(|index| format_ident!("__p{}", index))
        .collect();
    let plans = params.iter().map(|Param { ty, options, .. }| {
        quote!(<#ty as ::botwright::testing::TestParam>::plan(__plan, #options);)
    });
    let takes = params.iter().zip(&vars).map(|(Param { ty, .. }, var)| {
        quote!(let #var = <#ty as ::botwright::testing::TestParam>::take(__takes);)
    });
    let checks = params.iter().flat_map(|param| &param.checks);
    let output = match &sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let failure =
        quote_spanned!(output.span()=> <#output as ::botwright::testing::TestResult>::failure);
    let cfgs = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    let future = quote_spanned!(name.span()=> #name(#(#vars),*));
    let (routes, builder) = (keys.routes(), builder(keys.bot.as_ref()));
    let setup = keys.bot.iter();
    let link = link();
    let code = renamed(quote! {
        ::botwright::__::testing::run(
            ::botwright::__::testing::Setup {
                module: ::core::module_path!(),
                routes: #routes,
                builder: #builder,
            },
            |__plan| { #(#plans)* },
            |__takes| {
                #(#takes)*
                async move { #failure(#future.await) }
            },
        )
    });
    // Without `cfg(test)` the compiler never looks at the test; this it always does.
    let checks = renamed(quote! {
        const _: () = {
            #(const _: () = #checks;)*
            let _: fn(#output) -> ::core::option::Option<::std::string::String> = #failure;
            #(let _: fn() -> ::botwright::bot::Builder = #setup;)*
        };
    });
    quote! {
        #(#cfgs)*
        #checks
        #(#attrs)*
        #[::core::prelude::v1::test]
        #vis fn #name() {
            #link
            #[allow(clippy::unused_async)]
            #sig #body
            #code
        }
    }
}

/// `bot::check!()` and `bot::check!(setup)`.
pub(crate) fn check(input: TokenStream) -> TokenStream {
    let setup = if input.is_empty() {
        None
    } else if let Ok(path) = syn::parse2::<Path>(input.clone()) {
        Some(path)
    } else {
        let mut errors = Errors::default();
        errors.at(
            input,
            "`bot::check!` takes nothing, or a function that gives the builder: \
             `bot::check!(setup)` with `fn setup() -> bot::Builder`",
        );
        return errors.into_tokens();
    };
    let (builder, given, link) = (builder(setup.as_ref()), setup.iter(), link());
    let code = renamed(quote! {
        ::botwright::__::testing::check(
            #builder,
            ::core::module_path!(),
            ::core::env!("CARGO_MANIFEST_DIR"),
        );
    });
    let checks = renamed(quote! {
        #(const _: fn() -> ::botwright::bot::Builder = #given;)*
    });
    quote! {
        #checks
        #[::core::prelude::v1::test]
        fn bot_check() {
            #link
            #code
        }
    }
}

/// The function that gives the builder.
fn builder(setup: Option<&Path>) -> TokenStream {
    let Some(path) = setup else {
        return quote!(::core::option::Option::None);
    };
    quote!(::core::option::Option::Some(#path))
}

/// Handlers in the package's own library are found only if something names it.
fn link() -> Option<TokenStream> {
    library_to_test().map(|library| {
        let library = Ident::new(&library, Span::call_site());
        quote! {
            const _: () = {
                extern crate #library as _;
            };
        }
    })
}

impl Keys {
    fn read(attr: TokenStream, errors: &mut Errors) -> Self {
        let mut keys = Self::default();
        for entry in entries(attr) {
            match entry {
                Entry::Key(key, value) => match key.to_string().as_str() {
                    "bot" => match syn::parse2(value) {
                        Ok(path) => keys.bot = Some(path),
                        Err(_) => errors.at(
                            key,
                            "`bot` names a function that gives the builder, such as `bot = setup` with \
                             `fn setup() -> bot::Builder`",
                        ),
                    },
                    "only" => keys.only = text(&key, &value, errors),
                    "routes" => match paths(&value) {
                        Some(paths) => keys.routes = Some(paths),
                        None => errors.at(
                            key,
                            "`routes` is a list of handlers, such as `routes = [add, shop::buy]`",
                        ),
                    },
                    _ => unknown(&key, "#[bot::test]", KEYS, errors),
                },
                Entry::Word(word) => unknown(&word, "#[bot::test]", KEYS, errors),
                Entry::Other(tokens) => errors.at(
                    tokens,
                    "`#[bot::test]` takes keys: `bot = setup`, `only = \"module\"`, `routes = [handler]`",
                ),
            }
        }
        if let (Some(only), Some(_)) = (&keys.only, &keys.routes) {
            errors.at(only, "`only` and `routes` exclude each other");
        }
        keys
    }

    /// Which handlers the test has.
    fn routes(&self) -> TokenStream {
        if let Some(paths) = &self.routes {
            let rows = paths.iter().cloned().map(|mut path| {
                if let Some(last) = path.segments.last_mut() {
                    last.ident = row_of(&last.ident);
                }
                quote!(&#path)
            });
            return quote!({
                const __ROUTES: &[&'static ::botwright::__::Route] = &[#(#rows),*];
                ::botwright::__::testing::Routes::These(__ROUTES)
            });
        }
        let Some(module) = &self.only else {
            return quote!(::botwright::__::testing::Routes::Nearest);
        };
        quote!(::botwright::__::testing::Routes::Only(#module))
    }
}

fn paths(value: &TokenStream) -> Option<Vec<Path>> {
    let list = syn::parse2::<ExprArray>(value.clone()).ok()?;
    let parse = Punctuated::<Path, Token![,]>::parse_terminated;
    let paths = parse.parse2(list.elems.to_token_stream()).ok()?;
    Some(paths.into_iter().collect())
}

/// Takes `#[user(…)]` and `#[group(…)]` off a parameter.
fn options(ty: &Type, attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Param {
    let fits = |of: &str| {
        let of = Ident::new(of, Span::call_site());
        let own = quote!(<#ty as ::botwright::testing::TestParam>::OF);
        call_over(
            ty,
            quote!(::botwright::__::testing::fits),
            quote!(::botwright::__::testing::Of::#of, #own),
        )
    };
    let (mut fields, mut checks) = (Vec::new(), Vec::new());
    attrs.retain(|attr| {
        let (name, keys, kind) = if attr.path().is_ident("user") {
            ("#[user]", USER_KEYS, "User")
        } else if attr.path().is_ident("group") {
            ("#[group]", GROUP_KEYS, "Group")
        } else {
            return true;
        };
        checks.push(fits(kind));
        let Some(list) = errors.ok(attr.meta.require_list()) else {
            return false;
        };
        for entry in entries(list.tokens.clone()) {
            match entry {
                Entry::Key(key, value)
                    if ["name", "username", "language", "title"]
                        .iter()
                        .any(|text| key == text && keys.contains(text)) =>
                {
                    if let Some(value) = text(&key, &value, errors) {
                        fields.push(quote!(#key: ::core::option::Option::Some(#value)));
                    }
                }
                Entry::Word(word)
                    if FLAGS.iter().any(|flag| word == flag && keys.contains(flag)) =>
                {
                    fields.push(quote!(#word: true));
                }
                Entry::Key(key, _) if keys.iter().any(|known| key == known) => {
                    let text = FLAGS.contains(&&*key.to_string());
                    debug_assert!(text, "texts are taken above");
                    errors.at(&key, format!("`{key}` has no value"));
                }
                Entry::Word(word) if keys.iter().any(|known| word == known) => {
                    errors.at(
                        &word,
                        format!("`{word}` is a text, such as `{word} = \"…\"`"),
                    );
                }
                Entry::Key(key, _) | Entry::Word(key) => unknown(&key, name, keys, errors),
                Entry::Other(tokens) => {
                    errors.at(
                        tokens,
                        format!("`{name}` takes keys, such as `{}`", example(name)),
                    );
                }
            }
        }
        false
    });
    if checks.is_empty() {
        checks.push(fits("Other"));
    }
    let options = quote! {
        ::botwright::__::testing::Options {
            #(#fields,)*
            ..::botwright::__::testing::Options::NEW
        }
    };
    Param {
        ty: ty.clone(),
        options,
        checks,
    }
}

fn example(attribute: &str) -> &'static str {
    match attribute {
        "#[user]" => "#[user(name = \"Eve\", language = \"de\")]",
        _ => "#[group(title = \"Friends\", admin)]",
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{check, expand};

    #[test]
    fn attributes_of_parameters_are_taken_off() {
        let item = quote!(async fn flow(#[user(name = "Eve", admin)] eve: TestUser) { body! });
        let code = expand(quote!(), &item).to_string();
        let stripped = quote!(async fn flow(eve: TestUser) { body! }).to_string();
        assert!(code.contains(&stripped), "{code}");
        assert!(!code.contains("compile_error"), "{code}");
    }

    #[test]
    fn mistakes_leave_the_function_and_no_test() {
        let item = quote!(
            fn flow(#[user(nam = "Eve")] eve: TestUser) {}
        );
        let code = expand(quote!(bto = setup), &item).to_string();
        assert_eq!(code.matches("compile_error").count(), 3, "{code}");
        assert!(
            code.contains(
                &quote!(
                    fn flow(eve: TestUser) {}
                )
                .to_string()
            ),
            "{code}"
        );
        assert!(!code.contains("prelude"), "{code}");
    }

    #[test]
    fn check_takes_a_path() {
        assert!(check(quote!(1 + 1)).to_string().contains("compile_error"));
        assert!(
            !check(quote!(shop::setup))
                .to_string()
                .contains("compile_error")
        );
    }
}
