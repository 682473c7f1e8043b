//! One connection to a webhook, with one request at a time.

use std::{io, net::IpAddr, time::Duration};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header, response},
};
use bytes::Bytes;
use hyper::{body::Incoming, client::conn::http1, ext::ReasonPhrase};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Settings;
use crate::clock::Clock;

/// So long a host may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// So long a bot may take to answer.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(1);
/// So long its answer may be: a file in it and what is around.
const MAX_ANSWER: usize = 64 << 20;
/// The most bytes of the answer's head.
const MAX_HEAD: usize = 256 << 10;

const SECRET_NAME: &str = "x-telegram-bot-api-secret-token";

/// Why there is no answer, in the words of getWebhookInfo.
#[derive(Debug)]
pub(super) struct Trouble(pub(super) String);

impl Trouble {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn of_system(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::new("Connection refused"),
            io::ErrorKind::TimedOut => Self::new("Connection timed out"),
            io::ErrorKind::ConnectionReset => Self::new("Connection reset by peer"),
            _ => {
                tracing::debug!(%error, "no connection to a webhook");
                Self::new("Can't connect to the webhook")
            }
        }
    }
}

/// What the bot said.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    /// The words after the status, as they were sent.
    pub(super) reason: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// An open connection.
#[derive(Debug)]
pub(super) struct Connection {
    sender: http1::SendRequest<Body>,
}

impl Connection {
    /// Connects to the host at `ip`.
    pub(super) async fn open(
        settings: &Settings,
        ip: IpAddr,
        clock: &Clock,
    ) -> Result<Self, Trouble> {
        let late = clock.now() + CONNECT_TIMEOUT;
        tokio::select! {
            biased;
            opened = Self::connect(settings, ip) => opened,
            () = clock.sleep_until(late) => Err(Trouble::new("Connection timed out")),
        }
    }

    async fn connect(settings: &Settings, ip: IpAddr) -> Result<Self, Trouble> {
        let stream = TcpStream::connect((ip, settings.address.port))
            .await
            .map_err(|error| Trouble::of_system(&error))?;
        // A short request should not wait for more bytes; where that fails it may.
        let _ = stream.set_nodelay(true);
        if !settings.address.tls {
            return Self::handshake(stream).await;
        }
        #[cfg(feature = "tls")]
        {
            let stream = super::trust::encrypt(stream, settings)
                .await
                .map_err(Trouble)?;
            Self::handshake(stream).await
        }
        #[cfg(not(feature = "tls"))]
        Err(Trouble::new(
            "SSL error {this emulator was built without its feature \"tls\"}",
        ))
    }

    async fn handshake<S>(stream: S) -> Result<Self, Trouble>
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    {
        let (sender, connection) = http1::Builder::new()
            .title_case_headers(true)
            .max_buf_size(MAX_HEAD)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|_| Trouble::new("Connection closed"))?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a webhook's connection ended early");
            }
        });
        Ok(Self { sender })
    }

    /// Whether the other side has not closed it.
    pub(super) fn is_open(&self) -> bool {
        !self.sender.is_closed()
    }

    /// Sends an update and waits for the answer, up to 60 s without a byte of it.
    pub(super) async fn send(
        &mut self,
        settings: &Settings,
        update: String,
        clock: &Clock,
    ) -> Result<Reply, Trouble> {
        let request = request(settings, update)?;
        let answer = quietly(clock, self.sender.send_request(request)).await?;
        let (head, body) = answer.into_parts();
        let reason = reason(&head);
        let body = read(body, clock).await?;
        // Ready again, or about to be closed: the next request has to know which.
        let _ = self.sender.ready().await;
        Ok(Reply {
            status: head.status,
            reason,
            headers: head.headers,
            body,
        })
    }
}

/// The words after the status: the answer's own, else the usual ones.
fn reason(head: &response::Parts) -> String {
    match head.extensions.get::<ReasonPhrase>() {
        Some(own) => String::from_utf8_lossy(own.as_bytes()).into_owned(),
        None => head
            .status
            .canonical_reason()
            .unwrap_or_default()
            .to_owned(),
    }
}

async fn quietly(
    clock: &Clock,
    answer: impl Future<Output = hyper::Result<Response<Incoming>>>,
) -> Result<Response<Incoming>, Trouble> {
    let late = clock.now() + ANSWER_TIMEOUT;
    tokio::select! {
        biased;
        answer = answer => answer.map_err(|error| {
            if error.is_parse() {
                Trouble::new("Wrong response from the webhook: it is no HTTP")
            } else {
                Trouble::new("Connection closed")
            }
        }),
        () = clock.sleep_until(late) => Err(Trouble::new("Read timeout expired")),
    }
}

async fn read(body: Incoming, clock: &Clock) -> Result<Bytes, Trouble> {
    let late = clock.now() + ANSWER_TIMEOUT;
    tokio::select! {
        biased;
        bytes = axum::body::to_bytes(Body::new(body), MAX_ANSWER) => {
            bytes.map_err(|_| Trouble::new("Connection closed"))
        }
        () = clock.sleep_until(late) => Err(Trouble::new("Read timeout expired")),
    }
}

fn request(settings: &Settings, update: String) -> Result<Request<Body>, Trouble> {
    let address = &settings.address;
    let mut request = Request::post(&address.path)
        .header(header::HOST, address.authority())
        .body(Body::from(update))
        .map_err(|_| Trouble::new("Can't connect to the webhook"))?;
    let headers = request.headers_mut();
    let text = |text: &str| HeaderValue::from_str(text).ok();
    if let Some(code) = address.authorization.as_deref().and_then(text) {
        headers.insert(header::AUTHORIZATION, code);
    }
    if !settings.secret_token.is_empty()
        && let Some(secret) = text(&settings.secret_token)
    {
        headers.insert(SECRET_NAME, secret);
    }
    let fixed = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONNECTION, "keep-alive"),
        (header::ACCEPT_ENCODING, "gzip, deflate"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(request)
}
