//! A bot's end of a webhook, whose answers the test gives.

use std::{io, sync::Arc};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::{mpsc, oneshot},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

pub(crate) const CERTIFICATE: &[u8] = include_bytes!("certificates/own.pem");
const KEY: &[u8] = include_bytes!("certificates/own.key");

/// A server on a free port.
pub(crate) struct Hook {
    pub(crate) port: u16,
    requests: mpsc::UnboundedReceiver<Request>,
}

/// A request that waits for its answer; dropped, its connection is closed.
pub(crate) struct Request {
    /// The request line and the headers, as they came.
    pub(crate) head: String,
    pub(crate) update: Value,
    /// Which connection it came on, counted from 1.
    pub(crate) connection: u32,
    answer: oneshot::Sender<String>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    pub(crate) fn update_id(&self) -> i64 {
        self.update["update_id"].as_i64().expect("an id")
    }

    pub(crate) fn text(&self) -> &str {
        self.update["message"]["text"].as_str().unwrap_or_default()
    }

    /// Answers with status, further headers (each with its line end) and a body.
    pub(crate) fn answer(self, status: &str, headers: &str, body: &str) {
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        let _ = self.answer.send(answer);
    }

    pub(crate) fn ok(self) {
        self.answer("200 OK", "", "");
    }

    /// Answers with a method to call, in JSON.
    pub(crate) fn call(self, body: &str) {
        self.answer("200 OK", "Content-Type: application/json\r\n", body);
    }
}

impl Hook {
    /// Over plain HTTP.
    pub(crate) async fn start() -> Self {
        Self::with(None).await
    }

    /// Over TLS, with the certificate that is [`CERTIFICATE`].
    pub(crate) async fn encrypted() -> Self {
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE).expect("a certificate");
        let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .expect("a pair");
        Self::with(Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn with(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (sender, requests) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut connection = 0;
            while let Ok((stream, _)) = listener.accept().await {
                connection += 1;
                let (sender, tls) = (sender.clone(), tls.clone());
                tokio::spawn(async move {
                    // An end of the connection is the end of its task.
                    let _ = match tls {
                        None => serve(stream, connection, sender).await,
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => serve(stream, connection, sender).await,
                            Err(error) => Err(error),
                        },
                    };
                });
            }
        });
        Self { port, requests }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook?a=b", self.port)
    }

    /// The next request.
    pub(crate) async fn next(&mut self) -> Request {
        self.requests.recv().await.expect("it listens")
    }

    /// Whether no request waits for an answer that the test has not taken.
    pub(crate) fn is_quiet(&self) -> bool {
        self.requests.is_empty()
    }
}

async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    connection: u32,
    requests: mpsc::UnboundedSender<Request>,
) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head).await? == 0 {
                return Ok(());
            }
        }
        let length = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, length)| length.parse().ok())
            .unwrap_or(0);
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        let (answer, answered) = oneshot::channel();
        let update = serde_json::from_slice(&body).expect("JSON");
        let request = Request {
            head,
            update,
            connection,
            answer,
        };
        if requests.send(request).is_err() {
            return Ok(());
        }
        let Ok(answer) = answered.await else {
            return Ok(());
        };
        stream.write_all(answer.as_bytes()).await?;
        stream.flush().await?;
    }
}
