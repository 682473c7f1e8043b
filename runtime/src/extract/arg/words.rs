//! Splitting a text into words.

use std::borrow::Cow;

/// A word, and where in the text it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    text: Cow<'a, str>,
    start: usize,
    end: usize,
}

impl<'a> Word<'a> {
    /// A piece of text as one word, spaces and all.
    pub(crate) fn whole(text: &'a str, start: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            start,
            end: start + text.len(),
        }
    }

    /// The same word in a text that has `offset` bytes more in front.
    pub(crate) fn after(self, offset: usize) -> Self {
        Self {
            text: self.text,
            start: self.start + offset,
            end: self.end + offset,
        }
    }

    /// The word without its quotes.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn start(&self) -> usize {
        self.start
    }

    pub(crate) fn end(&self) -> usize {
        self.end
    }
}

/// Splits at white space. `"two words"` and `“two words”` are one word, without the quotes; in them
/// `\"` is a quote and `\\` a backslash. A quote that is not closed before white space or the end is
/// an ordinary character.
pub(crate) fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(skip) = text[at..].find(|c: char| !c.is_whitespace()) {
        let start = at + skip;
        let word = quoted(text, start).unwrap_or_else(|| plain(text, start));
        at = word.end;
        words.push(word);
    }
    words
}

fn plain(text: &str, start: usize) -> Word<'_> {
    let rest = &text[start..];
    Word::whole(
        &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())],
        start,
    )
}

fn quoted(text: &str, start: usize) -> Option<Word<'_>> {
    let rest = &text[start..];
    let open = rest.chars().next()?;
    // Phones turn quotes into curly ones, by language in different ways.
    let closes: &[char] = match open {
        '"' => &['"'],
        '“' | '„' | '”' => &['”', '“'],
        '«' => &['»'],
        _ => return None,
    };
    let inside = open.len_utf8();
    let mut letters = rest[inside..].char_indices();
    let mut escapes = false;
    while let Some((index, letter)) = letters.next() {
        if letter == '\\' {
            let next = letters.clone().next().map(|(_, next)| next);
            if next.is_some_and(|next| next == '\\' || next == open || closes.contains(&next)) {
                escapes = true;
                letters.next();
            }
            continue;
        }
        if !closes.contains(&letter) {
            continue;
        }
        let end = inside + index + letter.len_utf8();
        if !rest[end..].chars().next().is_none_or(char::is_whitespace) {
            continue;
        }
        let text = &rest[inside..inside + index];
        let text = if escapes {
            unescape(text, open, closes).into()
        } else {
            text.into()
        };
        return Some(Word {
            text,
            start,
            end: start + end,
        });
    }
    None
}

fn unescape(text: &str, open: char, closes: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letters
            .next_if(|next| {
                letter == '\\' && (*next == '\\' || *next == open || closes.contains(next))
            })
            .unwrap_or(letter);
        out.push(escaped);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::split;

    fn words(text: &str) -> Vec<String> {
        split(text)
            .iter()
            .map(|word| word.text().to_owned())
            .collect()
    }

    #[test]
    fn splits_at_white_space() {
        assert_eq!(words("  a bc\n\td "), ["a", "bc", "d"]);
        assert!(words(" \n").is_empty());
    }

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(words(r#""two words" x"#), ["two words", "x"]);
        assert_eq!(
            words("“two words” „und so“ «et so»"),
            ["two words", "und so", "et so"]
        );
        assert_eq!(words(r#""say \"hi\" \\o/""#), [r#"say "hi" \o/"#]);
        assert_eq!(words(r#""" x"#), ["", "x"]);
    }

    #[test]
    fn quotes_that_do_not_close_are_characters() {
        assert_eq!(words(r#"5" x"#), ["5\"", "x"]);
        assert_eq!(words(r#""open x"#), ["\"open", "x"]);
        assert_eq!(words(r#""a"b c"#), ["\"a\"b", "c"]);
        assert_eq!(words(r"\n it's"), [r"\n", "it's"]);
    }

    #[test]
    fn places_cover_the_quotes() {
        let text = r#" a "b c" "#;
        let places: Vec<_> = split(text)
            .iter()
            .map(|word| &text[word.start()..word.end()])
            .collect();
        assert_eq!(places, ["a", r#""b c""#]);
    }
}
