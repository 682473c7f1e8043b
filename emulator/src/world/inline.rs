//! Inline mode: queries, their answers, and the messages that people choose from them.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    content::{Caption, Media},
    file::{Details, File, FileKind},
    ids,
    message::{Content, Message, Sender},
    probe,
    state::State,
};

/// A query can be answered this long; the update that tells of it lives as long.
const QUERY_LIFETIME: Duration = Duration::from_secs(30);
/// The most characters of a query.
const MAX_QUERY: usize = 256;
/// A prepared message is kept this long: Telegram's page names no figure.
const PREPARED_LIFETIME: i64 = 86_400;

/// The kind of chat in which a person types an inline query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum InlineChatType {
    /// The private chat with the bot itself.
    #[default]
    Sender,
    /// A private chat with somebody else.
    Private,
    /// A basic group.
    Group,
    /// A supergroup.
    Supergroup,
    /// A channel.
    Channel,
}

impl InlineChatType {
    fn name(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }
}

/// How a bot answered an inline query.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct InlineAnswer {
    /// The `InlineQueryResult` objects as the bot gave them; at most 50.
    pub results: Vec<Value>,
    /// How long the answer is given again without asking the bot, in seconds.
    pub cache_time: i64,
    /// Whether it is given again to the same person only.
    pub is_personal: bool,
    /// The offset with which the query goes on when the person scrolls; empty at the end.
    pub next_offset: String,
    /// The `InlineQueryResultsButton` above the results.
    pub button: Option<Value>,
}

/// A result that can be sent.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct InlineResult {
    pub(crate) id: String,
    pub(crate) content: ResultContent,
    pub(crate) reply_markup: Option<Value>,
}

/// What is sent when a result is chosen.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) enum ResultContent {
    Known(Content),
    /// A file at an address, which is fetched when the result is sent.
    Url(Box<UrlResult>),
}

/// A file that a result brings from elsewhere.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct UrlResult {
    pub(crate) url: String,
    pub(crate) kind: FileKind,
    pub(crate) details: Details,
    pub(crate) caption: Caption,
}

/// What a bot says to a query.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Reply {
    pub(crate) answer: InlineAnswer,
    pub(crate) results: Vec<InlineResult>,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Query {
    user: i64,
    bot: i64,
    text: String,
    offset: String,
    asked_at: Duration,
    reply: Option<Reply>,
}

/// An answer that is given again: for whom, and until when in seconds.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Cached {
    user: Option<i64>,
    until: i64,
    reply: Reply,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Prepared {
    user: i64,
    bot: i64,
    expires_at: i64,
    chat_types: Vec<InlineChatType>,
    result: InlineResult,
}

/// Everything that goes on in inline mode.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Inline {
    queries: BTreeMap<String, Query>,
    #[serde(with = "crate::world::saved::pairs")]
    cache: BTreeMap<(i64, String, String), Vec<Cached>>,
    prepared: BTreeMap<String, Prepared>,
    /// The messages sent by bots, by the ids under which these edit them.
    messages: BTreeMap<String, (i64, ChatKey, i64)>,
}

impl Inline {
    /// The chat and id of the message that `bot` knows as `inline_message_id`.
    pub(crate) fn message(&self, bot: i64, inline_message_id: &str) -> Option<(ChatKey, i64)> {
        let (owner, chat, id) = self.messages.get(inline_message_id)?;
        (*owner == bot).then_some((*chat, *id))
    }

    pub(crate) fn add_message(&mut self, inline_id: String, bot: i64, chat: ChatKey, id: i64) {
        self.messages.insert(inline_id, (bot, chat, id));
    }

    pub(crate) fn answer(&self, query_id: &str) -> Option<&InlineAnswer> {
        let reply = self.queries.get(query_id)?.reply.as_ref()?;
        Some(&reply.answer)
    }

    /// Takes the bot's answer to a query, if it is its own and still waits at `now`.
    pub(crate) fn reply(&mut self, bot: i64, id: &str, reply: Reply, now: Duration) -> bool {
        let waiting = self.queries.get_mut(id).filter(|query| {
            query.bot == bot
                && query.reply.is_none()
                && now.saturating_sub(query.asked_at) <= QUERY_LIFETIME
        });
        let Some(query) = waiting else {
            return false;
        };
        let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let cached = Cached {
            user: reply.answer.is_personal.then_some(query.user),
            until: seconds.saturating_add(reply.answer.cache_time),
            reply: reply.clone(),
        };
        let key = (bot, query.text.clone(), query.offset.clone());
        let entries = self.cache.entry(key).or_default();
        entries.retain(|old| old.until > seconds && old.user != cached.user);
        entries.push(cached);
        query.reply = Some(reply);
        true
    }

    fn cached(&self, query: &Query, now: i64) -> Option<Reply> {
        let key = (query.bot, query.text.clone(), query.offset.clone());
        let entries = self.cache.get(&key)?;
        let fits =
            |entry: &&Cached| entry.until > now && entry.user.is_none_or(|user| user == query.user);
        entries.iter().find(fits).map(|entry| entry.reply.clone())
    }
}

impl State {
    /// `user` types a query for `bot`; returns the query's id. A cached answer is given at once.
    pub(crate) fn user_queries(
        &mut self,
        user: i64,
        bot: i64,
        text: &str,
        offset: &str,
        chat_type: InlineChatType,
    ) -> Result<String, ControlError> {
        if !self.users.contains_key(&user) {
            return Err(ControlError::UnknownUser(user));
        }
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        if text.chars().count() > MAX_QUERY {
            return Err(ControlError::QueryTooLong);
        }
        let mut query = Query {
            user,
            bot,
            text: text.to_owned(),
            offset: offset.to_owned(),
            asked_at: self.clock.now(),
            reply: None,
        };
        query.reply = self.inline.cached(&query, self.clock.unix_time());
        let id = ids::number();
        if query.reply.is_none() {
            let payload = json!({
                "id": id,
                "from": self.member_json(user),
                "query": text,
                "offset": offset,
                "chat_type": chat_type.name(),
            });
            self.push_update(bot, "inline_query", &payload);
        }
        self.inline.queries.insert(id.clone(), query);
        Ok(id)
    }

    /// `user` sends a result of the answer to their query to a chat; returns the message's id.
    pub(crate) fn user_chooses(
        &mut self,
        user: i64,
        query_id: &str,
        result_id: &str,
        chat: ChatKey,
    ) -> Result<i64, ControlError> {
        let query = self.inline.queries.get(query_id);
        let query = query.filter(|query| query.user == user);
        let query = query.ok_or_else(|| ControlError::NoQuery(query_id.to_owned()))?;
        let result = query
            .reply
            .as_ref()
            .and_then(|reply| reply.results.iter().find(|result| result.id == result_id))
            .ok_or_else(|| ControlError::NoResult(result_id.to_owned()))?
            .clone();
        let (bot, text) = (query.bot, query.text.clone());
        let has_keyboard = result.reply_markup.is_some();
        let (id, inline_message_id) = self.send_via(user, bot, result, chat)?;
        let mut payload = json!({
            "result_id": result_id,
            "from": self.member_json(user),
            "query": text,
        });
        // Without an inline keyboard the bot cannot edit the message.
        if has_keyboard {
            payload["inline_message_id"] = json!(inline_message_id);
        }
        self.push_update(bot, "chosen_inline_result", &payload);
        Ok(id)
    }

    /// Sends a result in the name of `user`; returns the message's id, and its id for the bot.
    pub(crate) fn send_via(
        &mut self,
        user: i64,
        bot: i64,
        result: InlineResult,
        chat: ChatKey,
    ) -> Result<(i64, String), ControlError> {
        let content = match result.content {
            ResultContent::Known(content) => content,
            ResultContent::Url(file) => self.fetch_result(*file)?,
        };
        self.user_writes_in(user, chat)?;
        let inline_message_id = ids::base64url(&ids::random_bytes());
        let mut message = Message::new(self, chat, Sender::User(user), content);
        message.via_bot = Some(bot);
        message.inline_message_id = Some(inline_message_id.clone());
        message.reply_markup = result.reply_markup;
        let id = self.add_message(message);
        self.inline
            .add_message(inline_message_id.clone(), bot, chat, id);
        self.tell_bots(chat, id);
        Ok((id, inline_message_id))
    }

    /// The file of a result, if the world has something at its address.
    pub(super) fn fetch_result(&mut self, file: UrlResult) -> Result<Content, ControlError> {
        let UrlResult {
            url,
            kind,
            details,
            caption,
        } = file;
        let Some(upload) = self.web.get(&url).cloned() else {
            return Err(ControlError::NotFetched(url));
        };
        let file = if kind == FileKind::Photo {
            let size = probe::picture(&upload.bytes).ok_or(ControlError::NoPicture)?;
            File::picture(kind, upload.bytes, size)
        } else {
            File::uploaded(kind, upload, details)
        };
        let file = self.files.add(file);
        Ok(Content::Media(Media::new(file, caption)))
    }

    /// Keeps a result that `user` may share; returns its id and when it is forgotten.
    pub(crate) fn prepare_inline(
        &mut self,
        user: i64,
        bot: i64,
        chat_types: Vec<InlineChatType>,
        result: InlineResult,
    ) -> (String, i64) {
        let id = ids::base64url(&ids::random_bytes());
        let expires_at = self.clock.unix_time() + PREPARED_LIFETIME;
        let prepared = Prepared {
            user,
            bot,
            expires_at,
            chat_types,
            result,
        };
        self.inline.prepared.insert(id.clone(), prepared);
        (id, expires_at)
    }

    /// `user` shares a message that a bot prepared for them; returns the message's id.
    pub(crate) fn user_shares(
        &mut self,
        user: i64,
        prepared_id: &str,
        chat: ChatKey,
    ) -> Result<i64, ControlError> {
        let now = self.clock.unix_time();
        let prepared = self
            .inline
            .prepared
            .get(prepared_id)
            .filter(|prepared| prepared.user == user && prepared.expires_at > now)
            .ok_or_else(|| ControlError::NoPrepared(prepared_id.to_owned()))?;
        if !prepared.chat_types.contains(&self.inline_chat_type(chat)) {
            return Err(ControlError::NotForThisChat(chat.id()));
        }
        let (bot, result) = (prepared.bot, prepared.result.clone());
        self.send_via(user, bot, result, chat).map(|(id, _)| id)
    }

    fn inline_chat_type(&self, chat: ChatKey) -> InlineChatType {
        match chat {
            ChatKey::Private { .. } => InlineChatType::Sender,
            ChatKey::Group(id) => match self.groups.get(&id).map(|group| group.kind.name()) {
                Some("channel") => InlineChatType::Channel,
                Some("group") => InlineChatType::Group,
                _ => InlineChatType::Supergroup,
            },
        }
    }
}
