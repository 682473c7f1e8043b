//! The secret that buttons are sealed with.

use std::fmt;

use ring::hmac;

use crate::client::Token;

/// What the signature of a token is for: another use of the same token gives another key.
const PURPOSE: &[u8] = b"botwright: data of buttons";

/// The secret that signed and stored buttons are sealed with.
///
/// A bot derives it from its token, so each bot has its own, and buttons stay good as long as the token
/// does. A program that holds no token, or a bot whose token is to be changed while its buttons live on, is
/// given one by [`signing_key`](crate::bot::Builder::signing_key).
///
/// ```
/// use botwright::callback::SigningKey;
/// use botwright::client::Token;
///
/// let token = Token::new("42:SECRET")?;
/// let key = SigningKey::of_token(&token);
/// // What another program needs to read the same buttons; it does not give the token away.
/// let same = SigningKey::from_bytes(*key.expose());
/// assert_eq!(format!("{same:?}"), "SigningKey(…)");
/// # Ok::<(), botwright::client::TokenError>(())
/// ```
#[derive(Clone)]
pub struct SigningKey {
    secret: [u8; 32],
    key: hmac::Key,
}

impl SigningKey {
    /// The key of the bot with this token.
    pub fn of_token(token: &Token) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, token.expose().as_bytes());
        let mut secret = [0; 32];
        secret.copy_from_slice(hmac::sign(&key, PURPOSE).as_ref());
        Self::from_bytes(secret)
    }

    /// This key: 32 bytes that nobody can guess, or what [`expose`](Self::expose) gave.
    pub fn from_bytes(secret: [u8; 32]) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        Self { secret, key }
    }

    /// The secret, to be handed to another program of the same bot.
    pub fn expose(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The signature of these parts, each of which counts with its length.
    pub(super) fn sign(&self, parts: &[&str]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.key);
        for part in parts {
            context.update(&(part.len() as u64).to_le_bytes());
            context.update(part.as_bytes());
        }
        context.sign()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}
