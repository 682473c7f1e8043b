//! What all handler attributes do: parse, and either expand or report, the item always kept.

use proc_macro2::TokenStream;
use quote::quote;

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::expand::Route;
use crate::handler::{Handler, free, stripped};

/// Reads an attribute over a handler into a route, noting every mistake.
pub(crate) type Read = fn(TokenStream, Handler, &mut Errors) -> Route;

/// Runs one attribute.
pub(crate) fn expand(attr: TokenStream, item: &TokenStream, read: Read) -> TokenStream {
    beside(item, "a handler", |handler, errors| {
        let route = read(attr, handler, errors);
        if errors.is_empty() {
            route.expand()
        } else {
            TokenStream::new()
        }
    })
}

/// Puts code beside a function, or reports its mistakes; `what` is what it is called then.
pub(crate) fn beside(
    item: &TokenStream,
    what: &str,
    expand: impl FnOnce(Handler, &mut Errors) -> TokenStream,
) -> TokenStream {
    let mut errors = Errors::default();
    let code = Handler::parse(item, what, &mut errors).map(|handler| expand(handler, &mut errors));
    let item = stripped(item);
    match code {
        Some(code) if errors.is_empty() => {
            let row = renamed(code);
            // A handler has to be `async`, with or without anything to wait for.
            quote!(#[allow(clippy::unused_async)] #item #row)
        }
        _ => {
            let (item, errors) = (free(item), errors.into_tokens());
            quote!(#item #errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::expand;
    use crate::command;

    fn item() -> TokenStream {
        quote! {
            /// Adds.
            #[cfg(unix)]
            pub(crate) async fn add(a: i64, user: &User) -> impl IntoReply { body of any kind! }
        }
    }

    #[test]
    fn the_item_stays_as_it_is() {
        for attr in [quote!(), quote!(no_such_key = 1)] {
            let code = expand(attr, &item(), command::read).to_string();
            assert!(code.contains(&item().to_string()), "{code}");
        }
    }

    #[test]
    fn a_mistake_leaves_nothing_but_the_item_and_the_error() {
        let code = expand(quote!(no_such_key = 1), &item(), command::read).to_string();
        assert!(
            code.contains("compile_error") && !code.contains("__route_add"),
            "{code}"
        );
    }

    #[test]
    fn the_row_shares_visibility_and_configuration() {
        let code = expand(quote!(), &item(), command::read).to_string();
        let row = quote!(pub(crate) static __route_add: ::botwright::__::Route).to_string();
        assert!(code.contains(&row), "{code}");
        assert_eq!(
            code.matches(&quote!(#[cfg(unix)]).to_string()).count(),
            3,
            "{code}"
        );
    }
}
