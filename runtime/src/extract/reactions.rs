//! Reactions that changed.

use std::ops::Deref;

use botwright_api::types::{MessageReactionUpdated, ReactionType, UpdateContent, UpdateKind};

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// How somebody changed their reactions to a message.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_reaction]
/// async fn reacted(reactions: Reactions<'_>) -> Option<String> {
///     let emoji: Vec<_> = reactions.added().filter_map(Reactions::emoji).collect();
///     (!emoji.is_empty()).then(|| format!("Thank you for {}", emoji.join(" ")))
/// }
/// ```
///
/// Everything else is in the [`MessageReactionUpdated`] that it points to, such as the `message_id`.
#[derive(Debug, Clone, Copy)]
pub struct Reactions<'a>(&'a MessageReactionUpdated);

impl<'a> Reactions<'a> {
    /// Those that are there now and were not before.
    pub fn added(&self) -> impl Iterator<Item = &'a ReactionType> + use<'a> {
        difference(&self.0.new_reaction, &self.0.old_reaction)
    }

    /// Those that were there before and are not any more.
    pub fn removed(&self) -> impl Iterator<Item = &'a ReactionType> + use<'a> {
        difference(&self.0.old_reaction, &self.0.new_reaction)
    }

    /// The emoji of a reaction that is a plain one; custom and paid reactions have none.
    pub fn emoji(reaction: &ReactionType) -> Option<&str> {
        match reaction {
            ReactionType::Emoji(it) => Some(it.emoji.as_str()),
            _ => None,
        }
    }

    /// Whether this emoji was added.
    pub fn has_added(&self, emoji: &str) -> bool {
        self.added().any(|it| Self::emoji(it) == Some(emoji))
    }
}

fn difference<'a>(
    some: &'a [ReactionType],
    others: &'a [ReactionType],
) -> impl Iterator<Item = &'a ReactionType> + use<'a> {
    some.iter()
        .filter(|it| !others.iter().any(|other| same(it, other)))
}

fn same(a: &ReactionType, b: &ReactionType) -> bool {
    match (a, b) {
        (ReactionType::Emoji(a), ReactionType::Emoji(b)) => a.emoji == b.emoji,
        (ReactionType::CustomEmoji(a), ReactionType::CustomEmoji(b)) => {
            a.custom_emoji_id == b.custom_emoji_id
        }
        (ReactionType::Paid(_), ReactionType::Paid(_)) => true,
        (ReactionType::Unknown(a), ReactionType::Unknown(b)) => a == b,
        _ => false,
    }
}

impl Deref for Reactions<'_> {
    type Target = MessageReactionUpdated;

    fn deref(&self) -> &MessageReactionUpdated {
        self.0
    }
}

impl<'a> FromUpdate<'a> for Reactions<'a> {
    const KINDS: Kinds = Kinds::of(&UpdateKind::MessageReaction);
    const MAY_SKIP: bool = false;

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        match &cx.update().content {
            UpdateContent::MessageReaction(update) => Ok(Self(update)),
            _ => Err(Rejection::Skip),
        }
    }
}
