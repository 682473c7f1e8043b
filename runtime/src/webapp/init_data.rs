//! `Telegram.WebApp.initData`.

use std::time::{Duration, SystemTime};

use ring::signature::{ED25519, UnparsedPublicKey};
use ring::{digest, hmac};
use serde::Deserialize;

use super::InitDataError;
use super::fields::{Fields, from_base64url, from_hex, number};
use crate::client::Token;

/// What Telegram's app told a Web App about who opened it, and where
/// ([WebAppInitData](https://core.telegram.org/bots/webapps#webappinitdata)). Every value of this type was
/// checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InitData {
    /// The session, for `answerWebAppQuery`.
    pub query_id: Option<String>,
    /// Who opened it.
    pub user: Option<WebAppUser>,
    /// The other person of the private chat it was opened in by the attachment menu.
    pub receiver: Option<WebAppUser>,
    /// The chat it was opened in by the attachment menu.
    pub chat: Option<WebAppChat>,
    /// The type of the chat it was opened from by a direct link.
    pub chat_type: Option<String>,
    /// The chat it was opened from by a direct link; not its id.
    pub chat_instance: Option<String>,
    /// The parameter of the link it was opened by.
    pub start_param: Option<String>,
    /// After how long `answerWebAppQuery` may be called.
    pub can_send_after: Option<Duration>,
    /// When it was signed.
    pub auth_date: SystemTime,
}

/// A user as Web Apps see them ([WebAppUser](https://core.telegram.org/bots/webapps#webappuser)).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools)] // Telegram's fields, as they are.
pub struct WebAppUser {
    /// The user's id.
    pub id: i64,
    /// Whether it is a bot.
    #[serde(default)]
    pub is_bot: bool,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The username, without `@`.
    pub username: Option<String>,
    /// The language of the user's app, as an IETF tag.
    pub language_code: Option<String>,
    /// Whether the user has Telegram Premium.
    #[serde(default)]
    pub is_premium: bool,
    /// Whether the bot is in the user's attachment menu.
    #[serde(default)]
    pub added_to_attachment_menu: bool,
    /// Whether the bot may write to the user.
    #[serde(default)]
    pub allows_write_to_pm: bool,
    /// The address of the user's picture.
    pub photo_url: Option<String>,
}

/// A chat as Web Apps see it ([WebAppChat](https://core.telegram.org/bots/webapps#webappchat)).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct WebAppChat {
    /// The chat's id.
    pub id: i64,
    /// `group`, `supergroup` or `channel`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The title.
    pub title: String,
    /// The username, without `@`.
    pub username: Option<String>,
    /// The address of the chat's picture.
    pub photo_url: Option<String>,
}

/// Whose key signs for third parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Environment {
    /// Telegram.
    #[default]
    Production,
    /// Telegram's test servers.
    Test,
}

impl Environment {
    /// The public key
    /// ([third-party use](https://core.telegram.org/bots/webapps#validating-data-for-third-party-use)).
    const fn key(self) -> &'static str {
        match self {
            Self::Production => "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d",
            Self::Test => "40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec",
        }
    }
}

impl InitData {
    /// Checks what a page of this bot got from Telegram's app: signed with the bot's token, at most
    /// `max_age` ago. An hour is a good age: the page is asked for it again whenever it opens.
    ///
    /// ```
    /// use std::time::Duration;
    /// use botwright::client::Token;
    /// use botwright::webapp::{InitData, InitDataError};
    ///
    /// let token = Token::new("42:SECRET")?;
    /// let forged = "auth_date=1&user=%7B%22id%22%3A1%7D&hash=00";
    /// let error = InitData::check(forged, &token, Duration::from_secs(3600)).unwrap_err();
    /// assert_eq!(error, InitDataError::Forged);
    /// # Ok::<(), botwright::client::TokenError>(())
    /// ```
    ///
    /// # Errors
    /// See [`InitDataError`].
    pub fn check(text: &str, token: &Token, max_age: Duration) -> Result<Self, InitDataError> {
        Self::check_at(text, token, max_age, SystemTime::now())
    }

    /// As [`check`](Self::check), at another time than now.
    ///
    /// # Errors
    /// See [`InitDataError`].
    pub fn check_at(
        text: &str,
        token: &Token,
        max_age: Duration,
        now: SystemTime,
    ) -> Result<Self, InitDataError> {
        let fields = Fields::parse(text)?;
        let secret = hmac::sign(
            &hmac::Key::new(hmac::HMAC_SHA256, b"WebAppData"),
            token.expose().as_bytes(),
        );
        verify(&fields, secret.as_ref())?;
        Self::read(&fields, max_age, now)
    }

    /// Checks it for somebody else's bot, of which only the id is known: signed by Telegram itself, at
    /// most `max_age` ago.
    ///
    /// # Errors
    /// See [`InitDataError`].
    pub fn check_third_party(
        text: &str,
        bot_id: i64,
        environment: Environment,
        max_age: Duration,
    ) -> Result<Self, InitDataError> {
        let fields = Fields::parse(text)?;
        let key = from_hex(environment.key()).ok_or(InitDataError::Forged)?;
        Self::check_signed(&fields, bot_id, &key, max_age, SystemTime::now())
    }

    fn check_signed(
        fields: &Fields,
        bot_id: i64,
        key: &[u8],
        max_age: Duration,
        now: SystemTime,
    ) -> Result<Self, InitDataError> {
        let signature =
            from_base64url(fields.required("signature")?).ok_or(InitDataError::Forged)?;
        let lines = fields.signed(&["hash", "signature"]);
        UnparsedPublicKey::new(&ED25519, key)
            .verify(
                format!("{bot_id}:WebAppData\n{lines}").as_bytes(),
                &signature,
            )
            .map_err(|_| InitDataError::Forged)?;
        Self::read(fields, max_age, now)
    }

    fn read(fields: &Fields, max_age: Duration, now: SystemTime) -> Result<Self, InitDataError> {
        let owned = |name| fields.get(name).map(str::to_owned);
        Ok(Self {
            auth_date: fields.fresh(max_age, now)?,
            query_id: owned("query_id"),
            user: json(fields, "user")?,
            receiver: json(fields, "receiver")?,
            chat: json(fields, "chat")?,
            chat_type: owned("chat_type"),
            chat_instance: owned("chat_instance"),
            start_param: owned("start_param"),
            can_send_after: fields
                .get("can_send_after")
                .map(|text| number("can_send_after", text).map(Duration::from_secs))
                .transpose()?,
        })
    }
}

/// Checks the field `hash` in constant time.
pub(super) fn verify(fields: &Fields, secret: &[u8]) -> Result<(), InitDataError> {
    let hash = from_hex(fields.required("hash")?).ok_or(InitDataError::Forged)?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hmac::verify(&key, fields.signed(&["hash"]).as_bytes(), &hash)
        .map_err(|_| InitDataError::Forged)
}

/// The secret of the Login Widget.
pub(super) fn login_secret(token: &Token) -> digest::Digest {
    digest::digest(&digest::SHA256, token.expose().as_bytes())
}

fn json<'a, T: Deserialize<'a>>(
    fields: &'a Fields,
    field: &'static str,
) -> Result<Option<T>, InitDataError> {
    let Some(text) = fields.get(field) else {
        return Ok(None);
    };
    let read = serde_json::from_str(text).map_err(|error| InitDataError::Field {
        field,
        problem: format!("{:?} error in its JSON", error.classify()),
    });
    read.map(Some)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use ring::hmac;
    use ring::rand::SystemRandom;
    use ring::signature::{Ed25519KeyPair, KeyPair};

    use super::super::fields::to_hex;
    use super::{Fields, InitData, InitDataError};
    use crate::client::Token;

    const HOUR: Duration = Duration::from_hours(1);
    const USER: &str = r#"{"id":7,"first_name":"Ann","is_premium":true}"#;

    fn token() -> Token {
        Token::new("42:SECRET").expect("a token")
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn signed() -> String {
        let secret = hmac::sign(
            &hmac::Key::new(hmac::HMAC_SHA256, b"WebAppData"),
            b"42:SECRET",
        );
        let lines = format!("auth_date=1000\nquery_id=Q\nstart_param=a b\nuser={USER}");
        let hash = hmac::sign(
            &hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref()),
            lines.as_bytes(),
        );
        let hash = to_hex(hash.as_ref());
        let user = USER.replace('"', "%22");
        format!("user={user}&auth_date=1000&start_param=a+b&query_id=Q&hash={hash}")
    }

    #[test]
    fn what_the_token_signed_is_believed_for_a_while() {
        let data = InitData::check_at(&signed(), &token(), HOUR, at(1000)).expect("signed");
        let user = data.user.expect("a user");
        assert_eq!(
            (user.id, user.first_name.as_str(), user.is_premium),
            (7, "Ann", true)
        );
        assert_eq!(data.start_param.as_deref(), Some("a b"));
        assert_eq!(
            (data.query_id.as_deref(), data.auth_date),
            (Some("Q"), at(1000))
        );
        let check = |now| InitData::check_at(&signed(), &token(), HOUR, at(now));
        assert!(check(4600).is_ok());
        let age = Duration::from_secs(3601);
        assert_eq!(
            check(4601),
            Err(InitDataError::TooOld { age, max_age: HOUR })
        );
        assert!(check(950).is_ok(), "clocks differ");
        assert_eq!(check(900), Err(InitDataError::FromTheFuture));
    }

    #[test]
    fn what_was_changed_is_not_believed() {
        let text = signed();
        let check = |text: &str| InitData::check_at(text, &token(), HOUR, at(1000));
        let other = Token::new("42:OTHER").expect("a token");
        assert_eq!(
            InitData::check_at(&text, &other, HOUR, at(1000)),
            Err(InitDataError::Forged)
        );
        for (from, to) in [
            ("%22id%22:7", "%22id%22:8"),
            ("=Q", "=R"),
            ("a+b", "a"),
            ("hash=", "hash=00"),
        ] {
            assert!(text.contains(from));
            assert_eq!(
                check(&text.replace(from, to)),
                Err(InitDataError::Forged),
                "{from}"
            );
        }
        assert_eq!(check(&format!("{text}&more=1")), Err(InitDataError::Forged));
        assert_eq!(check("auth_date=1000"), Err(InitDataError::Missing("hash")));
        assert_eq!(
            check(&format!("{text}&user=1")),
            Err(InitDataError::Twice("user".to_owned()))
        );
    }

    #[test]
    fn what_telegram_signed_is_believed_of_the_bot_it_names() {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).expect("a key");
        let lines = format!("42:WebAppData\nauth_date=1000\nuser={USER}");
        let signature = base64url(pair.sign(lines.as_bytes()).as_ref());
        let user = USER.replace('"', "%22");
        let text = format!("auth_date=1000&user={user}&hash=00&signature={signature}");
        let fields = Fields::parse(&text).expect("a query");
        let key = pair.public_key().as_ref();
        let check = |bot| InitData::check_signed(&fields, bot, key, HOUR, at(1000));
        assert_eq!(check(42).expect("signed").user.map(|user| user.id), Some(7));
        assert_eq!(check(43), Err(InitDataError::Forged));
        let official = InitData::check_third_party(&text, 42, super::Environment::Test, HOUR);
        assert_eq!(official, Err(InitDataError::Forged));
    }

    fn base64url(bytes: &[u8]) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let mut group = [0; 3];
            group[..chunk.len()].copy_from_slice(chunk);
            let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
            for place in 0..=chunk.len() {
                out.push(char::from(
                    LETTERS[(bits >> (18 - 6 * place) & 63) as usize],
                ));
            }
        }
        out
    }
}
