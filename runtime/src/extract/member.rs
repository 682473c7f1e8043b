//! What changed for a member of a chat.

use std::ops::Deref;

use botwright_api::types::{ChatMember, ChatMemberUpdated, UpdateContent, UpdateKind, User};

use super::{FromUpdate, Rejection};
use crate::cx::Cx;
use crate::route::Kinds;

/// A change of somebody's status in a chat, as the names of [`on_member`](crate::on_member) tell them apart.
///
/// One update can be several: somebody who comes as an administrator has joined and was promoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// `joined`: was not in the chat, and is now.
    Joined,
    /// `left`: was in the chat, and is not any more: left, was removed or was banned.
    Left,
    /// `banned`: cannot come back by themselves. In a private chat: blocked the bot.
    Banned,
    /// `unbanned`: may come back. In a private chat: unblocked the bot.
    Unbanned,
    /// `promoted`: became an administrator or the owner.
    Promoted,
    /// `demoted`: is not an administrator any more, and still in the chat.
    Demoted,
    /// `restricted`: got restrictions. Changes of restrictions are none of these.
    Restricted,
    /// `unrestricted`: is in the chat without restrictions again.
    Unrestricted,
}

/// What changed for a member of a chat: of updates `chat_member`, and `my_chat_member` for the bot itself.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_member(joined | left)]
/// async fn door(change: MemberChange<'_>) -> String {
///     let name = &change.user().first_name;
///     if change.is(Change::Joined) {
///         format!("Welcome, {name}!")
///     } else {
///         format!("Goodbye, {name}.")
///     }
/// }
/// ```
///
/// Everything else is in the [`ChatMemberUpdated`] that it points to, such as its `invite_link`.
#[derive(Debug, Clone, Copy)]
pub struct MemberChange<'a> {
    update: &'a ChatMemberUpdated,
    user: &'a User,
}

impl<'a> MemberChange<'a> {
    fn of(update: &'a ChatMemberUpdated) -> Option<Self> {
        let user = user(&update.new_chat_member).or_else(|| user(&update.old_chat_member))?;
        Some(Self { update, user })
    }

    /// Whose status changed.
    pub fn user(&self) -> &'a User {
        self.user
    }

    /// Who made the change: the member itself, or an administrator.
    pub fn by(&self) -> &'a User {
        &self.update.from
    }

    /// Whether the member made the change.
    pub fn is_own(&self) -> bool {
        self.update.from.id == self.user.id
    }

    /// Whether it is this change.
    pub fn is(&self, change: Change) -> bool {
        let (old, new) = (&self.update.old_chat_member, &self.update.new_chat_member);
        let (Some(was_in), Some(is_in)) = (inside(old), inside(new)) else {
            // A status this version does not know.
            return false;
        };
        let banned = |member: &ChatMember| matches!(member, ChatMember::Banned(_));
        let restricted = |member: &ChatMember| matches!(member, ChatMember::Restricted(_));
        match change {
            Change::Joined => !was_in && is_in,
            Change::Left => was_in && !is_in,
            Change::Banned => !banned(old) && banned(new),
            Change::Unbanned => banned(old) && !banned(new),
            Change::Promoted => !leads(old) && leads(new),
            Change::Demoted => leads(old) && !leads(new) && is_in,
            Change::Restricted => !restricted(old) && restricted(new),
            Change::Unrestricted => restricted(old) && !restricted(new) && is_in,
        }
    }
}

impl Deref for MemberChange<'_> {
    type Target = ChatMemberUpdated;

    fn deref(&self) -> &ChatMemberUpdated {
        self.update
    }
}

fn user(member: &ChatMember) -> Option<&User> {
    Some(match member {
        ChatMember::Owner(it) => &it.user,
        ChatMember::Administrator(it) => &it.user,
        ChatMember::Member(it) => &it.user,
        ChatMember::Restricted(it) => &it.user,
        ChatMember::Left(it) => &it.user,
        ChatMember::Banned(it) => &it.user,
        _ => return None,
    })
}

/// Whether somebody of this status is in the chat; `None` for an unknown status.
fn inside(member: &ChatMember) -> Option<bool> {
    Some(match member {
        ChatMember::Owner(_) | ChatMember::Administrator(_) | ChatMember::Member(_) => true,
        ChatMember::Restricted(it) => it.is_member,
        ChatMember::Left(_) | ChatMember::Banned(_) => false,
        _ => return None,
    })
}

fn leads(member: &ChatMember) -> bool {
    matches!(member, ChatMember::Owner(_) | ChatMember::Administrator(_))
}

impl<'a> FromUpdate<'a> for MemberChange<'a> {
    const KINDS: Kinds =
        Kinds::of(&UpdateKind::MyChatMember).and(Kinds::of(&UpdateKind::ChatMember));

    fn from_update(cx: &'a Cx) -> Result<Self, Rejection> {
        match &cx.update().content {
            UpdateContent::MyChatMember(update) | UpdateContent::ChatMember(update) => {
                Self::of(update).ok_or(Rejection::Skip)
            }
            _ => Err(Rejection::Skip),
        }
    }
}

#[cfg(test)]
mod tests {
    use botwright_api::types::{
        Chat, ChatMember, ChatMemberAdministrator, ChatMemberBanned, ChatMemberLeft,
        ChatMemberMember, ChatMemberRestricted, ChatMemberUpdated, ChatType, User,
    };

    use super::{Change, MemberChange};

    const ALL: [Change; 8] = [
        Change::Joined,
        Change::Left,
        Change::Banned,
        Change::Unbanned,
        Change::Promoted,
        Change::Demoted,
        Change::Restricted,
        Change::Unrestricted,
    ];

    fn member(status: &str) -> ChatMember {
        macro_rules! made {
            ($ty:ident) => {{
                let mut member = $ty::default();
                member.user = User::new(5, false, "Bob");
                member
            }};
        }
        match status {
            "member" => made!(ChatMemberMember).into(),
            "administrator" => made!(ChatMemberAdministrator).into(),
            "restricted" => {
                let mut member = made!(ChatMemberRestricted);
                member.is_member = true;
                member.into()
            }
            "left" => made!(ChatMemberLeft).into(),
            "kicked" => made!(ChatMemberBanned).into(),
            other => panic!("{other} is no status"),
        }
    }

    fn changes(old: &str, new: &str) -> Vec<Change> {
        let chat = Chat::new(-7, ChatType::Supergroup);
        let from = User::new(3, false, "Ann");
        let update = ChatMemberUpdated::new(chat, from, 1, member(old), member(new));
        let change = MemberChange::of(&update).expect("a known status");
        assert_eq!(change.user().id.0, 5);
        assert!(!change.is_own() && change.by().id.0 == 3);
        ALL.into_iter().filter(|it| change.is(*it)).collect()
    }

    #[test]
    fn statuses_tell_changes_apart() {
        use Change::{Banned, Demoted, Joined, Left, Promoted, Restricted, Unbanned, Unrestricted};
        assert_eq!(changes("left", "member"), [Joined]);
        assert_eq!(changes("member", "left"), [Left]);
        assert_eq!(changes("member", "kicked"), [Left, Banned]);
        assert_eq!(changes("left", "kicked"), [Banned]);
        assert_eq!(changes("kicked", "left"), [Unbanned]);
        assert_eq!(changes("kicked", "member"), [Joined, Unbanned]);
        assert_eq!(changes("member", "administrator"), [Promoted]);
        assert_eq!(changes("left", "administrator"), [Joined, Promoted]);
        assert_eq!(changes("administrator", "member"), [Demoted]);
        assert_eq!(changes("administrator", "left"), [Left]);
        assert_eq!(changes("member", "restricted"), [Restricted]);
        assert_eq!(changes("restricted", "member"), [Unrestricted]);
        assert_eq!(changes("restricted", "left"), [Left]);
        assert_eq!(changes("member", "member"), []);
    }
}
