//! What a webhook is made of.

use std::net::IpAddr;

#[cfg(feature = "webhook-tls")]
use super::Tls;
use super::{Sources, WebhookError};

/// The ports that the official server delivers to
/// ([setWebhook](https://core.telegram.org/bots/api#setwebhook)).
const PORTS: [u16; 4] = [443, 80, 88, 8443];

/// How updates come in by HTTP: where Telegram sends them, and where the bot listens. A URL alone is one:
/// `builder().webhook("https://example.org/hook")`.
///
/// ```
/// use botwright::bot;
/// use botwright::transport::webhook::Webhook;
///
/// let hook = Webhook::url("https://example.org/hook").listen("127.0.0.1:3000").max_connections(100);
/// let builder = bot::builder().webhook(hook);
/// # let _ = builder;
/// ```
#[derive(Debug, Clone, Default)]
pub struct Webhook {
    pub(crate) url: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) listen: Option<String>,
    pub(crate) secrets: Vec<String>,
    pub(crate) max_connections: Option<u32>,
    pub(crate) ip_address: Option<IpAddr>,
    pub(crate) sources: Option<Sources>,
    pub(crate) delete_on_stop: bool,
    #[cfg(feature = "webhook-tls")]
    pub(crate) tls: Option<Tls>,
}

impl Webhook {
    /// A webhook at this address, as Telegram sees it.
    pub fn url(url: impl Into<String>) -> Self {
        Self {
            url: Some(url.into()),
            ..Self::default()
        }
    }

    /// Where the bot's own server listens: `address:port`, or `unix:/path/of/a/socket`. Default:
    /// `BOT_WEBHOOK_LISTEN`, else 127.0.0.1:8080 for a proxy in front, and 0.0.0.0:8443 when the bot speaks
    /// TLS itself.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = Some(address.into());
        self
    }

    /// The path that the bot's own server answers at. Default: that of the URL; another one is needed
    /// behind a proxy that changes it.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The secret that deliveries carry: 1-256 letters, digits, `_` and `-`. Called again, it adds secrets
    /// that are accepted beside the first, for the time of a change. Default: `BOT_WEBHOOK_SECRET`, else
    /// one made of the token, the same on all machines.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// How many deliveries Telegram makes at the same time, 1-100. Default: Telegram's, 40.
    pub fn max_connections(mut self, most: u32) -> Self {
        self.max_connections = Some(most);
        self
    }

    /// The address that Telegram delivers to, instead of asking the DNS.
    pub fn ip_address(mut self, address: impl Into<IpAddr>) -> Self {
        self.ip_address = Some(address.into());
        self
    }

    /// Refuses requests from elsewhere. Default: the secret decides alone.
    pub fn sources(mut self, sources: Sources) -> Self {
        self.sources = Some(sources);
        self
    }

    /// Removes the webhook when the bot stops. Default: it stays, and Telegram keeps what comes meanwhile
    /// for up to a day.
    pub fn delete_on_stop(mut self, on: bool) -> Self {
        self.delete_on_stop = on;
        self
    }

    /// Lets the bot's own server speak HTTPS.
    #[cfg(feature = "webhook-tls")]
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Whether the bot's own server speaks HTTPS.
    pub(crate) fn has_tls(&self) -> bool {
        #[cfg(feature = "webhook-tls")]
        return self.tls.is_some();
        #[cfg(not(feature = "webhook-tls"))]
        false
    }

    /// Where to listen.
    pub(crate) fn address(&self) -> &str {
        match &self.listen {
            Some(address) => address,
            None if self.has_tls() => "0.0.0.0:8443",
            None => "127.0.0.1:8080",
        }
    }

    /// The path to answer at.
    pub(crate) fn local_path(&self) -> Result<String, WebhookError> {
        let path = match (&self.path, &self.url) {
            (Some(path), _) => path.clone(),
            (None, Some(url)) => parse(url)?.path().to_owned(),
            (None, None) => return Err(WebhookError::NoUrl),
        };
        Ok(if path.starts_with('/') {
            path
        } else {
            format!("/{path}")
        })
    }

    /// Refuses what the official server would refuse; other servers may take more.
    pub(crate) fn check(&self, official: bool) -> Result<(), WebhookError> {
        let Some(url) = &self.url else {
            return Ok(());
        };
        let parsed = parse(url)?;
        let problem = match parsed.scheme() {
            "https" if !official => None,
            "https" => (!PORTS.contains(&parsed.port().unwrap_or(443)))
                .then_some("Telegram delivers to the ports 443, 80, 88 and 8443 only"),
            "http" if official => Some("Telegram delivers to https:// only"),
            "http" => None,
            _ => Some("it has to begin with https://"),
        };
        match problem {
            Some(problem) => Err(wrong(url, problem)),
            None => Ok(()),
        }
    }
}

impl From<&str> for Webhook {
    fn from(url: &str) -> Self {
        Self::url(url)
    }
}

impl From<String> for Webhook {
    fn from(url: String) -> Self {
        Self::url(url)
    }
}

fn parse(url: &str) -> Result<reqwest::Url, WebhookError> {
    let parsed = reqwest::Url::parse(url);
    let parsed =
        parsed.map_err(|_| wrong(url, "it is no URL; one looks like https://example.org/hook"))?;
    if parsed.has_host() {
        Ok(parsed)
    } else {
        Err(wrong(url, "it names no host"))
    }
}

fn wrong(url: &str, problem: &'static str) -> WebhookError {
    WebhookError::Url {
        url: url.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_urls_are_refused_with_a_reason() {
        for (url, reason) in [
            ("example.org/hook", "no URL"),
            ("http://example.org/", "https:// only"),
            ("ftp://example.org/", "begin with"),
            ("https://example.org:8080/", "ports"),
            ("mailto:bot@example.org", "no host"),
        ] {
            let error = Webhook::url(url).check(true).expect_err(url).to_string();
            assert!(error.contains(reason), "{error}");
        }
        assert!(
            Webhook::url("https://example.org:8443/x")
                .check(true)
                .is_ok()
        );
        assert!(Webhook::url("http://127.0.0.1:3000/x").check(false).is_ok());
    }

    #[test]
    fn the_path_is_that_of_the_url_unless_another_is_named() {
        let hook = Webhook::url("https://example.org/a/b?c");
        assert_eq!(hook.local_path().expect("a path"), "/a/b");
        assert_eq!(hook.path("tg").local_path().expect("a path"), "/tg");
        let bare = Webhook::url("https://example.org").local_path();
        assert_eq!(bare.expect("a path"), "/");
        assert!(Webhook::default().local_path().is_err());
    }
}
