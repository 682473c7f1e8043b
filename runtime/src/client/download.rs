//! Files on their way down.

use std::path::{Path, PathBuf};

use ::http::StatusCode;
use botwright_api::types::File;
use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

use super::api::Api;
use super::error::{Error, Reason};
use super::http::{self, Wire, innermost};

/// The most the official server lets a bot download:
/// [getFile](https://core.telegram.org/bots/api#getfile).
const OFFICIAL_LIMIT: u64 = 20 << 20;

/// A file to download; nothing is fetched before one of its methods is awaited.
///
/// ```no_run
/// # async fn example(api: botwright::Api, id: botwright::ids::FileId)
/// # -> Result<(), Box<dyn std::error::Error>> {
/// let file = api.get_file(id).await?;
/// let bytes = api.download(&file).max_size(1 << 20).bytes().await?;
/// # let _ = bytes;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is fetched before one of its methods is awaited"]
pub struct Download {
    api: Api,
    path: Option<String>,
    max_size: u64,
}

/// A download that did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// `getFile` gave no path, so there is nothing to fetch.
    #[error("the file has no path; call getFile right before the download")]
    NoPath,
    /// More bytes than allowed; raise [`Download::max_size`] if that is meant.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The cap.
        limit: u64,
    },
    /// The path is one on the server's own disk.
    #[error(
        "the server says where the file is on its disk; if it runs on this machine with --local, \
         set `local_server(true)`"
    )]
    Local,
    /// The server refused or the connection broke.
    #[error(transparent)]
    Api(#[from] Error),
    /// The file could not be written or read on this machine.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl Api {
    /// A file that `getFile` has prepared: its link is valid for at least an hour.
    pub fn download(&self, file: &File) -> Download {
        Download {
            api: self.clone(),
            path: file.file_path.clone(),
            max_size: OFFICIAL_LIMIT,
        }
    }
}

impl Download {
    /// The most bytes to take; 20 MiB unless set, which is all the official server gives.
    pub fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = bytes;
        self
    }

    /// The file as a stream of chunks, which ends with an error behind the cap.
    ///
    /// # Errors
    /// See [`DownloadError`].
    pub async fn stream(
        self,
    ) -> Result<BoxStream<'static, Result<Bytes, DownloadError>>, DownloadError> {
        let Self {
            api,
            path,
            max_size: limit,
        } = self;
        let path = path.ok_or(DownloadError::NoPath)?;
        let chunks = if Path::new(&path).is_absolute() {
            local(&api, path.into(), limit).await?
        } else {
            remote(&api, &path, limit).await?
        };
        let mut left = limit;
        Ok(chunks
            .map(move |chunk| {
                let chunk = chunk?;
                left = left
                    .checked_sub(chunk.len() as u64)
                    .ok_or(DownloadError::TooLarge { limit })?;
                Ok(chunk)
            })
            .boxed())
    }

    /// The whole file in memory.
    ///
    /// # Errors
    /// See [`DownloadError`].
    pub async fn bytes(self) -> Result<Bytes, DownloadError> {
        let mut stream = self.stream().await?;
        let mut all = BytesMut::new();
        while let Some(chunk) = stream.try_next().await? {
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    /// Writes the file to `path`, which is created or replaced; returns its size in bytes. The name
    /// a user gave a file is not fit to be a path: choose your own.
    ///
    /// # Errors
    /// See [`DownloadError`]; a file that was written in part is removed.
    pub async fn to_path(self, path: impl AsRef<Path>) -> Result<u64, DownloadError> {
        let path = path.as_ref();
        let mut stream = self.stream().await?;
        let mut file = tokio::fs::File::create(path).await?;
        let mut size = 0;
        let written = async {
            while let Some(chunk) = stream.try_next().await? {
                size += chunk.len() as u64;
                file.write_all(&chunk).await?;
            }
            file.flush().await?;
            Ok(size)
        };
        let written: Result<u64, DownloadError> = written.await;
        if written.is_err() {
            tokio::fs::remove_file(path).await?;
        }
        written
    }
}

/// What a download is called in errors.
const METHOD: &str = "file download";

type Chunks = BoxStream<'static, Result<Bytes, DownloadError>>;

async fn local(api: &Api, path: PathBuf, limit: u64) -> Result<Chunks, DownloadError> {
    if !api.0.local_server {
        return Err(DownloadError::Local);
    }
    let file = tokio::fs::File::open(path).await?;
    if file.metadata().await?.len() > limit {
        return Err(DownloadError::TooLarge { limit });
    }
    Ok(ReaderStream::new(file).map_err(Into::into).boxed())
}

async fn remote(api: &Api, path: &str, limit: u64) -> Result<Chunks, DownloadError> {
    let fail = {
        let api = api.clone();
        move |error: reqwest::Error| {
            let connect = error.is_connect();
            let why = api.scrub(innermost(&error.without_url()));
            // Nothing is changed by reading a file, so it is always safe to repeat.
            let reason = if connect {
                Reason::Connect(why)
            } else {
                Reason::Connection(why)
            };
            DownloadError::Api(Error::NotSent {
                method: METHOD,
                reason,
            })
        }
    };
    // The path comes from the server and is not trusted to stay below the token.
    if path.split('/').any(|part| part == "..") {
        return Err(DownloadError::NoPath);
    }
    let inner = &api.0;
    let timeout = inner.timeouts.for_upload(limit);
    let url = format!("{}{path}", inner.files);
    let calls = match &inner.wire {
        Wire::Sockets { calls, .. } => calls,
        Wire::Carrier(carrier) => {
            let request = ::http::Request::get(url).body(Bytes::new());
            let response = http::carry(api, carrier, METHOD, request, timeout).await?;
            require_success(response.status())?;
            return Ok(futures_util::stream::once(async { Ok(response.into_body()) }).boxed());
        }
    };
    let response = calls
        .get(url)
        .timeout(timeout)
        .send()
        .await
        .map_err(&fail)?;
    require_success(response.status())?;
    if response.content_length().is_some_and(|size| size > limit) {
        return Err(DownloadError::TooLarge { limit });
    }
    Ok(response.bytes_stream().map_err(fail).boxed())
}

fn require_success(status: StatusCode) -> Result<(), Error> {
    if status.is_success() {
        Ok(())
    } else {
        let body = "no file (the link may have expired; call getFile again)";
        let reason = Reason::Answer {
            status: status.as_u16(),
            body,
        };
        Err(Error::NotSent {
            method: METHOD,
            reason,
        })
    }
}
