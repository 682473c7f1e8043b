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
/// | `priority = 10` | higher goes first; default 0 |
/// | `description = "…"` | for the menu, instead of the documentation |
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
/// | `priority = 10` | higher goes first; default 0 |
/// | `observe` | runs beside the handler of the message, whoever that is |
///
/// Every named group needs a parameter, and every parameter that is not taken from the message a
/// group. A group that does not fit its parameter, such as a number too long, is no match.
pub use botwright_macros::on_message;

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
