//! What is kept in order together.

use botwright_api::Update;
use botwright_api::ids::PollId;
use botwright_api::types::UpdateContent;

/// What an update must be handled in order with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LaneKey {
    /// A chat, or the user where there is no chat. A private chat has its user's id, so what a user
    /// writes, taps and asks inline stays in order.
    Id(i64),
    /// A poll.
    Poll(PollId),
    /// Nothing: it may run beside everything else.
    None,
}

impl LaneKey {
    /// The lane of an update: its chat, else its user, else its poll, else none. That a user stops a text
    /// that grows is in none, since the handler that writes it holds the chat's.
    pub fn of(update: &Update) -> Self {
        if let UpdateContent::StoppedMessageGeneration(_) = &update.content {
            // It is for a handler of its chat that still runs.
            return Self::None;
        }
        if let Some(chat) = update.chat() {
            return Self::Id(chat.id.0);
        }
        if let Some(user) = update.from() {
            return Self::Id(user.id.0);
        }
        match &update.content {
            UpdateContent::Poll(poll) => Self::Poll(poll.id.clone()),
            UpdateContent::PollAnswer(answer) => Self::Poll(answer.poll_id.clone()),
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use botwright_api::parse_update;

    use super::*;

    #[test]
    fn a_message_a_tap_and_an_inline_query_of_one_user_share_a_lane() {
        let user = r#"{"id":5,"is_bot":false,"first_name":"Ann"}"#;
        let chat = r#"{"id":5,"type":"private","first_name":"Ann"}"#;
        let message = format!(r#"{{"message_id":1,"date":1,"chat":{chat},"from":{user}}}"#);
        for content in [
            format!(r#""message":{message}"#),
            format!(
                r#""callback_query":{{"id":"1","from":{user},"chat_instance":"1","message":{message}}}"#
            ),
            format!(r#""inline_query":{{"id":"1","from":{user},"query":"","offset":""}}"#),
        ] {
            let update = parse_update(&format!(r#"{{"update_id":1,{content}}}"#)).expect(&content);
            assert_eq!(LaneKey::of(&update), LaneKey::Id(5), "{content}");
        }
        let stop = format!(
            r#"{{"update_id":1,"stopped_message_generation":{{"chat":{chat},"draft_id":1}}}}"#
        );
        let update = parse_update(&stop).expect("an update");
        assert_eq!(LaneKey::of(&update), LaneKey::None);
        let update = parse_update(r#"{"update_id":1,"news":{}}"#).expect("an update");
        assert_eq!(LaneKey::of(&update), LaneKey::None);
    }
}
