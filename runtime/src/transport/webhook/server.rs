//! The bot's own HTTP server.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::UnixListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::connections::{Connection, Connections};
use super::receiver::{Receiver, plain};
use super::{Webhook, WebhookError};

/// The most connections at a time. Telegram makes at most 100.
const MOST: usize = 512;

/// How long a connection may take for its first delivery, and for its handshake.
const FIRST: Duration = Duration::from_secs(10);

/// How long a connection may be idle.
const IDLE: Duration = Duration::from_secs(75);

/// The largest head of a request, in bytes; hyper asks for at least 8 KiB.
const HEAD: usize = 16 << 10;

/// A bound address.
enum Listener {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(UnixListener),
}

/// A server that is ready to serve one path.
pub(crate) struct Server {
    listener: Listener,
    path: String,
    /// Where it listens, as an address that can be connected to.
    pub(crate) address: String,
    #[cfg(feature = "webhook-tls")]
    tls: Option<tokio_rustls::TlsAcceptor>,
}

impl Server {
    /// Binds the address, so that a mistake is one before anything is registered.
    pub(crate) async fn bind(hook: &Webhook) -> Result<Self, WebhookError> {
        let address = hook.address();
        let fail = |error| listen_error(address, error);
        let (listener, address) = match address.strip_prefix("unix:") {
            #[cfg(unix)]
            Some(path) => {
                // The file of a program that was killed stays, and nobody could listen again.
                if is_dead(path) {
                    std::fs::remove_file(path).map_err(fail)?;
                }
                let listener = UnixListener::bind(path).map_err(fail)?;
                (Listener::Unix(listener), address.to_owned())
            }
            #[cfg(not(unix))]
            Some(_) => return Err(fail(io::ErrorKind::Unsupported.into())),
            None => {
                let listener = TcpListener::bind(address).await.map_err(fail)?;
                let bound = listener.local_addr().map_err(fail)?;
                (Listener::Tcp(listener), bound.to_string())
            }
        };
        Ok(Self {
            listener,
            path: hook.local_path()?,
            address,
            #[cfg(feature = "webhook-tls")]
            tls: hook.tls.as_ref().map(super::Tls::acceptor).transpose()?,
        })
    }

    /// Serves until `stop`, then lets running requests end.
    pub(crate) async fn serve(self, receiver: Arc<Receiver>, stop: CancellationToken) {
        let connections = Connections::new(MOST);
        let tasks = TaskTracker::new();
        let shared = Arc::new(Shared {
            receiver,
            path: self.path,
            stop: stop.clone(),
            #[cfg(feature = "webhook-tls")]
            tls: self.tls,
        });
        loop {
            let accepted = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                accepted = self.listener.accept() => accepted,
            };
            match accepted {
                // Without room it is closed: everybody else has proven to be Telegram.
                Ok((stream, peer)) => {
                    if let Some(connection) = connections.open() {
                        tasks.spawn(Arc::clone(&shared).connection(stream, peer, connection));
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection to the webhook could not be accepted");
                    // Out of file descriptors, most likely: room has to be made.
                    connections.drive_out();
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        }
        #[cfg(unix)]
        if let Some(path) = self.address.strip_prefix("unix:") {
            // Nobody can connect any more, so the file is of no use.
            let _ = std::fs::remove_file(path);
        }
        drop(self.listener);
        tasks.close();
        tasks.wait().await;
    }
}

/// What came in: a TCP or a Unix stream.
enum Stream {
    Tcp(tokio::net::TcpStream),
    #[cfg(unix)]
    Unix(tokio::net::UnixStream),
}

impl Listener {
    async fn accept(&self) -> io::Result<(Stream, Option<IpAddr>)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                // Answers are small, and waited for.
                let _ = stream.set_nodelay(true);
                Ok((Stream::Tcp(stream), Some(peer.ip())))
            }
            #[cfg(unix)]
            Self::Unix(listener) => {
                let (stream, _) = listener.accept().await?;
                Ok((Stream::Unix(stream), None))
            }
        }
    }
}

/// What all connections share.
struct Shared {
    receiver: Arc<Receiver>,
    path: String,
    stop: CancellationToken,
    #[cfg(feature = "webhook-tls")]
    tls: Option<tokio_rustls::TlsAcceptor>,
}

impl Shared {
    async fn connection(
        self: Arc<Self>,
        stream: Stream,
        peer: Option<IpAddr>,
        connection: Connection,
    ) {
        match stream {
            Stream::Tcp(stream) => self.secured(stream, peer, connection).await,
            #[cfg(unix)]
            Stream::Unix(stream) => self.secured(stream, peer, connection).await,
        }
    }

    async fn secured<S>(&self, stream: S, peer: Option<IpAddr>, connection: Connection)
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        #[cfg(feature = "webhook-tls")]
        if let Some(tls) = &self.tls {
            let shaken = tokio::select! {
                shaken = tokio::time::timeout(FIRST, tls.accept(stream)) => shaken,
                () = connection.driven_out.cancelled() => return,
                () = self.stop.cancelled() => return,
            };
            if let Ok(Ok(stream)) = shaken {
                self.http(stream, peer, connection).await;
            }
            return;
        }
        self.http(stream, peer, connection).await;
    }

    async fn http<S>(&self, stream: S, peer: Option<IpAddr>, connection: Connection)
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let service = service_fn(|request: Request<Incoming>| {
            let connection = &connection;
            async move {
                if request.uri().path() != self.path {
                    return Ok::<_, Infallible>(plain(StatusCode::NOT_FOUND));
                }
                let admitted = || connection.prove();
                Ok(self.receiver.answer(request, peer, admitted).await)
            }
        });
        let serving = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(IDLE)
            .max_buf_size(HEAD)
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(serving);
        let first = tokio::time::sleep(FIRST);
        tokio::pin!(first);
        let (mut young, mut stopping) = (true, false);
        loop {
            tokio::select! {
                // A broken request or connection ends only itself.
                _ = serving.as_mut() => return,
                () = connection.driven_out.cancelled() => return,
                () = self.stop.cancelled(), if !stopping => {
                    // Nothing of a stranger is waited for.
                    if !connection.is_proven() {
                        return;
                    }
                    stopping = true;
                    serving.as_mut().graceful_shutdown();
                }
                () = first.as_mut(), if young => {
                    young = false;
                    if !connection.is_proven() {
                        return;
                    }
                }
            }
        }
    }
}

/// Whether the socket's file is there and nobody listens on it.
#[cfg(unix)]
fn is_dead(path: &str) -> bool {
    use std::os::unix::fs::FileTypeExt as _;

    let is_socket = std::fs::symlink_metadata(path).is_ok_and(|it| it.file_type().is_socket());
    is_socket
        && std::os::unix::net::UnixStream::connect(path)
            .is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
}

fn listen_error(address: &str, error: io::Error) -> WebhookError {
    let advice = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "Another program listens there: stop it, or choose another address with BOT_WEBHOOK_LISTEN"
        }
        io::ErrorKind::PermissionDenied => {
            "Ports below 1024, and sockets in the folders of others, take rights: choose a port such as \
             8443, or let a proxy listen"
        }
        io::ErrorKind::AddrNotAvailable => {
            "This machine does not have the address: 0.0.0.0 stands for all it has"
        }
        _ => "An address looks like 127.0.0.1:8080 or unix:/run/bot.sock",
    };
    WebhookError::Listen {
        address: address.to_owned(),
        error,
        advice,
    }
}
