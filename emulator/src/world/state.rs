//! The state of a world, and the basic operations on it.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::Bound,
};

use serde_json::{Value, json};

use super::{
    account::Accounts,
    aside::Asides,
    bot::Bot,
    business::Connections,
    callback::Callbacks,
    chat::{ChatKey, Group, GroupType, History, private_json},
    dice::Dice,
    draft::Drafts,
    file::Files,
    game::{Games, Scores},
    gift::Gifts,
    guest::GuestQueries,
    inline::Inline,
    message::{Message, View},
    payment::Payments,
    pin::{Pinned, PinnedAsides},
    poll::Polls,
    profile::Profiles,
    reaction::AllReactions,
    sticker::StickerSets,
    story::Stories,
    suggested_post::PostSchedule,
    user::{User, Users},
    web_app::WebApps,
};
use crate::{
    BotName, calls::CallLog, clock::Clock, fault::Faults, http::multipart::Upload,
    journal::Journal, server_mode::ServerMode, webhook::Webhook,
};

/// Everything in a world. It is saved with the world, so new members derive `Serialize` and
/// `Deserialize`; a member that only the running server needs is skipped.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(crate) struct State {
    #[serde(with = "crate::clock::saved")]
    pub(crate) clock: Clock,
    #[serde(skip)]
    pub(crate) server: ServerMode,
    pub(crate) bots: Vec<Bot>,
    pub(crate) users: Users,
    pub(crate) groups: BTreeMap<i64, Group>,
    pub(crate) accounts: Accounts,
    pub(crate) gifts: Gifts,
    /// The descriptions of people and chats that bots have verified.
    pub(crate) verified: BTreeMap<i64, String>,
    /// Buttons for web apps by their ids: the bot, the person and the `KeyboardButton`.
    pub(crate) prepared_buttons: BTreeMap<String, (i64, i64, Value)>,
    pub(crate) files: Files,
    pub(crate) callbacks: Callbacks,
    #[serde(skip)]
    pub(crate) calls: CallLog,
    #[serde(skip)]
    pub(crate) faults: Faults,
    #[serde(skip)]
    pub(crate) journal: Journal,
    pub(crate) asides: Asides,
    pub(crate) connections: Connections,
    pub(crate) dice: Dice,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) drafts: Drafts,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) games: Games,
    pub(crate) guest_queries: GuestQueries,
    pub(crate) inline: Inline,
    pub(crate) payments: Payments,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) pinned: Pinned,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) pinned_asides: PinnedAsides,
    pub(crate) polls: Polls,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) reactions: AllReactions,
    /// What bots said about the passports of people, by bot and person.
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) passport_errors: BTreeMap<(i64, i64), Vec<Value>>,
    pub(super) post_schedule: PostSchedule,
    pub(crate) profiles: Profiles,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) scores: Scores,
    pub(crate) sticker_sets: StickerSets,
    #[serde(with = "crate::world::saved::pairs")]
    pub(crate) stories: Stories,
    /// The last story of every account.
    pub(super) last_story: BTreeMap<i64, i64>,
    pub(crate) web_apps: WebApps,
    /// What is found at addresses elsewhere.
    pub(crate) web: BTreeMap<String, Upload>,
    #[serde(with = "crate::world::saved::pairs")]
    histories: BTreeMap<ChatKey, History>,
    /// The last message id of private chats and basic groups together, which share a counter.
    last_account_message: i64,
    /// The last message id of every supergroup and channel.
    last_group_message: BTreeMap<i64, i64>,
    #[serde(skip)]
    events: VecDeque<Value>,
}

impl State {
    /// One bot, and Ann, who has started it.
    pub(crate) fn with_ann() -> Self {
        let bot = Bot::new(
            42,
            "42:EMULATOR".into(),
            "emulator_bot".into(),
            "Emulator".into(),
        );
        let ann = User {
            id: 1,
            first_name: "Ann".into(),
            last_name: None,
            is_premium: false,
            username: Some("ann".into()),
            language_code: None,
            phone_number: None,
            hides_forwards: false,
            personal_chat: None,
            started: BTreeSet::from([42]),
            blocked: BTreeSet::new(),
        };
        Self {
            bots: vec![bot],
            users: Users::from([(1, ann)]),
            ..Self::default()
        }
    }

    pub(crate) fn take_events(&mut self) -> VecDeque<Value> {
        std::mem::take(&mut self.events)
    }

    /// Tells the page that something happened.
    pub(crate) fn emit(&mut self, event: Value) {
        self.events.push_back(event);
    }

    /// The id of the first bot.
    pub(crate) fn first_bot(&self) -> i64 {
        self.bots.first().map_or(0, |bot| bot.id)
    }

    pub(crate) fn bot(&self, id: i64) -> Option<&Bot> {
        self.bots.iter().find(|bot| bot.id == id)
    }

    pub(crate) fn bot_mut(&mut self, id: i64) -> Option<&mut Bot> {
        self.bots.iter_mut().find(|bot| bot.id == id)
    }

    pub(crate) fn webhook_mut(&mut self, bot: i64) -> Option<&mut Webhook> {
        self.bot_mut(bot)?.webhook.webhook.as_mut()
    }

    /// The id of the bot that is meant, if it is in the world.
    pub(crate) fn named_bot(&self, name: BotName<'_>) -> Option<i64> {
        match name {
            BotName::Id(id) => self.bot(id).map(|bot| bot.id),
            BotName::Token(token) => self.bot_by_token(token),
        }
    }

    pub(crate) fn bot_by_token(&self, token: &str) -> Option<i64> {
        self.bots
            .iter()
            .find(|bot| bot.token == token)
            .map(|bot| bot.id)
    }

    /// The `User` object of a person or a bot.
    pub(crate) fn member_json(&self, id: i64) -> Value {
        match (self.users.get(&id), self.bot(id)) {
            (Some(user), _) => user.json(),
            (None, Some(bot)) => bot.json(),
            (None, None) => super::user::service_json(id).unwrap_or_default(),
        }
    }

    /// The `Chat` object.
    pub(crate) fn chat_json(&self, key: ChatKey) -> Value {
        match key {
            ChatKey::Private { user, .. } => self.users.get(&user).map(private_json),
            ChatKey::Group(id) => self.groups.get(&id).map(Group::json),
        }
        .unwrap_or_default()
    }

    pub(crate) fn is_channel(&self, key: ChatKey) -> bool {
        matches!(key, ChatKey::Group(id)
            if self.groups.get(&id).is_some_and(|group| group.kind == GroupType::Channel))
    }

    /// The bots that see what people write in a chat.
    pub(crate) fn bots_in(&self, key: ChatKey) -> Vec<i64> {
        match key {
            ChatKey::Private { bot, .. } => vec![bot],
            ChatKey::Group(id) => {
                let group = self.groups.get(&id);
                let is_member = |bot: &&Bot| group.is_some_and(|group| group.is_member(bot.id));
                self.bots
                    .iter()
                    .filter(is_member)
                    .map(|bot| bot.id)
                    .collect()
            }
        }
    }

    /// The private chats: one for every person and bot.
    pub(crate) fn private_chats(&self) -> Vec<ChatKey> {
        let mut chats = Vec::new();
        for user in self.users.values() {
            for bot in &self.bots {
                chats.push(ChatKey::Private {
                    user: user.id,
                    bot: bot.id,
                });
            }
        }
        chats
    }

    pub(crate) fn history(&self, key: ChatKey) -> impl DoubleEndedIterator<Item = &Message> {
        self.histories
            .get(&key)
            .into_iter()
            .flat_map(BTreeMap::values)
            .map(Box::as_ref)
    }

    /// The messages whose ids lie between these two, which are not among them.
    pub(crate) fn history_between(
        &self,
        key: ChatKey,
        after: Option<i64>,
        before: Option<i64>,
    ) -> impl DoubleEndedIterator<Item = &Message> {
        let after = after.map_or(Bound::Unbounded, Bound::Excluded);
        let before = before.map_or(Bound::Unbounded, Bound::Excluded);
        // A range that ends before it begins is none.
        let is_range = match (after, before) {
            (Bound::Excluded(after), Bound::Excluded(before)) => after < before,
            _ => true,
        };
        let history = self.histories.get(&key).filter(|_| is_range);
        let messages = history.map(|history| history.range((after, before)));
        messages
            .into_iter()
            .flatten()
            .map(|(_, message)| message.as_ref())
    }

    pub(crate) fn message(&self, key: ChatKey, id: i64) -> Option<&Message> {
        self.histories.get(&key)?.get(&id).map(Box::as_ref)
    }

    pub(crate) fn message_mut(&mut self, key: ChatKey, id: i64) -> Option<&mut Message> {
        let history = self.histories.get_mut(&key)?;
        history.get_mut(&id).map(Box::as_mut)
    }

    /// The id of the chat's next message.
    pub(super) fn new_message_id(&mut self, key: ChatKey) -> i64 {
        let own_counter = match key {
            ChatKey::Private { .. } => None,
            ChatKey::Group(id) => self
                .groups
                .get(&id)
                .filter(|group| group.has_own_counter())
                .map(|_| id),
        };
        let last = match own_counter {
            Some(id) => self.last_group_message.entry(id).or_default(),
            None => &mut self.last_account_message,
        };
        *last += 1;
        *last
    }

    /// Stores a new message under the chat's next id and shows it to the people of the chat.
    pub(crate) fn add_message(&mut self, mut message: Message) -> i64 {
        let chat = message.chat;
        let id = self.new_message_id(chat);
        message.id = id;
        if let Some(poll) = message.content.poll() {
            self.polls.set_place(poll, chat, id);
        }
        if message.thread.is_none() {
            message.thread = self.thread_of(&message);
        }
        let history = self.histories.entry(chat).or_default();
        history.insert(id, Box::new(message));
        self.emit_message("message", chat, id);
        id
    }

    /// Shows a new or edited message to the people of the chat.
    pub(crate) fn emit_message(&mut self, kind: &str, chat: ChatKey, id: i64) {
        let Some(message) = self.message(chat, id) else {
            return;
        };
        let json = message.json(self, self.people_view(chat));
        let event = with_chat(json!({"type": kind, "message": json}), chat);
        self.emit(event);
    }

    /// Removes those of the messages that exist.
    pub(crate) fn delete_messages(&mut self, chat: ChatKey, message_ids: &[i64]) {
        let Some(history) = self.histories.get_mut(&chat) else {
            return;
        };
        let gone: Vec<i64> = message_ids
            .iter()
            .copied()
            .filter(|id| history.remove(id).is_some())
            .collect();
        if !gone.is_empty() {
            self.forget_reactions(chat, &gone);
            if self.pinned_in(chat).iter().any(|id| gone.contains(id)) {
                self.unpin(chat, |_| false);
            }
            let event = json!({"type": "deleted_messages", "message_ids": gone});
            self.emit(with_chat(event, chat));
        }
    }

    /// How people see messages of a chat: with every keyboard.
    pub(crate) fn people_view(&self, chat: ChatKey) -> View {
        View {
            bot: chat.bot().unwrap_or_else(|| self.first_bot()),
            all_markup: true,
        }
    }

    /// Does what was to happen at times that have come.
    pub(super) fn pass_time(&mut self) {
        if self
            .next_deadline()
            .is_some_and(|date| date <= self.clock.unix_time())
        {
            self.close_due_polls();
            self.run_due_posts();
        }
    }

    /// When something happens next by itself, as a Unix time.
    pub(crate) fn next_deadline(&self) -> Option<i64> {
        let posts = self.post_schedule.next();
        self.polls.next_deadline().into_iter().chain(posts).min()
    }

    /// Queues an update for a bot; returns its id, or `None` when the bot does not want it.
    pub(crate) fn push_update(&mut self, bot: i64, kind: &str, payload: &Value) -> Option<i64> {
        let now = self.clock.unix_time();
        let id = self.bot_mut(bot)?.queue.push(kind, payload, now)?;
        self.journal
            .update(self.clock.now(), bot, id, kind, payload);
        Some(id)
    }
}

/// `event` with the keys that name a chat.
pub(crate) fn with_chat(mut event: Value, chat: ChatKey) -> Value {
    event["chat_id"] = json!(chat.id());
    if let Some(bot) = chat.bot() {
        event["bot_id"] = json!(bot);
    }
    event
}
