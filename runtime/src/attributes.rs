//! The attributes, with their documentation.

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
/// | `guard = is_admin` | asked before it runs: see [`guard`] |
/// | `around = audit` | runs around it: see [`around`] |
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
/// | `guard = is_admin` | asked before it runs: see [`guard`] |
/// | `around = audit` | runs around it: see [`around`] |
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
/// and `priority` are those of [`on_message`].
pub use botwright_macros::on_album;

/// Makes a function the handler of a button.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Callback)]
/// enum Cart { Add { sku: u32, n: u8 }, Clear }
///
/// #[on_callback(Cart::Add { sku, n })]
/// async fn add_item(sku: u32, n: u8) -> Edit {
///     Edit::text(format!("{n} of {sku}"))
/// }
///
/// #[on_callback(Cart::Clear, chat = private)]
/// async fn clear() -> Toast {
///     Toast::new("Cleared")
/// }
/// ```
///
/// The pattern names the variant, and the fields that the parameters of the same names take;
/// `sku: id` gives the field to the parameter `id`, and `..` stands for fields that nobody takes. The
/// handlers of an enum are in its own crate. Two handlers of one variant do not compile.
///
/// Data that are no value of the enum, since they were made by another version of it, cut or forged,
/// are answered with "This button is out of date." A press that the handler and its replies do not
/// answer is answered after it, so that the user's app stops waiting.
///
/// The keys `chat`, `if` and `priority` are those of [`on_message`].
pub use botwright_macros::on_callback;

/// Makes the values of an enum the data of buttons; see
/// [the guide](crate::guide::buttons).
///
/// ```
/// use botwright::prelude::*;
/// use botwright::ids::UserId;
///
/// #[derive(Callback)]
/// enum Vote {
///     For { who: UserId, #[callback(max = 20)] note: Option<String> },
///     Against,
/// }
/// assert!(Vote::MAX_LEN <= 64);
/// ```
///
/// Variants have named fields or none. A variant whose data can exceed the 64 bytes of
/// [InlineKeyboardButton](https://core.telegram.org/bots/api#inlinekeyboardbutton) does not compile.
///
/// | key | where | |
/// |---|---|---|
/// | `exhaustive` | enum | every variant has an [`on_callback`], or it does not compile |
/// | `max = 20` | text | the most bytes of the text |
pub use botwright_macros::Callback;

/// Makes an enum a dialogue: each variant is a state, kept until the user's answer comes. It needs serde's
/// traits. See [the guide](crate::guide::dialogues).
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// #[dialogue(ttl = "2 days", key = user_in_chat, version = 2, migrate = from_1)]
/// enum Signup { AskName, AskAge { name: String } }
///
/// fn from_1(version: u32, stored: serde_json::Value) -> Option<Signup> {
///     (version == 1 && stored == "Name").then_some(Signup::AskName)
/// }
/// ```
///
/// Variants have named fields or none.
///
/// | key | |
/// |---|---|
/// | `key = chat \| user \| user_in_chat \| topic` | whose it is; default: `user_in_chat` |
/// | `ttl = "2 days"` | how long a state waits; default: for ever |
/// | `name = "signup"` | the name it is kept under; default: the enum's |
/// | `version = 2` | raised with a change that old states do not survive; default: 1 |
/// | `migrate = function` | gives a state of another version as one of this |
///
/// A stored state that fits no more goes to [`on_stale`], or is answered and removed.
pub use botwright_macros::Dialogue;

/// Makes a function the handler of what comes while a state of a dialogue is active.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// enum Order { Photo, Confirm { file: String } }
///
/// #[derive(Callback)]
/// enum Answer { Yes, No }
///
/// #[on_state(Order::Photo, document)]
/// async fn file(m: &Message) -> (&'static str, InlineKeyboard, Goto<Order>) {
///     let file = m.document.as_ref().map(|it| it.file_id.to_string()).unwrap_or_default();
///     let buttons = keyboard![["Yes" => Answer::Yes, "No" => Answer::No]];
///     ("Send it?", buttons, Goto(Order::Confirm { file }))
/// }
///
/// #[on_state(Order::Photo)]
/// async fn no_file() -> &'static str {
///     "A file, please"
/// }
///
/// #[on_state(Order::Confirm { file }, callback = Answer::Yes)]
/// async fn yes(file: String) -> (Edit, Done<Order>) {
///     (Edit::text(format!("Sent {file}")), Done::new())
/// }
///
/// #[on_state(Order::Confirm { .. }, callback = Answer::No)]
/// async fn no() -> (&'static str, Goto<Order>) {
///     ("Another file?", Goto(Order::Photo))
/// }
///
/// #[on_state(Order::_, command = "cancel")]
/// async fn cancel() -> (&'static str, Done<Order>) {
///     ("Cancelled", Done::new())
/// }
/// ```
///
/// The first part names the state, and the fields that the parameters of the same names take; `_` stands
/// for every state. A filter of messages may follow, as in [`on_message`]; without one the handler takes
/// every message that somebody wrote.
///
/// | key | |
/// |---|---|
/// | `command = "cancel"` | a command, before the bot's commands of that name |
/// | `callback = Answer::Yes` | a press of this button, with its fields as in [`on_callback`] |
/// | `text = "…"`, `regex = r"…"` | as in [`on_message`] |
/// | `chat`, `if`, `priority` | as in [`on_message`] |
///
/// Commands of the bot go to their handlers while a state is active, and the state stays: `/help` is no
/// answer to "Your name?". Only `command = …` takes them. A state's other handlers come before those of
/// exact texts, patterns and contents; among them those with a filter come first. A button that is
/// pressed outside of its state is answered as out of date.
///
/// Two handlers of one state without anything that narrows them do not compile, and a state that nobody
/// handles keeps the bot from starting.
pub use botwright_macros::on_state;

/// Makes a function the handler of a dialogue's stored state that fits no more: made by another version
/// of the enum, and not migrated. The state is removed, whatever the handler does.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Dialogue, Serialize, Deserialize)]
/// enum Signup { AskName }
/// # #[on_state(Signup::AskName)] async fn name() {}
///
/// #[on_stale(Signup)]
/// async fn stale() -> (&'static str, Goto<Signup>) {
///     ("Let's begin again: your name?", Goto(Signup::AskName))
/// }
/// ```
///
/// `#[on_stale(talk)]` is told of every [conversation](crate::talk) whose handler asks something else than
/// it did, or is gone.
///
/// Without one the answer is "This conversation is out of date and starts anew." Commands and buttons of
/// the bot still go to their handlers. The keys `chat`, `if` and `priority` are those of [`on_message`].
pub use botwright_macros::on_stale;

/// Makes a type a session: kept between updates, taken as
/// [`Session<T>`](struct@crate::Session). It needs `Default` and serde's traits.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// #[session(key = user, ttl = "30 days")]
/// struct Basket {
///     items: Vec<u32>,
/// }
/// ```
///
/// | key | |
/// |---|---|
/// | `key = user \| chat \| user_in_chat \| topic` | whose it is; default: `user` |
/// | `ttl = "30 days"` | how long it is kept after it was last used; default: for ever |
/// | `name = "Basket"` | the name it is kept under; default: the type's |
pub use botwright_macros::Session;

/// Makes an enum or a struct an argument of commands.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(FromArg)]
/// enum Light {
///     Red,
///     Green,
///     #[arg(rename = "off", alias = "dark")]
///     Nothing,
/// }
///
/// #[derive(FromArg)]
/// struct Point { x: i32, y: i32 }
///
/// /// Sets a light: `/light green 3 4`.
/// #[command]
/// async fn light(light: Light, at: Point) -> String {
///     let colour = match light {
///         Light::Red => "red",
///         Light::Green => "green",
///         Light::Nothing => "dark",
///     };
///     format!("{}:{} is {colour}", at.x, at.y)
/// }
/// ```
///
/// An enum is one of several words, in any case: the names of its variants in `snake_case`, also with
/// hyphens. The usage line shows them: `/light <red|green|off> <x y>`. A struct with one field is what
/// its field is; one with several is a word for each.
///
/// | key | where | |
/// |---|---|---|
/// | `rename = "off"` | variant | the word, instead of the variant's name |
/// | `alias = "dark"` | variant | another word, which the usage line does not show |
pub use botwright_macros::FromArg;

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
/// The keys `chat`, `if`, `priority` and `observe` are those of [`on_message`].
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
/// are those of [`on_message`].
pub use botwright_macros::fallback;

/// Makes a function a guard: it decides whether handlers run.
///
/// ```
/// use botwright::prelude::*;
///
/// struct Db;
/// # impl Db { async fn is_admin(&self, user: botwright::ids::UserId) -> bool { user == 1.into() } }
///
/// #[guard(otherwise = "Admins only")]
/// async fn is_admin(user: &User, db: State<Db>) -> bool {
///     db.is_admin(user.id).await
/// }
///
/// /// Restarts the service.
/// #[command(guard = is_admin)]
/// async fn restart() -> &'static str {
///     "Restarting"
/// }
/// ```
///
/// Its parameters are taken from the update like a handler's; what the update does not have makes the
/// guard say no. It returns `bool`, or `Result<bool, E>`: an error, or a panic, is one of the handler.
///
/// Handlers name it by `guard = is_admin`, several by `guard = is_admin & is_awake`, and
/// [`bot::scope!`](crate::bot::scope) does for whole modules. Guards are asked before anything else,
/// those of outer scopes first. The compiler says "expected type, found function" of a name whose function
/// has no `#[guard]`: next to it stands a type of the same name, so that an import brings both.
///
/// | key | |
/// |---|---|
/// | `otherwise = "…"` | what the user is told when the guard says no, by an alert when a button was pressed; the update is handled with that. Without it the next handler is tried |
pub use botwright_macros::guard;

/// Makes a function run around handlers.
///
/// ```
/// use std::time::Instant;
///
/// use botwright::prelude::*;
///
/// #[around]
/// async fn timed(next: Next, cx: Cx) -> Outcome {
///     let start = Instant::now();
///     let outcome = next.run(cx).await;
///     println!("{outcome:?} after {:?}", start.elapsed());
///     outcome
/// }
///
/// /// Says hello.
/// #[command(around = timed)]
/// async fn hello() -> &'static str {
///     "Hello!"
/// }
/// ```
///
/// One parameter is [`Next`](crate::Next), the way to the handler; the others are taken from the update.
/// It returns the outcome of the handler, or one of its own: without [`Next::run`](crate::Next::run) the
/// handler does not run. Any reply may be returned as well.
///
/// Handlers name it by `around = timed`, several by `around = outer & inner`, and
/// [`bot::scope!`](crate::bot::scope) does for whole modules: a scope in the root of the crate holds for
/// all of its handlers. The outermost scope's runs first, after the guards have agreed.
pub use botwright_macros::around;

/// Makes a function handle the errors of handlers.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Debug)]
/// struct DbError;
/// # impl std::fmt::Display for DbError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("down") }
/// # }
/// # impl std::error::Error for DbError {}
///
/// #[on_error(DbError)]
/// async fn db_down(error: &DbError) -> String {
///     format!("The storage is down: {error}")
/// }
///
/// #[on_error(Panic)]
/// async fn broken() -> &'static str {
///     "That was a mistake of ours"
/// }
///
/// #[on_error]
/// async fn others(error: &HandlerError, user: Option<&User>) {
///     eprintln!("{} failed for {:?}", error.handler(), user.map(|user| user.id));
/// }
/// ```
///
/// An error of a handler, of its guards, of its parameters or of what runs around it, a
/// [`Panic`](crate::Panic), or a reply that could not be sent
/// ([`client::Error`](crate::client::Error)), goes to the nearest function: first in the handler's own
/// module, then in the one around it, and so on. One for the very type of the error goes before one for
/// all errors of the same module. What it returns is sent like a handler's reply.
///
/// Parameters are taken from the update like a handler's, except for a reference to the error's type and
/// `&HandlerError`, which knows the handler and its place too. An error that nobody handles is logged,
/// and so is one of the function itself.
pub use botwright_macros::on_error;

/// Says what holds for the handlers of a module and of those below it.
///
/// ```
/// use botwright::prelude::*;
///
/// #[guard(otherwise = "Admins only")]
/// async fn is_admin(user: &User) -> bool {
///     user.id == 1.into()
/// }
///
/// mod admin {
///     use botwright::prelude::*;
///
///     bot::scope! { guard = super::is_admin, chat = private }
///
///     /// Restarts the service.
///     #[command]
///     async fn restart() -> &'static str {
///         "Restarting"
///     }
/// }
/// # fn main() {}
/// ```
///
/// | key | |
/// |---|---|
/// | `guard = is_admin` | asked before the handlers: see [`guard`] |
/// | `around = audit` | runs around the handlers: see [`around`] |
/// | `chat = private \| group \| supergroup \| channel` | where they are heard, in addition to their own `chat` |
///
/// Scopes go by the modules that handlers are written in. Outer scopes come first, and a handler's own
/// guards last. A scope that holds for no handler stops the start. Handlers that run by the clock are in
/// no scope: nobody is there to be refused.
pub use botwright_macros::scope;

/// Makes `async fn main` the program's entry.
///
/// ```no_run
/// use botwright::prelude::*;
///
/// #[bot::main]
/// async fn main() -> bot::Result {
///     bot::run().await
/// }
/// ```
///
/// It starts tokio's multi-threaded runtime. An error is printed and ends the program with code 1.
/// The library of the program's own package is linked, so that its handlers are found.
pub use botwright_macros::main;

/// Handlers by their paths, for a bot that names them instead of collecting all that are linked.
///
/// ```
/// use botwright::prelude::*;
///
/// mod handlers {
///     use botwright::prelude::*;
///
///     /// Says hello.
///     #[command]
///     pub async fn hello() -> &'static str {
///         "Hello!"
///     }
/// }
///
/// let routes = bot::routes![handlers::hello];
/// assert_eq!(routes[0].name, "hello");
/// # let _ = bot::builder().routes(routes.iter().copied());
/// ```
///
/// Name handlers by the module they are written in: an import of the function alone is not enough.
pub use botwright_macros::routes;

/// Stands in the root of a library whose handlers other packages use.
///
/// The linker leaves out a library that no code names, and its handlers with it. This gives the
/// library a function `module` to name: `my_handlers::module()` links it, and returns the path for
/// `bot::builder().only(…)`.
///
/// ```
/// mod my_handlers {
///     botwright::bot::module!();
/// }
///
/// assert!(my_handlers::module().ends_with("my_handlers"));
/// ```
pub use crate::__botwright_module as module;

#[doc(hidden)]
#[macro_export]
macro_rules! __botwright_module {
    () => {
        /// Links the handlers of this module and gives its path.
        #[must_use]
        pub fn module() -> &'static str {
            ::core::module_path!()
        }
    };
}

/// Runs a function again and again.
///
/// ```
/// use botwright::prelude::*;
///
/// #[every("15 min")]
/// async fn tick(api: Api, visits: State<Vec<u32>>) -> bot::Result {
///     println!("{} visits, asked by {api:?}", visits.len());
///     Ok(())
/// }
/// ```
///
/// The first time is one interval after the start. It has no update, so it takes the bot's own things:
/// see [`schedule`](crate::schedule).
pub use botwright_macros::every;

/// Runs a function by the calendar. Needs the cargo feature `cron`.
///
#[cfg_attr(feature = "cron", doc = "```")]
#[cfg_attr(not(feature = "cron"), doc = "```ignore")]
/// use botwright::prelude::*;
///
/// #[cron("0 9 * * MON-FRI", tz = "Europe/Berlin")]
/// async fn digest(outbox: Outbox) -> bot::Result {
///     # let _ = outbox;
///     Ok(())
/// }
/// ```
///
/// The pattern is minute, hour, day of the month, month and day of the week; `tz` is the IANA name of a
/// time zone, `UTC` unless said otherwise. Both are checked while compiling. See
/// [`schedule`](crate::schedule).
pub use botwright_macros::cron;

/// Runs a function when the bot starts, before it takes updates; an error stops the start.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_start]
/// async fn hello(me: &Me) {
///     println!("I am {}", me.first_name);
/// }
/// ```
pub use botwright_macros::on_start;

/// Runs a function when the bot stops, after the last update was handled.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_stop]
/// async fn goodbye(me: &Me) {
///     println!("{} stops", me.first_name);
/// }
/// ```
pub use botwright_macros::on_stop;

/// Makes a function the handler of reminders that [`Cx::remind`](crate::Cx::remind) set.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Reminder, Serialize, Deserialize)]
/// struct Water {
///     plant: String,
/// }
///
/// #[on_reminder(Water)]
/// async fn thirsty(due: Reminder<Water>) -> String {
///     format!("The {} is thirsty", due.plant)
/// }
/// ```
///
/// It runs in the context of the update that set the reminder: `&User`, `&Chat` and the others are that
/// update's, and a text goes to its chat.
pub use botwright_macros::on_reminder;

/// Makes a type one that can be reminded of: see [`on_reminder`]. It needs serde's traits.
///
/// | key | |
/// |---|---|
/// | `name = "Water"` | the name it is kept under; default: the type's |
pub use botwright_macros::Reminder;

/// A text in Telegram's HTML: [`Html`](crate::Html) whose tags are checked while compiling, and whose values
/// are escaped.
///
/// ```
/// use botwright::{Html, html};
///
/// let (name, price) = ("<Tom & Jerry>", 2.5);
/// let text = html!("<b>{name}</b>: {price:.2} {}", "€");
/// assert_eq!(text.as_str(), "<b>&lt;Tom &amp; Jerry&gt;</b>: 2.50 €");
///
/// // HTML within HTML stays as it is.
/// let bold = html!("<b>{name}</b>");
/// assert_eq!(html!("{bold}!", bold = bold).as_str(), "<b>&lt;Tom &amp; Jerry&gt;</b>!");
/// ```
///
/// Values stand in braces as in `format!`: a variable's name, or values after the text in their order or by
/// name, with a format after a colon. `{{` is a brace. The tags are those of
/// [HTML style](https://core.telegram.org/bots/api#html-style); they close in the order in which they were
/// opened. A bare `<` or `&` is written `&lt;` or `&amp;`.
pub use botwright_macros::html;

/// Builds the locale files of a package in, and checks them while compiling. Needs the cargo feature
/// `locales`.
///
#[cfg_attr(feature = "locales", doc = "```")]
#[cfg_attr(not(feature = "locales"), doc = "```ignore")]
/// use botwright::prelude::*;
///
/// bot::locales!("locales", default = "en");
///
/// assert_eq!(Locale::available(), ["en", "de"]);
/// ```
///
/// It stands once in the package, in any module. The folder is in the package's own; `en.ftl`, `pt-BR.ftl`
/// and the like in it are in [Fluent](https://projectfluent.org/fluent/guide/)'s format. A folder other
/// than `locales` is named in `Cargo.toml`, too: `[package.metadata.botwright]`, `locales = "…"`.
///
/// These do not compile, each with its file and line:
///
/// - what Fluent could not read, two messages of one name, references to nothing;
/// - tags that [`html!`] would refuse;
/// - a message that some file lacks or that the default file has not, and one whose variables are not
///   the same in all files.
///
/// | key | |
/// |---|---|
/// | `default = "en"` | the language for everybody else; default: `en`, or the only one |
/// | `fallback` | what a file lacks is taken from the default one |
/// | `isolate` | values are put between marks of direction (U+2068, U+2069), for texts that mix scripts of both directions |
pub use botwright_macros::locales;

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
/// | `chat`, `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`] |
pub use botwright_macros::on_member;
/// A message of the package's locale files, in the language of a [`Locale`](crate::words::Locale), as
/// [`Html`](crate::Html). Needs the cargo feature `locales`, and [`bot::locales!`](crate::bot::locales).
///
#[cfg_attr(feature = "locales", doc = "```")]
#[cfg_attr(not(feature = "locales"), doc = "```ignore")]
/// use botwright::prelude::*;
///
/// bot::locales!("locales");
///
/// #[command(describe = "cmd-start")]
/// async fn start(l: Locale, user: &User) -> Html {
///     t!(l, "welcome", name = user.first_name)
/// }
///
/// let l = Locale::new("de");
/// assert_eq!(t!(l, "welcome", name = "<Tom>").as_str(), "Willkommen, &lt;Tom&gt;!");
/// let count = 3;
/// assert_eq!(t!(l, "cart", count).plain(), "3 Dinge liegen im Korb.");
/// ```
///
/// After the locale and the key come the variables of the message, by name; a name alone is the variable
/// of that name. `$user-name` in the file is `user_name` here. `"login.title"` is the attribute `.title` of
/// the message `login`. A key that no file has, and arguments that are missing or too many, do not compile.
///
/// Values are escaped; one that is `Html` or `FormattedText` itself keeps its markup. Where the message
/// chooses by plural, `{ $count -> [one] … *[other] … }`, the value is a number.
pub use botwright_macros::t;

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
/// | `chat`, `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`] |
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
/// | `chat`, `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`] |
pub use botwright_macros::on_reaction;

/// Makes a function the handler of inline queries: what a user types after the bot's name in any chat.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_inline(regex = "^(?<words>.+)$", cache = "5 min")]
/// async fn reversed(words: String) -> Inline {
///     Inline::new().text("Backwards", words.chars().rev().collect::<String>())
/// }
///
/// #[on_inline]
/// async fn nothing_typed(page: Page) -> Inline {
///     Inline::new().text("A number", page.number().to_string()).next_page(page)
/// }
/// ```
///
/// It returns [`Inline`](crate::Inline): the results to pick from. A query that no handler took, or whose
/// handler failed, is answered with no results, so that the user's app stops waiting.
/// [@BotFather](https://t.me/BotFather) switches inline mode on.
///
/// | key | |
/// |---|---|
/// | `regex = "…"` | only queries it finds; its named groups are parameters |
/// | `cache = "5 min"` | for how long Telegram may give the answer by itself |
/// | `personal` | the answer is kept for each user alone |
/// | `chat = private \| group \| channel` | where the query is typed |
/// | `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`] |
pub use botwright_macros::on_inline;

/// Makes a function the handler of chosen results of inline mode. [@BotFather](https://t.me/BotFather)
/// switches this feedback on.
///
/// ```
/// use botwright::prelude::*;
/// use botwright::types::ChosenInlineResult;
///
/// #[on_chosen(regex = "^weather")]
/// async fn chosen(result: &ChosenInlineResult) {
///     println!("{}", result.result_id);
/// }
/// ```
///
/// | key | |
/// |---|---|
/// | `regex = "…"` | only results of queries it finds; its named groups are parameters |
/// | `if`, `guard`, `around`, `priority`, `observe` | as for [`on_message`] |
pub use botwright_macros::on_chosen;

/// Makes a function the answer to whether something can be sold, before the customer pays.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Plan { months: u8 },
/// }
///
/// #[on_pre_checkout(Shop::Plan { months })]
/// async fn check(months: u8) -> Checkout {
///     (months <= 12).into()
/// }
///
/// #[on_paid(Shop::Plan { months })]
/// async fn paid(months: u8, payment: &SuccessfulPayment) -> String {
///     format!("{months} months for {} {}", payment.total_amount, payment.currency)
/// }
/// ```
///
/// It returns [`Checkout`](crate::Checkout) within 9 s. A question that no handler answered in that time
/// is answered with a polite no. Fields are taken as by [`on_callback`], and two handlers of one variant
/// do not compile. See [`payments`](crate::payments).
pub use botwright_macros::on_pre_checkout;

/// Makes a function the handler of a payment: a message with `successful_payment`. It runs once for each
/// charge, however often its update comes. See [`on_pre_checkout`] for an example.
pub use botwright_macros::on_paid;

/// Makes a function the handler of money that was paid back: a message with `refunded_payment`.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Plan { months: u8 },
/// }
///
/// #[on_refund(Shop::Plan { months })]
/// async fn refunded(months: u8, payment: &RefundedPayment) -> String {
///     format!("{months} months less, {} Stars back", payment.total_amount)
/// }
/// ```
pub use botwright_macros::on_refund;

/// Makes a function the answer to how something can be sent and for how much.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Payload)]
/// enum Shop {
///     Mug,
/// }
///
/// #[on_shipping(Shop::Mug)]
/// async fn post(query: &ShippingQuery) -> Shipping {
///     match query.shipping_address.country_code.as_str() {
///         "DE" => Shipping::options([("post", "By post", 490), ("bike", "By bike", 900)]),
///         _ => Shipping::refuse("Only within Germany, sorry"),
///     }
/// }
/// ```
pub use botwright_macros::on_shipping;

/// Makes an enum what invoices are for: packed into the 128 bytes an invoice can carry, as
/// [`Callback`](derive@Callback) packs the data of buttons. Too long does not compile.
///
/// | key | |
/// |---|---|
/// | `exhaustive`, on the enum | a variant without `#[on_pre_checkout]` or `#[on_paid]` does not compile |
/// | `max = 20`, on a text | the most bytes it takes |
pub use botwright_macros::Payload;
