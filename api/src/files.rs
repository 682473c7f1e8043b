//! Files to send: known to Telegram, on the web, on disk, in memory or as a stream.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

use crate::ids::FileId;
use crate::json::{Fault, Read, Reader, Write, Writer};

/// The chunks of a file.
pub type FileStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Where the bytes of an upload come from.
#[derive(Clone)]
#[non_exhaustive]
pub enum FileSource {
    /// A file on disk, read while it is sent.
    Path(PathBuf),
    /// Bytes in memory.
    Bytes(Bytes),
    /// A stream that can be read once; see [`InputFile::stream`].
    Stream(StreamSlot),
}

/// A stream that the first taker gets.
#[derive(Clone)]
pub struct StreamSlot(Arc<Mutex<Option<FileStream>>>);

impl StreamSlot {
    /// The stream; `None` when it has been taken already.
    pub fn take(&self) -> Option<FileStream> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A file to send.
///
/// Sizes ([Sending files](https://core.telegram.org/bots/api#sending-files)): uploads up to 10 MB for
/// photos and 50 MB for other files, by URL 5 MB and 20 MB, by id without limit; a server of your own
/// takes uploads up to 2000 MB.
///
/// ```
/// use botwright_api::InputFile;
///
/// let known = InputFile::id("AgACAgIAAxkBAAIB");
/// let web = InputFile::url("https://example.org/cat.jpg");
/// let disk = InputFile::path("cat.jpg");
/// let memory = InputFile::bytes("report.csv", "a,b\n1,2\n");
/// # let _ = (known, web, disk, memory);
/// ```
#[derive(Clone)]
pub struct InputFile(Kind);

#[derive(Clone)]
enum Kind {
    Reference(String),
    Upload { name: String, source: FileSource },
}

impl InputFile {
    /// A file that is on Telegram's servers.
    pub fn id(id: impl Into<FileId>) -> Self {
        Self(Kind::Reference(id.into().0))
    }

    /// A file that Telegram fetches from the web.
    pub fn url(url: impl Into<String>) -> Self {
        Self(Kind::Reference(url.into()))
    }

    /// A file on disk, named as there.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map_or_else(|| "file".into(), |name| name.to_string_lossy());
        let name = name.into_owned();
        Self(Kind::Upload {
            name,
            source: FileSource::Path(path),
        })
    }

    /// Bytes in memory, under a file name.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self(Kind::Upload {
            name: name.into(),
            source: FileSource::Bytes(bytes.into()),
        })
    }

    /// A stream of chunks, under a file name. It can be sent once: a call with it is never repeated.
    pub fn stream(
        name: impl Into<String>,
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let slot = StreamSlot(Arc::new(Mutex::new(Some(Box::pin(stream)))));
        Self(Kind::Upload {
            name: name.into(),
            source: FileSource::Stream(slot),
        })
    }

    /// The same file under another name; an id or URL has none and stays as it is.
    pub fn named(self, name: impl Into<String>) -> Self {
        match self.0 {
            Kind::Upload { source, .. } => Self(Kind::Upload {
                name: name.into(),
                source,
            }),
            reference @ Kind::Reference(_) => Self(reference),
        }
    }

    /// The id or URL, unless it is an upload.
    pub fn reference(&self) -> Option<&str> {
        match &self.0 {
            Kind::Reference(reference) => Some(reference),
            Kind::Upload { .. } => None,
        }
    }

    /// The file name and the source of an upload.
    pub fn upload(&self) -> Option<(&str, &FileSource)> {
        match &self.0 {
            Kind::Reference(_) => None,
            Kind::Upload { name, source } => Some((name, source)),
        }
    }
}

impl Default for InputFile {
    fn default() -> Self {
        Self(Kind::Reference(String::new()))
    }
}

impl PartialEq for InputFile {
    /// Two references are equal by their text, two uploads never are.
    fn eq(&self, other: &Self) -> bool {
        self.reference().is_some() && self.reference() == other.reference()
    }
}

impl fmt::Debug for InputFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Reference(reference) => f.debug_tuple("InputFile").field(reference).finish(),
            Kind::Upload { name, source } => f
                .debug_tuple("InputFile")
                .field(name)
                .field(source)
                .finish(),
        }
    }
}

impl fmt::Debug for FileSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.fmt(f),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Stream(slot) => slot.fmt(f),
        }
    }
}

impl fmt::Debug for StreamSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stream")
    }
}

impl From<FileId> for InputFile {
    fn from(id: FileId) -> Self {
        Self::id(id)
    }
}

impl From<&FileId> for InputFile {
    fn from(id: &FileId) -> Self {
        Self::id(id)
    }
}

impl From<PathBuf> for InputFile {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl From<&std::path::Path> for InputFile {
    fn from(path: &std::path::Path) -> Self {
        Self::path(path)
    }
}

impl Write for InputFile {
    fn write(&self, writer: &mut Writer) {
        writer.file(self);
    }
}

impl Read for InputFile {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        String::read(reader).map(|reference| Self(Kind::Reference(reference)))
    }
}
