//! Checks of callback data, run while compiling.

use super::data::digits;
use super::{MAX_DATA, Variant};
use crate::payments::MAX_PAYLOAD;
use crate::route::check::{Text, equal};

/// The most bytes of a field: `len` and, if it is a text, as many as its `limit` and their count.
pub const fn field_len(len: usize, is_text: bool, limit: usize) -> usize {
    if is_text {
        len + digits(usize::BITS - limit.leading_zeros()) + limit
    } else {
        len
    }
}

/// The longest of an enum's variants.
pub const fn longest(variants: &[Variant]) -> usize {
    let (mut index, mut longest) = (0, 0);
    while index < variants.len() {
        if variants[index].max_len > longest {
            longest = variants[index].max_len;
        }
        index += 1;
    }
    longest
}

/// Fails to compile if a field has no limit and needs one, or has one and needs none; `needs_store` says that
/// it has no place in a button at all.
///
/// # Panics
/// While compiling, which is its purpose.
#[track_caller]
pub const fn check_field(name: &str, is_text: bool, needs_store: bool, limit: Option<usize>) {
    if needs_store {
        Text::new()
            .add("the list ")
            .quoted(name)
            .add(" can be of any length: keep the variant's data by `#[callback(stored)]`")
            .fail();
    }
    match limit {
        None if is_text => Text::new()
            .add("the text ")
            .quoted(name)
            .add(" needs a limit in bytes, such as `#[callback(max = 20)]`, or the variant `#[callback(stored)]`")
            .fail(),
        Some(_) if !is_text => Text::new()
            .add("`max` is for texts, and ")
            .quoted(name)
            .add(" is none")
            .fail(),
        _ => {}
    }
}

/// Fails to compile if a variant can take more than a button can carry.
///
/// # Panics
/// While compiling, which is its purpose.
#[track_caller]
pub const fn check_len(name: &str, variant: &Variant) {
    check_size(
        "callback data ",
        name,
        variant,
        MAX_DATA,
        ". Use smaller fields, lower the `max` of its texts, or keep the data by `#[callback(stored)]`",
    );
}

/// Fails to compile if a variant can take more than an invoice can carry.
///
/// # Panics
/// While compiling, which is its purpose.
#[track_caller]
pub const fn check_payload(name: &str, variant: &Variant) {
    check_size(
        "the invoice payload ",
        name,
        variant,
        MAX_PAYLOAD,
        ". Use smaller fields, or lower the `max` of its texts",
    );
}

#[track_caller]
const fn check_size(what: &str, name: &str, variant: &Variant, most: usize, help: &str) {
    if variant.max_len > most {
        Text::new()
            .add(what)
            .quoted(name)
            .add(" can take ")
            .number(variant.max_len)
            .add(" bytes; Telegram allows ")
            .number(most)
            .add(help)
            .fail();
    }
}

/// Whether data of these variants are sealed, which only a button's can be.
pub(crate) const fn has_seals(variants: &[Variant]) -> bool {
    let mut index = 0;
    while index < variants.len() {
        if !variants[index].seal.is_none() {
            return true;
        }
        index += 1;
    }
    false
}

/// The place of a variant; the number of variants for an unknown one, which the pattern that names it
/// makes an error of.
pub const fn place(variants: &[Variant], name: &str) -> usize {
    let mut index = 0;
    while index < variants.len() {
        if equal(variants[index].name.as_bytes(), name.as_bytes()) {
            return index;
        }
        index += 1;
    }
    index
}
