//! International host names in ASCII: Punycode of RFC 3492, label by label.

use std::borrow::Cow;

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 128;

/// A host name with every label in ASCII; `None` when a label is too long to be encoded.
pub(super) fn ascii(host: &str) -> Option<Cow<'_, str>> {
    if host.is_ascii() {
        return Some(host.into());
    }
    let labels = host.to_lowercase();
    let labels: Option<Vec<String>> = labels
        .split(['.', '\u{3002}', '\u{ff0e}'])
        .map(|label| {
            if label.is_ascii() {
                Some(label.to_owned())
            } else {
                Some(format!("xn--{}", encode(label)?))
            }
        })
        .collect();
    Some(labels?.join(".").into())
}

fn encode(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    let mut handled = basic;
    if basic > 0 {
        output.push('-');
    }
    let total = u32::try_from(label.chars().count()).ok()?;
    let (mut code, mut delta, mut bias) = (FIRST_CODE, 0_u32, FIRST_BIAS);
    while handled < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= code).min()?;
        let step = (next - code).checked_mul(handled + 1)?;
        delta = delta.checked_add(step)?;
        code = next;
        for character in label.chars().map(u32::from) {
            if character < code {
                delta = delta.checked_add(1)?;
            }
            if character == code {
                number(&mut output, delta, bias)?;
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(output)
}

/// Writes a number of variable length.
fn number(output: &mut String, mut rest: u32, bias: u32) -> Option<()> {
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            output.push(char::from_digit(rest, BASE).map(letter_first)?);
            return Some(());
        }
        let digit = threshold + (rest - threshold) % (BASE - threshold);
        output.push(char::from_digit(digit, BASE).map(letter_first)?);
        rest = (rest - threshold) / (BASE - threshold);
        k += BASE;
    }
}

/// Punycode counts a to z, then 0 to 9.
fn letter_first(digit: char) -> char {
    let value = digit.to_digit(BASE).unwrap_or(0);
    let shifted = if value < 26 { value + 10 } else { value - 26 };
    char::from_digit(shifted, BASE).unwrap_or(digit)
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn names_are_encoded() {
        for (name, encoded) in [
            ("example.com", "example.com"),
            ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
            ("Bücher.example", "xn--bcher-kva.example"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
        ] {
            assert_eq!(ascii(name).as_deref(), Some(encoded));
        }
    }
}
