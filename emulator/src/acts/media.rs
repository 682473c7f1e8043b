//! Files.

use bytes::Bytes;

use crate::{Emulator, http::multipart::Upload};

impl Emulator {
    /// Puts a file at an `http://` or `https://` address, from which bots can send it. The emulator
    /// fetches nothing from anywhere else.
    pub fn put_url(&self, url: &str, content_type: &str, bytes: impl Into<Bytes>) {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let file_name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let upload = Upload {
            file_name,
            content_type: content_type.to_owned(),
            bytes: bytes.into(),
        };
        self.world
            .update(|state| state.web.insert(url.to_owned(), upload));
    }
}
