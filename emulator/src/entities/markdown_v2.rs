//! `parse_mode=MarkdownV2`.

use super::{Builder, FormattedText, Kind, link};
use crate::world::state::State;

/// What an open mark will become.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre(Option<String>),
    Link,
    Emoji,
    Blockquote,
}

impl Mark {
    /// The name in error texts.
    fn name(&self) -> &'static str {
        match self {
            Self::Bold => "Bold",
            Self::Italic => "Italic",
            Self::Underline => "Underline",
            Self::Strikethrough => "Strikethrough",
            Self::Spoiler => "Spoiler",
            Self::Code => "Code",
            Self::Pre(None) => "Pre",
            Self::Pre(Some(_)) => "PreCode",
            Self::Link => "TextUrl",
            Self::Emoji => "CustomEmoji",
            Self::Blockquote => "BlockQuote",
        }
    }

    /// How many characters the end of the mark has, if `rest` begins with that end.
    fn end_length(&self, rest: &str) -> Option<usize> {
        let end = match self {
            Self::Bold => "*",
            Self::Italic if rest.starts_with("__") => return None,
            Self::Italic => "_",
            Self::Underline => "__",
            Self::Strikethrough => "~",
            Self::Spoiler => "||",
            Self::Code => "`",
            Self::Pre(_) => "```",
            Self::Link | Self::Emoji => "]",
            Self::Blockquote => return None,
        };
        rest.starts_with(end).then_some(end.len())
    }
}

#[derive(Debug)]
struct Open {
    mark: Mark,
    offset: usize,
    text_start: usize,
    begin: usize,
}

struct Parser<'a> {
    input: &'a str,
    at: usize,
    out: Builder,
    open: Vec<Open>,
    /// Whether a `>` here would begin, or go on with, a quotation.
    at_line_start: bool,
    state: &'a State,
}

pub(super) fn parse(input: &str, state: &State) -> Result<FormattedText, String> {
    let mut parser = Parser {
        input,
        at: 0,
        out: Builder::default(),
        open: Vec::new(),
        at_line_start: true,
        state,
    };
    while parser.at < input.len() {
        parser.step()?;
    }
    if parser
        .open
        .last()
        .is_some_and(|open| open.mark == Mark::Blockquote)
    {
        parser.close_blockquote(Kind::Blockquote);
    }
    match parser.open.last() {
        Some(open) => Err(cannot_end(open)),
        None => Ok(parser.out.finish()),
    }
}

/// The language of a code block and the code after it; one line feed in front is skipped.
pub(super) fn language(block: &str) -> (Option<String>, &str) {
    let length = block.find(|character: char| character.is_ascii_whitespace() || character == '`');
    let (language, body) = match length {
        Some(length) if length > 0 && !block[length..].starts_with('`') => {
            (Some(block[..length].to_owned()), &block[length..])
        }
        _ => (None, block),
    };
    let body = ["\r\n", "\n\r", "\n", "\r"]
        .into_iter()
        .find_map(|feed| body.strip_prefix(feed))
        .unwrap_or(body);
    (language, body)
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.input[self.at..]
    }

    fn step(&mut self) -> Result<(), String> {
        let at_line_start = std::mem::replace(&mut self.at_line_start, false);
        let rest = &self.input[self.at..];
        let Some(character) = rest.chars().next() else {
            return Ok(());
        };
        if character == '\\'
            && let Some(escaped @ 1..=126) = rest.as_bytes().get(1).copied()
        {
            self.out.push(char::from(escaped));
            self.at += 2;
            return Ok(());
        }
        let top = self.open.last().map(|open| open.mark.clone());
        if let Some(length) = top.as_ref().and_then(|mark| mark.end_length(rest)) {
            self.at += length;
            return self.close();
        }
        let in_code = matches!(top, Some(Mark::Code | Mark::Pre(_)));
        if in_code && character != '`' {
            self.push(character);
            return Ok(());
        }
        match character {
            '\n' => return self.line_feed(),
            '>' if at_line_start => {
                self.at += 1;
                if !self.has_blockquote() {
                    self.begin(Mark::Blockquote, 0);
                }
                return Ok(());
            }
            '|' if self.ends_expandable(rest) => {
                self.at += 2;
                self.close_blockquote(Kind::ExpandableBlockquote);
                return Ok(());
            }
            _ => {}
        }
        let (mark, length) = match character {
            '_' if rest.starts_with("__") => (Mark::Underline, 2),
            '_' => (Mark::Italic, 1),
            '*' => {
                // `**` separates two quotations that follow each other.
                self.at_line_start = at_line_start && rest.starts_with("**>");
                if self.at_line_start {
                    self.at += 2;
                    return Ok(());
                }
                (Mark::Bold, 1)
            }
            '~' => (Mark::Strikethrough, 1),
            '|' if rest.starts_with("||") => (Mark::Spoiler, 2),
            '[' => (Mark::Link, 1),
            '!' if rest.starts_with("![") => (Mark::Emoji, 2),
            '`' if rest.starts_with("```") => {
                let block = &rest[3..];
                let (language, body) = language(block);
                (Mark::Pre(language), 3 + block.len() - body.len())
            }
            '`' => (Mark::Code, 1),
            ']' | '(' | ')' | '>' | '#' | '+' | '-' | '=' | '|' | '{' | '}' | '.' | '!' => {
                return Err(format!(
                    "Character '{character}' is reserved and must be escaped with the preceding \
                     '\\'"
                ));
            }
            other => {
                self.push(other);
                return Ok(());
            }
        };
        self.begin(mark, length);
        Ok(())
    }

    fn push(&mut self, character: char) {
        self.out.push(character);
        self.at += character.len_utf8();
    }

    fn begin(&mut self, mark: Mark, length: usize) {
        // A quotation's own `>` is behind already.
        let begin = if mark == Mark::Blockquote {
            self.at - 1
        } else {
            self.at
        };
        let text_start = self.out.text.len();
        self.open.push(Open {
            mark,
            offset: self.out.units,
            text_start,
            begin,
        });
        self.at += length;
    }

    fn has_blockquote(&self) -> bool {
        self.open.iter().any(|open| open.mark == Mark::Blockquote)
    }

    fn ends_expandable(&self, rest: &str) -> bool {
        let after = rest.strip_prefix("||");
        self.open
            .last()
            .is_some_and(|open| open.mark == Mark::Blockquote)
            && after.is_some_and(|after| after.is_empty() || after.starts_with('\n'))
    }

    fn line_feed(&mut self) -> Result<(), String> {
        let goes_on = self.rest()[1..].starts_with('>');
        if self.has_blockquote() && !goes_on {
            match self.open.last() {
                Some(open) if open.mark != Mark::Blockquote => return Err(cannot_end(open)),
                _ => self.close_blockquote(Kind::Blockquote),
            }
        }
        self.push('\n');
        self.at_line_start = true;
        Ok(())
    }

    fn close_blockquote(&mut self, kind: Kind) {
        if let Some(open) = self.open.pop() {
            self.out.end(open.offset, kind);
        }
    }

    /// Ends the innermost mark; its closing characters are behind already.
    fn close(&mut self) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let kind = match open.mark {
            Mark::Bold => Kind::Bold,
            Mark::Italic => Kind::Italic,
            Mark::Underline => Kind::Underline,
            Mark::Strikethrough => Kind::Strikethrough,
            Mark::Spoiler => Kind::Spoiler,
            Mark::Code => Kind::Code,
            Mark::Pre(language) => Kind::Pre(language),
            Mark::Blockquote => Kind::Blockquote,
            Mark::Link => {
                let url = match self.target()? {
                    Some(url) => url,
                    None => self.out.text[open.text_start..].to_owned(),
                };
                match link::entity(&url, self.state) {
                    Some(kind) => kind,
                    None => return Ok(()),
                }
            }
            Mark::Emoji => {
                let url = self
                    .target()?
                    .ok_or("The entity must contain a tg://emoji or tg://time URL")?;
                link::emoji_or_time(&url).ok_or("Invalid tg://emoji or tg://time URL specified")?
            }
        };
        self.out.end(open.offset, kind);
        Ok(())
    }

    /// The `(target)` of a link, if there is one.
    fn target(&mut self) -> Result<Option<String>, String> {
        if !self.rest().starts_with('(') {
            return Ok(None);
        }
        self.at += 1;
        let begin = self.at;
        let mut url = String::new();
        loop {
            let rest = &self.input[self.at..];
            let mut characters = rest.chars();
            match (characters.next(), characters.next()) {
                (Some(')'), _) => break,
                (Some('\\'), Some(escaped @ '\u{1}'..='\u{7e}')) => {
                    url.push(escaped);
                    self.at += 2;
                }
                (Some(other), _) => {
                    url.push(other);
                    self.at += other.len_utf8();
                }
                (None, _) => {
                    return Err(format!("Can't find end of a URL at byte offset {begin}"));
                }
            }
        }
        self.at += 1;
        Ok(Some(url))
    }
}

fn cannot_end(open: &Open) -> String {
    format!(
        "Can't find end of {} entity at byte offset {}",
        open.mark.name(),
        open.begin
    )
}
