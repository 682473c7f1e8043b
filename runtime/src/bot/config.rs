//! Settings: builder over environment over defaults.

use std::str::FromStr;
use std::time::Duration;

/// A variable of the environment that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvError {
    /// The value is not what the variable takes.
    #[error("the environment variable {name} must be {expected}")]
    Value {
        /// The variable.
        name: &'static str,
        /// What it takes.
        expected: &'static str,
    },
    /// The variable asks for something this build cannot do; going on would break a promise.
    #[error("the environment variable {name} is set, but this build of botwright has no {what}")]
    Unsupported {
        /// The variable.
        name: &'static str,
        /// What it asks for.
        what: &'static str,
    },
}

/// What can be set; `None` leaves it to the environment and the default.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// `BOT_TOKEN`.
    pub(super) token: Option<String>,
    /// `BOT_API_URL`.
    pub(super) api_url: Option<String>,
    /// `BOT_API_TEST`.
    pub(super) test_environment: Option<bool>,
    /// `BOT_API_LOCAL`.
    pub(super) local_server: Option<bool>,
    /// `BOT_POLL_TIMEOUT`.
    pub(super) poll_timeout: Option<Duration>,
    /// `BOT_PATIENCE`.
    pub(super) patience: Option<Duration>,
    /// `BOT_GRACE`.
    pub(super) grace: Option<Duration>,
    /// `BOT_EMULATOR_LISTEN`.
    pub(super) emulator_listen: Option<String>,
    /// `BOT_DATA`.
    #[cfg(feature = "durable")]
    pub(super) data: Option<std::path::PathBuf>,
    /// `BOT_WEBHOOK_URL`.
    #[cfg(feature = "webhook")]
    pub(super) webhook_url: Option<String>,
    /// `BOT_WEBHOOK_LISTEN`.
    #[cfg(feature = "webhook")]
    pub(super) webhook_listen: Option<String>,
    /// `BOT_WEBHOOK_SECRET`.
    #[cfg(feature = "webhook")]
    pub(super) webhook_secret: Option<String>,
}

/// Variables that other builds or later versions understand. Ignoring them would be worse than stopping: a bot that
/// is meant to be durable would not be.
const LATER: &[(&str, &str)] = &[
    #[cfg(not(feature = "webhook"))]
    ("BOT_WEBHOOK_URL", "cargo feature `webhook`"),
    #[cfg(not(feature = "webhook"))]
    ("BOT_WEBHOOK_LISTEN", "cargo feature `webhook`"),
    #[cfg(not(feature = "webhook"))]
    ("BOT_WEBHOOK_SECRET", "cargo feature `webhook`"),
    #[cfg(not(feature = "durable"))]
    ("BOT_DATA", "cargo feature `durable`"),
    ("BOT_CLUSTER", "cluster mode"),
    ("BOT_ROLE", "cluster mode"),
];

impl Settings {
    /// Fills what is not set from the environment.
    ///
    /// # Errors
    /// A variable makes no sense.
    pub(super) fn or_environment(self) -> Result<Self, EnvError> {
        self.or(|name| std::env::var(name).ok())
    }

    fn or(self, get: impl Fn(&str) -> Option<String>) -> Result<Self, EnvError> {
        let get = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        for &(name, what) in LATER {
            if get(name).is_some() {
                return Err(EnvError::Unsupported { name, what });
            }
        }
        let flag = |set: Option<bool>, name: &'static str| match (set, get(name)) {
            (None, Some(value)) => match value.trim() {
                "true" | "1" | "yes" => Ok(Some(true)),
                "false" | "0" | "no" => Ok(Some(false)),
                _ => Err(EnvError::Value {
                    name,
                    expected: "`true` or `false`",
                }),
            },
            (set, _) => Ok(set),
        };
        let seconds =
            |set: Option<Duration>, name, expected, range: std::ops::RangeInclusive<u64>| match (
                set,
                get(name),
            ) {
                (None, Some(value)) => match u64::from_str(value.trim()) {
                    Ok(value) if range.contains(&value) => Ok(Some(Duration::from_secs(value))),
                    _ => Err(EnvError::Value { name, expected }),
                },
                (set, _) => Ok(set),
            };
        Ok(Self {
            test_environment: flag(self.test_environment, "BOT_API_TEST")?,
            local_server: flag(self.local_server, "BOT_API_LOCAL")?,
            poll_timeout: seconds(
                self.poll_timeout,
                "BOT_POLL_TIMEOUT",
                "a number of seconds from 1 to 50",
                1..=50,
            )?,
            patience: seconds(
                self.patience,
                "BOT_PATIENCE",
                "a number of seconds from 0 to 3600",
                0..=3600,
            )?,
            grace: seconds(
                self.grace,
                "BOT_GRACE",
                "a number of seconds from 0 to 3600",
                0..=3600,
            )?,
            token: self.token.or_else(|| get("BOT_TOKEN")),
            api_url: self.api_url.or_else(|| get("BOT_API_URL")),
            #[cfg(feature = "durable")]
            data: self.data.or_else(|| get("BOT_DATA").map(Into::into)),
            emulator_listen: self.emulator_listen.or_else(|| get("BOT_EMULATOR_LISTEN")),
            #[cfg(feature = "webhook")]
            webhook_url: self.webhook_url.or_else(|| get("BOT_WEBHOOK_URL")),
            #[cfg(feature = "webhook")]
            webhook_listen: self.webhook_listen.or_else(|| get("BOT_WEBHOOK_LISTEN")),
            #[cfg(feature = "webhook")]
            webhook_secret: self.webhook_secret.or_else(|| get("BOT_WEBHOOK_SECRET")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&str, &str)]) -> Result<Settings, EnvError> {
        Settings {
            grace: Some(Duration::from_secs(1)),
            ..Settings::default()
        }
        .or(|name| {
            pairs
                .iter()
                .find(|pair| pair.0 == name)
                .map(|pair| pair.1.to_owned())
        })
    }

    #[test]
    fn the_builder_wins_over_the_environment_and_empty_is_unset() {
        let settings = from(&[
            ("BOT_TOKEN", "1:a"),
            ("BOT_GRACE", "9"),
            ("BOT_API_URL", " "),
            ("BOT_API_TEST", "1"),
        ])
        .expect("valid");
        assert_eq!(settings.token.as_deref(), Some("1:a"));
        assert_eq!(settings.grace, Some(Duration::from_secs(1)));
        assert_eq!(settings.api_url, None);
        assert_eq!(settings.test_environment, Some(true));
    }

    #[test]
    fn nonsense_is_refused_by_name_without_its_value() {
        for (name, value) in [
            ("BOT_POLL_TIMEOUT", "99"),
            ("BOT_POLL_TIMEOUT", "soon"),
            ("BOT_API_TEST", "perhaps"),
            #[cfg(not(feature = "durable"))]
            ("BOT_DATA", "bot.db"),
        ] {
            let error = from(&[(name, value)]).expect_err(name).to_string();
            assert!(error.contains(name) && !error.contains(value), "{error}");
        }
    }
}
