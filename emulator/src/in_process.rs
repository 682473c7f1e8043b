//! The door without sockets: requests are answered in the process, and updates are taken from the
//! queue directly.

use std::io;

use axum::{
    body::Body,
    http::{HeaderValue, Request, Response, Uri, header},
};
use bytes::Bytes;

use crate::{BotHandle, Emulator, http};

/// Says which bot is meant: by its user id, its token, or a handle.
///
/// ```
/// # use botwright_emulator::BotName;
/// let by_id: BotName<'_> = 42.into();
/// let by_token: BotName<'_> = "42:EMULATOR".into();
/// # let _ = (by_id, by_token);
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum BotName<'a> {
    /// The bot's user id.
    Id(i64),
    /// The bot's token.
    Token(&'a str),
}

impl std::fmt::Debug for BotName<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => formatter.debug_tuple("Id").field(id).finish(),
            // A token is a secret, in logs too.
            Self::Token(_) => formatter.debug_tuple("Token").finish_non_exhaustive(),
        }
    }
}

impl From<i64> for BotName<'_> {
    fn from(id: i64) -> Self {
        Self::Id(id)
    }
}

impl<'a> From<&'a str> for BotName<'a> {
    fn from(token: &'a str) -> Self {
        Self::Token(token)
    }
}

impl<'a> From<&'a String> for BotName<'a> {
    fn from(token: &'a String) -> Self {
        Self::Token(token)
    }
}

impl From<&BotHandle> for BotName<'_> {
    fn from(bot: &BotHandle) -> Self {
        Self::Id(bot.id())
    }
}

impl Emulator {
    /// Answers one HTTP request in the process, exactly as the server does over a connection;
    /// it works whether the emulator listens or not.
    ///
    /// The path is `/bot<token>/<method>`, `/file/bot<token>/<file_path>`, `/control/...` or one of
    /// the page's. Scheme and host of an absolute address are taken off, as an HTTP client does.
    /// A call of `getUpdates` with a timeout waits, so it needs tokio's timer.
    ///
    /// # Errors
    /// What a client sees as a broken connection: [`Fault::Drop`](crate::Fault::Drop) is
    /// [`ConnectionAborted`](io::ErrorKind::ConnectionAborted),
    /// [`Fault::Truncated`](crate::Fault::Truncated) is
    /// [`ConnectionReset`](io::ErrorKind::ConnectionReset).
    ///
    /// ```
    /// use botwright_emulator::Emulator;
    /// use http::Request;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::builder().without_sockets().start().await?;
    /// let request = Request::get("/bot42:EMULATOR/getMe").body(Default::default())?;
    /// let response = emulator.handle(request).await?;
    /// assert_eq!(response.status(), 200);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn handle(&self, request: Request<Bytes>) -> io::Result<Response<Bytes>> {
        let response = self.front.answer(with_host(request)).await;
        if http::closes_connection(&response) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        let (head, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX)
            .await
            .map_err(|error| io::Error::new(io::ErrorKind::ConnectionReset, error))?;
        Ok(Response::from_parts(head, body))
    }

    /// Takes the updates that wait for a bot out of its queue, as `getUpdates` and an offset that
    /// confirms them would: each the JSON text of an `Update`, oldest first, of every kind.
    ///
    /// There are none for a bot that is not in the world.
    pub fn take_updates<'a>(&self, bot: impl Into<BotName<'a>>) -> Vec<String> {
        let bot = bot.into();
        self.world.update(|state| {
            let now = state.clock.unix_time();
            let bot = state.named_bot(bot);
            bot.and_then(|bot| state.bot_mut(bot))
                .map(|bot| bot.queue.take_all(now))
                .unwrap_or_default()
        })
    }

    /// How many updates wait for a bot; 0 for a bot that is not in the world.
    pub fn pending_updates<'a>(&self, bot: impl Into<BotName<'a>>) -> usize {
        let bot = bot.into();
        self.world.look(|state| {
            let now = state.clock.unix_time();
            let bot = state.named_bot(bot);
            bot.and_then(|bot| state.bot_mut(bot))
                .map_or(0, |bot| bot.queue.pending(now))
        })
    }
}

/// The request as it comes over a connection: a path, and a host beside it.
fn with_host(request: Request<Bytes>) -> Request<Body> {
    let (mut head, body) = request.into_parts();
    head.headers
        .entry(header::HOST)
        .or_insert(HeaderValue::from_static("localhost"));
    if head.uri.scheme().is_some() {
        let path = head.uri.path_and_query().cloned();
        head.uri = path.map_or_else(Uri::default, Uri::from);
    }
    Request::from_parts(head, Body::from(body))
}
