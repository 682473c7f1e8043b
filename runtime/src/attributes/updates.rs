//! Handlers of updates.

/// Makes a function the handler of a command.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Adds two numbers.
/// #[command]
/// async fn add(a: i64, b: i64) -> String {
///     (a + b).to_string()
/// }
///
/// /// Mutes a member.
/// ///
/// /// Longer help: shown by `/help mute`.
/// #[command(alias = "m", chat = group)]
/// async fn mute(who: String, minutes: Option<u32>, reason: Rest) -> Html {
///     let until = minutes.map_or("for ever".to_owned(), |minutes| format!("for {minutes} min"));
///     Html::new(format!("<b>{}</b> is silent {until}: {}", Html::escape(who), Html::escape(reason)))
/// }
/// ```
///
/// The function stays callable as it is written. A parameter is either taken from the update (see
/// [`extract`](crate::extract)) or an argument of the command; its type says which. Arguments that are
/// wrong or missing are answered with what is wrong and the usage line:
/// `add: "x" is not a whole number; usage: /add <a> <b>`. Quotes keep words together. Optional
/// arguments give words back that later ones need: `/mute bob because of spam` fills `reason`.
///
/// The first paragraph of the documentation is what Telegram's menu shows: 1-256 characters
/// ([BotCommand](https://core.telegram.org/bots/api#botcommand)). `/help` and `/help NAME` come for
/// free unless the bot has a command `help`.
///
/// Commands are read from the beginning of a text or caption, in any case. `/add@this_bot` is heard,
/// and a command for another bot is heard by no handler but those that observe.
///
/// | key | |
/// |---|---|
/// | `name = "ban"` | the command; default: the function's name. 1-32 of `a-z`, `0-9`, `_` |
/// | `alias = "b"`, `aliases = ["b", "kick"]` | more names, which the menu does not show |
/// | `chat = private \| group \| supergroup \| channel` | where it is heard; `group` means supergroups too |
/// | `kinds = message \| channel_post` | the kinds of update it is heard in; default: `message` |
/// | `if = function` | heard only if the function says so: see [`Condition`](crate::route::Condition) |
/// | `guard = is_admin` | asked before it runs: see [`guard`](crate::guard) |
/// | `around = audit` | runs around it: see [`around`](crate::around) |
/// | `priority = 10` | higher goes first; default 0 |
/// | `description = "…"` | for the menu, instead of the documentation |
/// | `describe = "key"` | the message of the locale files that describes it, in each language: see [`t!`](crate::t) |
/// | `hidden` | stays out of the menu and of `/help`, and needs no description |
pub use botwright_macros::command;

/// Makes a function the handler of messages that pass a filter.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_message(regex = r"(?i)^order (?<id>\d+)$")]
/// async fn order(id: u64) -> String {
///     format!("looking for {id}")
/// }
///
/// #[on_message(photo | document, chat = private)]
/// async fn file() -> &'static str {
///     "Thank you for the file"
/// }
///
/// fn is_spam(m: &Message) -> bool {
///     m.entities.as_ref().is_some_and(|entities| entities.len() > 50)
/// }
///
/// #[on_message(if = is_spam, priority = 10)]
/// async fn spam(m: &Message) -> Delete {
///     Delete(m.id())
/// }
/// ```
///
/// The filter names contents of messages (`text`, `photo`, `new_chat_members`, …, as the fields of
/// [Message](https://core.telegram.org/bots/api#message)) and kinds of update (`edited_message`, …)
/// joined by `|`, `&`, `!` and brackets. It listens to the kinds it names, or that can pass it, and to
/// `message` when it names none: `photo & (message | edited_message)`.
///
/// | key | |
/// |---|---|
/// | `text = "ping"` | messages with exactly this text or caption |
/// | `regex = r"…"` | messages in whose text or caption the pattern is found; its named groups are the parameters of the same names |
/// | `chat = private \| group \| supergroup \| channel` | where it is heard; `group` means supergroups too |
/// | `if = function` | heard only if the function says so: see [`Condition`](crate::route::Condition) |
/// | `guard = is_admin` | asked before it runs: see [`guard`](crate::guard) |
/// | `around = audit` | runs around it: see [`around`](crate::around) |
/// | `priority = 10` | higher goes first; default 0 |
/// | `observe` | runs beside the handler of the message, whoever that is |
///
/// Every named group needs a parameter, and every parameter that is not taken from the message a
/// group. A group that does not fit its parameter, such as a number too long, is no match.
pub use botwright_macros::on_message;

/// Makes a function the handler of albums: all messages of one album in one call.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_album(chat = private)]
/// async fn album(items: Album) -> String {
///     format!("{} items: {}", items.len(), items.caption().unwrap_or("no caption"))
/// }
/// ```
///
/// Telegram sends each item as an update of its own. They are held back until something else of their chat
/// comes, until there are 10, or for a second after the last one; all of them stay unconfirmed until they
/// are handled. `&Message` and the like are those of the first item. An album that no handler of albums
/// takes, and every album of a bot without one, is handled one message at a time. Handlers that observe
/// see each message in any case. An album goes to its handler also while a dialogue waits for an answer.
///
/// Without kinds it hears `message`; `#[on_album(channel_post)]` hears that kind. The keys `chat`, `if`
/// and `priority` are those of [`on_message`](crate::on_message).
pub use botwright_macros::on_album;

/// Makes a function the handler of kinds of update.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_update(message_reaction, my_chat_member, observe)]
/// async fn watch(update: &Update) {
///     println!("{}", update.update_id);
/// }
/// ```
///
/// The names are those of [Update](https://core.telegram.org/bots/api#update)'s fields; `any` stands
/// for all of them. What handlers listen to is what Telegram is asked for.
///
/// The keys `chat`, `if`, `priority` and `observe` are those of [`on_message`](crate::on_message).
pub use botwright_macros::on_update;

/// Makes a function the handler of whatever no other handler took.
///
/// ```
/// use botwright::prelude::*;
///
/// #[fallback]
/// async fn unknown() -> &'static str {
///     "Try /help"
/// }
/// ```
///
/// Without kinds it hears messages; `#[fallback(message, callback_query)]` hears these kinds. Service
/// messages (somebody joined, a title changed) do not reach it. The keys `chat`, `if` and `priority`
/// are those of [`on_message`](crate::on_message).
pub use botwright_macros::fallback;

/// Makes a function the handler of changes of a chat's members: who joined, left, was promoted and so on.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_member(joined, chat = group)]
/// async fn welcome(change: MemberChange<'_>) -> String {
///     format!("Welcome, {}!", change.user().first_name)
/// }
///
/// #[on_member(my_chat_member & promoted)]
/// async fn thanks(change: MemberChange<'_>) -> String {
///     format!("{} made me an administrator", change.by().first_name)
/// }
/// ```
///
/// The filter names changes, as [`Change`](crate::Change) lists them, joined by `|`, `&`, `!` and brackets.
/// It is about other members (`chat_member`) unless it names `my_chat_member`, which is about the bot itself:
/// `my_chat_member & banned` in a private chat says that the user blocked the bot.
///
/// Telegram tells a bot of other members only in chats whose administrator it is
/// ([Update](https://core.telegram.org/bots/api#update)); service messages
/// ([`NewChatMembers`](crate::extract::NewChatMembers)) come to every member, but not in large groups.
///
/// | key | |
/// |---|---|
/// | `chat`, `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`](crate::on_message) |
pub use botwright_macros::on_member;

/// Makes a function the handler of requests to join a chat.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_join_request]
/// async fn door(user: &User) -> Admission {
///     (user.username.is_some()).into()
/// }
/// ```
///
/// It returns an [`Admission`](crate::Admission): `Approve` or `Decline`, also by a `bool`. Texts go to whoever
/// wants to join, not to the chat; give them before the decision, after which the bot may not write to
/// somebody who has not started it. Telegram tells administrators with the right to invite users.
///
/// | key | |
/// |---|---|
/// | `chat`, `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`](crate::on_message) |
pub use botwright_macros::on_join_request;

/// Makes a function the handler of reactions to messages.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_reaction("👍" | "🔥")]
/// async fn liked(user: &User) -> String {
///     format!("{} likes it", user.first_name)
/// }
///
/// #[on_reaction(observe)]
/// async fn count(reactions: Reactions<'_>) {
///     println!("{} more, {} less", reactions.added().count(), reactions.removed().count());
/// }
/// ```
///
/// With emoji it runs when one of them was added; a word that is no reaction does not compile. Telegram tells
/// a bot of reactions only in chats whose administrator it is, and not of those that bots set
/// ([Update](https://core.telegram.org/bots/api#update)). Anonymous reactions are counted by
/// `#[on_update(message_reaction_count)]`.
///
/// | key | |
/// |---|---|
/// | `chat`, `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`](crate::on_message) |
pub use botwright_macros::on_reaction;
