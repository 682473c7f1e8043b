//! Who is who: the users a bot has seen, by their usernames.
//!
//! The Bot API does not tell whose a username is, so a bot knows only those who were in its updates.

use std::collections::HashMap;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use botwright_api::Update;
use botwright_api::types::{Message, User};

use crate::route::hash::BuildFast;

/// How many users the younger half of the directory takes; at most twice as many are remembered.
const HALF: usize = 10_000;

/// The users of the latest updates, by username. The longest unseen are forgotten first.
#[derive(Debug, Default)]
pub(crate) struct Directory(Mutex<Halves>);

#[derive(Debug, Default)]
struct Halves {
    young: Names,
    old: Names,
}

type Names = HashMap<Box<str>, User, BuildFast>;

impl Directory {
    /// Remembers the users of an update.
    pub(crate) fn note(&self, update: &Update) {
        let mut users: Vec<&User> = update.from().into_iter().collect();
        if let Some(message) = update.message() {
            users.extend(mentioned(message));
            if let Some(reply) = &message.reply_to_message {
                users.extend(reply.from.as_deref());
                users.extend(mentioned(reply));
            }
            users.extend(message.new_chat_members.iter().flatten());
        }
        users.retain(|user| user.username.is_some());
        if users.is_empty() {
            return;
        }
        let mut names = self.lock();
        for user in users {
            names.note(user);
        }
    }

    /// Whose username it is, in any case.
    pub(crate) fn find(&self, username: &str) -> Option<User> {
        let key = username.to_ascii_lowercase();
        let names = self.lock();
        let found = names.young.get(&*key).or_else(|| names.old.get(&*key));
        found.cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Halves> {
        // The maps are whole after every step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Halves {
    fn note(&mut self, user: &User) {
        let Some(name) = &user.username else { return };
        let key = name.to_ascii_lowercase();
        if let Some(known) = self.young.get_mut(&*key) {
            // A name can go to somebody else.
            if known.id != user.id || known.first_name != user.first_name {
                *known = user.clone();
            }
            return;
        }
        if self.young.len() >= HALF {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key.into(), user.clone());
    }
}

fn mentioned(message: &Message) -> impl Iterator<Item = &User> {
    let entities = message.text_entities().iter();
    entities.filter_map(|entity| entity.user.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unseen_are_forgotten() {
        let mut names = Halves::default();
        let user = |id: usize| {
            let mut user = User::new(i64::try_from(id).unwrap(), false, "U");
            user.username = Some(format!("User{id}"));
            user
        };
        for id in 0..3 * HALF {
            names.note(&user(id));
        }
        assert_eq!(names.young.len() + names.old.len(), 2 * HALF);
        assert!(!names.old.contains_key("user0"));
        let directory = Directory(Mutex::new(names));
        let last = 3 * HALF - 1;
        let id = |name: &str| directory.find(name).map(|user| user.id.0);
        assert_eq!(id(&format!("uSER{last}")), i64::try_from(last).ok());
        assert_eq!(id("nobody"), None);
    }
}
