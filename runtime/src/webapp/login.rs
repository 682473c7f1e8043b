//! The Login Widget.

use std::time::{Duration, SystemTime};

use super::InitDataError;
use super::fields::{Fields, number};
use super::init_data::{login_secret, verify};
use crate::client::Token;

/// Who logged in to a site by the
/// [Login Widget](https://core.telegram.org/widgets/login#checking-authorization). Every value of this
/// type was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoginData {
    /// The user's id.
    pub id: i64,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The username, without `@`.
    pub username: Option<String>,
    /// The address of the user's picture.
    pub photo_url: Option<String>,
    /// When it was signed.
    pub auth_date: SystemTime,
}

impl LoginData {
    /// Checks the query string that the widget sends the user back with: signed with the bot's token, at
    /// most `max_age` ago.
    ///
    /// # Errors
    /// See [`InitDataError`].
    pub fn check(query: &str, token: &Token, max_age: Duration) -> Result<Self, InitDataError> {
        Self::check_at(query, token, max_age, SystemTime::now())
    }

    /// As [`check`](Self::check), at another time than now.
    ///
    /// # Errors
    /// See [`InitDataError`].
    pub fn check_at(
        query: &str,
        token: &Token,
        max_age: Duration,
        now: SystemTime,
    ) -> Result<Self, InitDataError> {
        let fields = Fields::parse(query)?;
        verify(&fields, login_secret(token).as_ref())?;
        let owned = |name| fields.get(name).map(str::to_owned);
        Ok(Self {
            auth_date: fields.fresh(max_age, now)?,
            id: number("id", fields.required("id")?)?,
            first_name: owned("first_name"),
            last_name: owned("last_name"),
            username: owned("username"),
            photo_url: owned("photo_url"),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use ring::{digest, hmac};

    use super::super::fields::to_hex;
    use super::{InitDataError, LoginData};
    use crate::client::Token;

    #[test]
    fn a_login_is_believed_if_the_token_signed_it() {
        let secret = digest::digest(&digest::SHA256, b"42:SECRET");
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref());
        let hash = hmac::sign(&key, b"auth_date=1000\nfirst_name=Ann\nid=7");
        let hash = to_hex(hash.as_ref());
        let token = Token::new("42:SECRET").expect("a token");
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1010);
        let check = |query: &str| LoginData::check_at(query, &token, Duration::from_mins(1), now);
        let login = check(&format!("?id=7&first_name=Ann&auth_date=1000&hash={hash}"));
        let login = login.expect("signed");
        assert_eq!((login.id, login.first_name.as_deref()), (7, Some("Ann")));
        let other = check(&format!("id=8&first_name=Ann&auth_date=1000&hash={hash}"));
        assert_eq!(other, Err(InitDataError::Forged));
    }
}
