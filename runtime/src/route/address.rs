//! The command at the start of a text, and whom it is for.

use botwright_api::types::User;

/// The longest name of a command.
const MAX_NAME: usize = 32;

/// A command's name as a key of fixed size: lower case, filled up with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key([u64; MAX_NAME / 8]);

impl Key {
    /// The key of a name of 1-32 letters a-z in any case, digits and `_`.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let bytes = name.as_bytes();
        if bytes.is_empty() || bytes.len() > MAX_NAME {
            return None;
        }
        let mut words = [0; MAX_NAME / 8];
        for (index, byte) in bytes.iter().enumerate() {
            if !is_name(*byte) {
                return None;
            }
            words[index / 8] |= u64::from(byte.to_ascii_lowercase()) << (index % 8 * 8);
        }
        Some(Self(words))
    }
}

/// What a text addresses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Address<'a> {
    /// A command for this bot, and what follows it.
    Ours(Key, &'a str),
    /// A command for another bot.
    Theirs,
    /// No command.
    Nothing,
}

impl<'a> Address<'a> {
    /// Reads `/name`, `/name@bot` and what follows, where Telegram's clients see a command too: a
    /// full stop may follow, a letter or another slash may not.
    pub(crate) fn of(text: &'a str, me: &User) -> Self {
        let Some(rest) = text.strip_prefix('/') else {
            return Self::Nothing;
        };
        let (name, rest) = split_name(rest);
        let (bot, args) = match rest.strip_prefix('@') {
            Some(rest) => {
                let (bot, args) = split_name(rest);
                (Some(bot), args)
            }
            None => (None, rest),
        };
        let goes_on = |next: char| next.is_alphanumeric() || "/<>@".contains(next);
        let Some(key) = Key::new(name).filter(|_| !args.starts_with(goes_on)) else {
            return Self::Nothing;
        };
        match bot {
            None => Self::Ours(key, args),
            Some("") => Self::Nothing,
            Some(bot) if is_me(bot, me) => Self::Ours(key, args),
            Some(_) => Self::Theirs,
        }
    }
}

/// The name of the command at the start of a text, as it is written, and the bot it is for.
pub(super) fn spelled(text: &str) -> Option<(&str, Option<&str>)> {
    let (name, rest) = split_name(text.strip_prefix('/')?);
    let bot = rest.strip_prefix('@').map(|rest| split_name(rest).0);
    Some((name, bot))
}

/// The letters, digits and `_` at the start, and the rest.
fn split_name(text: &str) -> (&str, &str) {
    text.split_at(
        text.bytes()
            .position(|byte| !is_name(byte))
            .unwrap_or(text.len()),
    )
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_me(bot: &str, me: &User) -> bool {
    me.username
        .as_deref()
        .is_some_and(|username| username.eq_ignore_ascii_case(bot))
}

#[cfg(test)]
mod tests {
    use botwright_api::types::User;

    use super::{Address, Key};

    fn address(text: &str) -> Address<'_> {
        let mut me = User::new(1, true, "Bot");
        me.username = Some("My_bot".to_owned());
        Address::of(text, &me)
    }

    fn ours(name: &str, args: &'static str) -> Address<'static> {
        Address::Ours(Key::new(name).unwrap(), args)
    }

    #[test]
    fn reads_names_bots_and_arguments() {
        assert_eq!(address("/start"), ours("start", ""));
        assert_eq!(address("/START x y"), ours("start", " x y"));
        assert_eq!(address("/add@my_BOT\n1"), ours("add", "\n1"));
        assert_eq!(address("/add@other_bot 1"), Address::Theirs);
        assert_eq!(address("/start."), ours("start", "."));
        assert_eq!(address("/start@my_bot!"), ours("start", "!"));
    }

    #[test]
    fn everything_else_is_text() {
        for text in [
            "", "/", "start", " /start", "/usr/bin", "/ähm", "/a@", "/a@b@c", "/aé", "/@bot",
        ] {
            assert_eq!(address(text), Address::Nothing, "{text}");
        }
        let long = format!("/{}", "a".repeat(33));
        assert_eq!(address(&long), Address::Nothing);
    }

    #[test]
    fn keys_differ_in_every_letter() {
        let longest = "a".repeat(32);
        assert_ne!(Key::new(&longest), Key::new(&longest[1..]));
        assert_ne!(Key::new("ab"), Key::new("ba"));
        assert_eq!(Key::new("Ab"), Key::new("aB"));
    }
}
