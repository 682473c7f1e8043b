//! The world file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write as _},
};

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    bot::{Bot, id_of_token},
    chat::{ChatKey, Group, GroupType},
    game::NO_PICTURE,
    gift::GiftKind,
    member::Status,
    state::State,
    user::User,
};

/// What is wrong with a world file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {path}{colon}{message}", colon = if path.is_empty() { "" } else { ": " })]
pub struct WorldError {
    line: usize,
    path: String,
    message: String,
}

impl WorldError {
    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    pub(super) fn of_file(text: &str, key: &str, message: impl Into<String>) -> Self {
        let path: Vec<Step<'_>> = key.split('.').map(Key).collect();
        Self {
            line: line_of(text, &path),
            path: key.to_owned(),
            message: message.into(),
        }
    }

    pub(super) fn of_json(path: &str, error: &serde_json::Error) -> Self {
        wrong_json(path, error)
    }

    /// The key, such as `chats[0].members[1]`; empty for the file as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorldFile {
    bots: Vec<BotEntry>,
    #[serde(default)]
    users: Vec<UserEntry>,
    #[serde(default)]
    chats: Vec<ChatEntry>,
    #[serde(default)]
    gifts: Vec<GiftEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GiftEntry {
    id: String,
    star_count: u32,
    upgrade_star_count: Option<u32>,
    total_count: Option<u32>,
    #[serde(default = "gift_emoji")]
    emoji: String,
}

fn gift_emoji() -> String {
    "🎁".into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GameEntry {
    short_name: String,
    title: String,
    #[serde(default)]
    description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BotEntry {
    token: String,
    username: String,
    first_name: String,
    /// Part of the format; invoices take any provider token.
    #[serde(rename = "payment_provider_token")]
    _payment_provider_token: Option<String>,
    #[serde(default)]
    games: Vec<GameEntry>,
    #[serde(default)]
    is_verifier: bool,
    #[serde(default)]
    privacy_mode: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    id: i64,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    #[serde(default)]
    is_premium: bool,
    language_code: Option<String>,
    phone_number: Option<String>,
    #[serde(default)]
    hides_forwards: bool,
    personal_chat: Option<i64>,
    #[serde(default)]
    started: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChatEntry {
    id: i64,
    #[serde(rename = "type")]
    kind: GroupType,
    title: String,
    username: Option<String>,
    #[serde(default)]
    is_forum: bool,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    admins: Vec<String>,
    owner: Option<String>,
    linked_chat_id: Option<i64>,
    direct_messages_chat_id: Option<i64>,
}

/// The ids of chats with the direct messages of a channel.
const DIRECT_MESSAGES_IDS: std::ops::RangeInclusive<i64> = -4_000_000_000_000..=-2_002_147_483_650;

/// One step from a value to a value in it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

use Step::{Index, Key};

/// A mistake of meaning; its line is looked up afterwards.
struct Mistake {
    path: String,
    line: usize,
    message: String,
}

/// Reads the text of a world file.
pub(super) fn read(text: &str) -> Result<State, WorldError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let file: WorldFile = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        wrong_json(&path, error.inner())
    })?;
    deserializer.end().map_err(|error| wrong_json("", &error))?;
    Reader {
        text,
        names: BTreeMap::new(),
        personal_chats: Vec::new(),
        state: State::default(),
    }
    .read(file)
    .map_err(
        |Mistake {
             path,
             line,
             message,
         }| WorldError {
            line,
            path,
            message,
        },
    )
}

fn wrong_json(path: &str, error: &serde_json::Error) -> WorldError {
    let message = error.to_string();
    // The position is told apart; the column helps nobody.
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or(&message)
        .to_owned();
    // `.` is the whole file, `?` a part that is no JSON.
    let path = path.trim_end_matches(['.', '?']).to_owned();
    WorldError {
        line: error.line().max(1),
        path,
        message,
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Who has which username, in lower case.
    names: BTreeMap<String, i64>,
    /// The channels that profiles show, by the places of their people.
    personal_chats: Vec<(usize, i64)>,
    state: State,
}

impl Reader<'_> {
    fn read(mut self, file: WorldFile) -> Result<State, Mistake> {
        if file.bots.is_empty() {
            return Err(self.mistake(&[Key("bots")], "a world needs at least one bot"));
        }
        for (place, bot) in file.bots.into_iter().enumerate() {
            self.bot(place, bot)?;
        }
        for (place, user) in file.users.into_iter().enumerate() {
            self.user(place, user)?;
        }
        let mut links = Vec::new();
        for (place, chat) in file.chats.into_iter().enumerate() {
            links.extend(chat.linked_chat_id.map(|linked| (place, chat.id, linked)));
            self.chat(place, chat)?;
        }
        for (place, channel, group) in links {
            self.link(place, channel, group)?;
        }
        self.check_personal_chats()?;
        for (place, gift) in file.gifts.into_iter().enumerate() {
            self.gift(place, gift)?;
        }
        Ok(self.state)
    }

    fn check_personal_chats(&self) -> Result<(), Mistake> {
        for (place, id) in &self.personal_chats {
            if !self.state.is_channel(ChatKey::Group(*id)) {
                let path = [Key("users"), Index(*place), Key("personal_chat")];
                return Err(self.mistake(&path, format!("no channel has the id {id}")));
            }
        }
        Ok(())
    }

    fn games(&mut self, place: usize, bot: i64, games: Vec<GameEntry>) -> Result<(), Mistake> {
        for (index, game) in games.into_iter().enumerate() {
            let GameEntry {
                short_name,
                title,
                description,
            } = game;
            let photo = Bytes::from_static(NO_PICTURE);
            let added = self
                .state
                .add_game(bot, &short_name, &title, &description, photo);
            added.map_err(|error| {
                let path = [Key("bots"), Index(place), Key("games"), Index(index)];
                self.mistake(&path, error.to_string())
            })?;
        }
        Ok(())
    }

    fn bot(&mut self, place: usize, bot: BotEntry) -> Result<(), Mistake> {
        let at = |key| [Key("bots"), Index(place), Key(key)];
        let Some(id) = id_of_token(&bot.token) else {
            return Err(self.mistake(
                &at("token"),
                "a token is a positive number, a colon and a secret, such as \"42:EMULATOR\"",
            ));
        };
        if self.state.bot(id).is_some() {
            return Err(self.mistake(&at("token"), format!("another bot has the id {id} already")));
        }
        self.name(&at("username"), &bot.username, id)?;
        let (is_verifier, has_privacy_mode) = (bot.is_verifier, bot.privacy_mode);
        let games = bot.games;
        let mut bot = Bot::new(id, bot.token, bot.username, bot.first_name);
        bot.is_verifier = is_verifier;
        bot.has_privacy_mode = has_privacy_mode;
        self.state.bots.push(bot);
        self.games(place, id, games)
    }

    fn user(&mut self, place: usize, user: UserEntry) -> Result<(), Mistake> {
        let at = |key| [Key("users"), Index(place), Key(key)];
        if !(1..1 << 40).contains(&user.id) {
            return Err(self.mistake(&at("id"), "a user's id is a number from 1 to 2^40 - 1"));
        }
        if self.state.users.contains_key(&user.id) || self.state.bot(user.id).is_some() {
            let message = format!("another user or bot has the id {} already", user.id);
            return Err(self.mistake(&at("id"), message));
        }
        if let Some(username) = &user.username {
            self.name(&at("username"), username, user.id)?;
        }
        let mut started = BTreeSet::new();
        for (index, name) in user.started.iter().enumerate() {
            let id = self
                .names
                .get(&name.to_lowercase())
                .filter(|id| self.state.bot(**id).is_some());
            let Some(id) = id else {
                let path = [Key("users"), Index(place), Key("started"), Index(index)];
                return Err(self.mistake(&path, format!("no bot is called {name:?}")));
            };
            started.insert(*id);
        }
        if let Some(channel) = user.personal_chat {
            self.personal_chats.push((place, channel));
        }
        self.state.users.insert(
            user.id,
            User {
                id: user.id,
                first_name: user.first_name,
                last_name: user.last_name,
                is_premium: user.is_premium,
                username: user.username,
                language_code: user.language_code,
                phone_number: user.phone_number,
                hides_forwards: user.hides_forwards,
                personal_chat: user.personal_chat,
                started,
                blocked: BTreeSet::new(),
            },
        );
        Ok(())
    }

    fn chat(&mut self, place: usize, chat: ChatEntry) -> Result<(), Mistake> {
        let at = |key| [Key("chats"), Index(place), Key(key)];
        if !chat.kind.has_id(chat.id) {
            let range = match chat.kind {
                GroupType::Group => "between -999999999999 and -1",
                GroupType::Supergroup | GroupType::Channel => {
                    "between -1997852516352 and -1000000000001"
                }
            };
            let message = format!("the id of a {} is {range}", chat.kind.name());
            return Err(self.mistake(&at("id"), message));
        }
        if self.state.groups.contains_key(&chat.id) {
            let message = format!("another chat has the id {} already", chat.id);
            return Err(self.mistake(&at("id"), message));
        }
        if let Some(username) = &chat.username {
            self.name(&at("username"), username, chat.id)?;
        }
        let members = self.people(place, "members", &chat.members)?;
        let admins = self.people(place, "admins", &chat.admins)?;
        let mut group = Group::new(chat.id, chat.kind, chat.title);
        group.username = chat.username;
        group.is_forum = chat.is_forum;
        let members = members.into_iter().map(|id| (id, Status::Member));
        group.statuses.extend(members);
        let admins = admins.into_iter();
        let admins = admins.map(|id| (id, Status::full_administrator()));
        group.statuses.extend(admins);
        if let Some(owner) = &chat.owner {
            let id = self.names.get(&owner.to_lowercase()).copied();
            let Some(id) = id.filter(|id| self.state.users.contains_key(id)) else {
                return Err(self.mistake(&at("owner"), format!("no user is called {owner:?}")));
            };
            group.statuses.insert(id, Status::owner());
        }
        if let Some(id) = chat.direct_messages_chat_id {
            let direct = self.direct_messages(&at("direct_messages_chat_id"), &group, id)?;
            self.state.groups.insert(id, direct);
        }
        self.state.groups.insert(chat.id, group);
        Ok(())
    }

    /// The chat of a channel's direct messages, in which its administrators answer.
    fn direct_messages(
        &self,
        path: &[Step<'_>],
        channel: &Group,
        id: i64,
    ) -> Result<Group, Mistake> {
        if channel.kind != GroupType::Channel
            || !DIRECT_MESSAGES_IDS.contains(&id)
            || self.state.groups.contains_key(&id)
        {
            let message = "a channel's direct messages have an id of their own between \
                           -4000000000000 and -2002147483650";
            return Err(self.mistake(path, message));
        }
        let mut chat = Group::new(id, GroupType::Supergroup, channel.title.clone());
        chat.direct_messages_of = Some(channel.id);
        let admins = channel.statuses.iter();
        let admins = admins.filter(|(_, status)| status.is_admin());
        chat.statuses
            .extend(admins.map(|(id, status)| (*id, status.clone())));
        Ok(chat)
    }

    fn gift(&mut self, place: usize, gift: GiftEntry) -> Result<(), Mistake> {
        if gift.id.is_empty() || self.state.gifts.kinds.contains_key(&gift.id) {
            let path = [Key("gifts"), Index(place), Key("id")];
            return Err(self.mistake(&path, "a gift has an id of its own"));
        }
        let kind = GiftKind {
            id: gift.id,
            star_count: gift.star_count.into(),
            upgrade_star_count: gift.upgrade_star_count.map(i64::from),
            total_count: gift.total_count.map(i64::from),
            remaining_count: gift.total_count.map_or(0, i64::from),
            sticker: 0,
        };
        self.state.add_gift_kind(kind, &gift.emoji);
        Ok(())
    }

    /// Makes a supergroup the discussion group of a channel.
    fn link(&mut self, place: usize, channel: i64, group: i64) -> Result<(), Mistake> {
        let kind = |id: i64| self.state.groups.get(&id).map(|chat| chat.kind);
        let are_kinds =
            kind(channel) == Some(GroupType::Channel) && kind(group) == Some(GroupType::Supergroup);
        if !are_kinds {
            let path = [Key("chats"), Index(place), Key("linked_chat_id")];
            let message = "a channel has a supergroup of this file as its discussion group";
            return Err(self.mistake(&path, message));
        }
        for (own, other) in [(channel, group), (group, channel)] {
            if let Some(chat) = self.state.groups.get_mut(&own) {
                chat.linked_chat = Some(other);
            }
        }
        Ok(())
    }

    fn people(&self, place: usize, key: &str, names: &[String]) -> Result<BTreeSet<i64>, Mistake> {
        let mut ids = BTreeSet::new();
        for (index, name) in names.iter().enumerate() {
            let id = self.names.get(&name.to_lowercase()).filter(|id| **id > 0);
            let Some(id) = id else {
                let path = [Key("chats"), Index(place), Key(key), Index(index)];
                return Err(self.mistake(&path, format!("no user or bot is called {name:?}")));
            };
            ids.insert(*id);
        }
        Ok(ids)
    }

    fn name(&mut self, path: &[Step<'_>], name: &str, id: i64) -> Result<(), Mistake> {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if name.is_empty() || !name.bytes().all(is_name) {
            let message = format!("{name:?} is no username: it has letters, digits and _ only");
            return Err(self.mistake(path, message));
        }
        if self.names.insert(name.to_lowercase(), id).is_some() {
            let message = format!("the username {name:?} is taken already");
            return Err(self.mistake(path, message));
        }
        Ok(())
    }

    fn mistake(&self, steps: &[Step<'_>], message: impl Into<String>) -> Mistake {
        let path = PathText(steps).to_string();
        Mistake {
            path,
            line: line_of(self.text, steps),
            message: message.into(),
        }
    }
}

struct PathText<'a>(&'a [Step<'a>]);

impl fmt::Display for PathText<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Index(index) => write!(formatter, "[{index}]")?,
                Key(key) => {
                    if place > 0 {
                        formatter.write_char('.')?;
                    }
                    formatter.write_str(key)?;
                }
            }
        }
        Ok(())
    }
}

/// The line on which the value at the end of the path begins.
fn line_of(text: &str, steps: &[Step<'_>]) -> usize {
    let mut value = text;
    for step in steps {
        let inner = match step {
            Key(key) => serde_json::from_str::<BTreeMap<String, &RawValue>>(value)
                .ok()
                .and_then(|members| members.get(*key).map(|value| value.get())),
            Index(index) => serde_json::from_str::<Vec<&RawValue>>(value)
                .ok()
                .and_then(|items| items.get(*index).map(|value| value.get())),
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    // Every inner value is a part of the text, so the addresses tell where it begins.
    let offset = value.as_ptr().addr() - text.as_ptr().addr();
    1 + text[..offset].matches('\n').count()
}
