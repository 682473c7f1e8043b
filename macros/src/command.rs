//! `#[command]`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::doc::Doc;
use crate::errors::Errors;
use crate::expand::{Match, Route};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};

const KEYS: &[&str] = &[
    "name",
    "alias",
    "aliases",
    "chat",
    "kinds",
    "priority",
    "if",
    "guard",
    "around",
    "description",
    "describe",
    "hidden",
];

/// Where commands are listened to unless `kinds =` says otherwise: `message`.
const DEFAULT_KINDS: u32 = 1;

/// The longest description Telegram's menu takes, in characters.
const MAX_DESCRIPTION: usize = 256;

pub(crate) fn read(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let mut shared = Shared::default();
    let (mut name, mut description, mut hidden) = (None, None, false);
    let (mut describe, mut is_described) = (None, false);
    let mut aliases = Vec::new();
    let mut kinds = DEFAULT_KINDS;
    for entry in keys::entries(attr) {
        match entry {
            Entry::Key(key, value) if shared.take(&key, &value, errors) => {}
            Entry::Key(key, value) => match key.to_string().as_str() {
                "name" => name = keys::text(&key, &value, errors),
                "alias" => aliases.extend(keys::text(&key, &value, errors)),
                "aliases" => aliases.extend(keys::texts(&key, &value, errors)),
                "kinds" => kinds = message_kinds(&key, &value, errors),
                "describe" => {
                    is_described = true;
                    describe = keys::text(&key, &value, errors);
                }
                "description" => description = keys::text(&key, &value, errors),
                "hidden" => errors.at(&key, "`hidden` stands alone, without a value"),
                _ => keys::unknown(&key, "command", KEYS, errors),
            },
            Entry::Word(word) if word == "hidden" => hidden = true,
            Entry::Word(word) if KEYS.contains(&word.to_string().as_str()) => {
                errors.at(&word, format!("`{word}` needs a value: `{word} = …`"));
            }
            Entry::Word(word) => keys::unknown(&word, "command", KEYS, errors),
            Entry::Other(tokens) => errors.at(
                tokens,
                "expected `key = value`, such as `#[command(alias = \"b\", chat = group)]`",
            ),
        }
    }

    let own = match &name {
        Some(name) => check_name(&name.value(), name, errors),
        None => check_name(&handler.name.unraw().to_string(), &handler.name, errors),
    };
    let mut names = vec![own];
    for alias in &aliases {
        let alias_name = check_name(&alias.value(), alias, errors);
        if names.contains(&alias_name) {
            errors.at(
                alias,
                format!("`{alias_name}` is already a name of this command"),
            );
        }
        names.push(alias_name);
    }

    let doc = Doc::of(&handler.attrs);
    let described = describe
        .as_ref()
        .map(|key| described(key, errors))
        .unwrap_or_default();
    if let (Some(_), Some(key)) = (&description, &describe) {
        errors.at(key, "`description` and `describe` exclude each other");
    }
    let text = if is_described {
        // Which locale is the default is known when the bot starts.
        described
            .first()
            .map_or_else(String::new, |[_, text, _]| text.clone())
    } else if let Some(text) = description {
        check_description(&text.value(), &text, hidden, errors);
        text.value()
    } else {
        check_description(&doc.description, &handler.name, hidden, errors);
        doc.description
    };
    Route {
        matches: Match::Command {
            name: names.remove(0),
            aliases: names,
        },
        kinds,
        filter: None,
        hidden,
        description: text,
        help: doc.help,
        described,
        handler,
        shared,
    }
}

/// The descriptions from the locale files, with their help.
#[cfg(feature = "locales")]
fn described(key: &syn::LitStr, errors: &mut Errors) -> Vec<[String; 3]> {
    crate::words::describe(key, errors)
}

#[cfg(not(feature = "locales"))]
fn described(key: &syn::LitStr, errors: &mut Errors) -> Vec<[String; 3]> {
    errors.at(
        key,
        "`describe` names a message of locale files, which needs the cargo feature `locales` of \
         botwright; `description = \"…\"` does not",
    );
    Vec::new()
}

fn message_kinds(key: &Ident, value: &TokenStream, errors: &mut Errors) -> u32 {
    let Some(names) = keys::alternatives(value) else {
        errors.at(
            key,
            "`kinds` names kinds of update, such as `kinds = message | channel_post`",
        );
        return DEFAULT_KINDS;
    };
    let mut bits = 0;
    for name in names {
        let bit = keys::kind(&name, &[], errors);
        if bit != 0
            && !crate::filter::MESSAGE_LIKE
                .iter()
                .any(|index| bit == 1 << index)
        {
            errors.at(
                &name,
                format!("`{name}` carries no message, so it cannot hold a command"),
            );
        }
        bits |= bit;
    }
    bits
}

pub(crate) fn check_name(name: &str, at: impl ToTokens, errors: &mut Errors) -> String {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || name.len() > 32 || !name.bytes().all(allowed) {
        errors.at(
            at,
            format!(
                "`{name}` is not a command name: Telegram allows 1-32 characters of a-z, 0-9 and _"
            ),
        );
    }
    name.to_owned()
}

fn check_description(text: &str, at: impl ToTokens, hidden: bool, errors: &mut Errors) {
    let length = text.chars().count();
    if length == 0 && !hidden {
        errors.at(
            at,
            "this command has no description: say in a doc comment (`/// …`) what Telegram's menu \
             shows, or keep the command out of it by `#[command(hidden)]`",
        );
    } else if length > MAX_DESCRIPTION {
        errors.at(
            at,
            format!(
                "this command's description has {length} characters: Telegram's menu takes \
                 1-{MAX_DESCRIPTION}. Only the first paragraph counts; longer help goes below it"
            ),
        );
    }
}
