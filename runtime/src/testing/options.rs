//! What the attributes of a test's parameters say.

/// What a parameter of a test stands for, as far as attributes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A person: takes `#[user(…)]`.
    User,
    /// A group or channel: takes `#[group(…)]`.
    Group,
    /// Neither.
    Other,
}

/// The keys of `#[user(…)]` and `#[group(…)]`.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // Keys of attributes are present or not.
pub struct Options {
    /// A person's first name.
    pub name: Option<&'static str>,
    /// A person's username, without `@`.
    pub username: Option<&'static str>,
    /// The language of a person's app.
    pub language: Option<&'static str>,
    /// The person, or the bot, is an administrator of the groups, or the group.
    pub admin: bool,
    /// A group's title.
    pub title: Option<&'static str>,
    /// A basic group instead of a supergroup.
    pub basic: bool,
    /// A channel instead of a supergroup.
    pub channel: bool,
    /// A supergroup with topics.
    pub forum: bool,
    /// The person is in none of the groups, or the bot is not in this one.
    pub outside: bool,
}

impl Options {
    /// Nothing said.
    pub const NEW: Self = Self {
        name: None,
        username: None,
        language: None,
        admin: false,
        title: None,
        basic: false,
        channel: false,
        forum: false,
        outside: false,
    };
}
