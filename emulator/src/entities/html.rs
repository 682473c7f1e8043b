//! `parse_mode=HTML`.

use super::{Builder, Entity, FormattedText, Kind, link};
use crate::world::state::State;

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

#[derive(Debug)]
struct OpenTag {
    name: String,
    /// The one attribute that matters for this tag.
    argument: String,
    format: String,
    offset: usize,
    text_start: usize,
}

struct Parser<'a> {
    input: &'a str,
    at: usize,
    out: Builder,
    open: Vec<OpenTag>,
    state: &'a State,
}

pub(super) fn parse(input: &str, state: &State) -> Result<FormattedText, String> {
    let mut parser = Parser {
        input,
        at: 0,
        out: Builder::default(),
        open: Vec::new(),
        state,
    };
    while let Some(character) = parser.peek() {
        match character {
            '<' if parser.input[parser.at + 1..].starts_with('/') => parser.end_tag()?,
            '<' => parser.start_tag()?,
            '&' => {
                let character = parser.reference()?.unwrap_or_else(|| parser.bump('&'));
                parser.out.push(character);
            }
            other => {
                parser.bump(other);
                parser.out.push(other);
            }
        }
    }
    match parser.open.last() {
        Some(tag) => Err(format!(
            "Can't find end tag corresponding to start tag \"{}\"",
            tag.name
        )),
        None => Ok(parser.out.finish()),
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.input[self.at..].chars().next()
    }

    fn bump(&mut self, character: char) -> char {
        self.at += character.len_utf8();
        character
    }

    /// Skips characters while `wanted` holds and returns them.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let rest = &self.input[self.at..];
        let length = rest
            .find(|character| !wanted(character))
            .unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_spaces(&mut self) {
        self.take(|character| character.is_ascii_whitespace());
    }

    /// A character written as `&lt;` or by number; the semicolon may be missing.
    fn reference(&mut self) -> Result<Option<char>, String> {
        let rest = &self.input[self.at + 1..];
        let (code, length) = if let Some(number) = rest.strip_prefix('#') {
            let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
                Some(digits) => (digits, 16, 2),
                None => (number, 10, 1),
            };
            let length = digits
                .find(|character: char| !character.is_digit(radix))
                .unwrap_or(digits.len());
            let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(0);
            (code, prefix + length)
        } else {
            let length = rest
                .find(|character: char| !character.is_ascii_alphabetic())
                .unwrap_or(rest.len());
            let code = match &rest[..length] {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => return Ok(None),
            };
            (u32::from(code), length)
        };
        if code == 0 || code >= 0x10_ffff {
            return Ok(None);
        }
        let Some(character) = char::from_u32(code) else {
            return Err(
                "Text contains invalid Unicode characters after decoding HTML entities, \
                        check for unmatched surrogate code units"
                    .into(),
            );
        };
        let semicolon = usize::from(rest[length..].starts_with(';'));
        self.at += 1 + length + semicolon;
        Ok(Some(character))
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let name = self
            .take(|character| !character.is_ascii_whitespace() && character != '>')
            .to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&name.as_str()) {
            return Err(format!(
                "Unsupported start tag \"{name}\" at byte offset {begin}"
            ));
        }
        let mut tag = OpenTag {
            name,
            argument: String::new(),
            format: String::new(),
            offset: self.out.units,
            text_start: self.out.text.len(),
        };
        loop {
            self.skip_spaces();
            match self.peek() {
                Some('>') => break,
                Some(_) => self.attribute(&mut tag, begin)?,
                None => return Err(unclosed(&tag.name, begin)),
            }
        }
        self.at += 1;
        if tag.name == "span" && tag.argument != "spoiler" {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        self.open.push(tag);
        Ok(())
    }

    fn attribute(&mut self, tag: &mut OpenTag, begin: usize) -> Result<(), String> {
        let name = self
            .take(|character| {
                !character.is_ascii_whitespace()
                    && !matches!(character, '=' | '>' | '/' | '"' | '\'')
            })
            .to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!(
                "Empty attribute name in the tag \"{}\" at byte offset {begin}",
                tag.name
            ));
        }
        self.skip_spaces();
        let value = if self.peek() == Some('=') {
            self.at += 1;
            self.skip_spaces();
            self.attribute_value(&tag.name, begin)?
        } else {
            String::new()
        };
        if self.peek().is_none() {
            return Err(unclosed(&tag.name, begin));
        }
        match (tag.name.as_str(), name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => tag.argument = value,
            ("tg-time", "format") => tag.format = value,
            ("code", "class") => {
                if let Some(language) = value.strip_prefix("language-") {
                    language.clone_into(&mut tag.argument);
                }
            }
            ("span", "class") => {
                if let Some(class) = value.strip_prefix("tg-") {
                    class.clone_into(&mut tag.argument);
                }
            }
            ("blockquote", "expandable") => tag.argument = "1".into(),
            _ => {}
        }
        Ok(())
    }

    fn attribute_value(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        let Some(quote) = self.peek() else {
            return Err(unclosed(tag, begin));
        };
        if quote != '"' && quote != '\'' {
            let token_begin = self.at;
            let token = self
                .take(|character| {
                    character.is_ascii_alphanumeric() || matches!(character, '.' | '-')
                })
                .to_ascii_lowercase();
            return match self.peek() {
                Some(next) if !next.is_ascii_whitespace() && next != '>' => Err(format!(
                    "Unexpected end of name token at byte offset {token_begin}"
                )),
                _ => Ok(token),
            };
        }
        self.at += 1;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Err(unclosed(tag, begin)),
                Some(end) if end == quote => break,
                Some('&') => {
                    let character = self.reference()?.unwrap_or_else(|| self.bump('&'));
                    value.push(character);
                }
                Some(other) => value.push(self.bump(other)),
            }
        }
        self.at += 1;
        Ok(value)
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        let name = self
            .take(|character| !character.is_ascii_whitespace() && character != '>')
            .to_ascii_lowercase();
        self.skip_spaces();
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != tag.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                tag.name
            ));
        }
        self.close(tag)
    }

    fn close(&mut self, tag: OpenTag) -> Result<(), String> {
        if self.out.units == tag.offset {
            return Ok(());
        }
        let kind = match tag.name.as_str() {
            "b" | "strong" => Kind::Bold,
            "i" | "em" => Kind::Italic,
            "u" | "ins" => Kind::Underline,
            "s" | "strike" | "del" => Kind::Strikethrough,
            "tg-spoiler" | "span" => Kind::Spoiler,
            "blockquote" if tag.argument.is_empty() => Kind::Blockquote,
            "blockquote" => Kind::ExpandableBlockquote,
            "tg-emoji" => link::custom_emoji(&tag.argument)
                .ok_or("Invalid custom emoji identifier specified")?,
            "tg-time" => link::date_time(&tag.argument, &tag.format)
                .ok_or("Invalid date and time specified")?,
            "a" => {
                let url = if tag.argument.is_empty() {
                    self.out.text[tag.text_start..].to_owned()
                } else {
                    tag.argument
                };
                match link::entity(&url, self.state) {
                    Some(kind) => kind,
                    None => return Ok(()),
                }
            }
            _ => {
                self.close_code(tag);
                return Ok(());
            }
        };
        self.out.end(tag.offset, kind);
        Ok(())
    }

    /// `<pre><code class="language-x">` is one block with a language.
    fn close_code(&mut self, tag: OpenTag) {
        let length = self.out.units - tag.offset;
        if tag.name == "code" {
            let in_pre = self.open.last().is_some_and(|outer| {
                outer.name == "pre" && outer.offset == tag.offset && outer.argument.is_empty()
            });
            if in_pre && !tag.argument.is_empty() {
                self.out.entities.push(Entity {
                    offset: tag.offset,
                    length,
                    kind: Kind::Pre(Some(tag.argument)),
                });
            } else {
                self.out.end(tag.offset, Kind::Code);
            }
            return;
        }
        let inner = self
            .out
            .entities
            .last()
            .filter(|inner| inner.offset == tag.offset && inner.length == length);
        match inner.map(|inner| &inner.kind) {
            Some(Kind::Pre(_)) => {}
            Some(Kind::Code) => {
                self.out.entities.pop();
                self.out.end(tag.offset, Kind::Pre(None));
            }
            _ => self.out.end(tag.offset, Kind::Pre(None)),
        }
    }
}

fn unclosed(tag: &str, begin: usize) -> String {
    format!("Unclosed start tag \"{tag}\" at byte offset {begin}")
}
