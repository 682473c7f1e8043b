//! What code that handles any call asks about a method it knows by name only.

/// What a method takes and gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    /// Whether it takes a `reply_markup`.
    pub takes_keyboard: bool,
    /// Whether it takes a `parse_mode` for its `text` or `caption`.
    pub takes_parse_mode: bool,
    /// What a success gives.
    pub returns: Returns,
}

/// What a success gives, as far as several methods share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Returns {
    /// `true`.
    True,
    /// The message that was sent.
    Message,
    /// The message that was changed, or `true` for one sent in inline mode.
    MessageOrTrue,
    /// The messages that were sent.
    Messages,
    /// The id of the message that was made.
    MessageId,
    /// The ids of the messages that were made.
    MessageIds,
    /// Something of its own.
    Other,
}

/// The facts about the method of this name; `None` for one that the schema does not have.
///
/// ```
/// use botwright_api::facts::{Returns, facts};
///
/// let send = facts("sendMessage").unwrap();
/// assert!(send.takes_keyboard && send.takes_parse_mode);
/// assert_eq!(send.returns, Returns::Message);
/// assert_eq!(facts("sendNothing"), None);
/// ```
pub fn facts(method: &str) -> Option<Facts> {
    let table = crate::methods::TABLE;
    let place = table.binary_search_by_key(&method, |row| row.0).ok()?;
    let (_, takes_keyboard, takes_parse_mode, returns) = *table.get(place)?;
    Some(Facts {
        takes_keyboard,
        takes_parse_mode,
        returns,
    })
}
