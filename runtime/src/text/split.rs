//! Splitting what is longer than one message.

use botwright_api::types::{MessageEntity, MessageEntityType as Type};

use super::FormattedText;
use super::letters::{is_flag, may_break};

/// The longest text of a message, in UTF-16 code units
/// ([sendMessage](https://core.telegram.org/bots/api#sendmessage)).
pub const MAX_TEXT: usize = 4096;

/// The most entities that the server keeps of one message; it ignores further ones, which no official page
/// says.
pub const MAX_ENTITIES: usize = 100;

/// How good a border is; the last is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    Letter,
    Word,
    Sentence,
    Line,
    Paragraph,
}

impl Border {
    const ALL: [Self; 5] = [
        Self::Paragraph,
        Self::Line,
        Self::Sentence,
        Self::Word,
        Self::Letter,
    ];
}

/// A place between two letters.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    byte: usize,
    unit: usize,
}

/// Whether a text needs no splitting.
pub(super) fn fits(text: &FormattedText, most: usize) -> bool {
    text.len_utf16() <= most && text.entities().len() <= MAX_ENTITIES
}

pub(super) fn split(text: FormattedText, most: usize) -> Vec<FormattedText> {
    if fits(&text, most) {
        return vec![text];
    }
    let mut parts = Vec::new();
    let mut start = Place::default();
    while start.byte < text.as_str().len() {
        let end = next(&text, start, most);
        parts.push(part(&text, start, end));
        start = end;
    }
    parts
}

/// The first part, and the rest.
pub(super) fn split_first(text: &FormattedText, most: usize) -> (FormattedText, FormattedText) {
    let end = Place {
        byte: text.as_str().len(),
        unit: text.len_utf16(),
    };
    let border = if fits(text, most) {
        end
    } else {
        next(text, Place::default(), most)
    };
    (
        part(text, Place::default(), border),
        part(text, border, end),
    )
}

/// The text between two places with what its entities cover of it.
fn part(text: &FormattedText, start: Place, end: Place) -> FormattedText {
    let unit = |place: Place| i64::try_from(place.unit).unwrap_or(i64::MAX);
    let (from, to) = (unit(start), unit(end));
    let entities = text.entities().iter().filter_map(|entity| {
        let begins = entity.offset.max(from);
        let ends = entity.offset.saturating_add(entity.length).min(to);
        (begins < ends).then(|| {
            let mut entity = entity.clone();
            (entity.offset, entity.length) = (begins - from, ends - begins);
            entity
        })
    });
    let entities: Vec<MessageEntity> = entities.collect();
    FormattedText::from_parts(&text.as_str()[start.byte..end.byte], entities)
}

/// Where the part that begins at `start` ends: at the best border of its second half, else at the last
/// that is not within a word, else at the last at all.
fn next(text: &FormattedText, start: Place, most: usize) -> Place {
    let rest = &text.as_str()[start.byte..];
    let most = room(text.entities(), start.unit).map_or(most, |room| most.min(room));
    // By kind of border, the last one that fits.
    let mut last: [Option<Place>; 5] = [None; 5];
    let mut at = start;
    let (mut before, mut flags) = (None, 0);
    for letter in rest.chars() {
        if let Some(before) = before
            && may_break(before, letter, flags)
            && !is_within_one(text.entities(), at.unit)
        {
            let read = &rest[..at.byte - start.byte];
            let border = border(read, letter);
            last[border as usize] = Some(at);
        }
        let units = letter.len_utf16();
        if at.unit + units > start.unit + most {
            let second_half = |place: &Place| place.unit - start.unit >= most / 2;
            let best = Border::ALL
                .iter()
                .filter(|border| **border > Border::Letter)
                .find_map(|border| last[*border as usize].filter(second_half))
                .or_else(|| last[1..].iter().flatten().copied().max_by_key(|it| it.byte))
                .or(last[Border::Letter as usize]);
            // A letter that does not fit by itself still has to go somewhere.
            return best
                .or((at.byte > start.byte).then_some(at))
                .unwrap_or(Place {
                    byte: at.byte + letter.len_utf8(),
                    unit: at.unit + units,
                });
        }
        flags = if is_flag(letter) { flags + 1 } else { 0 };
        before = Some(letter);
        at.byte += letter.len_utf8();
        at.unit += units;
    }
    at
}

/// How many units a part that begins here can have before it has too many entities; `None` for as many as it
/// likes.
fn room(entities: &[MessageEntity], start: usize) -> Option<usize> {
    if entities.len() <= MAX_ENTITIES {
        return None;
    }
    let from = i64::try_from(start).unwrap_or(i64::MAX);
    let mut begins: Vec<_> = entities
        .iter()
        .filter(|entity| entity.offset.saturating_add(entity.length) > from && entity.length > 0)
        .map(|entity| entity.offset)
        .collect();
    begins.sort_unstable();
    let first_too_many = begins.get(MAX_ENTITIES)?;
    // So many at once that no border helps: the server keeps the first ones.
    usize::try_from(first_too_many - from)
        .ok()
        .filter(|room| *room > 0)
}

/// Whether a border here would cut an entity that means something only as a whole.
fn is_within_one(entities: &[MessageEntity], unit: usize) -> bool {
    let unit = i64::try_from(unit).unwrap_or(i64::MAX);
    entities
        .iter()
        .filter(|entity| matches!(entity.r#type, Type::CustomEmoji | Type::DateTime))
        .any(|entity| entity.offset < unit && unit < entity.offset.saturating_add(entity.length))
}

/// What kind of border is between what was read and the next letter.
fn border(read: &str, next: char) -> Border {
    if next.is_whitespace() {
        // White space stays with what it follows.
        return Border::Letter;
    }
    let words = read.trim_end();
    let gap = &read[words.len()..];
    match gap.matches('\n').count() {
        0 if gap.is_empty() => {
            if read.ends_with(['。', '！', '？']) {
                Border::Sentence
            } else {
                Border::Letter
            }
        }
        0 if words.ends_with(['.', '!', '?', '…', ':', ';']) => Border::Sentence,
        0 => Border::Word,
        1 => Border::Line,
        _ => Border::Paragraph,
    }
}

#[cfg(test)]
mod tests {
    use botwright_api::text::{slice, utf16_len};
    use botwright_api::types::MessageEntity;
    use proptest::prelude::*;

    use super::super::FormattedText;

    fn texts(text: impl Into<FormattedText>, most: usize) -> Vec<String> {
        let parts = text.into().split(most);
        parts.iter().map(|part| part.as_str().to_owned()).collect()
    }

    #[test]
    fn the_best_border_of_the_second_half_is_taken() {
        assert_eq!(texts("aa bb\n\ncc dd\nee", 12), ["aa bb\n\n", "cc dd\nee"]);
        assert_eq!(
            texts("aaaa bbbb\ncc dd ee", 14),
            ["aaaa bbbb\n", "cc dd ee"]
        );
        assert_eq!(texts("aa. bb cc. dd ee", 13), ["aa. bb cc. ", "dd ee"]);
        assert_eq!(texts("a bbbbbbbbb", 9), ["a ", "bbbbbbbbb"]);
        assert_eq!(texts("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn what_is_seen_as_one_stays_together() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(texts(format!("abc{family}"), 9), ["abc", family]);
        assert_eq!(texts("ab👍🏽", 4), ["ab", "👍🏽"]);
        assert_eq!(texts("x🇩🇪🇫🇷", 7), ["x🇩🇪", "🇫🇷"]);
        assert_eq!(texts("abe\u{301}", 3), ["ab", "e\u{301}"]);
        assert_eq!(
            texts("1\u{fe0f}\u{20e3}2\u{fe0f}\u{20e3}", 5),
            ["1\u{fe0f}\u{20e3}", "2\u{fe0f}\u{20e3}"]
        );
        assert_eq!(texts("a\r\nb", 2), ["a", "\r\n", "b"]);
    }

    #[test]
    fn what_fits_nowhere_is_broken_between_letters() {
        assert_eq!(texts("👩\u{200d}👧", 2), ["👩", "\u{200d}", "👧"]);
        assert_eq!(texts("👩👧", 1), ["👩", "👧"]);
    }

    #[test]
    fn entities_end_and_begin_again() {
        let parts = FormattedText::new()
            .text("a ")
            .bold(FormattedText::new().text("bb ").italic("cc"))
            .text(" d")
            .split(5);
        let shown: Vec<_> = parts.iter().map(FormattedText::html).collect();
        let shown: Vec<_> = shown.iter().map(crate::Html::as_str).collect();
        assert_eq!(shown, ["a <b>bb </b>", "<b><i>cc</i></b> d"]);
    }

    #[test]
    fn no_part_has_more_entities_than_the_server_keeps() {
        let mut text = FormattedText::new();
        for word in 0..250 {
            text = text.bold(format!("w{word}")).text(" ");
        }
        let parts = text.clone().split(4096);
        let counts: Vec<_> = parts.iter().map(|part| part.entities().len()).collect();
        assert_eq!(counts, [100, 100, 50]);
        assert!(parts[1].as_str().starts_with("w100 "));
        let (first, rest) = text.split_first(4096);
        assert_eq!((first.entities().len(), rest.entities().len()), (100, 150));
    }

    #[test]
    fn more_entities_over_one_letter_than_the_server_keeps_stay_together() {
        let bold = |_| MessageEntity::new(botwright_api::types::MessageEntityType::Bold, 0, 1);
        let many: Vec<_> = (0..101).map(bold).collect();
        let parts = FormattedText::from_parts("ab", many).split(4096);
        assert_eq!(parts.len(), 1);
    }

    #[test]
    fn a_custom_emoji_is_not_cut() {
        let text = FormattedText::new().text("aaa").custom_emoji("🅰️b", "5");
        let parts = text.split(5);
        assert_eq!(parts[0].as_str(), "aaa");
        assert_eq!(parts[1].entities().len(), 1);
    }

    fn piece() -> impl Strategy<Value = (String, u8)> {
        let letters = prop_oneof![
            "[a-c]{1,12}",
            Just(" ".to_owned()),
            Just("\n".to_owned()),
            Just("\n\n".to_owned()),
            Just(". ".to_owned()),
            Just("👩\u{200d}👧".to_owned()),
            Just("🇩🇪".to_owned()),
            Just("e\u{301}".to_owned()),
            "\\PC{0,6}",
        ];
        (letters, 0_u8..5)
    }

    fn build(pieces: &[(String, u8)]) -> FormattedText {
        let mut out = FormattedText::new();
        for (index, (text, kind)) in pieces.iter().enumerate() {
            out = match kind {
                0 => out.text(text),
                1 => out.bold(text),
                2 => out.link(text, "https://example.org"),
                3 => FormattedText::new().italic(out.text(text)),
                _ if index % 2 == 0 => FormattedText::new().quote(out).code(text),
                _ => out.pre("rust", text),
            };
        }
        out
    }

    /// What every letter is marked as, by its UTF-16 units.
    fn marks(text: &FormattedText) -> Vec<Vec<String>> {
        let mut marks = vec![Vec::new(); utf16_len(text.as_str())];
        for entity in text.entities() {
            let from = usize::try_from(entity.offset).unwrap();
            let length = usize::try_from(entity.length).unwrap();
            for mark in &mut marks[from..from + length] {
                mark.push(format!("{:?}", entity.r#type));
            }
        }
        marks
    }

    proptest! {
        #[test]
        fn parts_are_the_whole(
            pieces in prop::collection::vec(piece(), 0..40),
            most in 2_usize..40,
        ) {
            let whole = build(&pieces);
            let parts = whole.clone().split(most);
            let joined: String = parts.iter().map(FormattedText::as_str).collect();
            prop_assert_eq!(&joined, whole.as_str());
            let mut all = Vec::new();
            for part in &parts {
                prop_assert!(part.len_utf16() <= most, "{:?}", part);
                prop_assert_eq!(part.len_utf16(), utf16_len(part.as_str()));
                for entity in part.entities() {
                    prop_assert!(slice(part.as_str(), entity).is_some_and(|it| !it.is_empty()));
                }
                all.extend(marks(part));
            }
            prop_assert_eq!(all, marks(&whole));
        }

        #[test]
        fn html_gives_the_entities_back(pieces in prop::collection::vec(piece(), 0..20)) {
            let whole = build(&pieces);
            let html = whole.html();
            let back = FormattedText::from_html(&html).expect("well-formed");
            prop_assert_eq!(back.as_str(), whole.as_str());
            let sorted = |text: &FormattedText| {
                let mut marks = marks(text);
                for mark in &mut marks {
                    mark.sort();
                }
                marks
            };
            prop_assert_eq!(sorted(&back), sorted(&whole));
        }

        #[test]
        fn any_text_is_read_or_refused(html in "(<|>|/|b|a|&|#|;|\"| |=|href|span|lt|x|😀){0,30}") {
            let _: Result<FormattedText, _> = FormattedText::from_html(&crate::Html::new(html));
        }
    }

    #[test]
    fn entities_of_a_message_are_kept() {
        let bold = MessageEntity::new(botwright_api::types::MessageEntityType::Bold, 3, 2);
        let text = FormattedText::from_parts("😀 ab", [bold]);
        assert_eq!(text.html().as_str(), "😀 <b>ab</b>");
    }
}
