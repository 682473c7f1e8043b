//! Enums as the data of buttons: packed into the few bytes that Telegram lets a button carry, and back.
//!
//! [`Callback`](derive@crate::Callback) is derived; what follows is how its data look. The first seven
//! letters say which variant it is: three for the enum's name, four for the variant and the enum's whole
//! shape (its name, variants, fields and their types). So the buttons of an older version of the enum,
//! or of another program, are never taken for something else. The fields follow, each of which knows
//! where it ends: data that were cut are no data.
//!
//! The data of a variant with `#[callback(signed)]` carry eleven letters of a MAC behind the seven, those
//! of one with `#[callback(stored)]` 22 letters that name the fields in the bot's store. Both are made when
//! the keyboard's message is put together, with the bot's [`SigningKey`].

pub(crate) mod check;
mod data;
mod field;
pub(crate) mod seal;
mod signing_key;

pub use data::Data;
pub use field::Field;
pub use seal::NoUser;
#[doc(hidden)]
pub use seal::{Bound, Seal};
pub use signing_key::SigningKey;

/// How many bytes a button can carry
/// ([InlineKeyboardButton](https://core.telegram.org/bots/api#inlinekeyboardbutton)).
pub const MAX_DATA: usize = 64;

/// How many letters stand for the enum's name.
pub(crate) const TAG: usize = 3;

/// How many letters stand for the enum's name, the variant and the shape.
pub(crate) const PREFIX: usize = 7;

/// An enum whose values are the data of buttons. Derived.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Callback, Debug, PartialEq)]
/// enum Cart {
///     Add { sku: u32, n: u8 },
///     Clear,
/// }
///
/// let data = Cart::Add { sku: 7, n: 2 }.pack();
/// assert_eq!(data.len(), 9);
/// assert_eq!(Cart::unpack(&data), Some(Cart::Add { sku: 7, n: 2 }));
/// assert_eq!(Cart::unpack(&data[..8]), None);
/// assert!(Cart::MAX_LEN <= 64);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no data of buttons",
    label = "not callback data",
    note = "put `#[derive(Callback)]` on the enum"
)]
pub trait Callback: Sized {
    /// The enum's name.
    const NAME: &'static str;
    /// The enum's variants.
    const VARIANTS: &'static [Variant];
    /// The most bytes a value can take in a button; 64 at most.
    const MAX_LEN: usize;

    /// The data of this value. A text longer than its `max` is cut at a letter, and a warning is logged.
    ///
    /// Of signed and stored variants these are the data before they are sealed: a keyboard seals them when
    /// its message is put together.
    fn pack(&self) -> String;

    /// The value of these data; `None` for everything that `pack` of this very enum did not make.
    ///
    /// It tells nothing about who made them: handlers of signed and stored variants get only what the bot
    /// itself put into a button.
    fn unpack(data: &str) -> Option<Self>;
}

/// A variant of an enum whose values are the data of buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[doc(hidden)]
pub struct Variant {
    pub name: &'static str,
    /// The first letters of its data.
    pub prefix: &'static str,
    /// The most bytes its data can take in a button.
    pub max_len: usize,
    /// How its data are protected.
    pub seal: Seal,
}

/// How these data of an enum are protected.
pub(crate) fn seal_of(variants: &[Variant], data: &str) -> Seal {
    let mut variants = variants.iter();
    variants
        .find(|variant| data.starts_with(variant.prefix))
        .map_or(Seal::NONE, |variant| variant.seal)
}

/// Implemented by `#[on_callback]` for the variant at this place: a second handler is a second
/// implementation, which does not compile.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a variant of `{Self}` has no handler",
    label = "no `#[on_callback]` handles this variant",
    note = "`#[callback(exhaustive)]` asks for a handler of every variant"
)]
pub trait OneHandlerPerVariant<const VARIANT: usize> {}
