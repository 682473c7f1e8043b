//! From entities to Telegram's HTML.

use std::cmp::Reverse;

use botwright_api::types::{MessageEntity, MessageEntityType as Type};

use super::FormattedText;
use crate::reply::{Html, ToHtml};

/// The text as HTML. Entities that have no tag of their own, as those that the server finds by itself,
/// need none; one that does not nest with the others is left out.
pub(super) fn write(text: &FormattedText) -> Html {
    let mut entities: Vec<&MessageEntity> = text
        .entities()
        .iter()
        .filter(|entity| entity.length > 0)
        .collect();
    entities.sort_by_key(|entity| (entity.offset, Reverse(entity.length)));
    let mut entities = entities.into_iter().peekable();
    let mut html = String::with_capacity(text.as_str().len() * 2);
    let mut open: Vec<(i64, &str)> = Vec::new();
    let mut at = 0;
    for letter in text.as_str().chars() {
        close(&mut html, &mut open, at);
        while let Some(entity) = entities.next_if(|entity| entity.offset <= at) {
            let end = entity.offset.saturating_add(entity.length);
            let fits = entity.offset == at && open.last().is_none_or(|(outer, _)| end <= *outer);
            if fits && let Some(closing) = begin(&mut html, entity) {
                open.push((end, closing));
            }
        }
        letter.to_html(&mut html);
        at += if letter.len_utf16() > 1 { 2 } else { 1 };
    }
    close(&mut html, &mut open, i64::MAX);
    Html::new(html)
}

fn close(html: &mut String, open: &mut Vec<(i64, &str)>, at: i64) {
    while let Some((_, closing)) = open.pop_if(|(end, _)| *end <= at || at == i64::MAX) {
        html.push_str(closing);
    }
}

/// Writes the opening tag and gives the closing one.
fn begin(html: &mut String, entity: &MessageEntity) -> Option<&'static str> {
    let attribute = |html: &mut String, name: &str, value: &str| {
        html.push_str(name);
        html.push_str("=\"");
        value.to_html(html);
        html.push('"');
    };
    let (opening, closing) = match &entity.r#type {
        Type::Bold => ("<b>", "</b>"),
        Type::Italic => ("<i>", "</i>"),
        Type::Underline => ("<u>", "</u>"),
        Type::Strikethrough => ("<s>", "</s>"),
        Type::Spoiler => ("<tg-spoiler>", "</tg-spoiler>"),
        Type::Blockquote => ("<blockquote>", "</blockquote>"),
        Type::ExpandableBlockquote => ("<blockquote expandable>", "</blockquote>"),
        Type::Code => ("<code>", "</code>"),
        Type::Pre => {
            let Some(language) = &entity.language else {
                html.push_str("<pre>");
                return Some("</pre>");
            };
            html.push_str("<pre><code ");
            attribute(html, "class", &format!("language-{language}"));
            (">", "</code></pre>")
        }
        Type::TextLink => {
            let url = entity.url.as_deref()?;
            html.push_str("<a ");
            attribute(html, "href", url);
            (">", "</a>")
        }
        Type::TextMention => {
            let user = entity.user.as_ref()?;
            html.push_str("<a ");
            attribute(html, "href", &format!("tg://user?id={}", user.id));
            (">", "</a>")
        }
        Type::CustomEmoji => {
            let id = entity.custom_emoji_id.as_ref()?;
            html.push_str("<tg-emoji ");
            attribute(html, "emoji-id", id.as_str());
            (">", "</tg-emoji>")
        }
        Type::DateTime => {
            let time = entity.unix_time?;
            html.push_str("<tg-time ");
            attribute(html, "unix", &time.to_string());
            if let Some(format) = &entity.date_time_format {
                attribute(html, " format", format);
            }
            (">", "</tg-time>")
        }
        _ => return None,
    };
    html.push_str(opening);
    Some(closing)
}
