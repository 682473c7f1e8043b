//! Where replies go.

use botwright_api::facts::{Parameter, facts};
use botwright_api::ids::ChatId;
use botwright_api::json::Writer;
use botwright_api::types::UpdateContent;
use botwright_api::{Method, Request};

use super::{Outcome, ephemeral};
use crate::cx::Cx;

/// Where an update came from: its chat, topic and business connection.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    chat: ChatId,
    thread: Option<i64>,
    direct_topic: Option<i64>,
    business: Option<String>,
    /// Who alone sees what is sent there: `ephemeral_message_parameters`.
    receiver: Option<String>,
}

impl Place {
    /// Where the update came from; `None` if it belongs to no chat.
    pub(crate) fn of(cx: &Cx) -> Option<Self> {
        let anchor = cx.anchor();
        let (chat, thread, business) = match &cx.update().content {
            // Whoever wants to join is not in the chat yet.
            UpdateContent::ChatJoinRequest(request) => (request.user_chat_id, None, None),
            UpdateContent::BusinessConnection(it) => (it.user_chat_id, None, None),
            UpdateContent::DeletedBusinessMessages(it) => {
                (it.chat.id, None, Some(&it.business_connection_id))
            }
            UpdateContent::StoppedMessageGeneration(it) => (it.chat.id, it.message_thread_id, None),
            _ => (
                cx.chat()?.id,
                // Outside of topics a thread is a thread of replies, into which Telegram sorts by itself.
                anchor
                    .filter(|anchor| anchor.is_topic_message)
                    .and_then(|anchor| anchor.message_thread_id),
                anchor.and_then(|anchor| anchor.business_connection_id.as_ref()),
            ),
        };
        Some(Self {
            chat,
            thread: thread.map(|id| id.0),
            direct_topic: anchor
                .and_then(|anchor| anchor.direct_messages_topic.as_ref())
                .map(|topic| topic.topic_id),
            business: business.map(ToString::to_string),
            receiver: anchor
                .filter(|anchor| anchor.ephemeral_message_id.is_some())
                .and_then(|_| ephemeral::parameters(None, false, cx))
                .and_then(|parameters| Writer::to_json(&parameters).ok()),
        })
    }

    pub(crate) fn chat_id(&self) -> ChatId {
        self.chat
    }

    /// Adds the topic and the connection to a call that takes them and names none.
    pub(crate) fn add_to(&self, request: &mut Request) {
        let Some(facts) = facts(request.method) else {
            return;
        };
        let body = &mut request.body;
        if let Some(thread) = self.thread
            && facts.takes(Parameter::MessageThreadId)
        {
            body.add("message_thread_id", &thread.to_string());
        }
        if let Some(topic) = self.direct_topic
            && facts.takes(Parameter::DirectMessagesTopicId)
        {
            body.add("direct_messages_topic_id", &topic.to_string());
        }
        if let Some(business) = &self.business
            && facts.takes(Parameter::BusinessConnectionId)
            && let Ok(json) = Writer::to_json(business)
        {
            body.add("business_connection_id", &json);
        }
        if let Some(receiver) = &self.receiver
            && facts.takes(Parameter::EphemeralMessageParameters)
        {
            body.add("ephemeral_message_parameters", receiver);
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("nothing can be sent: the `{0}` update belongs to no chat")]
struct NoChat(String);

/// Adds the call that `make` makes for the update's chat, in its topic.
pub(crate) fn send_here<M: Method>(cx: &Cx, outcome: &mut Outcome, make: impl FnOnce(ChatId) -> M) {
    let Some(mut place) = Place::of(cx) else {
        return outcome.fail(NoChat(cx.update().kind().as_str().to_owned()));
    };
    if outcome.receiver.is_some() {
        place.receiver.clone_from(&outcome.receiver);
    }
    match make(place.chat).request() {
        Ok(mut request) => {
            place.add_to(&mut request);
            outcome.calls.push(request);
        }
        Err(error) => outcome.fail(error),
    }
}
