//! What stands in an attribute's brackets: keys with values, and everything else.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{ExprArray, LitStr, Path, Token};

use crate::errors::Errors;
use crate::names::{CHAT_TYPES, UPDATE_KINDS};
use crate::nearest::hint;

/// One part of an attribute, between two commas.
pub(crate) enum Entry {
    /// `key = value`.
    Key(Ident, TokenStream),
    /// A single word.
    Word(Ident),
    /// Anything else.
    Other(TokenStream),
}

/// Splits an attribute at its commas.
pub(crate) fn entries(attr: TokenStream) -> Vec<Entry> {
    let mut parts = vec![Vec::new()];
    for tree in attr {
        match &tree {
            TokenTree::Punct(comma) if comma.as_char() == ',' => parts.push(Vec::new()),
            _ => parts.last_mut().expect("starts with one part").push(tree),
        }
    }
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(entry)
        .collect()
}

fn entry(part: Vec<TokenTree>) -> Entry {
    match part.as_slice() {
        [TokenTree::Ident(word)] => Entry::Word(word.clone()),
        [TokenTree::Ident(key), TokenTree::Punct(equals), value @ ..]
            if equals.as_char() == '=' && equals.spacing() == Spacing::Alone =>
        {
            Entry::Key(key.clone(), value.iter().cloned().collect())
        }
        _ => Entry::Other(part.into_iter().collect()),
    }
}

/// The keys that handlers of every kind share.
#[derive(Default)]
pub(crate) struct Shared {
    /// `chat =`, as bits in the order of `CHAT_TYPES`; `None` for every chat.
    pub(crate) chats: Option<u8>,
    /// `if =`.
    pub(crate) condition: Option<Path>,
    /// `priority =`.
    pub(crate) priority: i32,
    /// `observe`.
    pub(crate) observe: bool,
    /// The filter, as it is written.
    pub(crate) written: Option<String>,
    /// `guard =`.
    pub(crate) guards: Vec<Path>,
    /// `around =`.
    pub(crate) arounds: Vec<Path>,
}

impl Shared {
    /// Takes the key if it is a shared one; `false` if it is not.
    pub(crate) fn take(&mut self, key: &Ident, value: &TokenStream, errors: &mut Errors) -> bool {
        match key.to_string().as_str() {
            "chat" => self.chats = chats(key, value, errors),
            "if" => match syn::parse2(value.clone()) {
                Ok(path) => self.condition = Some(path),
                Err(_) => errors.at(
                    whole(key, value),
                    "`if` names a function, such as `if = is_spam` with `fn is_spam(m: &Message) -> bool`",
                ),
            },
            "guard" => self.guards.extend(functions(key, value, errors)),
            "around" => self.arounds.extend(functions(key, value, errors)),
            "priority" => match value.to_string().replace(' ', "").parse() {
                Ok(priority) => self.priority = priority,
                Err(_) => errors.at(
                    whole(key, value),
                    "`priority` is a whole number, such as `priority = 10`; 0 is the default, higher goes first",
                ),
            },
            _ => return false,
        }
        true
    }
}

/// Functions by their paths, joined by `&`.
fn functions(key: &Ident, value: &TokenStream, errors: &mut Errors) -> Vec<Path> {
    let paths = Punctuated::<Path, Token![&]>::parse_separated_nonempty;
    let Ok(paths) = paths.parse2(value.clone()) else {
        let message = if key == "guard" {
            "`guard` names functions with `#[guard]`, such as `guard = is_admin` or \
             `guard = is_admin & is_awake`"
        } else {
            "`around` names functions with `#[around]`, such as `around = audit` or \
             `around = audit & timed`"
        };
        errors.at(whole(key, value), message);
        return Vec::new();
    };
    paths.into_iter().collect()
}

/// The value, or the key when there is none: where to point.
fn whole(key: &Ident, value: &TokenStream) -> TokenStream {
    if value.is_empty() {
        key.to_token_stream()
    } else {
        value.clone()
    }
}

/// A key whose value is a text.
pub(crate) fn text(key: &Ident, value: &TokenStream, errors: &mut Errors) -> Option<LitStr> {
    let text = syn::parse2(value.clone()).ok();
    if text.is_none() {
        errors.at(
            whole(key, value),
            format!("`{key}` is a text, such as `{key} = \"…\"`"),
        );
    }
    text
}

/// A key whose value is a list of texts.
pub(crate) fn texts(key: &Ident, value: &TokenStream, errors: &mut Errors) -> Vec<LitStr> {
    let list = syn::parse2::<ExprArray>(value.clone())
        .ok()
        .and_then(|list| {
            list.elems
                .iter()
                .map(|text| syn::parse2(text.to_token_stream()).ok())
                .collect()
        });
    list.unwrap_or_else(|| {
        let message = format!("`{key}` is a list of texts, such as `{key} = [\"a\", \"b\"]`");
        errors.at(whole(key, value), message);
        Vec::new()
    })
}

/// Names joined by `|`.
pub(crate) fn alternatives(value: &TokenStream) -> Option<Vec<Ident>> {
    let names = Punctuated::<Ident, Token![|]>::parse_separated_nonempty;
    Some(names.parse2(value.clone()).ok()?.into_iter().collect())
}

fn chats(key: &Ident, value: &TokenStream, errors: &mut Errors) -> Option<u8> {
    let Some(names) = alternatives(value) else {
        errors.at(
            whole(key, value),
            "`chat` names types of chat, such as `chat = private` or `chat = group | channel`",
        );
        return None;
    };
    let mut bits = 0;
    for name in names {
        match position(CHAT_TYPES, &name) {
            Some(index) => bits |= 1 << index,
            None => errors.at(
                &name,
                format!(
                    "`{name}` is not a type of chat{}",
                    hint(&name.to_string(), firsts(CHAT_TYPES))
                ),
            ),
        }
        // To Telegram's users a supergroup is a group, and its command scopes agree.
        if name == "group" {
            bits |= position(CHAT_TYPES, &"supergroup").map_or(0, |index| 1 << index);
        }
    }
    Some(bits)
}

/// The bit of an update kind; a mistake if there is no such kind. `keys` are other words that could
/// have been meant.
pub(crate) fn kind(name: &Ident, keys: &[&str], errors: &mut Errors) -> u32 {
    if let Some(index) = position(UPDATE_KINDS, name) {
        return 1 << index;
    }
    let known = firsts(UPDATE_KINDS).chain(keys.iter().copied());
    let hint = hint(&name.to_string(), known);
    errors.at(name, format!("`{name}` is not a kind of update{hint}"));
    0
}

/// The bit of an update kind that the macros name themselves.
pub(crate) fn kind_bit(name: &str) -> u32 {
    position(UPDATE_KINDS, &name).map_or(0, |place| 1 << place)
}

/// The place of a name in a list of names.
pub(crate) fn position(list: &[(&str, &str)], name: &impl ToString) -> Option<usize> {
    let name = name.to_string();
    list.iter().position(|(known, _)| *known == name)
}

/// The names of a list.
pub(crate) fn firsts<'a>(list: &'a [(&'a str, &'a str)]) -> impl Iterator<Item = &'a str> + Clone {
    list.iter().map(|(name, _)| *name)
}

/// Says that `key` is not one of `known`.
pub(crate) fn unknown(key: &Ident, attribute: &str, known: &[&str], errors: &mut Errors) {
    let hint = hint(&key.to_string(), known.iter().copied());
    errors.at(key, format!("`{attribute}` has no key `{key}`{hint}"));
}
