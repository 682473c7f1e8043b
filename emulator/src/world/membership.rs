//! People and bots come, go, and get another standing in a chat; who is told of it.

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    chat::{ChatKey, GroupType},
    member::{ADMIN_RIGHTS, PERMISSIONS, Rights, Status},
    message::{Content, Message, Sender, View, field},
    state::State,
};

/// A change of somebody's standing in a chat.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    /// Who makes it.
    pub(crate) by: Sender,
    pub(crate) group: i64,
    pub(crate) member: i64,
    pub(crate) status: Status,
    /// Further fields of the `ChatMemberUpdated`.
    pub(crate) details: &'a Map<String, Value>,
}

impl State {
    /// Posts news about a chat in the name of `sender`; returns the message's id.
    pub(crate) fn announce(
        &mut self,
        chat: ChatKey,
        sender: Sender,
        news: Map<String, Value>,
    ) -> i64 {
        let id = self.add_message(Message::new(self, chat, sender, Content::Service(news)));
        self.tell_bots(chat, id);
        id
    }

    /// Gives somebody another standing in a chat, and tells who came and went.
    pub(crate) fn set_status(&mut self, by: Sender, group: i64, member: i64, status: Status) {
        let details = &Map::new();
        self.change_status(Change {
            by,
            group,
            member,
            status,
            details,
        });
    }

    /// Makes a change of standing, tells the bots, and lets the chat know who came and went.
    pub(crate) fn change_status(&mut self, change: Change<'_>) {
        let now = self.clock.unix_time();
        let chat = ChatKey::Group(change.group);
        let bots = self.bots_in(chat);
        let Some(group) = self.groups.get_mut(&change.group) else {
            return;
        };
        let (member, new) = (change.member, change.status);
        let old = group.status(member, now);
        if old == new {
            return;
        }
        let (was_in, is_in) = (old.is_in(), new.is_in());
        let kind = group.kind;
        group.statuses.insert(member, new.clone());
        self.tell_status(&Told {
            by: change.by,
            group: change.group,
            member,
            old: &old,
            new: &new,
            details: change.details,
            bots: &bots,
        });
        if kind == GroupType::Channel || was_in == is_in {
            return;
        }
        let user = self.member_json(member);
        let news = if is_in {
            field("new_chat_members", vec![user])
        } else {
            field("left_chat_member", user)
        };
        let id = self.announce(chat, change.by, news);
        if !is_in && self.bot(member).is_some() {
            // A bot that was removed still hears of that.
            let message = self.message(chat, id);
            let payload = message.map(|message| message.json(self, View::of_bot(member)));
            if let Some(payload) = payload {
                self.push_update(member, "message", &payload);
            }
        }
    }

    /// Sends `my_chat_member` to the bot it is about, `chat_member` to bots that are
    /// administrators.
    fn tell_status(&mut self, told: &Told<'_>) {
        let Some(group) = self.groups.get(&told.group) else {
            return;
        };
        let mut payload = Map::from_iter([
            (
                "chat".to_owned(),
                self.chat_json(ChatKey::Group(told.group)),
            ),
            ("from".to_owned(), self.member_json(told.by.id())),
            ("date".to_owned(), json!(self.clock.unix_time())),
        ]);
        payload.extend(told.details.clone());
        let own = self.bot(told.member).map(|bot| bot.id);
        let admins = told.bots.iter().copied();
        let admins = admins.filter(|bot| Some(*bot) != own && group.is_admin(*bot));
        let updates: Vec<(i64, &str, Value)> = own
            .map(|bot| (bot, "my_chat_member"))
            .into_iter()
            .chain(admins.map(|bot| (bot, "chat_member")))
            .map(|(bot, kind)| {
                let mut payload = payload.clone();
                for (key, status) in [("old_chat_member", told.old), ("new_chat_member", told.new)]
                {
                    let json = self.chat_member_json(group, told.member, status, bot);
                    payload.insert(key.to_owned(), json);
                }
                (bot, kind, payload.into())
            })
            .collect();
        for (bot, kind, payload) in updates {
            self.push_update(bot, kind, &payload);
        }
    }

    /// `user` joins a chat as anybody can who finds it.
    pub(crate) fn user_joins(&mut self, user: i64, group: i64) -> Result<(), ControlError> {
        let status = self.status_to_join(user, group)?;
        self.set_status(Sender::User(user), group, user, status);
        Ok(())
    }

    /// What `user` will be in a chat after joining it.
    pub(super) fn status_to_join(&self, user: i64, group_id: i64) -> Result<Status, ControlError> {
        if !self.users.contains_key(&user) {
            return Err(ControlError::UnknownUser(user));
        }
        let group = self.groups.get(&group_id);
        let group = group.ok_or(ControlError::UnknownChat(group_id))?;
        let status = group.status(user, self.clock.unix_time());
        if status.is_in() {
            return Err(not_allowed(user, group_id, "they are a member already"));
        }
        if matches!(status, Status::Banned { .. }) {
            return Err(not_allowed(user, group_id, "they are banned"));
        }
        Ok(status.rejoined())
    }

    /// `user` leaves a chat.
    pub(crate) fn user_leaves(&mut self, user: i64, group: i64) -> Result<(), ControlError> {
        self.in_group(user, group)?;
        let now = self.clock.unix_time();
        let status = self.groups.get(&group).map(|group| group.status(user, now));
        let status = status.unwrap_or_default().departed();
        self.set_status(Sender::User(user), group, user, status);
        Ok(())
    }

    /// `user` adds somebody, a person or a bot, to a chat.
    pub(crate) fn user_adds(
        &mut self,
        user: i64,
        group: i64,
        member: i64,
    ) -> Result<(), ControlError> {
        let old = self.status_of_other(user, group, member, "can_invite_users")?;
        if old.is_in() {
            return Err(not_allowed(user, group, "the other is a member already"));
        }
        let status = match old {
            Status::Banned { .. } => Status::Member,
            status => status.rejoined(),
        };
        self.set_status(Sender::User(user), group, member, status);
        Ok(())
    }

    /// `user` removes somebody, who cannot come back to a supergroup or channel by themselves.
    pub(crate) fn user_kicks(
        &mut self,
        user: i64,
        group: i64,
        member: i64,
    ) -> Result<(), ControlError> {
        self.status_of_other(user, group, member, "can_restrict_members")?;
        let kind = self.groups.get(&group).map(|group| group.kind);
        let status = match kind {
            Some(GroupType::Group) => Status::Left,
            _ => Status::Banned { until: 0 },
        };
        self.set_status(Sender::User(user), group, member, status);
        Ok(())
    }

    /// `user` restricts a member to these permissions, until a time or forever with 0.
    pub(crate) fn user_restricts(
        &mut self,
        user: i64,
        group: i64,
        member: i64,
        permissions: &[&str],
        until: i64,
    ) -> Result<(), ControlError> {
        known_names(permissions, &PERMISSIONS)?;
        let permissions = Rights::from_names(&PERMISSIONS, |name| permissions.contains(&name));
        let old = self.status_of_other(user, group, member, "can_restrict_members")?;
        let status = if permissions.is_all() {
            Status::Member
        } else {
            Status::Restricted {
                permissions,
                is_member: old.is_in(),
                until,
            }
        };
        self.set_status(Sender::User(user), group, member, status);
        Ok(())
    }

    /// `user` gives a member an administrator's rights; without any they become a plain member.
    pub(crate) fn user_promotes(
        &mut self,
        user: i64,
        group: i64,
        member: i64,
        rights: &[&str],
    ) -> Result<(), ControlError> {
        known_names(rights, &ADMIN_RIGHTS)?;
        let old = self.status_of_other(user, group, member, "can_promote_members")?;
        if !old.is_in() {
            let chat_id = group;
            return Err(ControlError::NotAMember {
                user_id: member,
                chat_id,
            });
        }
        let status = if rights.is_empty() {
            Status::Member
        } else {
            let is_set = |name: &str| name == "can_manage_chat" || rights.contains(&name);
            Status::Administrator {
                rights: Rights::from_names(&ADMIN_RIGHTS, is_set),
                is_anonymous: false,
                title: None,
                promoted_by: user,
            }
        };
        self.set_status(Sender::User(user), group, member, status);
        Ok(())
    }

    /// Whether `user` is in the chat.
    pub(super) fn in_group(&self, user: i64, group: i64) -> Result<(), ControlError> {
        match self.chat_of_user(user, group, None)? {
            ChatKey::Group(_) => Ok(()),
            ChatKey::Private { .. } => Err(ControlError::UnknownChat(group)),
        }
    }

    /// How somebody stands to the chat whose standing `user` wants to change, if they may.
    fn status_of_other(
        &self,
        user: i64,
        group_id: i64,
        member: i64,
        right: &str,
    ) -> Result<Status, ControlError> {
        self.in_group(user, group_id)?;
        if self.member_json(member).is_null() {
            return Err(ControlError::UnknownUser(member));
        }
        let group = self.groups.get(&group_id);
        let group = group.ok_or(ControlError::UnknownChat(group_id))?;
        let now = self.clock.unix_time();
        let is_open = right == "can_invite_users" && group.kind != GroupType::Channel;
        if !group.may(user, right, now) || !(is_open || group.is_admin(user)) {
            let why = "it takes an administrator with the right to it";
            return Err(not_allowed(user, group_id, why));
        }
        match group.status(member, now) {
            Status::Owner { .. } => Err(not_allowed(user, group_id, "the other is the owner")),
            status => Ok(status),
        }
    }
}

/// What bots are told about a change.
struct Told<'a> {
    by: Sender,
    group: i64,
    member: i64,
    old: &'a Status,
    new: &'a Status,
    details: &'a Map<String, Value>,
    /// The bots that were there before it.
    bots: &'a [i64],
}

pub(super) fn not_allowed(user_id: i64, chat_id: i64, why: &'static str) -> ControlError {
    ControlError::NotAllowed {
        user_id,
        chat_id,
        why,
    }
}

fn known_names(given: &[&str], known: &[&str]) -> Result<(), ControlError> {
    match given.iter().find(|name| !known.contains(name)) {
        Some(unknown) => Err(ControlError::NoSuchAdminRight((*unknown).to_owned())),
        None => Ok(()),
    }
}
