//! Captions that are too long.

use botwright_api::types::{MessageEntity, ParseMode};

use super::Html;
use super::html::may_be_long;
use crate::text::{FormattedText, MAX_ENTITIES};

/// The longest caption of a file, in UTF-16 code units
/// ([sendPhoto](https://core.telegram.org/bots/api#sendphoto)).
const MAX_CAPTION: usize = 1024;

/// Leaves what a file can carry of its caption and gives the rest. A caption in Markdown, and HTML that
/// is not well-formed, stay as they are: the server says what is wrong with them.
pub(super) fn shorten(
    caption: &mut Option<String>,
    parse_mode: &mut Option<ParseMode>,
    entities: &mut Option<Vec<MessageEntity>>,
) -> Option<FormattedText> {
    let marks = entities.as_ref().map_or(0, Vec::len);
    // Neither its text nor its UTF-16 is longer than its bytes.
    let long = caption
        .as_ref()
        .filter(|text| may_be_long(text, MAX_CAPTION) || marks > MAX_ENTITIES)?;
    let text = match parse_mode {
        None => FormattedText::from_parts(long.as_str(), entities.clone().unwrap_or_default()),
        Some(ParseMode::Html) => FormattedText::from_html(&Html::new(long.as_str())).ok()?,
        Some(_) => return None,
    };
    if text.fits(MAX_CAPTION) {
        return None;
    }
    let (first, rest) = text.split_first(MAX_CAPTION);
    let (text, marks) = first.into_parts();
    (*caption, *parse_mode) = (Some(text), None);
    *entities = (!marks.is_empty()).then_some(marks);
    (!rest.as_str().trim().is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortened(text: &str, mode: Option<ParseMode>) -> (String, Option<FormattedText>) {
        let (mut caption, mut mode, mut entities) = (Some(text.to_owned()), mode, None);
        let rest = shorten(&mut caption, &mut mode, &mut entities);
        (caption.unwrap_or_default(), rest)
    }

    #[test]
    fn a_caption_that_fits_stays() {
        let letters = "ж".repeat(MAX_CAPTION);
        assert_eq!(shortened(&letters, None).0, letters);
        let html = format!("<b>{letters}</b>");
        let (caption, rest) = shortened(&html, Some(ParseMode::Html));
        assert!(caption == html && rest.is_none());
    }

    #[test]
    fn the_rest_keeps_its_markup() {
        let html = format!("<b>{}</b>", "Some words. ".repeat(100));
        let (caption, rest) = shortened(&html, Some(ParseMode::Html));
        let rest = rest.expect("a rest");
        assert_eq!(caption.len() + rest.as_str().len(), 1200);
        assert_eq!(rest.entities().len(), 1);
        assert!(rest.as_str().starts_with("Some"));
    }

    #[test]
    fn what_the_server_would_ignore_is_a_rest() {
        let html = "<b>a</b> ".repeat(120);
        let (caption, rest) = shortened(&html, Some(ParseMode::Html));
        assert_eq!(caption, "a ".repeat(100));
        assert_eq!(rest.map(|rest| rest.entities().len()), Some(20));
    }

    #[test]
    fn markdown_and_white_space_have_no_rest() {
        let long = "*a* ".repeat(400);
        let (caption, rest) = shortened(&long, Some(ParseMode::MarkdownV2));
        assert!(caption == long && rest.is_none());
        let hole = format!("a{}", " ".repeat(2000));
        assert!(shortened(&hole, None).1.is_none());
    }
}
