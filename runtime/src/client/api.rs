//! The handle to the Bot API.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use botwright_api::json::{Read, Reader};
use botwright_api::response::Response;
use botwright_api::{Client, Method, Request};

use super::builder::ApiBuilder;
use super::error::{Error, Reason};
use super::http;
use super::timeouts::Timeouts;
use super::token::Token;
use crate::sender::{self, Policy};

/// A future of a call.
type Call<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// A handle to the Bot API: every method, for one bot. Cheap to clone.
#[derive(Clone)]
pub struct Api(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) token: Token,
    pub(super) methods: String,
    pub(super) files: String,
    pub(super) local_server: bool,
    pub(super) polls: reqwest::Client,
    pub(super) calls: reqwest::Client,
    pub(super) timeouts: Timeouts,
    pub(super) policy: Policy,
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Api").field(&self.0.token).finish()
    }
}

impl Api {
    /// A client for the bot with this token.
    ///
    /// ```
    /// use botwright::Api;
    ///
    /// let api = Api::builder("42:TOKEN").url("http://127.0.0.1:8081").build()?;
    /// assert_eq!(api.bot_id(), 42);
    /// # Ok::<(), botwright::client::ApiError>(())
    /// ```
    pub fn builder(token: impl Into<String>) -> ApiBuilder {
        ApiBuilder::new(token)
    }

    /// The bot's own user id.
    pub fn bot_id(&self) -> i64 {
        self.0.token.bot_id()
    }

    /// Sends one call, repeating it where [`Policy`] allows, and gives the JSON text of the result.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send(&self, request: Request) -> Result<String, Error> {
        sender::send(self, request, &self.0.policy).await
    }

    /// Sends one call once.
    pub(crate) async fn attempt(&self, request: &Request) -> Result<String, Error> {
        http::call(self, request, None).await
    }

    /// One call, never repeated, with its typed result.
    pub(crate) async fn call_once<M: Method>(&self, method: &M) -> Result<M::Output, Error> {
        decode(M::NAME, &self.attempt(&method.request()?).await?)
    }

    /// One `getUpdates` on a connection of its own, which the server may hold for `timeout`.
    pub(crate) async fn poll(&self, request: &Request, timeout: Duration) -> Result<String, Error> {
        http::call(self, request, Some(timeout)).await
    }

    pub(crate) fn scrub(&self, text: String) -> String {
        self.0.token.scrub(text)
    }
}

impl Client for Api {
    type Call<T> = Call<T>;

    fn call<M: Method>(&self, method: &M) -> Call<M::Output>
    where
        M::Output: 'static,
    {
        let (api, request) = (self.clone(), method.request());
        Box::pin(async move {
            let result = api.send(request?).await?;
            decode(M::NAME, &result)
        })
    }
}

/// Reads the result of a call. The call was carried out, so a result that does not fit is not a
/// reason to repeat it.
fn decode<T: Read>(method: &'static str, json: &str) -> Result<T, Error> {
    T::read(&mut Reader::new(json)).map_err(|fault| Error::MaybeSent {
        method,
        reason: Reason::Result(fault.to_string()),
    })
}

/// The envelope of a success, or the error in it.
pub(super) fn open<'a>(
    method: &'static str,
    text: &'a str,
    status: u16,
    retry_after: Option<u64>,
) -> Result<&'a str, Error> {
    let strange = |body| Error::MaybeSent {
        method,
        reason: Reason::Answer { status, body },
    };
    let response = Response::parse(text).map_err(|_| match text.trim_start().chars().next() {
        None => strange("an empty body"),
        Some('<') => strange("a web page instead of the Bot API's JSON"),
        Some('{') => strange("a body that is cut off or not the Bot API's"),
        Some(_) => strange("a body that is not the Bot API's JSON"),
    })?;
    match response.result {
        Some(result) if response.ok => Ok(result),
        _ if response.ok => Err(strange("a success without a result")),
        _ => {
            let rejected = super::Rejected::new(method, response, status, retry_after);
            Err(Box::new(rejected).into())
        }
    }
}
