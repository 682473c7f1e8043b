//! From Telegram's HTML to entities.

use botwright_api::types::{MessageEntity, MessageEntityType as Type};

use super::FormattedText;

/// Why a text is not Telegram's HTML
/// ([HTML style](https://core.telegram.org/bots/api#html-style)).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HtmlError {
    /// A tag that Telegram does not know.
    #[error("at byte {at}: Telegram knows no tag `<{tag}>`")]
    UnknownTag {
        /// Its name.
        tag: String,
        /// Where it begins.
        at: usize,
    },
    /// A tag that does not end, or whose attributes make no sense.
    #[error(
        "at byte {at}: the tag is not complete: `<` and `&` as text are written `&lt;` and `&amp;`"
    )]
    BrokenTag {
        /// Where it begins.
        at: usize,
    },
    /// An end without its beginning.
    #[error("at byte {at}: there is no `<{tag}>` to end here")]
    NotOpen {
        /// The tag's name.
        tag: String,
        /// Where the end is.
        at: usize,
    },
    /// A beginning without its end.
    #[error("at byte {at}: `<{tag}>` has no `</{tag}>`")]
    NotClosed {
        /// The tag's name.
        tag: String,
        /// Where it begins.
        at: usize,
    },
}

/// A tag that has not ended yet.
struct Open {
    tag: String,
    at: usize,
    /// How many entities were there before it.
    place: usize,
    entity: MessageEntity,
    /// The link of an `<a>` is its text unless it says another.
    is_link_to_itself: bool,
    start: usize,
}

struct Reader<'a> {
    html: &'a str,
    at: usize,
    out: FormattedText,
    open: Vec<Open>,
}

pub(super) fn read(html: &str) -> Result<FormattedText, HtmlError> {
    let mut reader = Reader {
        html,
        at: 0,
        out: FormattedText::new(),
        open: Vec::new(),
    };
    while let Some(letter) = reader.rest().chars().next() {
        match letter {
            '<' if reader.rest().starts_with("</") => reader.end()?,
            '<' => reader.begin()?,
            _ => {
                let letter = reader.letter(letter);
                reader.out.push(letter);
            }
        }
    }
    match reader.open.pop() {
        None => Ok(reader.out),
        Some(Open { tag, at, .. }) => Err(HtmlError::NotClosed { tag, at }),
    }
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    /// Takes what goes before the first letter that does not fit.
    fn take(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// The next letter, which may be written as `&lt;` or by its number.
    fn letter(&mut self, next: char) -> char {
        let (letter, length) = (next == '&')
            .then(|| reference(&self.rest()[1..]))
            .flatten()
            .map_or((next, next.len_utf8()), |(letter, length)| {
                (letter, length + 1)
            });
        self.at += length;
        letter
    }

    fn begin(&mut self) -> Result<(), HtmlError> {
        let at = self.at;
        let broken = HtmlError::BrokenTag { at };
        self.at += 1;
        let tag = self
            .take(|letter| !letter.is_ascii_whitespace() && letter != '>')
            .to_ascii_lowercase();
        let mut entity = MessageEntity::new(kind(&tag, at)?, self.out.len_i64(), 0);
        let (mut is_link_to_itself, mut has_class) = (tag == "a", false);
        loop {
            self.take(|letter| letter.is_ascii_whitespace());
            if self.rest().is_empty() {
                return Err(broken);
            }
            if self.rest().starts_with('>') {
                self.at += 1;
                break;
            }
            let (name, value) = self.attribute().ok_or_else(|| broken.clone())?;
            match (tag.as_str(), name.as_str()) {
                ("a", "href") if !value.is_empty() => {
                    entity.url = Some(value);
                    is_link_to_itself = false;
                }
                ("tg-emoji", "emoji-id") => entity.custom_emoji_id = Some(value.into()),
                ("tg-time", "unix") => {
                    entity.unix_time = Some(value.parse().map_err(|_| broken.clone())?);
                }
                ("tg-time", "format") if !value.is_empty() => entity.date_time_format = Some(value),
                ("code", "class") => {
                    entity.language = value.strip_prefix("language-").map(str::to_owned);
                }
                ("span", "class") => has_class = value == "tg-spoiler",
                ("blockquote", "expandable") => entity.r#type = Type::ExpandableBlockquote,
                _ => {}
            }
        }
        let complete = match tag.as_str() {
            "span" => has_class,
            "tg-emoji" => entity.custom_emoji_id.is_some(),
            "tg-time" => entity.unix_time.is_some(),
            _ => true,
        };
        if !complete {
            return Err(broken);
        }
        self.open.push(Open {
            tag,
            at,
            place: self.out.entities().len(),
            entity,
            is_link_to_itself,
            start: self.out.as_str().len(),
        });
        Ok(())
    }

    /// A name, and the value if there is one.
    fn attribute(&mut self) -> Option<(String, String)> {
        let name = self
            .take(|letter| !letter.is_ascii_whitespace() && !"=>/\"'".contains(letter))
            .to_ascii_lowercase();
        self.take(|letter| letter.is_ascii_whitespace());
        if name.is_empty() {
            return None;
        }
        if !self.rest().starts_with('=') {
            return Some((name, String::new()));
        }
        self.at += 1;
        self.take(|letter| letter.is_ascii_whitespace());
        let Some(quote) = self.rest().chars().next().filter(|it| "\"'".contains(*it)) else {
            let value = self.take(|letter| letter.is_ascii_alphanumeric() || ".-".contains(letter));
            let value = value.to_ascii_lowercase();
            let next = self.rest().chars().next()?;
            return (next == '>' || next.is_ascii_whitespace()).then_some((name, value));
        };
        self.at += 1;
        let mut value = String::new();
        loop {
            let next = self.rest().chars().next()?;
            if next == quote {
                self.at += 1;
                return Some((name, value));
            }
            value.push(self.letter(next));
        }
    }

    fn end(&mut self) -> Result<(), HtmlError> {
        let at = self.at;
        self.at += 2;
        let tag = self
            .take(|letter| !letter.is_ascii_whitespace() && letter != '>')
            .to_ascii_lowercase();
        self.take(|letter| letter.is_ascii_whitespace());
        if !self.rest().starts_with('>') {
            return Err(HtmlError::BrokenTag { at });
        }
        self.at += 1;
        let Some(mut open) = self.open.pop_if(|open| tag.is_empty() || open.tag == tag) else {
            return Err(HtmlError::NotOpen { tag, at });
        };
        if open.is_link_to_itself {
            open.entity.url = Some(self.out.as_str()[open.start..].to_owned());
        }
        self.close(open);
        Ok(())
    }

    /// `<pre><code class="language-x">` is one block with a language; other code has none.
    fn close(&mut self, mut open: Open) {
        if open.tag == "pre" {
            let code = self
                .out
                .take_whole(open.place, &Type::Code, open.entity.offset);
            open.entity.language = code.and_then(|code| code.language);
        } else if open.tag == "code" && self.open.last().is_none_or(|outer| outer.tag != "pre") {
            open.entity.language = None;
        }
        self.out.close(open.place, open.entity);
    }
}

fn kind(tag: &str, at: usize) -> Result<Type, HtmlError> {
    Ok(match tag {
        "b" | "strong" => Type::Bold,
        "i" | "em" => Type::Italic,
        "u" | "ins" => Type::Underline,
        "s" | "strike" | "del" => Type::Strikethrough,
        "tg-spoiler" | "span" => Type::Spoiler,
        "blockquote" => Type::Blockquote,
        "code" => Type::Code,
        "pre" => Type::Pre,
        "a" => Type::TextLink,
        "tg-emoji" => Type::CustomEmoji,
        "tg-time" => Type::DateTime,
        _ => {
            let tag = tag.to_owned();
            return Err(HtmlError::UnknownTag { tag, at });
        }
    })
}

/// The letter that follows a `&`, and how long it is written; the semicolon may be missing.
fn reference(rest: &str) -> Option<(char, usize)> {
    let end = |from: usize, fits: &dyn Fn(char) -> bool| {
        let length = rest[from..].find(|letter| !fits(letter));
        length.map_or(rest.len(), |length| from + length)
    };
    let (letter, end) = if rest.starts_with("#x") || rest.starts_with("#X") {
        let end = end(2, &|letter| letter.is_ascii_hexdigit());
        let code = u32::from_str_radix(&rest[2..end], 16).ok()?;
        (char::from_u32(code)?, end)
    } else if rest.starts_with('#') {
        let end = end(1, &|letter| letter.is_ascii_digit());
        (char::from_u32(rest[1..end].parse().ok()?)?, end)
    } else {
        let end = end(0, &|letter| letter.is_ascii_alphabetic());
        let letter = match &rest[..end] {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (letter, end)
    };
    let semicolon = usize::from(rest[end..].starts_with(';'));
    (letter != '\0').then_some((letter, end + semicolon))
}
