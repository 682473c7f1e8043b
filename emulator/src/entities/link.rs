//! What the target of a link means.

use super::Kind;
use crate::world::state::State;

/// The entity that a link to `url` makes; `None` when the link leads nowhere.
pub(super) fn entity(url: &str, state: &State) -> Option<Kind> {
    if let Some(user) = user_id(url) {
        return state
            .users
            .contains_key(&user)
            .then_some(Kind::TextMention(user));
    }
    checked(url).map(Kind::TextLink)
}

/// The user that `tg://user?id=N` names.
fn user_id(url: &str) -> Option<i64> {
    let rest = strip_scheme(url, "tg")?;
    rest.strip_prefix("user?id=")?
        .split('&')
        .next()?
        .parse()
        .ok()
}

/// The custom emoji that `tg://emoji?id=N` names, or the moment that
/// `tg://time?unix=N&format=F` names.
pub(super) fn emoji_or_time(url: &str) -> Option<Kind> {
    let rest = strip_scheme(url, "tg")?;
    if let Some(id) = rest.strip_prefix("emoji?id=") {
        return custom_emoji(id);
    }
    let mut unix = None;
    let mut format = "";
    for pair in rest.strip_prefix("time?")?.split('&') {
        match pair.split_once('=') {
            Some(("unix", value)) => unix = Some(value),
            Some(("format", value)) => format = value,
            _ => {}
        }
    }
    date_time(unix?, format)
}

pub(super) fn custom_emoji(id: &str) -> Option<Kind> {
    id.parse::<i64>()
        .ok()
        .filter(|id| *id != 0)
        .map(|id| Kind::CustomEmoji(id.to_string()))
}

/// `format` is `r`, or `w`, `d`/`D`, `t`/`T` in this order, each at most once.
pub(super) fn date_time(unix: &str, format: &str) -> Option<Kind> {
    let unix_time = unix.parse().ok()?;
    let rest = format.strip_prefix('w').unwrap_or(format);
    let rest = rest.strip_prefix(['d', 'D']).unwrap_or(rest);
    let rest = rest.strip_prefix(['t', 'T']).unwrap_or(rest);
    if !rest.is_empty() && format != "r" {
        return None;
    }
    let format = (!format.is_empty()).then(|| format.to_owned());
    Some(Kind::DateTime { unix_time, format })
}

fn strip_scheme<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let (own, rest) = url.split_once(':')?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    own.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// A web link in the server's spelling: with a scheme, and with a path; others are kept as given.
pub(crate) fn checked(url: &str) -> Option<String> {
    let url = url.trim();
    if let Some((scheme, rest)) = url.split_once("://") {
        return match scheme.to_ascii_lowercase().as_str() {
            scheme @ ("http" | "https") => web(scheme, rest),
            "tg" | "ton" | "tonsite" if !rest.is_empty() => Some(url.to_owned()),
            _ => None,
        };
    }
    if strip_scheme(url, "mailto").is_some() || strip_scheme(url, "tel").is_some() {
        return Some(url.to_owned());
    }
    web("http", url)
}

fn web(scheme: &str, rest: &str) -> Option<String> {
    let split = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(split);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let well_formed = !host.is_empty()
        && !rest.contains(char::is_whitespace)
        && host.split('.').all(|label| !label.is_empty())
        && (host.contains('.') || host.eq_ignore_ascii_case("localhost"));
    if !well_formed {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some(format!("{scheme}://{authority}{slash}{path}"))
}
