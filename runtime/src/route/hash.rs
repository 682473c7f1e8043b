//! A fast hash for keys that only the bot's author chooses, looked up for every update.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds the hasher.
pub(crate) type BuildFast = BuildHasherDefault<Fast>;

/// Multiply and rotate, a word at a time. Not for keys that strangers choose.
#[derive(Default)]
pub(crate) struct Fast(u64);

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Fast {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ bytes.len() as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn finish(&self) -> u64 {
        // The map takes its bucket from the low bits and its tag from the high ones.
        self.0 ^ (self.0 >> 32)
    }
}
