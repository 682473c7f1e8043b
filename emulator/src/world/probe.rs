//! What a file's bytes tell about it: the size of pictures and videos, how long recordings are.

use bytes::Bytes;
use lofty::{
    config::ParseOptions,
    file::{AudioFile, TaggedFileExt},
    probe::Probe,
    tag::Accessor,
};

use super::file::{Details, FileKind};

/// What a file that is packed with gzip begins with: a TGS sticker.
pub(crate) const GZIP: &[u8] = &[0x1f, 0x8b];
/// What a WebM file begins with.
pub(crate) const WEBM: &[u8] = &[0x1a, 0x45, 0xdf, 0xa3];
/// The size of a sticker whose bytes do not tell it.
const STICKER_SIDE: usize = 512;
/// The side of a round video of which nothing is told.
const VIDEO_NOTE_SIDE: usize = 240;
/// How deep boxes of an MP4 file are looked into.
const MAX_DEPTH: usize = 4;

/// Fills in what is not given yet.
pub(super) fn complete(kind: FileKind, bytes: &Bytes, details: &mut Details) {
    match kind {
        FileKind::Sticker => {
            details.dimensions = details
                .dimensions
                .or_else(|| picture(bytes))
                .or(Some((STICKER_SIDE, STICKER_SIDE)));
        }
        FileKind::Photo | FileKind::Thumbnail => {
            details.dimensions = details.dimensions.or_else(|| picture(bytes));
        }
        FileKind::Video | FileKind::Animation | FileKind::VideoNote | FileKind::LivePhoto => {
            let video = Video::read(bytes);
            let size = video.dimensions.or_else(|| picture(bytes));
            details.dimensions = details.dimensions.or(size);
            if details.duration == 0 {
                details.duration = video.seconds();
            }
            if kind == FileKind::VideoNote {
                let (width, height) = details
                    .dimensions
                    .unwrap_or((VIDEO_NOTE_SIDE, VIDEO_NOTE_SIDE));
                details.dimensions = Some((width.min(height), width.min(height)));
            }
        }
        FileKind::Audio | FileKind::Voice => sound(bytes, details),
        FileKind::Document => {}
    }
}

/// Width and height of a picture of a known format.
pub(crate) fn picture(bytes: &[u8]) -> Option<(usize, usize)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width, size.height))
}

/// Length, performer and title of a recording.
fn sound(bytes: &Bytes, details: &mut Details) {
    let probe =
        Probe::new(std::io::Cursor::new(bytes)).options(ParseOptions::new().read_cover_art(false));
    let Some(file) = probe
        .guess_file_type()
        .ok()
        .and_then(|probe| probe.read().ok())
    else {
        return;
    };
    if details.duration == 0 {
        let seconds = file.properties().duration().as_secs_f64().round();
        // Rounded, positive and far below 2^52.
        #[allow(clippy::cast_possible_truncation)]
        let seconds = seconds.min(86_400.0) as i64;
        details.duration = seconds;
    }
    if let Some(tag) = file.primary_tag().or_else(|| file.first_tag()) {
        let own = |text: Option<std::borrow::Cow<'_, str>>| {
            text.map(std::borrow::Cow::into_owned)
                .filter(|text| !text.is_empty())
        };
        if details.performer.is_none() {
            details.performer = own(tag.artist());
        }
        if details.title.is_none() {
            details.title = own(tag.title());
        }
    }
}

/// What the header of an MP4 file tells. Readers of whole videos trust the lengths in a file and
/// keep tables of every frame; two boxes are all that is needed here.
#[derive(Debug, Default, PartialEq)]
struct Video {
    /// The length, and how many of its units a second has.
    duration: Option<(u64, u64)>,
    dimensions: Option<(usize, usize)>,
}

impl Video {
    fn read(bytes: &[u8]) -> Self {
        let mut video = Self::default();
        video.boxes(bytes, 0);
        video
    }

    /// Rounded to the nearest second.
    fn seconds(&self) -> i64 {
        let Some((length, scale)) = self.duration.filter(|(_, scale)| *scale > 0) else {
            return 0;
        };
        let seconds = length.saturating_add(scale / 2) / scale;
        i64::try_from(seconds.min(86_400)).unwrap_or_default()
    }

    fn boxes(&mut self, mut bytes: &[u8], depth: usize) {
        while let Some((name, body, rest)) = next_box(bytes) {
            match name {
                b"moov" | b"trak" if depth < MAX_DEPTH => self.boxes(body, depth + 1),
                b"mvhd" => self.duration = movie_header(body),
                b"tkhd" => self.dimensions = self.dimensions.or_else(|| track_header(body)),
                _ => {}
            }
            bytes = rest;
        }
    }
}

/// The name and body of the first box, and what follows it. A box that says it is longer than the
/// file ends with the file.
fn next_box(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (size, rest) = bytes.split_first_chunk::<4>()?;
    let (name, rest) = rest.split_first_chunk::<4>()?;
    let (size, header, rest) = match u32::from_be_bytes(*size) {
        0 => (u64::MAX, 8, rest),
        1 => {
            let (size, rest) = rest.split_first_chunk::<8>()?;
            (u64::from_be_bytes(*size), 16, rest)
        }
        size => (u64::from(size), 8, rest),
    };
    let body = usize::try_from(size.checked_sub(header)?).unwrap_or(usize::MAX);
    let (body, rest) = rest.split_at(body.min(rest.len()));
    Some((name, body, rest))
}

/// Length and time scale of `mvhd`.
fn movie_header(body: &[u8]) -> Option<(u64, u64)> {
    let (scale, length) = if body.first()? == &1 {
        (number(body, 20, 4)?, number(body, 24, 8)?)
    } else {
        (number(body, 12, 4)?, number(body, 16, 4)?)
    };
    Some((length, scale))
}

/// Width and height of `tkhd`; a track of sound has none. A quarter turn swaps them.
fn track_header(body: &[u8]) -> Option<(usize, usize)> {
    let matrix = if body.first()? == &1 { 52 } else { 40 };
    let side = |at| usize::try_from(number(body, at, 4)? >> 16).ok();
    let (width, height) = (side(matrix + 36)?, side(matrix + 40)?);
    let is_turned = number(body, matrix, 4)? == 0 && number(body, matrix + 4, 4)? != 0;
    let shown = if is_turned {
        (height, width)
    } else {
        (width, height)
    };
    Some(shown).filter(|(width, height)| *width > 0 && *height > 0)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: [u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes(), name.as_slice(), body].concat()
    }

    fn movie(width: u32, height: u32, turned: bool) -> Vec<u8> {
        let mut header = vec![0; 100];
        header[12..16].copy_from_slice(&600_u32.to_be_bytes());
        header[16..20].copy_from_slice(&1500_u32.to_be_bytes());
        let mut track = vec![0; 84];
        track[if turned { 44 } else { 40 }..][..4].copy_from_slice(&0x1_0000_u32.to_be_bytes());
        track[76..80].copy_from_slice(&(width << 16).to_be_bytes());
        track[80..84].copy_from_slice(&(height << 16).to_be_bytes());
        let sound = boxed(*b"trak", &boxed(*b"tkhd", &[0; 84]));
        let picture = boxed(*b"trak", &boxed(*b"tkhd", &track));
        let moov = [boxed(*b"mvhd", &header), sound, picture].concat();
        [boxed(*b"ftyp", b"isom"), boxed(*b"moov", &moov)].concat()
    }

    #[test]
    fn a_video_has_its_size_and_length() {
        let video = Video::read(&movie(640, 360, false));
        assert_eq!(video.dimensions, Some((640, 360)));
        assert_eq!(video.seconds(), 3);
        let turned = Video::read(&movie(640, 360, true));
        assert_eq!(turned.dimensions, Some((360, 640)));
    }

    #[test]
    fn a_video_cut_anywhere_is_read_as_far_as_it_goes() {
        let whole = movie(640, 360, false);
        for length in 0..whole.len() {
            let video = Video::read(&whole[..length]);
            assert!(
                video.dimensions.is_none_or(|size| size == (640, 360)),
                "{length}"
            );
        }
        assert_eq!(
            Video::read(&[0, 0, 0, 1, b'm', b'o', b'o', b'v']),
            Video::default()
        );
        assert_eq!(Video::read(&[0; 64]), Video::default());
    }
}
