//! What messages hold, as parameters: `&Location`, `&ChatShared` and the like, and types for contents that
//! are texts, ids or lists.

use std::ops::Deref;

use botwright_api::ids::ChatId;
use botwright_api::types::{
    MaybeInaccessibleMessage, Message, PhotoSize, Poll, UpdateContent, UpdateKind, User,
};

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

fn message(cx: &Cx) -> Result<&Message, Rejection> {
    cx.message().ok_or(Rejection::Skip)
}

/// Contents with a type of their own.
macro_rules! contents {
    ($($ty:ident: $field:ident $(| $other:ident)?;)*) => {$(
        impl<'a> FromUpdate<'a> for &'a botwright_api::types::$ty {
            const KINDS: Kinds = Kinds::MESSAGES;

            fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
                let message = message(cx)?;
                if let Some(content) = &message.$field {
                    return Ok(content);
                }
                $(if let Some(content) = &message.$other {
                    return Ok(content);
                })?
                Err(Rejection::Skip)
            }
        }
    )*};
}

contents! {
    Animation: animation;
    Audio: audio;
    ChatBackground: chat_background_set;
    ChatBoostAdded: boost_added;
    ChatOwnerChanged: chat_owner_changed;
    ChatOwnerLeft: chat_owner_left;
    ChatShared: chat_shared;
    Checklist: checklist;
    ChecklistTasksAdded: checklist_tasks_added;
    ChecklistTasksDone: checklist_tasks_done;
    CommunityChatAdded: community_chat_added;
    CommunityChatJoined: community_chat_joined;
    CommunityChatRemoved: community_chat_removed;
    Contact: contact;
    Dice: dice;
    DirectMessagePriceChanged: direct_message_price_changed;
    Document: document;
    ForumTopicClosed: forum_topic_closed;
    ForumTopicCreated: forum_topic_created;
    ForumTopicEdited: forum_topic_edited;
    ForumTopicReopened: forum_topic_reopened;
    Game: game;
    GeneralForumTopicHidden: general_forum_topic_hidden;
    GeneralForumTopicUnhidden: general_forum_topic_unhidden;
    GiftInfo: gift | gift_upgrade_sent;
    Giveaway: giveaway;
    GiveawayCompleted: giveaway_completed;
    GiveawayCreated: giveaway_created;
    GiveawayWinners: giveaway_winners;
    Invoice: invoice;
    LivePhoto: live_photo;
    Location: location;
    ManagedBotCreated: managed_bot_created;
    MessageAutoDeleteTimerChanged: message_auto_delete_timer_changed;
    PaidMediaInfo: paid_media;
    PaidMessagePriceChanged: paid_message_price_changed;
    PassportData: passport_data;
    PollOptionAdded: poll_option_added;
    PollOptionDeleted: poll_option_deleted;
    ProximityAlertTriggered: proximity_alert_triggered;
    RefundedPayment: refunded_payment;
    RichMessage: rich_message;
    Sticker: sticker;
    Story: story;
    SuccessfulPayment: successful_payment;
    SuggestedPostApprovalFailed: suggested_post_approval_failed;
    SuggestedPostApproved: suggested_post_approved;
    SuggestedPostDeclined: suggested_post_declined;
    SuggestedPostPaid: suggested_post_paid;
    SuggestedPostRefunded: suggested_post_refunded;
    UniqueGiftInfo: unique_gift;
    UsersShared: users_shared;
    Venue: venue;
    Video: video;
    VideoChatEnded: video_chat_ended;
    VideoChatParticipantsInvited: video_chat_participants_invited;
    VideoChatScheduled: video_chat_scheduled;
    VideoChatStarted: video_chat_started;
    VideoNote: video_note;
    Voice: voice;
    WebAppData: web_app_data;
    WriteAccessAllowed: write_access_allowed;
}

/// The poll of the message, or the one whose state changed: `#[on_message(poll)]`, `#[on_update(poll)]`.
impl<'a> FromUpdate<'a> for &'a Poll {
    const KINDS: Kinds = Kinds::MESSAGES.and(Kinds::of(&UpdateKind::Poll));

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        if let UpdateContent::Poll(poll) = &cx.update().content {
            return Ok(poll);
        }
        message(cx)?.poll.as_deref().ok_or(Rejection::Skip)
    }
}

/// Contents that share their types with others, or with parameters of another meaning.
macro_rules! named {
    ($($(#[$doc:meta])* $name:ident($ty:ty): $field:ident, $get:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'a>(pub &'a $ty);

        impl Deref for $name<'_> {
            type Target = $ty;

            fn deref(&self) -> &$ty {
                self.0
            }
        }

        impl<'a> FromUpdate<'a> for $name<'a> {
            const KINDS: Kinds = Kinds::MESSAGES;

            fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
                message(cx)?.$field.$get().map(Self).ok_or(Rejection::Skip)
            }
        }
    )*};
}

named! {
    /// Those who joined the group or were added to it: `#[on_message(new_chat_members)]`. For all changes,
    /// also silent ones, see [`on_member`](crate::on_member).
    NewChatMembers([User]): new_chat_members, as_deref;
    /// Who left the group or was removed from it: `#[on_message(left_chat_member)]`.
    LeftChatMember(User): left_chat_member, as_deref;
    /// The chat's new title: `#[on_message(new_chat_title)]`.
    NewChatTitle(str): new_chat_title, as_deref;
    /// The chat's new photo, in several sizes: `#[on_message(new_chat_photo)]`. The photo somebody sent is
    /// [`Media`](super::Media).
    NewChatPhoto([PhotoSize]): new_chat_photo, as_deref;
    /// The message that was pinned: `#[on_message(pinned_message)]`.
    PinnedMessage(MaybeInaccessibleMessage): pinned_message, as_deref;
    /// The domain of the website on which the user logged in:
    /// `#[on_message(connected_website)]`.
    ConnectedWebsite(str): connected_website, as_deref;
    /// The supergroup that the group became: `#[on_message(migrate_to_chat_id)]`.
    MigrateToChatId(ChatId): migrate_to_chat_id, as_ref;
    /// The group that the supergroup was: `#[on_message(migrate_from_chat_id)]`.
    MigrateFromChatId(ChatId): migrate_from_chat_id, as_ref;
}
