//! Buttons, dialogues, sessions and arguments: what handlers take and keep.

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
/// | `exhaustive` | enum | every variant has an [`on_callback`](crate::on_callback), or it does not compile |
/// | `max = 20` | text | the most bytes of the text |
pub use botwright_macros::Callback;

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
/// The keys `chat`, `if` and `priority` are those of [`on_message`](crate::on_message).
pub use botwright_macros::on_callback;

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
/// A stored state that fits no more goes to [`on_stale`](crate::on_stale), or is answered and removed.
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
/// for every state. A filter of messages may follow, as in [`on_message`](crate::on_message); without one the handler takes
/// every message that somebody wrote.
///
/// | key | |
/// |---|---|
/// | `command = "cancel"` | a command, before the bot's commands of that name |
/// | `callback = Answer::Yes` | a press of this button, with its fields as in [`on_callback`](crate::on_callback) |
/// | `text = "…"`, `regex = r"…"` | as in [`on_message`](crate::on_message) |
/// | `chat`, `if`, `priority` | as in [`on_message`](crate::on_message) |
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
/// the bot still go to their handlers. The keys `chat`, `if` and `priority` are those of [`on_message`](crate::on_message).
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
