//! Locale files while compiling: what is in them, and what is wrong with them.
//!
//! The files are read strictly: what Fluent would skip as junk is a mistake here. The runtime formats
//! messages by `fluent-bundle`; here only ids, variables and texts are of interest.

pub(crate) mod catalog;
mod checks;
mod parse;
mod plain;
pub(crate) mod uses;

use std::collections::BTreeMap;

/// The messages and terms of one locale.
#[derive(Debug, Default)]
pub(crate) struct File {
    /// `pt-BR`.
    pub(crate) tag: String,
    /// As the user knows it: `locales/pt-BR.ftl`.
    pub(crate) shown: String,
    /// Where it is.
    pub(crate) path: String,
    pub(crate) messages: BTreeMap<String, Entry>,
    pub(crate) terms: BTreeMap<String, Entry>,
}

/// A message or a term.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) line: usize,
    pub(crate) value: Option<Pattern>,
    pub(crate) attributes: BTreeMap<String, Pattern>,
}

/// A text with what stands in braces.
pub(crate) type Pattern = Vec<Element>;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Element {
    Text(String),
    Place(Expression),
}

/// What stands in braces.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Expression {
    Text(String),
    Number(String),
    Variable(String),
    Message {
        id: String,
        attribute: Option<String>,
    },
    Term {
        id: String,
        attribute: Option<String>,
        arguments: Vec<Expression>,
    },
    Function {
        name: String,
        arguments: Vec<Expression>,
    },
    Select {
        selector: Box<Expression>,
        variants: Vec<Variant>,
    },
}

/// One of the texts to choose from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    /// `one`, `3`.
    pub(crate) key: String,
    pub(crate) value: Pattern,
}

impl Entry {
    /// The texts with the names of their attributes; the value has none.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = (Option<&str>, &Pattern)> {
        let value = self.value.iter().map(|value| (None, value));
        let attributes = self.attributes.iter();
        value.chain(attributes.map(|(name, value)| (Some(name.as_str()), value)))
    }
}

impl File {
    /// What `t!` can ask for, `welcome` and `welcome.title`, with the line of its message.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (String, usize)> {
        self.messages.iter().flat_map(|(id, message)| {
            message
                .patterns()
                .map(|(attribute, _)| (key(id, attribute), message.line))
        })
    }

    /// The text of a key.
    pub(crate) fn pattern(&self, key: &str) -> Option<&Pattern> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        self.messages.get(id)?.pattern(attribute)
    }

    /// The line of a key's message.
    pub(crate) fn line(&self, key: &str) -> usize {
        let id = key.split('.').next().unwrap_or(key);
        self.messages.get(id).map_or(1, |message| message.line)
    }
}

impl Entry {
    pub(crate) fn pattern(&self, attribute: Option<&str>) -> Option<&Pattern> {
        match attribute {
            Some(name) => self.attributes.get(name),
            None => self.value.as_ref(),
        }
    }
}

/// A message's id, or that of its attribute.
fn key(id: &str, attribute: Option<&str>) -> String {
    match attribute {
        Some(name) => format!("{id}.{name}"),
        None => id.to_owned(),
    }
}
