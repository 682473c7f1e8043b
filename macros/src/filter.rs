//! Filters of attributes, such as `#[on_message(…)]`: tests and kinds of update joined by `|`, `&` and `!`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Token, parenthesized, token};

use crate::keys::{firsts, position};
use crate::names::{CONTENTS, UPDATE_KINDS};
use crate::nearest::hint;

/// The kinds of update that carry a message, by their place in `UPDATE_KINDS`.
pub(crate) const MESSAGE_LIKE: &[usize] = &[0, 1, 2, 3, 5, 6, 8];

/// What a filter can name.
#[derive(Debug)]
pub(crate) struct Words {
    /// The tests, with the variants that stand for them.
    pub(crate) tests: &'static [(&'static str, &'static str)],
    /// The kinds of update, by their place in `UPDATE_KINDS`.
    pub(crate) kinds: &'static [usize],
    /// The kind that is listened to when none is named, by its place.
    pub(crate) default: usize,
    /// What a test is, such as `a content of messages`.
    pub(crate) test: &'static str,
    /// A test and a kind, for whoever names neither.
    pub(crate) examples: (&'static str, &'static str),
    /// What is wrong with other kinds of update, such as `carries no message`.
    pub(crate) foreign: &'static str,
    /// The expression over `__cx` for the test of this variant.
    pub(crate) expand: fn(&Ident) -> TokenStream,
}

/// Filters over messages.
pub(crate) const MESSAGES: Words = Words {
    tests: CONTENTS,
    kinds: MESSAGE_LIKE,
    default: 0,
    test: "a content of messages",
    examples: ("photo", "edited_message"),
    foreign: "carries no message",
    expand: |variant| quote!(::botwright::__::has(__cx, &::botwright::__::MessageContent::#variant)),
};

/// A filter and what it can name.
#[derive(Debug)]
pub(crate) struct Filter {
    words: &'static Words,
    tree: Tree,
}

#[derive(Debug)]
enum Tree {
    /// A test, by its place.
    Test(usize),
    /// The update is of this kind, by its place in `UPDATE_KINDS`.
    Kind(usize),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

impl Parse for Filter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let tree = MESSAGES.any_of(input)?;
        Ok(Self {
            words: &MESSAGES,
            tree,
        })
    }
}

impl Words {
    fn any_of(&self, input: ParseStream<'_>) -> syn::Result<Tree> {
        let mut tree = self.all_of(input)?;
        while input.parse::<Option<Token![|]>>()?.is_some() {
            tree = Tree::Or(Box::new(tree), Box::new(self.all_of(input)?));
        }
        Ok(tree)
    }

    fn all_of(&self, input: ParseStream<'_>) -> syn::Result<Tree> {
        let mut tree = self.term(input)?;
        while input.parse::<Option<Token![&]>>()?.is_some() {
            tree = Tree::And(Box::new(tree), Box::new(self.term(input)?));
        }
        Ok(tree)
    }

    fn term(&self, input: ParseStream<'_>) -> syn::Result<Tree> {
        if input.parse::<Option<Token![!]>>()?.is_some() {
            return Ok(Tree::Not(Box::new(self.term(input)?)));
        }
        if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            let tree = self.any_of(&content)?;
            return if content.is_empty() {
                Ok(tree)
            } else {
                Err(content.error("join filters by `|` (any of them) or `&` (all of them)"))
            };
        }
        let name = input.parse::<Ident>().map_err(|error| {
            let (test, (one, kind)) = (self.test, self.examples);
            syn::Error::new(
                error.span(),
                format!(
                    "expected {test}, such as `{one}`, or a kind of update, such as `{kind}`, \
                     joined by `|`, `&` and `!`"
                ),
            )
        })?;
        self.named(&name)
    }

    fn named(&self, name: &Ident) -> syn::Result<Tree> {
        // `poll` is both a content and a kind of update; of a message it is the content.
        if let Some(index) = position(self.tests, name) {
            return Ok(Tree::Test(index));
        }
        match position(UPDATE_KINDS, name) {
            Some(index) if self.kinds.contains(&index) => Ok(Tree::Kind(index)),
            Some(_) => Err(syn::Error::new(
                name.span(),
                format!(
                    "`{name}` {}; handle it with `#[on_update({name})]`",
                    self.foreign
                ),
            )),
            None => {
                let kinds = self.kinds.iter().filter_map(|kind| UPDATE_KINDS.get(*kind));
                let known = firsts(self.tests).chain(kinds.map(|(name, _)| *name));
                let hint = hint(&name.to_string(), known);
                let message = format!(
                    "`{name}` is neither {} nor a kind of update{hint}",
                    self.test
                );
                Err(syn::Error::new(name.span(), message))
            }
        }
    }
}

impl Filter {
    /// Reads a filter over these words.
    pub(crate) fn of(words: &'static Words, tokens: TokenStream) -> syn::Result<Self> {
        let tree = (|input: ParseStream<'_>| words.any_of(input)).parse2(tokens)?;
        Ok(Self { words, tree })
    }

    /// The kinds of update the filter can let through, as bits; the default alone unless it names one.
    pub(crate) fn kinds(&self) -> u32 {
        if !self.tree.names_a_kind() {
            return 1 << self.words.default;
        }
        self.words
            .kinds
            .iter()
            .filter(|kind| self.tree.passes(**kind) != Some(false))
            .fold(0, |bits, kind| bits | 1 << kind)
    }

    /// The filter as an expression over `__cx`.
    pub(crate) fn expand(&self) -> TokenStream {
        self.tree.expand(self.words)
    }
}

impl Tree {
    fn names_a_kind(&self) -> bool {
        match self {
            Self::Test(_) => false,
            Self::Kind(_) => true,
            Self::Not(tree) => tree.names_a_kind(),
            Self::And(a, b) | Self::Or(a, b) => a.names_a_kind() || b.names_a_kind(),
        }
    }

    /// Whether updates of `kind` pass; `None` when that depends on the update.
    fn passes(&self, kind: usize) -> Option<bool> {
        match self {
            Self::Test(_) => None,
            Self::Kind(named) => Some(*named == kind),
            Self::Not(tree) => tree.passes(kind).map(|passes| !passes),
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

    fn expand(&self, words: &Words) -> TokenStream {
        match self {
            Self::Test(index) => (words.expand)(&format_ident!("{}", words.tests[*index].1)),
            Self::Kind(index) => quote!(::botwright::__::is_kind(__cx, #index)),
            Self::Not(tree) => {
                let tree = tree.expand(words);
                quote!(!(#tree))
            }
            Self::And(a, b) => {
                let (a, b) = (a.expand(words), b.expand(words));
                quote!((#a) && (#b))
            }
            Self::Or(a, b) => {
                let (a, b) = (a.expand(words), b.expand(words));
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
