//! Messages that one member of a group sees.

use botwright_api::facts::{Parameter, Returns, facts};
use botwright_api::ids::UserId;
use botwright_api::types::{ChatType, EphemeralMessageParameters, UpdateContent};

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Sends a reply so that one member of the group sees it: whoever caused the update, unless
/// [`to`](Self::to) names another.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Tells the secret.
/// #[command(chat = group)]
/// async fn secret() -> Ephemeral<&'static str> {
///     Ephemeral::new("Only you see this")
/// }
/// ```
///
/// A bot that is no administrator can do so within 15 s of a press of a button or of a message that only it
/// could see ([ephemeral messages](https://core.telegram.org/bots/api#ephemeral-messages)). Replies to
/// such messages are ephemeral without this. In a private chat the reply is sent as it is. What Telegram
/// sends to all members only, such as a poll, is an error of the handler.
#[derive(Debug, Clone)]
#[must_use = "a reply is sent by returning it"]
pub struct Ephemeral<R> {
    reply: R,
    to: Option<UserId>,
    replace: bool,
}

impl<R> Ephemeral<R> {
    /// For whoever caused the update.
    pub fn new(reply: R) -> Self {
        Self {
            reply,
            to: None,
            replace: false,
        }
    }

    /// For this member.
    pub fn to(mut self, user: impl Into<UserId>) -> Self {
        self.to = Some(user.into());
        self
    }

    /// In place of the ephemeral message whose button was pressed.
    pub fn replace(mut self) -> Self {
        self.replace = true;
        self
    }
}

#[derive(Debug, thiserror::Error)]
enum Unsendable {
    #[error(
        "the `{0}` update has no user to send an ephemeral message to: name one by `.to(user)`"
    )]
    NoUser(String),
    #[error("`{0}` cannot send an ephemeral message")]
    Method(&'static str),
}

/// Who alone sees what is sent.
pub(super) fn parameters(
    to: Option<UserId>,
    replace: bool,
    cx: &Cx,
) -> Option<EphemeralMessageParameters> {
    let user = cx.update().from().map(|user| user.id);
    let receiver = to.or(user)?;
    let mut parameters = EphemeralMessageParameters::new(receiver);
    if let UpdateContent::CallbackQuery(query) = &cx.update().content
        && query.from.id == receiver
    {
        parameters.callback_query_id = Some(query.id.clone());
        parameters.replace_callback_query_message = replace.then_some(true);
    }
    Some(parameters)
}

impl<R: IntoReply> IntoReply for Ephemeral<R> {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let private = |it: &botwright_api::types::Chat| it.r#type == ChatType::Private;
        if cx.chat().is_some_and(private) {
            return self.reply.into_reply(cx, outcome);
        }
        let Some(parameters) = parameters(self.to, self.replace, cx) else {
            let kind = cx.update().kind().as_str().to_owned();
            return outcome.fail(Unsendable::NoUser(kind));
        };
        let json = match botwright_api::json::Writer::to_json(&parameters) {
            Ok(json) => json,
            Err(error) => return outcome.fail(error),
        };
        let before = outcome.calls.len();
        let outer = outcome.receiver.replace(json.clone());
        self.reply.into_reply(cx, outcome);
        outcome.receiver = outer;
        // A failed outcome has lost those before, too.
        for call in outcome.calls.iter_mut().skip(before) {
            let Some(facts) = facts(call.method) else {
                continue;
            };
            if facts.takes(Parameter::EphemeralMessageParameters) {
                call.body.add("ephemeral_message_parameters", &json);
            } else if matches!(facts.returns, Returns::Message | Returns::Messages) {
                let method = call.method;
                return outcome.fail(Unsendable::Method(method));
            }
        }
    }
}
