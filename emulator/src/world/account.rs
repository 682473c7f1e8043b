//! What people show of themselves beside their names, and what they allow bots.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{act::ControlError, state::State};

/// The kinds of gifts, by the names of `AcceptedGiftTypes`.
pub(crate) const GIFT_TYPES: [&str; 5] = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
];

/// What a person shows and allows.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Account {
    pub(crate) bio: String,
    /// A custom emoji, and until when it is shown, 0 for ever.
    pub(crate) emoji_status: Option<(String, i64)>,
    /// Bots that may change the emoji status.
    pub(crate) status_bots: BTreeSet<i64>,
    /// Kinds of gifts that are not taken.
    pub(crate) refused_gifts: BTreeSet<String>,
    pub(crate) shows_gift_button: bool,
}

/// The accounts of people who show or allow something.
pub(crate) type Accounts = BTreeMap<i64, Account>;

impl Account {
    /// The emoji status shown at a time.
    pub(crate) fn status(&self, now: i64) -> Option<&(String, i64)> {
        let status = self.emoji_status.as_ref()?;
        (status.1 == 0 || status.1 > now).then_some(status)
    }

    /// The `AcceptedGiftTypes` object.
    pub(crate) fn gift_types(&self) -> Value {
        let mut json = json!({});
        for name in GIFT_TYPES {
            json[name] = json!(!self.refused_gifts.contains(name));
        }
        json
    }
}

impl State {
    /// `user` lets a bot change their emoji status, or not any more.
    pub(crate) fn user_lets_set_status(
        &mut self,
        user: i64,
        bot: i64,
        is_allowed: bool,
    ) -> Result<(), ControlError> {
        if !self.users.contains_key(&user) {
            return Err(ControlError::UnknownUser(user));
        }
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        let bots = &mut self.accounts.entry(user).or_default().status_bots;
        if is_allowed {
            bots.insert(bot);
        } else {
            bots.remove(&bot);
        }
        Ok(())
    }
}
