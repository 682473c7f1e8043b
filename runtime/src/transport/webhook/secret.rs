//! The secret that tells Telegram's deliveries from everybody else's.

use std::fmt;

use http::HeaderMap;
use ring::hmac;
use subtle::{Choice, ConstantTimeEq};

use super::WebhookError;
use crate::client::Token;

/// The header that carries it: [setWebhook](https://core.telegram.org/bots/api#setwebhook).
const HEADER: &str = "x-telegram-bot-api-secret-token";

/// The longest secret that Telegram takes: [setWebhook](https://core.telegram.org/bots/api#setwebhook).
const LONGEST: usize = 256;

/// The secrets that are accepted; the first is the one that Telegram is told.
#[derive(Clone)]
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// These secrets, or one made of the token: the same after every start and on every machine, known to
    /// nobody who does not know the token, and saying nothing about it.
    pub(super) fn new(given: Vec<String>, token: &Token) -> Result<Self, WebhookError> {
        for secret in &given {
            let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            if secret.is_empty() || secret.len() > LONGEST || !secret.bytes().all(legal) {
                return Err(WebhookError::Secret);
            }
        }
        if given.is_empty() {
            let key = hmac::Key::new(hmac::HMAC_SHA256, token.expose().as_bytes());
            let mac = hmac::sign(&key, b"botwright webhook secret");
            let made = mac.as_ref().iter().map(|byte| format!("{byte:02x}"));
            return Ok(Self(vec![made.collect()]));
        }
        Ok(Self(given))
    }

    /// The one to tell Telegram.
    pub(super) fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// Whether a request has one of them. Takes as long for a nearly right one as for any other of its length.
    pub(super) fn accept(&self, headers: &HeaderMap) -> bool {
        let mut sent = headers.get_all(HEADER).iter();
        let (Some(sent), None) = (sent.next(), sent.next()) else {
            return false;
        };
        let mut right = Choice::from(0);
        for secret in &self.0 {
            right |= secret.as_bytes().ct_eq(sent.as_bytes());
        }
        right.into()
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn token() -> Token {
        Token::new("42:SECRET").expect("a token")
    }

    fn sent(values: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            let value = HeaderValue::from_bytes(value).expect("a header");
            headers.append(HEADER, value);
        }
        headers
    }

    #[test]
    fn without_one_it_is_made_of_the_token_and_does_not_tell_it() {
        let first = Secrets::new(Vec::new(), &token()).expect("made");
        let second = Secrets::new(Vec::new(), &token()).expect("made");
        assert_eq!(first.first(), second.first());
        assert_eq!(first.first().len(), 64);
        let other = Token::new("42:SECRET2").expect("a token");
        let other = Secrets::new(Vec::new(), &other).expect("made");
        assert_ne!(first.first(), other.first());
    }

    #[test]
    fn each_of_several_is_accepted_and_nothing_else() {
        let secrets = Secrets::new(vec!["new".into(), "old".into()], &token()).expect("legal");
        assert_eq!(secrets.first(), "new");
        assert!(secrets.accept(&sent(&[b"new"])));
        assert!(secrets.accept(&sent(&[b"old"])));
        let wrong: &[&[&[u8]]] = &[
            &[],
            &[b"ne"],
            &[b"newer"],
            &[b""],
            &[b"n\xe9w"],
            &[b"x", b"new"],
        ];
        for wrong in wrong {
            assert!(!secrets.accept(&sent(wrong)), "{wrong:?}");
        }
    }

    #[test]
    fn what_telegram_would_refuse_is_refused_before() {
        for wrong in ["", "with space", "ünïcode", &"x".repeat(257)] {
            assert!(
                Secrets::new(vec![wrong.into()], &token()).is_err(),
                "{wrong}"
            );
        }
    }
}
