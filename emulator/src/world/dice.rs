//! The world's luck.

/// A generator of random numbers; the same seed gives the same numbers.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn with_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to, but not, 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        let number = u32::try_from(self.throw(1 << 32) - 1).unwrap_or(0);
        f64::from(number) / 4_294_967_296.0
    }

    /// A number from 1 to `sides`, by the SplitMix64 generator.
    pub(crate) fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        1 + (mixed ^ (mixed >> 31)) % sides.max(1)
    }
}

impl Default for Dice {
    fn default() -> Self {
        Self(super::ids::random())
    }
}

/// How many values the emoji of a dice has; `None` for any other emoji.
pub(crate) fn sides(emoji: &str) -> Option<u64> {
    match emoji.trim_end_matches('\u{fe0f}') {
        "🎲" | "🎯" | "🎳" => Some(6),
        "🏀" | "⚽" => Some(5),
        "🎰" => Some(64),
        _ => None,
    }
}
