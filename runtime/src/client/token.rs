//! The bot's token, which is never shown.

use std::fmt;

/// A bot's token, as BotFather gives it: `123456:ABC-DEF`.
///
/// Neither `Debug` nor anything else prints the secret part.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A text that cannot be a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error(
    "this is not a bot token: {problem}. A token looks like `123456:ABC-DEF`; copy it from \
     @BotFather without spaces or quotes"
)]
pub struct TokenError {
    problem: &'static str,
}

impl Token {
    /// Checks the shape of a token, by the rules of the Bot API server: at most 80 characters, a
    /// number that does not start with 0, a colon, and a secret of letters, digits, `_` and `-`.
    ///
    /// # Errors
    /// The text cannot be a token. The error does not repeat it.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let refuse = |problem| Err(TokenError { problem });
        let text = text.trim();
        if text.is_empty() {
            return refuse("it is empty");
        }
        if text.len() > 80 {
            return refuse("it is longer than 80 characters");
        }
        let Some((id, secret)) = text.split_once(':') else {
            return refuse("it has no colon");
        };
        if id.starts_with('0') || id.parse::<u64>().is_err() {
            return refuse("the part before the colon is not a bot's number");
        }
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if secret.is_empty() || !secret.bytes().all(fits) {
            return refuse("the part behind the colon may hold only letters, digits, `_` and `-`");
        }
        Ok(Self(text.to_owned()))
    }

    /// The bot's own user id, the number before the colon.
    pub fn bot_id(&self) -> i64 {
        self.0
            .split(':')
            .next()
            .and_then(|id| id.parse().ok())
            .unwrap_or_default()
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// `text` without the token, should it have got in there.
    pub(crate) fn scrub(&self, text: String) -> String {
        let secret = self
            .0
            .split_once(':')
            .map_or(self.0.as_str(), |(_, secret)| secret);
        if text.contains(secret) {
            text.replace(&self.0, "<token>").replace(secret, "<token>")
        } else {
            text
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}:…)", self.bot_id())
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_checked_and_never_shown() {
        for bad in [
            "",
            "abc",
            "0:x",
            "1:",
            "1:a b",
            "x:y",
            &format!("1:{}", "a".repeat(80)),
        ] {
            let error = Token::new(bad).expect_err(bad).to_string();
            assert!(
                bad.is_empty() || bad.len() < 4 || !error.contains(bad),
                "{error}"
            );
        }
        let token = Token::new(" 42:SECRET\n").expect("a token");
        assert_eq!(token.bot_id(), 42);
        assert_eq!(format!("{token:?}"), "Token(42:…)");
        assert_eq!(
            token.scrub("a 42:SECRET b SECRET".into()),
            "a <token> b <token>"
        );
    }
}
