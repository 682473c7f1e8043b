//! The first letters of callback data: short hashes of the enum's name and of its shape.

use std::fmt::Write;

/// The letters, six bits each.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How many letters stand for the enum's name.
const TAG: usize = 3;

/// How many letters stand for a variant within the enum's shape.
const CODE: usize = 4;

/// The short names of an enum and of its variants.
pub(crate) struct Shape {
    tag: String,
    codes: Vec<String>,
}

impl Shape {
    /// The shape of an enum whose variants have these names and these fields.
    pub(crate) fn of(name: &str, variants: impl Iterator<Item = (String, String)>) -> Self {
        let variants: Vec<_> = variants.collect();
        let mut shape = name.to_owned();
        for (variant, fields) in &variants {
            let _ = write!(shape, ";{variant}{{{fields}}}");
        }
        // The first round in which one changed letter never makes one variant of another.
        let rounds = (0_u32..).map(|round| {
            let code = |(variant, _): &(String, String)| {
                letters(&format!("{round}/{variant}/{shape}"), CODE)
            };
            variants.iter().map(code).collect::<Vec<_>>()
        });
        let codes = rounds
            .take(1000)
            .find(|codes| are_apart(codes))
            .unwrap_or_default();
        Self {
            tag: letters(name, TAG),
            codes,
        }
    }

    /// The first letters of each variant's data.
    pub(crate) fn prefixes(&self) -> impl Iterator<Item = String> {
        self.codes.iter().map(|code| format!("{}{code}", self.tag))
    }
}

/// Whether all differ from each other in two places at least.
fn are_apart(codes: &[String]) -> bool {
    codes.iter().enumerate().all(|(index, code)| {
        codes[..index].iter().all(|other| {
            let same = code.bytes().zip(other.bytes()).filter(|(a, b)| a == b);
            same.count() + 2 <= CODE
        })
    })
}

/// The first letters of a text's hash (FNV-1a of 64 bits, its halves folded).
fn letters(text: &str, count: usize) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = hash ^ (hash >> 32);
    (0..count)
        .map(|place| {
            let letter = usize::try_from(hash >> (6 * place) & 63).unwrap_or_default();
            char::from(LETTERS[letter])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Shape, are_apart};

    fn prefixes(name: &str, variants: &[(&str, &str)]) -> Vec<String> {
        let variants = variants
            .iter()
            .map(|(name, fields)| ((*name).to_owned(), (*fields).to_owned()));
        Shape::of(name, variants).prefixes().collect()
    }

    #[test]
    fn every_change_of_shape_changes_every_variant() {
        let shapes: [(&str, &[(&str, &str)]); 7] = [
            ("Cart", &[("Add", "sku:u32"), ("Clear", "")]),
            ("Cart", &[("Add", "sku:u64"), ("Clear", "")]),
            ("Cart", &[("Add", "id:u32"), ("Clear", "")]),
            ("Cart", &[("Put", "sku:u32"), ("Clear", "")]),
            ("Cart", &[("Clear", ""), ("Add", "sku:u32")]),
            ("Cart", &[("Add", "sku:u32"), ("Clear", ""), ("New", "")]),
            ("Card", &[("Add", "sku:u32"), ("Clear", "")]),
        ];
        let all: Vec<_> = shapes
            .iter()
            .flat_map(|(name, variants)| prefixes(name, variants))
            .collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!(all[..13].iter().all(|prefix| prefix[..3] == all[0][..3]));
        assert_ne!(all[13][..3], all[0][..3]);
    }

    #[test]
    fn many_variants_stay_apart() {
        let names: Vec<_> = (0..256).map(|index| format!("Variant{index}")).collect();
        let variants: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
        let prefixes = prefixes("Big", &variants);
        assert_eq!(prefixes.len(), 256);
        let codes: Vec<_> = prefixes
            .iter()
            .map(|prefix| prefix[3..].to_owned())
            .collect();
        assert!(are_apart(&codes));
    }
}
