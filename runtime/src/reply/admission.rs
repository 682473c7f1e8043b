//! The answer to a request to join.

use botwright_api::methods::{
    AnswerChatJoinRequestQuery, ApproveChatJoinRequest, DeclineChatJoinRequest,
    SendChatJoinRequestWebApp,
};
use botwright_api::types::{ChatJoinRequest, JoinRequestQueryResult, UpdateContent};

use super::{IntoReply, Outcome};
use crate::cx::Cx;

/// Whether somebody may join the chat: the reply of an [`on_join_request`](crate::on_join_request) handler. A
/// `bool` becomes one.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_join_request]
/// async fn door(user: &User) -> (&'static str, Admission) {
///     if user.username.is_some() {
///         ("Welcome!", Approve)
///     } else {
///         ("Please choose a username, then ask again.", Decline)
///     }
/// }
/// ```
///
/// When the bot guards the chat (Bot API 10.1) the question has to be answered within 10 s; otherwise a
/// request waits until somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub enum Admission {
    /// They may join.
    Approve,
    /// They may not.
    Decline,
    /// Administrators decide.
    Queue,
    /// A web app asks them more, at this address; only where the bot guards the chat. The decision follows
    /// by `answerChatJoinRequestQuery`.
    WebApp(String),
}

impl From<bool> for Admission {
    fn from(may_join: bool) -> Self {
        if may_join {
            Self::Approve
        } else {
            Self::Decline
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Undecidable {
    #[error(
        "nobody wants to join: the update is a `{0}`, and only a `chat_join_request` can be answered"
    )]
    NoRequest(String),
    #[error(
        "a web app can be shown only where the bot guards the chat: this request has no `query_id`"
    )]
    NoQuery,
}

fn request(cx: &Cx) -> Result<&ChatJoinRequest, Undecidable> {
    match &cx.update().content {
        UpdateContent::ChatJoinRequest(request) => Ok(request),
        _ => Err(Undecidable::NoRequest(
            cx.update().kind().as_str().to_owned(),
        )),
    }
}

impl IntoReply for Admission {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        let request = match request(cx) {
            Ok(request) => request,
            Err(error) => return outcome.fail(error),
        };
        let (chat, user) = (request.chat.id, request.from.id);
        let Some(query) = &request.query_id else {
            return match self {
                Self::Approve => outcome.call(&ApproveChatJoinRequest::new(chat, user)),
                Self::Decline => outcome.call(&DeclineChatJoinRequest::new(chat, user)),
                // It waits for them already.
                Self::Queue => {}
                Self::WebApp(_) => outcome.fail(Undecidable::NoQuery),
            };
        };
        let result = match self {
            Self::Approve => JoinRequestQueryResult::Approve,
            Self::Decline => JoinRequestQueryResult::Decline,
            Self::Queue => JoinRequestQueryResult::Queue,
            Self::WebApp(url) => return outcome.call(&SendChatJoinRequestWebApp::new(query, url)),
        };
        outcome.call(&AnswerChatJoinRequestQuery::new(query, result));
    }
}
