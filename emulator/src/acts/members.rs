//! People join and leave groups and channels, and move others about.

use crate::{ControlError, Emulator};

impl Emulator {
    /// A person joins a group or channel.
    ///
    /// # Errors
    /// They are in it already, or banned.
    pub fn join(&self, user_id: i64, chat_id: i64) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_joins(user_id, chat_id))
    }

    /// A person leaves a group or channel.
    pub fn leave(&self, user_id: i64, chat_id: i64) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_leaves(user_id, chat_id))
    }

    /// A person adds somebody, a person or a bot, to a chat that they are in.
    pub fn add_member(
        &self,
        user_id: i64,
        chat_id: i64,
        member_id: i64,
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_adds(user_id, chat_id, member_id))
    }

    /// An administrator removes somebody, a person or a bot. From a supergroup or channel they are
    /// banned; adding them again lifts the ban.
    pub fn kick(&self, user_id: i64, chat_id: i64, member_id: i64) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_kicks(user_id, chat_id, member_id))
    }

    /// An administrator gives a member an administrator's rights, by the names of
    /// `ChatAdministratorRights`, such as `can_pin_messages`. Without any the member is a plain one
    /// again.
    pub fn promote(
        &self,
        user_id: i64,
        chat_id: i64,
        member_id: i64,
        rights: &[&str],
    ) -> Result<(), ControlError> {
        self.world
            .update(|state| state.user_promotes(user_id, chat_id, member_id, rights))
    }

    /// An administrator leaves a member these permissions only, by the names of `ChatPermissions`,
    /// such as `can_send_messages`; `until_date` is a Unix time, or 0 for ever.
    pub fn restrict(
        &self,
        user_id: i64,
        chat_id: i64,
        member_id: i64,
        permissions: &[&str],
        until_date: i64,
    ) -> Result<(), ControlError> {
        self.world.update(|state| {
            state.user_restricts(user_id, chat_id, member_id, permissions, until_date)
        })
    }
}
