//! `multipart/form-data` bodies.

use axum::http::StatusCode;
use bytes::Bytes;
use futures_util::stream;

use super::params::Params;

/// A request may bring this many files.
const MAX_FILES: usize = 50;

/// A file that came with a call.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Upload {
    pub(crate) file_name: String,
    pub(crate) content_type: String,
    #[serde(with = "crate::world::saved::bytes")]
    pub(crate) bytes: Bytes,
}

impl Upload {
    /// A file that lies at an address; it has the name that the path ends in.
    pub(crate) fn at_url(url: &str, content_type: &str, bytes: Bytes) -> Self {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        Self {
            file_name: path.rsplit('/').next().unwrap_or_default().to_owned(),
            content_type: content_type.to_owned(),
            bytes,
        }
    }
}

/// Adds the parts of a body: a part with a file name is a file, one without is a parameter, and a
/// urlencoded part is several parameters.
pub(super) async fn read(
    content_type: &str,
    body: Bytes,
    params: &mut Params,
) -> Result<(), StatusCode> {
    let boundary = multer::parse_boundary(content_type).map_err(|_| StatusCode::BAD_REQUEST)?;
    if boundary.len() > 70 {
        return Err(StatusCode::BAD_REQUEST);
    }
    let body = stream::iter([Ok::<_, std::io::Error>(body)]);
    let mut parts = multer::Multipart::new(body, boundary);
    let mut files = 0;
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|_| StatusCode::BAD_REQUEST)?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let kind = part
            .content_type()
            .map(ToString::to_string)
            .unwrap_or_default();
        let bytes = part.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        if let Some(file_name) = file_name {
            files += 1;
            if files > MAX_FILES {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            let content_type = if kind.is_empty() {
                "application/octet-stream".to_owned()
            } else {
                kind
            };
            params.add_upload(
                name,
                Upload {
                    file_name,
                    content_type,
                    bytes,
                },
            );
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            params.add_urlencoded(&bytes)?;
        } else {
            let Ok(value) = String::from_utf8(bytes.to_vec()) else {
                return Err(StatusCode::BAD_REQUEST);
            };
            params.add(name, value)?;
        }
    }
    Ok(())
}
