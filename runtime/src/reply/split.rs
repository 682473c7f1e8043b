//! Long texts as several messages.

use std::borrow::Cow;

use super::text::MAX_TEXT;

/// One step through a text: a letter, or a piece of markup that takes no room.
struct Token<'a> {
    source: &'a str,
    /// How many UTF-16 code units it takes in the message.
    units: usize,
    markup: Markup<'a>,
    /// How good it is to begin a new message after it; `None` if it must not be.
    after: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup<'a> {
    None,
    Open(&'a str),
    Close,
}

/// The text in parts of at most 4096 UTF-16 code units, the longest that Telegram takes. They end between
/// paragraphs, else lines, sentences, words or letters. Together they are the whole text.
pub(super) fn plain(text: &str) -> Vec<Cow<'_, str>> {
    parts(text, MAX_TEXT, tokens(text, false))
}

/// As [`plain`], for HTML: a tag that is open at a border is closed there and opened again. Malformed HTML
/// stays as it is, for the server to explain.
pub(super) fn html(text: &str) -> Vec<Cow<'_, str>> {
    parts(text, MAX_TEXT, tokens(text, true))
}

fn parts<'a>(text: &'a str, most: usize, tokens: Option<Vec<Token<'a>>>) -> Vec<Cow<'a, str>> {
    let Some(tokens) = tokens else {
        return vec![text.into()];
    };
    if tokens.iter().map(|token| token.units).sum::<usize>() <= most {
        return vec![text.into()];
    }
    let mut parts = Vec::new();
    let (mut start, mut open) = (0, Vec::new());
    while start < tokens.len() {
        let end = start + border(&tokens[start..], most);
        let mut part: String = open.iter().map(|(source, _)| *source).collect();
        for token in &tokens[start..end] {
            part.push_str(token.source);
            match token.markup {
                Markup::Open(name) => open.push((token.source, name)),
                Markup::Close => drop(open.pop()),
                Markup::None => {}
            }
        }
        for (_, name) in open.iter().rev() {
            part.push_str("</");
            part.push_str(name);
            part.push('>');
        }
        let says_something = tokens[start..end]
            .iter()
            .any(|token| token.markup == Markup::None && !token.source.trim().is_empty());
        if says_something {
            parts.push(part.into());
        }
        start = end;
    }
    parts
}

/// How many of the tokens make the next part.
fn border(tokens: &[Token<'_>], most: usize) -> usize {
    let (mut units, mut fits) = (0, 0);
    // The last place of each quality, in the second half and anywhere.
    let (mut late, mut any) = ([None; 5], [None; 5]);
    for (index, token) in tokens.iter().enumerate() {
        units += token.units;
        if units > most {
            let best = |places: [Option<usize>; 5]| places.into_iter().rev().flatten().next();
            return best(late).or(best(any)).unwrap_or(fits).max(1);
        }
        fits = index + 1;
        if let Some(quality) = token.after {
            any[usize::from(quality)] = Some(fits);
            if units > most / 2 {
                late[usize::from(quality)] = Some(fits);
            }
        }
    }
    tokens.len()
}

/// The steps through a text; `None` for HTML that is malformed.
fn tokens(text: &str, html: bool) -> Option<Vec<Token<'_>>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut rest, mut open) = (text, Vec::new());
    let mut before = None;
    while let Some(letter) = rest.chars().next() {
        if html && letter == '<' {
            let end = rest.find('>')? + 1;
            let (source, tail) = rest.split_at(end);
            let markup = tag(source, &mut open)?;
            tokens.push(Token {
                source,
                units: 0,
                markup,
                after: None,
            });
            rest = tail;
            continue;
        }
        let (len, shown) = match reference(rest) {
            Some(reference) if html => reference,
            _ => (letter.len_utf8(), letter),
        };
        let (source, tail) = rest.split_at(len);
        let next = tail.chars().next();
        tokens.push(Token {
            source,
            units: shown.len_utf16(),
            markup: Markup::None,
            after: quality(before, shown, next),
        });
        before = Some(shown);
        rest = tail;
    }
    open.is_empty().then_some(tokens)
}

/// An opening or a closing tag; `None` for one that does not fit.
fn tag<'a>(source: &'a str, open: &mut Vec<&'a str>) -> Option<Markup<'a>> {
    let inside = &source[1..source.len() - 1];
    if let Some(name) = inside.strip_prefix('/') {
        let last = open.pop()?;
        return last
            .eq_ignore_ascii_case(name.trim())
            .then_some(Markup::Close);
    }
    let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let name = &inside[..end];
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    open.push(name);
    Some(Markup::Open(name))
}

/// The length of a character reference and the letter it stands for.
fn reference(text: &str) -> Option<(usize, char)> {
    let end = text.strip_prefix('&')?.find(';')? + 1;
    let name = &text[1..end];
    let letter = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((end + 1, letter))
}

/// How good it is to end a part after `letter`: 4 between paragraphs, 3 lines, 2 sentences, 1 words,
/// 0 letters; `None` within what is seen as one letter.
fn quality(before: Option<char>, letter: char, next: Option<char>) -> Option<u8> {
    let next = next?;
    Some(match letter {
        '\n' if before == Some('\n') => 4,
        '\n' => 3,
        _ if letter.is_whitespace() && before.is_some_and(|it| ".!?…".contains(it)) => 2,
        _ if letter.is_whitespace() => 1,
        _ if is_joiner(letter) || extends(next) || is_regional(letter) => return None,
        _ => 0,
    })
}

fn is_joiner(letter: char) -> bool {
    letter == '\u{200d}'
}

/// Whether a letter changes the one before it: joiners, variation selectors, skin tones, marks.
fn extends(letter: char) -> bool {
    is_joiner(letter)
        || matches!(letter,
            '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{20d0}'..='\u{20ff}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether a letter is half of a flag.
fn is_regional(letter: char) -> bool {
    matches!(letter, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{parts, tokens};

    fn split(text: &str, most: usize, html: bool) -> Vec<String> {
        let parts = parts(text, most, tokens(text, html));
        parts.into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn ends_where_people_would() {
        assert_eq!(split("short", 10, false), ["short"]);
        assert_eq!(split("one two three", 9, false), ["one two ", "three"]);
        assert_eq!(
            split("one two.\n\nthree four", 14, false),
            ["one two.\n\n", "three four"]
        );
        assert_eq!(
            split("Yes. No way, sir", 12, false),
            ["Yes. No ", "way, sir"]
        );
        assert_eq!(split("aaaaaaaaaa", 4, false), ["aaaa", "aaaa", "aa"]);
        assert_eq!(
            split("ab👩\u{200d}🔬cd", 5, false),
            ["ab", "👩\u{200d}🔬", "cd"]
        );
    }

    #[test]
    fn tags_go_over_the_border() {
        assert_eq!(
            split("<b>one <i>two three</i></b>", 9, true),
            ["<b>one <i>two </i></b>", "<b><i>three</i></b>"]
        );
        assert_eq!(
            split("&lt;&lt; &gt;&gt;", 3, true),
            ["&lt;&lt; ", "&gt;&gt;"]
        );
        assert_eq!(
            split("<a href=\"x\">aaa aaa</a>", 4, true),
            ["<a href=\"x\">aaa </a>", "<a href=\"x\">aaa</a>"]
        );
        let malformed = "<b>one two three";
        assert_eq!(split(malformed, 4, true), [malformed]);
    }

    proptest! {
        #[test]
        fn parts_are_the_whole(text in "[a-z .\n😀é]{0,200}", most in 2_usize..40) {
            let parts = split(&text, most, false);
            for part in &parts {
                prop_assert!(part.encode_utf16().count() <= most);
            }
            let words = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(words(&parts.concat()), words(&text));
        }

        #[test]
        fn parts_of_html_are_well_formed(
            pieces in proptest::collection::vec(("[a-z \n😀]{0,20}", 0_usize..4), 0..12), most in 2_usize..40
        ) {
            let text: String = pieces.iter().map(|(text, tag)| match tag {
                0 => format!("<b>{text}</b>"),
                1 => format!("<i><u>{text}</u></i>"),
                2 => format!("{text}&amp;"),
                _ => text.clone(),
            }).collect();
            let parts = split(&text, most, true);
            let mut seen = String::new();
            for part in &parts {
                let tokens = tokens(part, true);
                prop_assert!(tokens.is_some(), "{}", part);
                let tokens = tokens.unwrap_or_default();
                prop_assert!(tokens.iter().map(|token| token.units).sum::<usize>() <= most);
                seen.extend(tokens.iter().filter(|it| it.units > 0).map(|it| it.source));
            }
            let whole = tokens(&text, true).unwrap_or_default();
            let whole: String = whole.iter().filter(|it| it.units > 0).map(|it| it.source).collect();
            let words = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(words(&seen), words(&whole));
        }
    }
}
