//! Who and what a test's world holds.

use serde_json::{Value, json};

use super::options::Options;

/// The token of the bot.
pub(super) const TOKEN: &str = "42:TEST";
/// The bot's user id.
pub(super) const BOT: i64 = 42;
/// The bot's username.
const BOT_NAME: &str = "test_bot";

/// The names of those who have none, in order.
const NAMES: &[&str] = &[
    "Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gwen", "Hugo", "Iris", "Jack", "Kim", "Lars",
];

/// A person of the test.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: i64,
    pub(super) name: String,
    username: String,
    language: Option<&'static str>,
    admin: bool,
    outside: bool,
}

/// A group or channel of the test.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) id: i64,
    pub(super) title: String,
    options: Options,
}

/// Who and what the world of a test will hold.
#[derive(Debug, Default)]
pub struct Plan {
    pub(super) people: Vec<Person>,
    pub(super) groups: Vec<Group>,
}

impl Plan {
    /// One more person.
    pub(super) fn person(&mut self, options: Options) {
        let place = self.people.len();
        let taken = |name: &str| self.people.iter().any(|person| person.name == name);
        let name = options.name.map_or_else(
            || {
                let free = NAMES.iter().find(|name| !taken(name));
                free.map_or_else(
                    || format!("Person {}", place + 1),
                    |name| (*name).to_owned(),
                )
            },
            str::to_owned,
        );
        let username = options.username.map_or_else(
            || {
                let plain = name.to_lowercase();
                let plain = plain.chars().filter(char::is_ascii_alphanumeric);
                // Usernames have at least five characters, so people who chose none get a number.
                format!("{}_{:03}", plain.collect::<String>(), place + 1)
            },
            str::to_owned,
        );
        self.people.push(Person {
            id: 1001 + i64::try_from(place).unwrap_or_default(),
            name,
            username,
            language: options.language,
            admin: options.admin,
            outside: options.outside,
        });
    }

    /// One more group.
    pub(super) fn group(&mut self, options: Options) {
        let place = i64::try_from(self.groups.len()).unwrap_or_default();
        let (id, kind) = if options.basic {
            (-101 - place, "Group")
        } else if options.channel {
            (-1_000_000_000_101 - place, "Channel")
        } else {
            (-1_000_000_000_101 - place, "Supergroup")
        };
        let title = options
            .title
            .map_or_else(|| format!("{kind} {}", place + 1), str::to_owned);
        self.groups.push(Group { id, title, options });
    }

    /// The world file.
    pub(super) fn world(&self) -> Value {
        let users = self.people.iter().map(|person| {
            let mut user = json!({
                "id": person.id,
                "first_name": person.name,
                "username": person.username,
                "started": [BOT_NAME],
            });
            if let Some(language) = person.language {
                user["language_code"] = json!(language);
            }
            user
        });
        let names = |admins: bool| {
            let people = self
                .people
                .iter()
                .filter(move |person| !person.outside && (!admins || person.admin));
            people.map(|person| person.username.as_str())
        };
        let chats = self.groups.iter().map(|group| {
            let options = group.options;
            let kind = match (options.basic, options.channel) {
                (true, _) => "group",
                (_, true) => "channel",
                _ => "supergroup",
            };
            let bot_is_in = !options.outside;
            let bot_is_admin = bot_is_in && (options.admin || options.channel);
            json!({
                "id": group.id,
                "type": kind,
                "title": group.title,
                "is_forum": options.forum,
                "members": names(false).chain(bot_is_in.then_some(BOT_NAME)).collect::<Vec<_>>(),
                "admins": names(true).chain(bot_is_admin.then_some(BOT_NAME)).collect::<Vec<_>>(),
            })
        });
        json!({
            "bots": [{"token": TOKEN, "username": BOT_NAME, "first_name": "Bot"}],
            "users": users.collect::<Vec<_>>(),
            "chats": chats.collect::<Vec<_>>(),
        })
    }
}
