//! A person.

use std::ops::Deref;

use super::{Act, TestChat, TestGroup, TestWorld};

/// A person, in the chat with the bot: everything a [`TestChat`] does, and what people do elsewhere.
///
/// Each parameter of this type is another person: Ann, Bob, Cleo, …, or as `#[user(…)]` says:
/// `name = "Eve"`, `username = "eve_online"`, `language = "de"`, `admin` for an administrator of the
/// test's groups, and `outside` for somebody who is in none of them.
#[derive(Debug, Clone)]
pub struct TestUser(TestChat);

impl TestUser {
    pub(super) fn new(world: &TestWorld, place: usize) -> Self {
        let id = world.person(place).id;
        Self(TestChat {
            world: world.clone(),
            user: id,
            chat: id,
        })
    }

    /// The user id.
    pub fn id(&self) -> i64 {
        self.0.user
    }

    /// The first name.
    pub fn name(&self) -> &str {
        self.0.world.name(self.0.user)
    }

    /// Presses Start; a payload that is not empty comes from a deep link.
    #[track_caller]
    pub fn start(&self, payload: &str) -> Act {
        self.send(format!("/start {payload}").trim_end())
    }

    /// The same person in a group.
    pub fn in_group(&self, group: &TestGroup) -> TestChat {
        TestChat {
            world: self.0.world.clone(),
            user: self.0.user,
            chat: group.id(),
        }
    }

    /// Blocks the bot.
    #[track_caller]
    pub fn block(&self) -> Act {
        self.set_blocked(true)
    }

    /// Lets the bot write again.
    #[track_caller]
    pub fn unblock(&self) -> Act {
        self.set_blocked(false)
    }

    #[track_caller]
    fn set_blocked(&self, blocked: bool) -> Act {
        self.deed(
            if blocked {
                "blocks the bot"
            } else {
                "unblocks the bot"
            },
            move |it, server| {
                server.block_bot(it.user, it.world.bot().api().bot_id(), blocked)?;
                Ok(None)
            },
        )
    }
}

impl Deref for TestUser {
    type Target = TestChat;

    fn deref(&self) -> &TestChat {
        &self.0
    }
}
