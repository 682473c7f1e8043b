//! Passing messages on, reacting to them and pinning them.

use botwright_api::ChatTarget;
use botwright_api::ids::{ChatId, MessageId};
use botwright_api::methods::{CopyMessage, ForwardMessage, PinChatMessage, SetMessageReaction};
use botwright_api::types::{
    ParseMode, ReactionEmoji, ReactionType, ReactionTypeCustomEmoji, ReactionTypeEmoji,
};

use super::{Html, IntoReply, Outcome};
use crate::cx::Cx;

#[derive(Debug, thiserror::Error)]
#[error(
    "there is no message to {what}: the `{kind}` update has none; name one by `.message(chat, id)`"
)]
struct NoMessage {
    what: &'static str,
    kind: String,
}

/// The message that was named, else the update's.
fn target(
    named: Option<(ChatTarget, MessageId)>,
    what: &'static str,
    cx: &Cx,
) -> Result<(ChatTarget, MessageId), NoMessage> {
    let own = |(chat, id): (ChatId, MessageId)| (ChatTarget::from(chat), id);
    named
        .or_else(|| cx.about().map(own))
        .ok_or_else(|| NoMessage {
            what,
            kind: cx.update().kind().as_str().to_owned(),
        })
}

/// Forwards the update's message, or the one of a pressed button, to another chat.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::reply::Forward;
///
/// #[on_message(photo)]
/// async fn archive() -> Forward {
///     Forward::to("@my_archive")
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Forward {
    to: ChatTarget,
    message: Option<(ChatTarget, MessageId)>,
}

impl Forward {
    /// To this chat.
    pub fn to(chat: impl Into<ChatTarget>) -> Self {
        Self {
            to: chat.into(),
            message: None,
        }
    }

    /// This message instead of the update's.
    pub fn message(mut self, chat: impl Into<ChatTarget>, id: impl Into<MessageId>) -> Self {
        self.message = Some((chat.into(), id.into()));
        self
    }
}

impl IntoReply for Forward {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        match target(self.message, "forward", cx) {
            Ok((chat, id)) => outcome.call(&ForwardMessage::new(self.to, chat, id)),
            Err(error) => outcome.fail(error),
        }
    }
}

/// Sends a copy of the update's message, or of the one of a pressed button, to another chat: without the
/// name of its sender.
#[derive(Debug, Clone)]
pub struct Copy {
    to: ChatTarget,
    message: Option<(ChatTarget, MessageId)>,
    caption: Option<(String, Option<ParseMode>)>,
}

impl Copy {
    /// To this chat.
    pub fn to(chat: impl Into<ChatTarget>) -> Self {
        Self {
            to: chat.into(),
            message: None,
            caption: None,
        }
    }

    /// This message instead of the update's.
    pub fn message(mut self, chat: impl Into<ChatTarget>, id: impl Into<MessageId>) -> Self {
        self.message = Some((chat.into(), id.into()));
        self
    }

    /// What is written under the copy instead of the original's caption.
    pub fn caption(mut self, text: impl Into<String>) -> Self {
        self.caption = Some((text.into(), None));
        self
    }

    /// What is written under the copy, with markup.
    pub fn html(mut self, html: &Html) -> Self {
        self.caption = Some((html.as_str().to_owned(), Some(ParseMode::Html)));
        self
    }
}

impl IntoReply for Copy {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        match target(self.message, "copy", cx) {
            Ok((chat, id)) => {
                let mut copy = CopyMessage::new(self.to, chat, id);
                if let Some((caption, mode)) = self.caption {
                    (copy.caption, copy.parse_mode) = (Some(caption), mode);
                }
                outcome.call(&copy);
            }
            Err(error) => outcome.fail(error),
        }
    }
}

/// Reacts to the update's message, or to the one of a pressed button.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::reply::React;
///
/// #[on_message(voice)]
/// async fn heard() -> React {
///     React::emoji("👍")
/// }
/// ```
#[derive(Debug, Clone)]
pub struct React {
    reaction: Vec<ReactionType>,
    big: bool,
    message: Option<(ChatTarget, MessageId)>,
}

impl React {
    /// With one of the emoji that can be reactions
    /// ([ReactionTypeEmoji](https://core.telegram.org/bots/api#reactiontypeemoji)).
    pub fn emoji(emoji: &str) -> Self {
        Self::with([ReactionTypeEmoji::new(ReactionEmoji::from(emoji)).into()])
    }

    /// With a custom emoji, by its id.
    pub fn custom(id: impl Into<botwright_api::ids::CustomEmojiId>) -> Self {
        Self::with([ReactionTypeCustomEmoji::new(id).into()])
    }

    /// With these; bots may use one per message.
    pub fn with(reaction: impl Into<Vec<ReactionType>>) -> Self {
        Self {
            reaction: reaction.into(),
            big: false,
            message: None,
        }
    }

    /// Takes the bot's reaction back.
    pub fn none() -> Self {
        Self::with([])
    }

    /// With the big animation.
    pub fn big(mut self) -> Self {
        self.big = true;
        self
    }

    /// To this message instead of the update's.
    pub fn message(mut self, chat: impl Into<ChatTarget>, id: impl Into<MessageId>) -> Self {
        self.message = Some((chat.into(), id.into()));
        self
    }
}

impl IntoReply for React {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        match target(self.message, "react to", cx) {
            Ok((chat, id)) => {
                let mut react = SetMessageReaction::new(chat, id).reaction(self.reaction);
                react.is_big = self.big.then_some(true);
                outcome.call(&react);
            }
            Err(error) => outcome.fail(error),
        }
    }
}

/// Pins this message of the update's chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin(pub MessageId);

impl IntoReply for Pin {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        super::place::send_here(cx, outcome, |chat: ChatId| {
            PinChatMessage::new(chat, self.0)
        });
    }
}
