//! What a link to the bot carries.

use std::fmt;
use std::ops::Deref;

use botwright_api::types::User;

use super::{Arg, ArgError, FromArg};
use crate::callback::check::has_seals;
use crate::callback::{Callback, Variant};

/// How many characters a link can carry ([deep linking](https://core.telegram.org/bots/features#deep-linking)).
const MAX_PAYLOAD: usize = 64;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What the link by which somebody came carries: `https://t.me/this_bot?start=…` arrives as
/// `/start …`.
///
/// ```
/// use botwright::{DeepLink, Me};
/// use botwright::prelude::*;
///
/// #[derive(Callback)]
/// enum Invite { Team { id: u32 } }
///
/// /// Welcomes.
/// #[command]
/// async fn start(payload: Option<DeepLink<Invite>>) -> String {
///     match payload {
///         Some(DeepLink(Invite::Team { id })) => format!("Welcome to team {id}!"),
///         None => "Welcome!".into(),
///     }
/// }
///
/// /// Gives a link to a team.
/// #[command]
/// async fn invite(me: Me, id: u32) -> bot::Result<String> {
///     Ok(DeepLink::url(&me, &Invite::Team { id })?)
/// }
/// ```
///
/// `T` is an enum with [`#[derive(Callback)]`](derive@crate::Callback), `String` or an integer. A link
/// of an older version of the enum, or one that was cut or made up, is none: `Option<DeepLink<T>>` is
/// `None` then, and a plain `DeepLink<T>` is answered with what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeepLink<T>(pub T);

/// What a link can carry.
#[diagnostic::on_unimplemented(
    message = "a link cannot carry `{Self}`",
    label = "not the payload of a link",
    note = "a link carries an enum with `#[derive(Callback)]`, `String` or an integer"
)]
pub trait LinkPayload: Sized {
    /// The value as a text.
    fn write(&self) -> String;

    /// The value of this text; `None` when `write` did not make it.
    fn read(text: &str) -> Option<Self>;
}

impl<T: Callback> LinkPayload for T {
    fn write(&self) -> String {
        const { not_sealed(T::VARIANTS) };
        self.pack()
    }

    fn read(text: &str) -> Option<Self> {
        const { not_sealed(T::VARIANTS) };
        Self::unpack(text)
    }
}

/// Fails to compile if the data need a keyboard to seal them.
const fn not_sealed(variants: &[Variant]) {
    assert!(
        !has_seals(variants),
        "a link cannot carry an enum that is signed or stored: make another one for links"
    );
}

macro_rules! payloads {
    ($($ty:ty)*) => {$(
        impl LinkPayload for $ty {
            fn write(&self) -> String {
                self.to_string()
            }

            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

payloads!(String u8 u16 u32 u64 i8 i16 i32 i64);

/// A link that cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// The bot has no username, so there is no link to it.
    #[error("the bot has no username, so there is no link to it")]
    NoUsername,
    /// The payload takes more characters than a link can carry.
    #[error("the payload takes {0} characters, and a link carries at most {MAX_PAYLOAD}")]
    TooLong(usize),
}

impl<T: LinkPayload> DeepLink<T> {
    /// The link to a private chat with the bot `me`, which carries this value.
    ///
    /// # Errors
    /// See [`LinkError`].
    pub fn url(me: &User, value: &T) -> Result<String, LinkError> {
        Self::link(me, "start", value)
    }

    /// The link that lets somebody choose a group to add the bot `me` to, which carries this value.
    ///
    /// # Errors
    /// See [`LinkError`].
    pub fn group_url(me: &User, value: &T) -> Result<String, LinkError> {
        Self::link(me, "startgroup", value)
    }

    fn link(me: &User, kind: &str, value: &T) -> Result<String, LinkError> {
        let name = me.username.as_deref().ok_or(LinkError::NoUsername)?;
        let payload = encode(value.write());
        if payload.len() > MAX_PAYLOAD {
            return Err(LinkError::TooLong(payload.len()));
        }
        Ok(format!("https://t.me/{name}?{kind}={payload}"))
    }
}

/// As it is when a link may hold it, else in base64 after a `-`, with which no other payload begins.
fn encode(text: String) -> String {
    let plain = text.bytes().all(|byte| LETTERS.contains(&byte));
    if plain && !text.starts_with('-') {
        return text;
    }
    let mut out = String::from("-");
    for chunk in text.as_bytes().chunks(3) {
        let mut bits = 0_u32;
        for place in 0..3 {
            bits = bits << 8 | u32::from(chunk.get(place).copied().unwrap_or_default());
        }
        for place in 0..=chunk.len() {
            let letter = bits >> (18 - 6 * place) & 63;
            out.push(char::from(
                LETTERS[usize::try_from(letter).unwrap_or_default()],
            ));
        }
    }
    out
}

fn decode(payload: &str) -> Option<String> {
    let Some(letters) = payload.strip_prefix('-') else {
        return Some(payload.to_owned());
    };
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in letters.bytes() {
        let value = LETTERS.iter().position(|letter| *letter == byte)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 255).ok()?);
        }
    }
    String::from_utf8(out).ok()
}

impl<T: LinkPayload> FromArg for DeepLink<T> {
    const LENIENT: bool = true;

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        let value = decode(arg.as_str()).and_then(|text| T::read(&text));
        value
            .map(Self)
            .ok_or_else(|| ArgError::message("this link is out of date"))
    }
}

impl<T> Deref for DeepLink<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Display> fmt::Display for DeepLink<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_comes_back(text in ".{0,40}") {
            let payload = encode(text.clone());
            prop_assert!(payload.bytes().all(|byte| LETTERS.contains(&byte)));
            prop_assert_eq!(decode(&payload), Some(text));
        }

        #[test]
        fn no_payload_panics(payload in ".{0,80}") {
            let _ = decode(&payload);
        }
    }

    #[test]
    fn links_name_the_bot_and_its_limits() {
        let mut me = User::new(1, true, "Bot");
        let link = |me: &User, text: &str| DeepLink::url(me, &text.to_owned());
        assert_eq!(link(&me, "a"), Err(LinkError::NoUsername));
        me.username = Some("this_bot".to_owned());
        assert_eq!(link(&me, "a").unwrap(), "https://t.me/this_bot?start=a");
        assert!(link(&me, &"a".repeat(64)).is_ok());
        assert_eq!(link(&me, &"a".repeat(65)), Err(LinkError::TooLong(65)));
        assert_eq!(link(&me, &"é".repeat(24)), Err(LinkError::TooLong(65)));
        let group = DeepLink::group_url(&me, &7_u32).unwrap();
        assert_eq!(group, "https://t.me/this_bot?startgroup=7");
    }
}
