//! The filter of `#[on_message(…)]`: contents and kinds joined by `|`, `&` and `!`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Token, parenthesized, token};

use crate::keys::{firsts, position};
use crate::names::{CONTENTS, UPDATE_KINDS};
use crate::nearest::hint;

/// The kinds of update that carry a message, by their place in `UPDATE_KINDS`.
pub(crate) const MESSAGE_LIKE: &[usize] = &[0, 1, 2, 3, 5, 6, 8];

/// A filter over messages.
#[derive(Debug)]
pub(crate) enum Filter {
    /// The message has this content, by its place in `CONTENTS`.
    Content(usize),
    /// The update is of this kind, by its place in `UPDATE_KINDS`.
    Kind(usize),
    Not(Box<Filter>),
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
}

impl Parse for Filter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut filter = Self::conjunction(input)?;
        while input.parse::<Option<Token![|]>>()?.is_some() {
            filter = Self::Or(Box::new(filter), Box::new(Self::conjunction(input)?));
        }
        Ok(filter)
    }
}

impl Filter {
    fn conjunction(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut filter = Self::term(input)?;
        while input.parse::<Option<Token![&]>>()?.is_some() {
            filter = Self::And(Box::new(filter), Box::new(Self::term(input)?));
        }
        Ok(filter)
    }

    fn term(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.parse::<Option<Token![!]>>()?.is_some() {
            return Ok(Self::Not(Box::new(Self::term(input)?)));
        }
        if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            return content.parse();
        }
        let name = input.parse::<Ident>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected a content of messages, such as `photo`, or a kind of update, such as \
                 `edited_message`, joined by `|`, `&` and `!`",
            )
        })?;
        Self::named(&name)
    }

    fn named(name: &Ident) -> syn::Result<Self> {
        // `poll` is both a content and a kind of update; of a message it is the content.
        if let Some(index) = position(CONTENTS, name) {
            return Ok(Self::Content(index));
        }
        match position(UPDATE_KINDS, name) {
            Some(index) if MESSAGE_LIKE.contains(&index) => Ok(Self::Kind(index)),
            Some(_) => Err(syn::Error::new(
                name.span(),
                format!("`{name}` carries no message; handle it with `#[on_update({name})]`"),
            )),
            None => {
                let known = firsts(CONTENTS).chain(firsts(UPDATE_KINDS));
                let hint = hint(&name.to_string(), known);
                let message =
                    format!("`{name}` is neither a content of messages nor a kind of update{hint}");
                Err(syn::Error::new(name.span(), message))
            }
        }
    }

    /// The kinds of update the filter can let through, as bits; `message` alone unless it names one.
    pub(crate) fn kinds(&self) -> u32 {
        if !self.names_a_kind() {
            return 1;
        }
        MESSAGE_LIKE
            .iter()
            .filter(|kind| self.passes(**kind) != Some(false))
            .fold(0, |bits, kind| bits | 1 << kind)
    }

    fn names_a_kind(&self) -> bool {
        match self {
            Self::Content(_) => false,
            Self::Kind(_) => true,
            Self::Not(filter) => filter.names_a_kind(),
            Self::And(a, b) | Self::Or(a, b) => a.names_a_kind() || b.names_a_kind(),
        }
    }

    /// Whether updates of `kind` pass; `None` when that depends on the message.
    fn passes(&self, kind: usize) -> Option<bool> {
        match self {
            Self::Content(_) => None,
            Self::Kind(named) => Some(*named == kind),
            Self::Not(filter) => filter.passes(kind).map(|passes| !passes),
            Self::And(a, b) => match (a.passes(kind), b.passes(kind)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(a, b) => match (a.passes(kind), b.passes(kind)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
        }
    }

    /// The filter as an expression over `__cx`.
    pub(crate) fn expand(&self) -> TokenStream {
        match self {
            Self::Content(index) => {
                let variant = format_ident!("{}", CONTENTS[*index].1);
                quote!(::botwright::__::has(__cx, &::botwright::__::MessageContent::#variant))
            }
            Self::Kind(index) => quote!(::botwright::__::is_kind(__cx, #index)),
            Self::Not(filter) => {
                let filter = filter.expand();
                quote!(!(#filter))
            }
            Self::And(a, b) => {
                let (a, b) = (a.expand(), b.expand());
                quote!((#a) && (#b))
            }
            Self::Or(a, b) => {
                let (a, b) = (a.expand(), b.expand());
                quote!((#a) || (#b))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, MESSAGE_LIKE};
    use crate::names::UPDATE_KINDS;

    fn kinds(source: &str) -> Vec<&'static str> {
        let bits = syn::parse_str::<Filter>(source).unwrap().kinds();
        (0..32)
            .filter(|bit| bits & 1 << bit != 0)
            .map(|bit| UPDATE_KINDS[bit].0)
            .collect()
    }

    #[test]
    fn message_like_kinds_are_the_ones_of_the_schema() {
        let names: Vec<_> = MESSAGE_LIKE
            .iter()
            .map(|index| UPDATE_KINDS[*index].0)
            .collect();
        let expected = UPDATE_KINDS
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| name.ends_with("message") || name.ends_with("channel_post"))
            .collect::<Vec<_>>();
        assert_eq!(names, expected);
    }

    #[test]
    fn kinds_follow_from_the_expression() {
        assert_eq!(kinds("photo | document"), ["message"]);
        assert_eq!(kinds("text & edited_message"), ["edited_message"]);
        assert_eq!(
            kinds("(message | channel_post) & !text"),
            ["message", "channel_post"]
        );
        assert_eq!(
            kinds("photo & !edited_message").len(),
            MESSAGE_LIKE.len() - 1
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_name() {
        let message = |source| syn::parse_str::<Filter>(source).unwrap_err().to_string();
        assert_eq!(
            message("fhoto"),
            "`fhoto` is neither a content of messages nor a kind of update; did you mean `photo`?"
        );
        assert_eq!(
            message("text | callback_query"),
            "`callback_query` carries no message; handle it with `#[on_update(callback_query)]`"
        );
    }
}
