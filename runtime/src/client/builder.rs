//! How a client is made.

use std::fmt;
use std::sync::Arc;

use super::api::{Api, Inner};
use super::carrier::{Carrier, Shared};
use super::http::Wire;
use super::outgoing::{self, Outgoing};
use super::queries::Queries;
use super::timeouts::Timeouts;
use super::token::{Token, TokenError};
use crate::sender::Policy;

/// The official server.
pub(super) const OFFICIAL: &str = "https://api.telegram.org";

/// Settings of an [`Api`]; see [`Api::builder`].
#[derive(Clone)]
#[must_use]
pub struct ApiBuilder {
    token: String,
    url: String,
    test_environment: bool,
    local_server: bool,
    timeouts: Timeouts,
    policy: Policy,
    carrier: Option<Shared>,
    outgoing: Vec<outgoing::Shared>,
}

/// A client that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApiError {
    /// Not a token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// Not a server's address.
    #[error(
        "`{url}` is not the address of a Bot API server: {problem}. It looks like \
         `http://127.0.0.1:8081`"
    )]
    Url {
        /// What was given, without user name and password.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The HTTP client could not start.
    #[error("the HTTP client could not start: {0}")]
    Http(String),
}

/// Names the server; the token stays out of logs.
impl fmt::Debug for ApiBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiBuilder").finish_non_exhaustive()
    }
}

impl ApiBuilder {
    pub(super) fn new(token: impl Into<String>) -> Self {
        Self {
            token: token.into(),
            url: OFFICIAL.to_owned(),
            test_environment: false,
            local_server: false,
            timeouts: Timeouts::default(),
            policy: Policy::default(),
            carrier: None,
            outgoing: Vec::new(),
        }
    }

    /// The address of the Bot API server: your own, or an emulator's. Default: the official server.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }

    /// Talks to Telegram's test environment, which has users and bots of its own.
    pub fn test_environment(mut self, on: bool) -> Self {
        self.test_environment = on;
        self
    }

    /// The server runs with `--local` on this machine: files are read where it says they are.
    pub fn local_server(mut self, on: bool) -> Self {
        self.local_server = on;
        self
    }

    /// How long to wait for what.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// When a failed call is repeated.
    pub fn retries(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Carries requests by this instead of the built-in HTTP client: to a server in the same process,
    /// for instance, without sockets.
    pub fn carrier(self, carrier: impl Carrier) -> Self {
        self.shared_carrier(Shared::new(carrier))
    }

    pub(crate) fn shared_carrier(mut self, carrier: Shared) -> Self {
        self.carrier = Some(carrier);
        self
    }

    /// Every call passes this on its way out; the one added first sees it first.
    pub fn outgoing(self, outgoing: impl Outgoing) -> Self {
        self.shared_outgoing(vec![Arc::new(outgoing)])
    }

    pub(crate) fn shared_outgoing(mut self, outgoing: Vec<outgoing::Shared>) -> Self {
        self.outgoing.extend(outgoing);
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// The token or the address makes no sense, or TLS cannot be set up.
    pub fn build(self) -> Result<Api, ApiError> {
        let token = Token::new(&self.token)?;
        let refuse = |problem: &str| {
            let shown = self
                .url
                .rsplit_once('@')
                .map_or(self.url.as_str(), |(_, host)| host);
            Err(ApiError::Url {
                url: token.scrub(shown.to_owned()),
                problem: problem.to_owned(),
            })
        };
        let Ok(url) = reqwest::Url::parse(&self.url) else {
            return refuse("it is not a URL");
        };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return refuse("it does not start with http:// or https:// and a host");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("it has a query or a fragment");
        }
        if url.scheme() == "https" && self.carrier.is_none() && cfg!(not(feature = "rustls")) {
            return refuse("https needs the cargo feature `rustls`");
        }
        let server = url.as_str().trim_end_matches('/');
        let test = if self.test_environment { "test/" } else { "" };
        let secure = url.scheme() == "https";
        let client = || http_client(secure, &self.timeouts);
        let wire = match &self.carrier {
            Some(carrier) => Wire::Carrier(carrier.clone()),
            // A poll holds its connection for its whole timeout; calls have their own.
            None => Wire::Sockets {
                polls: client()?,
                calls: client()?,
            },
        };
        let port = url
            .port()
            .map_or_else(String::new, |port| format!(":{port}"));
        let host = url.host_str().unwrap_or_default();
        Ok(Api::of(Inner {
            server: format!("{}://{host}{port}", url.scheme()),
            methods: format!("{server}/bot{}/{test}", token.expose()),
            files: format!("{server}/file/bot{}/{test}", token.expose()),
            token,
            local_server: self.local_server,
            wire,
            timeouts: self.timeouts.clone(),
            policy: self.policy,
            outgoing: self.outgoing,
            queries: Queries::default(),
        }))
    }
}

fn http_client(secure: bool, timeouts: &Timeouts) -> Result<reqwest::Client, ApiError> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(timeouts.connect)
        .tcp_nodelay(true)
        .pool_idle_timeout(std::time::Duration::from_mins(1))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("botwright/", env!("CARGO_PKG_VERSION")));
    if !secure {
        // A server on this machine is not reached through a proxy for the world outside, unless
        // NO_PROXY leaves it to one; and reading the system's certificates would cost its start.
        builder = no_certificates(builder);
    }
    #[cfg(feature = "rustls")]
    install_crypto();
    builder
        .build()
        .map_err(|error| ApiError::Http(error.without_url().to_string()))
}

#[cfg(feature = "rustls")]
fn no_certificates(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_certs_only([])
}

#[cfg(not(feature = "rustls"))]
fn no_certificates(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

/// rustls asks for one cryptography provider per process; a program's own choice is kept.
#[cfg(feature = "rustls")]
fn install_crypto() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Somebody else may have been faster, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}
