//! The handle to the Bot API.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use botwright_api::json::{Read, ReadError, Reader};
use botwright_api::methods::GetMe;
use botwright_api::response::Response;
use botwright_api::update::Batch;
use botwright_api::{Client, Method, Request};

use super::builder::ApiBuilder;
use super::error::{Error, Reason};
use super::http::{self, Answer, Wire};
use super::outgoing::{self, Onward};
use super::queries::Queries;
use super::timeouts::Timeouts;
use super::token::Token;
use crate::callback::seal;
use crate::sender::{self, Policy};

/// A future of a call.
type Call<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// A handle to the Bot API: every method, for one bot. Cheap to clone.
#[derive(Clone)]
pub struct Api(pub(super) Arc<Inner>, Option<Arc<dyn Recorder>>);

/// Stands between a handler and the calls that it makes by itself.
pub(crate) trait Recorder: Send + Sync {
    /// Makes the call by `api`, or remembers what came of it.
    fn record<'a>(&'a self, api: &'a Api, request: Request) -> outgoing::Done<'a>;
}

pub(super) struct Inner {
    pub(super) token: Token,
    pub(super) server: String,
    pub(super) methods: String,
    pub(super) files: String,
    pub(super) local_server: bool,
    pub(super) wire: Wire,
    pub(super) timeouts: Timeouts,
    pub(super) policy: Policy,
    pub(super) outgoing: Vec<outgoing::Shared>,
    pub(super) queries: Queries,
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Api").field(&self.0.token).finish()
    }
}

impl Api {
    pub(super) fn of(inner: Inner) -> Self {
        Self(Arc::new(inner), None)
    }

    /// The same client, with its calls going by this.
    #[cfg(feature = "durable")]
    pub(crate) fn recorded(&self, recorder: Arc<dyn Recorder>) -> Self {
        Self(Arc::clone(&self.0), Some(recorder))
    }

    /// A client for the bot with this token.
    ///
    /// ```
    /// use botwright::Api;
    ///
    /// let api = Api::builder("42:TOKEN").url("http://127.0.0.1:8081").build()?;
    /// assert_eq!(api.bot_id(), 42);
    /// assert_eq!(api.server(), "http://127.0.0.1:8081");
    /// # Ok::<(), botwright::client::ApiError>(())
    /// ```
    pub fn builder(token: impl Into<String>) -> ApiBuilder {
        ApiBuilder::new(token)
    }

    /// The bot's own user id.
    pub fn bot_id(&self) -> i64 {
        self.0.token.bot_id()
    }

    /// The bot's token, which is shown nowhere: for checks of what was signed with it.
    pub fn token(&self) -> &Token {
        &self.0.token
    }

    /// The server's address, without a path or credentials: `https://api.telegram.org`.
    pub fn server(&self) -> &str {
        &self.0.server
    }

    /// Whether calls go to Telegram's own server.
    #[cfg(feature = "webhook")]
    pub(crate) fn is_official(&self) -> bool {
        self.0.server == super::builder::OFFICIAL
    }

    /// Sends one call, repeating it where [`Policy`] allows, and gives the JSON text of the result.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send(&self, request: Request) -> Result<String, Error> {
        if let Some(recorder) = &self.1 {
            return recorder
                .record(&Self(Arc::clone(&self.0), None), request)
                .await;
        }
        self.queries_and_outgoing(request, true).await
    }

    /// As [`send`](Self::send), never repeated.
    pub(crate) async fn send_once(&self, request: Request) -> Result<String, Error> {
        self.queries_and_outgoing(request, false).await
    }

    async fn queries_and_outgoing(&self, request: Request, repeat: bool) -> Result<String, Error> {
        if seal::is_unsealed(&request) {
            let (method, reason) = (request.method, Reason::Unsealed);
            return Err(Error::NotSent { method, reason });
        }
        let answering = self.0.queries.answering(&request);
        let result = Onward::new(self, &self.0.outgoing, repeat)
            .send(request)
            .await;
        if let Some(answering) = answering {
            answering.ended(&result);
        }
        result
    }

    /// Sends one call that has passed everything on its way out.
    pub(super) async fn deliver(&self, request: Request, repeat: bool) -> Result<String, Error> {
        if repeat {
            sender::send(self, request, &self.0.policy).await
        } else {
            self.attempt(&request).await
        }
    }

    /// Sends one call once; gives the JSON text of the result.
    pub(crate) async fn attempt(&self, request: &Request) -> Result<String, Error> {
        let answer = http::call(self, request, None).await?;
        let response = Response::parse(&answer.text);
        let result = response
            .as_ref()
            .ok()
            .and_then(|it| it.result)
            .map(str::to_owned);
        check(request.method, &answer, response)?;
        result.ok_or(Error::MaybeSent {
            method: request.method,
            reason: Reason::Answer {
                status: answer.status,
                body: "a success without a result",
            },
        })
    }

    /// One call, never repeated, with its typed result.
    pub(crate) async fn call_once<M: Method>(&self, method: &M) -> Result<M::Output, Error> {
        let once = Onward::new(self, &self.0.outgoing, false);
        decode(M::NAME, &once.send(method.request()?).await?)
    }

    /// One `getUpdates` on a connection of its own, which the server may hold for `timeout`.
    pub(crate) async fn poll(&self, request: &Request, timeout: Duration) -> Result<Batch, Error> {
        let answer = http::call(self, request, Some(timeout)).await?;
        let mut batch = None;
        // A batch is large, so it is read in the same pass as its envelope.
        let response = Response::parse_with(&answer.text, &mut |reader| {
            batch = reader.tolerate(Batch::read)?;
            Ok(())
        });
        check(request.method, &answer, response)?;
        batch.ok_or(Error::NotSent {
            method: request.method,
            reason: Reason::Result("not a list of updates".to_owned()),
        })
    }

    /// When a failed call is repeated.
    #[cfg(feature = "durable")]
    pub(crate) fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The queries that wait for their answer.
    pub(crate) fn queries(&self) -> &Queries {
        &self.0.queries
    }

    /// What the server's clock says, if it tells.
    pub(crate) async fn server_time(&self) -> Option<SystemTime> {
        let request = GetMe::new().request().ok()?;
        http::call(self, &request, None).await.ok()?.date
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

/// A success, or the error in the answer.
fn check(
    method: &'static str,
    answer: &Answer,
    response: Result<Response<'_>, ReadError>,
) -> Result<(), Error> {
    let strange = |body| Error::MaybeSent {
        method,
        reason: Reason::Answer {
            status: answer.status,
            body,
        },
    };
    let response = response.map_err(|_| match answer.text.trim_start().chars().next() {
        None => strange("an empty body"),
        Some('<') => strange("a web page instead of the Bot API's JSON"),
        Some('{') => strange("a body that is cut off or not the Bot API's"),
        Some(_) => strange("a body that is not the Bot API's JSON"),
    })?;
    if response.ok {
        return Ok(());
    }
    let rejected = super::Rejected::new(method, response, answer.status, answer.retry_after);
    Err(Box::new(rejected).into())
}
