//! Bots of the world.

use std::fmt;

use serde_json::{Value, json};

use super::{
    World, bot_texts::BotTexts, commands::Commands, instance::Instance, managed_bot::Management,
};
use crate::{
    flood::Flood,
    queue::Queue,
    webhook::{Slot, WebhookStatus},
};

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Bot {
    pub(crate) id: i64,
    pub(crate) token: String,
    pub(crate) username: String,
    pub(crate) first_name: String,
    pub(crate) queue: Queue,
    pub(crate) commands: Commands,
    pub(crate) texts: BotTexts,
    /// Who manages it, if another bot does.
    pub(crate) management: Option<Management>,
    /// Whether it sees only what is meant for it in groups.
    pub(crate) has_privacy_mode: bool,
    /// Whether it may verify people and chats.
    pub(crate) is_verifier: bool,
    pub(crate) webhook: Slot,
    #[serde(skip)]
    pub(crate) flood: Flood,
    #[serde(skip)]
    pub(crate) instance: Instance,
}

impl Bot {
    pub(crate) fn new(id: i64, token: String, username: String, first_name: String) -> Self {
        Self {
            id,
            token,
            username,
            first_name,
            queue: Queue::new(),
            commands: Commands::default(),
            texts: BotTexts::default(),
            management: None,
            has_privacy_mode: false,
            is_verifier: false,
            webhook: Slot::default(),
            flood: Flood::default(),
            instance: Instance::default(),
        }
    }

    /// The `User` object others see.
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "is_bot": true,
            "first_name": self.first_name,
            "username": self.username,
        })
    }

    /// The `User` object getMe answers: with what only the bot itself sees.
    pub(crate) fn me(&self) -> Value {
        let mut me = self.json();
        for (key, value) in [
            ("can_join_groups", true),
            ("can_read_all_group_messages", !self.has_privacy_mode),
            ("supports_guest_queries", true),
            // Nobody has to be asked to switch these on.
            ("supports_inline_queries", true),
            ("can_connect_to_business", true),
            ("has_main_web_app", false),
            ("has_topics_enabled", false),
            ("allows_users_to_create_topics", false),
            ("can_manage_bots", true),
            ("supports_join_request_queries", true),
        ] {
            me[key] = json!(value);
        }
        me
    }
}

/// The id in front of a token's colon, when the token is well-formed: 1 to 80 characters, a colon,
/// no leading zero, an id in 1..2^54.
pub(crate) fn id_of_token(token: &str) -> Option<i64> {
    let (id, secret) = token.split_once(':')?;
    if token.len() > 80 || secret.is_empty() || id.starts_with('0') {
        return None;
    }
    if !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    id.parse().ok().filter(|id| (1..1 << 54).contains(id))
}

/// A view of a bot in the world.
#[derive(Clone)]
pub struct BotHandle {
    pub(crate) world: World,
    pub(crate) id: i64,
    pub(crate) token: String,
    pub(crate) username: String,
}

impl fmt::Debug for BotHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BotHandle")
            .field("id", &self.id)
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

impl BotHandle {
    /// The bot's user id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The bot's username, without `@`.
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Whether a getUpdates call of the bot waits for an update at this moment.
    pub fn is_polling(&self) -> bool {
        self.look(|bot, _| bot.queue.is_parked())
    }

    /// How many updates wait for the bot.
    pub fn pending_update_count(&self) -> usize {
        self.look(|bot, now| bot.queue.pending(now))
    }

    /// How many 409 answers are being held back at this moment.
    pub fn held_conflicts(&self) -> usize {
        self.look(|bot, _| bot.queue.held_conflicts)
    }

    /// The id that the bot's next update will have.
    pub fn next_update_id(&self) -> i64 {
        self.look(|bot, _| bot.queue.next_id())
    }

    /// The webhook that is set, as it stands at this moment.
    pub fn webhook(&self) -> Option<WebhookStatus> {
        self.look(|bot, _| bot.webhook.webhook.as_ref().map(WebhookStatus::from))
    }

    fn look<T: Default>(&self, look: impl FnOnce(&mut Bot, i64) -> T) -> T {
        self.world.look(|state| {
            let now = state.clock.unix_time();
            state
                .bot_mut(self.id)
                .map(|bot| look(bot, now))
                .unwrap_or_default()
        })
    }
}
