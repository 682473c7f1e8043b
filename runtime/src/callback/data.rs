//! Data being read, and the letters that numbers are written in.

use super::PREFIX;

/// The digits of numbers: five bits each, and one bit that says whether more follow.
pub(super) const DIGITS: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bits of a digit.
const BITS: u32 = 5;

/// The digits from this place on have others after them.
const MORE: u64 = 1 << BITS;

/// What is left of a button's data.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a>(&'a str);

impl<'a> Data<'a> {
    /// The letters that name the variant, and the fields.
    #[doc(hidden)]
    pub fn open(data: &'a str) -> Option<(&'a str, Self)> {
        let (prefix, fields) = data.split_at_checked(PREFIX)?;
        Some((prefix, Self(fields)))
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next letter.
    pub fn letter(&mut self) -> Option<char> {
        let letter = self.0.chars().next()?;
        self.0 = &self.0[letter.len_utf8()..];
        Some(letter)
    }

    /// So many bytes, if a letter ends there.
    pub fn text(&mut self, len: usize) -> Option<&'a str> {
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(text)
    }

    /// A number, as integers are packed and in no other way.
    pub fn number(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0_u64, 0);
        loop {
            let letter = self.letter()?;
            let digit = DIGITS
                .iter()
                .position(|digit| char::from(*digit) == letter)? as u64;
            let bits = digit % MORE;
            let part = bits.checked_shl(shift)?;
            if part >> shift != bits {
                return None;
            }
            value |= part;
            if digit < MORE {
                // A zero at the end could be left out.
                return (bits != 0 || shift == 0).then_some(value);
            }
            shift += BITS;
        }
    }
}

/// Writes a number, the low bits first.
pub(super) fn number(mut value: u64, data: &mut String) {
    loop {
        let more = if value < MORE { 0 } else { MORE };
        let digit = usize::try_from(value % MORE + more).unwrap_or_default();
        data.push(char::from(DIGITS[digit]));
        value >>= BITS;
        if more == 0 {
            return;
        }
    }
}

/// The most digits of a number of so many bits.
pub(super) const fn digits(bits: u32) -> usize {
    bits.div_ceil(BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::{Data, digits, number};

    #[test]
    fn numbers_have_one_form() {
        for value in [
            0,
            1,
            31,
            32,
            1023,
            1024,
            u64::from(u32::MAX),
            u64::MAX - 1,
            u64::MAX,
        ] {
            let mut text = String::new();
            number(value, &mut text);
            assert!(text.len() <= digits(64), "{text}");
            let mut data = Data(&text);
            assert_eq!(data.number(), Some(value));
            assert!(data.is_empty());
            assert_eq!(Data(&text[..text.len() - 1]).number(), None);
        }
        // A zero too many, more than 64 bits, no digit.
        for text in ["gA", "ggA", "______________P", "____________f", "é", ""] {
            assert_eq!(Data(text).number(), None, "{text}");
        }
    }
}
