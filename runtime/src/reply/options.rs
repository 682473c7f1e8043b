//! What is said about how a reply is sent.

use botwright_api::facts::{Parameter, facts};
use botwright_api::ids::MessageId;

use super::{Ephemeral, IntoReply, Outcome};
use crate::cx::Cx;

/// Says how a reply is sent; for every reply.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Says it quietly.
/// #[command]
/// async fn hush(m: &Message) -> impl IntoReply {
///     "Psst".silent().protect().reply_to(m.id())
/// }
/// ```
///
/// What a call of the reply does not take is left out: an edit cannot be silent. What the call says
/// itself is kept.
pub trait Options: IntoReply + Sized {
    /// Users get a notification without sound.
    fn silent(self) -> With<Self> {
        With::new(self).silent()
    }

    /// The message cannot be forwarded or saved.
    fn protect(self) -> With<Self> {
        With::new(self).protect()
    }

    /// Only whoever caused the update sees it in a group: see [`Ephemeral`].
    fn ephemeral(self) -> Ephemeral<Self> {
        Ephemeral::new(self)
    }

    /// It is a reply to this message of the update's chat; sent all the same if the message is gone.
    fn reply_to(self, message: impl Into<MessageId>) -> With<Self> {
        With::new(self).reply_to(message)
    }
}

impl<R: IntoReply> Options for R {}

/// A reply, and how it is sent. Made by [`Options`].
#[derive(Debug, Clone)]
#[must_use = "a reply is sent by returning it"]
pub struct With<R> {
    reply: R,
    silent: bool,
    protect: bool,
    reply_to: Option<MessageId>,
}

impl<R> With<R> {
    fn new(reply: R) -> Self {
        Self {
            reply,
            silent: false,
            protect: false,
            reply_to: None,
        }
    }

    /// Users get a notification without sound.
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// The message cannot be forwarded or saved.
    pub fn protect(mut self) -> Self {
        self.protect = true;
        self
    }

    /// It is a reply to this message of the update's chat; sent all the same if the message is gone.
    pub fn reply_to(mut self, message: impl Into<MessageId>) -> Self {
        self.reply_to = Some(message.into());
        self
    }
}

impl<R: IntoReply> IntoReply for With<R> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let before = outcome.calls.len();
        self.reply.into_reply(cx, outcome);
        // A failed outcome has lost those before, too.
        for call in outcome.calls.iter_mut().skip(before) {
            let Some(facts) = facts(call.method) else {
                continue;
            };
            if self.silent && facts.takes(Parameter::DisableNotification) {
                call.body.add("disable_notification", "true");
            }
            if self.protect && facts.takes(Parameter::ProtectContent) {
                call.body.add("protect_content", "true");
            }
            if let Some(id) = self.reply_to
                && facts.takes(Parameter::ReplyParameters)
            {
                // Ephemeral messages share the id 0, and have another one of their own.
                let ephemeral = cx.anchor().and_then(|anchor| anchor.ephemeral_message_id);
                let (name, id) = match ephemeral {
                    Some(ephemeral) if id.0 == 0 => ("ephemeral_message_id", ephemeral),
                    _ => ("message_id", id.0),
                };
                let json = format!(r#"{{"{name}":{id},"allow_sending_without_reply":true}}"#);
                call.body.add("reply_parameters", &json);
            }
        }
    }
}
