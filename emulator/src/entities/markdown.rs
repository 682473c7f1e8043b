//! `parse_mode=Markdown`: the legacy mode, without nesting.

use super::{Builder, FormattedText, Kind, link};
use crate::world::state::State;

pub(super) fn parse(input: &str, state: &State) -> Result<FormattedText, String> {
    let mut out = Builder::default();
    let mut rest = input;
    while let Some(character) = rest.chars().next() {
        let begin = input.len() - rest.len();
        let after = &rest[character.len_utf8()..];
        if character == '\\' && after.starts_with(['_', '*', '`', '[']) {
            out.push(char::from(after.as_bytes()[0]));
            rest = &after[1..];
        } else if matches!(character, '_' | '*' | '`' | '[') {
            rest = entity(rest, state, &mut out).ok_or_else(|| {
                format!("Can't find end of the entity starting at byte offset {begin}")
            })?;
        } else {
            out.push(character);
            rest = after;
        }
    }
    Ok(out.finish())
}

/// Reads the entity at the beginning of `input`; returns what follows it.
fn entity<'a>(input: &'a str, state: &State, out: &mut Builder) -> Option<&'a str> {
    let offset = out.units;
    if let Some(block) = input.strip_prefix("```") {
        let (language, body) = super::markdown_v2::language(block);
        let (body, rest) = body.split_once("```")?;
        body.chars().for_each(|character| out.push(character));
        out.end(offset, Kind::Pre(language));
        return Some(rest);
    }
    let (mark, close) = match input.as_bytes()[0] {
        b'[' => ('[', ']'),
        other => (char::from(other), char::from(other)),
    };
    let (body, mut rest) = input[1..].split_once(close)?;
    body.chars().for_each(|character| out.push(character));
    let kind = match mark {
        '_' => Some(Kind::Italic),
        '*' => Some(Kind::Bold),
        '`' => Some(Kind::Code),
        _ => {
            let mut url = body;
            if let Some(target) = rest.strip_prefix('(') {
                // A target without an end takes the rest of the text.
                (url, rest) = target.split_once(')').unwrap_or((target, ""));
            }
            link::entity(url, state)
        }
    };
    if let Some(kind) = kind {
        out.end(offset, kind);
    }
    Some(rest)
}
