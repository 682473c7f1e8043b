//! Basic groups that become supergroups.

use super::{
    act::ControlError,
    chat::{ChatKey, Group, GroupType},
    membership::not_allowed,
    message::{Sender, field},
    state::State,
};

impl State {
    /// `user` turns a basic group into a supergroup; returns the new id.
    pub(crate) fn user_migrates(&mut self, user: i64, id: i64) -> Result<i64, ControlError> {
        self.in_group(user, id)?;
        let group = self.groups.get(&id).ok_or(ControlError::UnknownChat(id))?;
        if !group.is_admin(user) {
            return Err(not_allowed(user, id, "it takes an administrator"));
        }
        if group.kind != GroupType::Group || group.migrated_to.is_some() {
            return Err(not_allowed(
                user,
                id,
                "it is no basic group, or not any more",
            ));
        }
        let lowest = self.groups.keys().next().copied().unwrap_or_default();
        let new_id = lowest.min(-1_000_000_000_000) - 1;
        let mut new = Group::new(new_id, GroupType::Supergroup, group.title.clone());
        new.statuses = group.statuses.clone();
        new.permissions = group.permissions;
        new.description.clone_from(&group.description);
        new.photo = group.photo;
        self.groups.insert(new_id, new);
        let by = Sender::User(user);
        self.announce(ChatKey::Group(id), by, field("migrate_to_chat_id", new_id));
        self.announce(
            ChatKey::Group(new_id),
            by,
            field("migrate_from_chat_id", id),
        );
        if let Some(group) = self.groups.get_mut(&id) {
            group.migrated_to = Some(new_id);
        }
        Ok(new_id)
    }
}
