//! Files on disk, of a local server.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;

use crate::http::{multipart::Upload, params::url_decode};

/// The path of a `file:` URI: `file:/a`, `file:///a` or `file://localhost/a`, percent-decoded.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file:/")?;
    let rest = match rest.strip_prefix('/') {
        None => rest,
        Some(rest) => rest
            .strip_prefix("localhost/")
            .or_else(|| rest.strip_prefix('/'))?,
    };
    let decoded = url_decode(rest.as_bytes(), false)?;
    Some(Path::new("/").join(decoded))
}

/// A regular file as if it was uploaded.
pub(crate) fn read(path: &Path) -> Option<Upload> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let bytes = Bytes::from(fs::read(path).ok()?);
    let name = path.file_name().unwrap_or_default();
    Some(Upload {
        file_name: name.to_string_lossy().into_owned(),
        content_type: String::new(),
        bytes,
    })
}

/// Puts a file below the folder of a bot; gives its absolute path.
pub(crate) fn write(folder: &Path, token: &str, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let own_folder = if cfg!(windows) {
        token.replace(':', "~")
    } else {
        token.to_owned()
    };
    let path = std::path::absolute(folder)?.join(own_folder).join(name);
    if !path.is_file() {
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, bytes)?;
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::path;

    /// server-behaviour, file parameters: "path, URL-decoded, `file://localhost/..` ok".
    #[test]
    fn uris_are_read() {
        for uri in ["file:/a%20b/c", "file:///a%20b/c", "file://localhost/a b/c"] {
            assert_eq!(path(uri).as_deref(), Some(Path::new("/a b/c")), "{uri}");
        }
        for other in ["file://elsewhere/a", "file:a", "http://a/b", "/a"] {
            assert_eq!(path(other), None, "{other}");
        }
    }
}
