//! Files on their way up.

use botwright_api::FilePart;
use botwright_api::files::FileSource;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use reqwest::multipart::{Form, Part};
use tokio_util::io::ReaderStream;

use super::http::innermost;

/// What a stream of unknown size counts as, for its timeout: the most the official server takes.
const UNKNOWN_SIZE: u64 = 50 << 20;

/// The whole form in memory.
pub(super) async fn bytes(form: Form) -> Result<Bytes, String> {
    let stream = form.into_stream();
    futures_util::pin_mut!(stream);
    let mut all = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        all.extend_from_slice(&chunk.map_err(|error| innermost(&error))?);
    }
    Ok(all.freeze())
}

/// The form of a call and how many bytes of files it holds.
pub(super) async fn form(
    fields: &[(&'static str, String)],
    files: &[FilePart],
) -> Result<(Form, u64), String> {
    let mut form = Form::new();
    let mut total = 0_u64;
    for (name, value) in fields {
        form = form.text(*name, value.clone());
    }
    for FilePart { name, file } in files {
        let Some((file_name, source)) = file.upload() else {
            continue;
        };
        let (part, size) = match source {
            FileSource::Path(path) => {
                let failed = |error| format!("{}: {error}", path.display());
                let file = tokio::fs::File::open(path).await.map_err(failed)?;
                let size = file.metadata().await.map_err(failed)?.len();
                let body = reqwest::Body::wrap_stream(ReaderStream::new(file));
                (Part::stream_with_length(body, size), size)
            }
            FileSource::Bytes(bytes) => {
                let size = bytes.len() as u64;
                (Part::stream_with_length(bytes.clone(), size), size)
            }
            FileSource::Stream(slot) => {
                let stream = slot.take().ok_or("a stream can be sent only once")?;
                (
                    Part::stream(reqwest::Body::wrap_stream(stream)),
                    UNKNOWN_SIZE,
                )
            }
            _ => return Err("an unknown source".to_owned()),
        };
        total += size;
        form = form.part(name.clone(), part.file_name(file_name.to_owned()));
    }
    Ok((form, total))
}
