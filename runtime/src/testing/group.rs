//! A group or channel.

use super::TestWorld;

/// A group or channel that everybody of the test, and the bot, is a member of.
///
/// It is a supergroup, unless `#[group(…)]` says otherwise: `title = "Friends"`, `basic`, `channel`,
/// `forum`, `admin` for a group whose administrator the bot is, and `outside` for one that it is not in. In a channel the bot is one
/// anyway, and people write there who are `#[user(admin)]`.
#[derive(Debug, Clone)]
pub struct TestGroup {
    id: i64,
    title: String,
}

impl TestGroup {
    pub(super) fn new(world: &TestWorld, place: usize) -> Self {
        let group = world.group(place);
        Self {
            id: group.id,
            title: group.title.clone(),
        }
    }

    /// The chat's id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }
}
