//! Somebody, named in one of the ways chats have.

use std::fmt;

use botwright_api::ids::UserId;
use botwright_api::text::slice;
use botwright_api::types::User;

use super::{Arg, ArgError, Arity, FromArg};
use crate::cx::Cx;
use crate::reply::Html;

/// Somebody whom an argument names: by `@name`, by a mention, by an id, by a link to their profile, or by
/// replying to a message of theirs and leaving the argument out.
///
/// ```
/// use botwright::UserRef;
/// use botwright::prelude::*;
///
/// /// Warns a member.
/// #[command(chat = group)]
/// async fn warn(who: UserRef, reason: Rest) -> String {
///     format!("{who} ({}) is warned: {reason}", who.id())
/// }
/// ```
///
/// | written | whose id it is |
/// |---|---|
/// | `@name`, `t.me/name` | the user of that name in an update this bot has got; the Bot API has no way to ask for others. The latest 10,000 at least are known, until the program ends |
/// | a mention of somebody without a name | theirs |
/// | `123456`, `tg://user?id=123456` | that one; whether there is such a user is not checked |
/// | nothing, in reply to a message | its author's |
/// | as a whole message (`Parsed<UserRef>`): anything else, in reply to a message of somebody's | its author's |
///
/// A name the bot has not seen is answered with the advice to reply to a message instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRef {
    id: UserId,
    /// What a chat shows: `@bob`, `Bob`, or the id.
    name: String,
}

impl UserRef {
    /// Somebody by their id, under the name that is shown.
    pub fn new(id: impl Into<UserId>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
        }
    }

    /// The id.
    pub fn id(&self) -> UserId {
        self.id
    }

    /// The name as it is shown: `@bob`, else the first name, else the id.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A mention, which also works for those without a username.
    pub fn mention(&self) -> Html {
        let (id, name) = (self.id, Html::escape(&self.name));
        Html::new(format!("<a href=\"tg://user?id={id}\">{name}</a>"))
    }
}

impl From<&User> for UserRef {
    fn from(user: &User) -> Self {
        let name = user.username.as_ref().map(|name| format!("@{name}"));
        Self::new(user.id, name.unwrap_or_else(|| user.first_name.clone()))
    }
}

impl fmt::Display for UserRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(f)
    }
}

impl FromArg for UserRef {
    const ARITY: Arity = Arity::Optional;
    const REQUIRED: bool = true;

    fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
        let unknown = || ArgError::expected("a user: @name, an id, or a reply to their message");
        if arg.is_empty() {
            return author(arg).map(Self::from).ok_or_else(unknown);
        }
        let word = arg.as_str();
        if let Some(user) = mentioned(arg) {
            return Ok(user.into());
        }
        if let Some(id) = number(word) {
            return Ok(Self::new(id, id.to_string()));
        }
        let Some(name) = username(word) else {
            // A whole message that names nobody, "this one", in reply to somebody's.
            let own = |user: &&User| arg.cx().is_some_and(|cx| user.id == cx.me().id);
            let meant = author(arg).filter(|user| is_all(arg) && !own(user));
            return meant.map(Self::from).ok_or_else(unknown);
        };
        let known = arg.cx().and_then(|cx| cx.app().directory().find(name));
        known.as_ref().map(Self::from).ok_or_else(|| {
            ArgError::message(format!(
                "I do not know @{name} yet; reply to a message of theirs instead"
            ))
        })
    }
}

/// The author of the message to which the update's is a reply.
fn author<'a>(arg: &Arg<'a>) -> Option<&'a User> {
    let reply = arg.cx()?.message()?.reply_to_message.as_deref()?;
    // In a topic every message is a reply to the one that opened it.
    let opened = reply.forum_topic_created.is_some();
    reply.from.as_deref().filter(|_| !opened)
}

/// Whether the words are all of the message.
fn is_all(arg: &Arg<'_>) -> bool {
    let (Some(span), Some(text)) = (arg.span(), arg.cx().and_then(Cx::text)) else {
        return false;
    };
    text.trim_start().len() == text.len() - span.start && text.trim_end().len() == span.end
}

/// Whom the entity over the word mentions.
fn mentioned<'a>(arg: &Arg<'a>) -> Option<&'a User> {
    let message = arg.cx()?.message()?;
    let word = arg.span()?;
    let text = message.text_or_caption()?;
    message.text_entities().iter().find_map(|entity| {
        let user = entity.user.as_deref()?;
        let name = slice(text, entity)?;
        let start = name.as_ptr().addr() - text.as_ptr().addr();
        (word.start == start && word.end == start + name.len()).then_some(user)
    })
}

fn number(word: &str) -> Option<i64> {
    let digits = word.strip_prefix("tg://user?id=").unwrap_or(word);
    digits.parse().ok().filter(|id| *id > 0)
}

/// The name of a user: 4-32 letters, digits and `_`.
fn username(word: &str) -> Option<&str> {
    let link = word
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let name = word
        .strip_prefix('@')
        .or_else(|| link.strip_prefix("t.me/"))
        .or_else(|| link.strip_prefix("telegram.me/"))?;
    let name = name.trim_end_matches('/');
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    ((1..=32).contains(&name.len()) && name.bytes().all(fits)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{number, username};

    #[test]
    fn names_and_numbers() {
        for word in [
            "@bob_1",
            "t.me/bob_1",
            "https://t.me/bob_1/",
            "http://telegram.me/bob_1",
        ] {
            assert_eq!(username(word), Some("bob_1"), "{word}");
        }
        for word in [
            "bob",
            "@",
            "@bob!",
            "t.me/+AbC",
            "t.me/bob/7",
            "https://example.org/bob",
        ] {
            assert_eq!(username(word), None, "{word}");
        }
        assert_eq!(number("123"), Some(123));
        assert_eq!(number("tg://user?id=123"), Some(123));
        assert_eq!(number("-5"), None);
        assert_eq!(number("0"), None);
    }
}
