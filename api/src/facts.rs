//! What code that handles any call asks about a method it knows by name only.

/// What a method takes and gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    takes: u16,
    /// What a success gives.
    pub returns: Returns,
}

/// A parameter that many methods have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parameter {
    /// `reply_markup`.
    ReplyMarkup,
    /// `parse_mode`.
    ParseMode,
    /// `disable_notification`.
    DisableNotification,
    /// `protect_content`.
    ProtectContent,
    /// `reply_parameters`.
    ReplyParameters,
    /// `message_thread_id`.
    MessageThreadId,
    /// `direct_messages_topic_id`.
    DirectMessagesTopicId,
    /// `business_connection_id`.
    BusinessConnectionId,
    /// `ephemeral_message_parameters`.
    EphemeralMessageParameters,
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

impl Facts {
    /// Whether it takes this parameter.
    pub fn takes(self, parameter: Parameter) -> bool {
        self.takes & (1 << parameter as u8) != 0
    }
}

/// The facts about the method of this name; `None` for one that the schema does not have.
///
/// ```
/// use botwright_api::facts::{Parameter, Returns, facts};
///
/// let send = facts("sendMessage").unwrap();
/// assert!(send.takes(Parameter::ReplyMarkup) && send.takes(Parameter::ParseMode));
/// assert_eq!(send.returns, Returns::Message);
/// assert!(!facts("getMe").unwrap().takes(Parameter::ReplyMarkup));
/// assert_eq!(facts("sendNothing"), None);
/// ```
pub fn facts(method: &str) -> Option<Facts> {
    let table = crate::methods::TABLE;
    let place = table.binary_search_by_key(&method, |row| row.0).ok()?;
    let (_, takes, returns) = *table.get(place)?;
    Some(Facts { takes, returns })
}
