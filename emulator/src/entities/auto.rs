//! Entities that the server finds by itself in every text.

use super::{Entity, FormattedText, Kind, sort};

/// Top-level domains that make a bare word a link. The server knows all of them; here are those
/// one meets.
const TLDS: [&str; 56] = [
    "com", "org", "net", "edu", "gov", "int", "info", "biz", "name", "io", "me", "ai", "app",
    "dev", "xyz", "online", "site", "tech", "store", "shop", "blog", "cloud", "page", "link",
    "club", "live", "news", "tv", "co", "us", "uk", "de", "fr", "it", "es", "nl", "pl", "cz", "at",
    "ch", "se", "no", "fi", "dk", "eu", "ru", "su", "by", "ua", "kz", "cn", "jp", "kr", "in", "br",
    "ton",
];

/// Adds what is found in the text; parts that are code or links already are left alone.
pub(crate) fn find(mut text: FormattedText) -> FormattedText {
    let found = Finder::new(&text.text).run();
    for entity in found {
        let is_taken = text.entities.iter().any(|other| {
            let overlaps = entity.offset < other.end() && other.offset < entity.end();
            let crosses = overlaps
                && !(other.offset <= entity.offset && entity.end() <= other.end())
                && !(entity.offset <= other.offset && other.end() <= entity.end());
            crosses || (overlaps && (other.kind.is_opaque() || other.kind.is_found_by_server()))
        });
        if !is_taken {
            text.entities.push(entity);
        }
    }
    sort(&mut text.entities);
    text
}

struct Finder<'a> {
    text: &'a str,
    found: Vec<Entity>,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            found: Vec::new(),
        }
    }

    fn run(mut self) -> Vec<Entity> {
        let (mut at, mut units) = (0, 0);
        let mut before = None;
        while let Some(character) = self.text[at..].chars().next() {
            let length = self.found_at(at, before);
            let (bytes, kind) = match length {
                Some((bytes, kind)) => (bytes, Some(kind)),
                None => (character.len_utf8(), None),
            };
            let piece = &self.text[at..at + bytes];
            let length = super::utf16_length(piece);
            if let Some(kind) = kind {
                self.found.push(Entity {
                    offset: units,
                    length,
                    kind,
                });
            }
            before = piece.chars().next_back();
            at += bytes;
            units += length;
        }
        self.found
    }

    /// The entity that begins at byte `at`: its length in bytes and its kind.
    fn found_at(&self, at: usize, before: Option<char>) -> Option<(usize, Kind)> {
        let rest = &self.text[at..];
        let after_word = before.is_some_and(is_word);
        match rest.chars().next()? {
            '/' if !after_word && !matches!(before, Some('/' | '<' | '>')) => {
                command(rest).map(|length| (length, Kind::BotCommand))
            }
            '@' if !after_word => mention(rest).map(|length| (length, Kind::Mention)),
            '#' if !after_word && before != Some('&') => {
                hashtag(rest).map(|length| (length, Kind::Hashtag))
            }
            '$' if !after_word => cashtag(rest).map(|length| (length, Kind::Cashtag)),
            first
                if first.is_alphanumeric()
                    && !after_word
                    && !matches!(before, Some('@' | '.' | '-')) =>
            {
                email(rest)
                    .map(|length| (length, Kind::Email))
                    .or_else(|| url(rest).map(|length| (length, Kind::Url)))
            }
            _ => None,
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn name_length(text: &str) -> usize {
    text.bytes().take_while(|byte| is_name(*byte)).count()
}

/// `/command`, 1 to 64 characters, or `/command@username`.
fn command(rest: &str) -> Option<usize> {
    let name = name_length(&rest[1..]);
    if !(1..=64).contains(&name) {
        return None;
    }
    let mut end = 1 + name;
    if let Some(bot) = rest[end..].strip_prefix('@') {
        let bot = name_length(bot);
        if (3..=32).contains(&bot) {
            end += 1 + bot;
        }
    }
    let next = rest[end..].chars().next();
    (!next.is_some_and(|next| is_word(next) || matches!(next, '/' | '<' | '>'))).then_some(end)
}

/// `@username`, 4 to 32 characters, or one of the short names of inline bots.
fn mention(rest: &str) -> Option<usize> {
    let name = name_length(&rest[1..]);
    let is_short = matches!(&rest[1..=name], "gif" | "vid" | "pic");
    let next = rest[1 + name..].chars().next();
    (((4..=32).contains(&name) || is_short) && !next.is_some_and(is_word)).then_some(1 + name)
}

/// `#tag`, up to 256 characters with a letter among them.
fn hashtag(rest: &str) -> Option<usize> {
    let tag = &rest[1..];
    let length = tag
        .find(|character| !is_word(character))
        .unwrap_or(tag.len());
    let tag = &tag[..length];
    let fits = (1..=256).contains(&tag.chars().count()) && tag.chars().any(char::is_alphabetic);
    (fits && !rest[1 + length..].starts_with('#')).then_some(1 + length)
}

/// `$USD`: 1 to 8 capital letters.
fn cashtag(rest: &str) -> Option<usize> {
    let length = rest
        .bytes()
        .skip(1)
        .take_while(u8::is_ascii_uppercase)
        .count();
    let next = rest[1 + length..].chars().next();
    ((1..=8).contains(&length) && !next.is_some_and(is_word)).then_some(1 + length)
}

fn email(rest: &str) -> Option<usize> {
    let is_user = |byte: &u8| is_name(*byte) || matches!(byte, b'.' | b'-' | b'+');
    let user = rest.bytes().take_while(is_user).count();
    let host = rest.get(user..)?.strip_prefix('@')?;
    Some(user + 1 + host_length(host)?)
}

/// The length of a host name with a known top-level domain at the beginning of `text`.
fn host_length(text: &str) -> Option<usize> {
    let end = text
        .find(|character: char| !is_word(character) && !matches!(character, '-' | '.'))
        .unwrap_or(text.len());
    let host = text[..end].trim_end_matches(['.', '-']);
    let (labels, tld) = host.rsplit_once('.')?;
    let well_formed = labels.split('.').all(|label| !label.is_empty());
    let known = TLDS.iter().any(|known| known.eq_ignore_ascii_case(tld)) || tld.starts_with("xn--");
    (well_formed && known).then_some(host.len())
}

fn url(rest: &str) -> Option<usize> {
    let scheme = ["https://", "http://", "ftp://", "tonsite://"]
        .into_iter()
        .find(|scheme| {
            rest.get(..scheme.len())
                .is_some_and(|own| own.eq_ignore_ascii_case(scheme))
        });
    let start = scheme.map_or(0, str::len);
    let mut end = start
        + match host_length(&rest[start..]) {
            Some(length) => length,
            None if scheme.is_some() => address_length(&rest[start..])?,
            None => return None,
        };
    if let Some(port) = rest[end..].strip_prefix(':') {
        let digits = port.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=5).contains(&digits) {
            end += 1 + digits;
        }
    }
    if rest[end..].starts_with(['/', '?', '#']) {
        let tail = &rest[end..];
        let length = tail
            .find(|character: char| {
                character.is_whitespace() || matches!(character, '<' | '>' | '"' | '«' | '»')
            })
            .unwrap_or(tail.len());
        end += tail[..length]
            .trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', ')'])
            .len();
    }
    Some(end)
}

/// The length of an IPv4 address or `localhost`, which need a scheme to be a link.
fn address_length(text: &str) -> Option<usize> {
    let end = text
        .find(|character: char| !character.is_ascii_alphanumeric() && character != '.')
        .unwrap_or(text.len());
    let host = text[..end].trim_end_matches('.');
    let is_address = host == "localhost" || host.parse::<std::net::Ipv4Addr>().is_ok();
    is_address.then_some(host.len())
}
