//! Every macro in a package that calls botwright `bot`, as the module of its prelude is called, too.

use std::sync::atomic::{AtomicU32, Ordering};

use ::bot::Reminder;
use ::bot::bot;
use ::bot::methods::SendMessage;
use ::bot::prelude::*;
use serde::{Deserialize, Serialize};

bot::module!();

bot::locales!("locales");

bot::scope! { around = counted }

/// How many updates were handled.
#[derive(Debug, Default)]
pub struct Handled(pub AtomicU32);

/// Counts the updates.
#[around]
async fn counted(next: Next, cx: Cx, handled: State<Handled>) -> Outcome {
    handled.0.fetch_add(1, Ordering::Relaxed);
    next.run(cx).await
}

/// Adds two numbers.
#[command(alias = "plus", guard = is_person)]
pub async fn add(a: i64, b: i64) -> String {
    (a + b).to_string()
}

#[guard(otherwise = "People only")]
async fn is_person(user: &User) -> bool {
    !user.is_bot
}

/// A cart.
#[derive(Debug, Callback)]
pub enum Cart {
    /// Puts pieces into it.
    Add {
        /// How many.
        n: u8,
    },
}

/// Shows the cart.
#[command]
async fn cart() -> (&'static str, InlineKeyboard) {
    ("Your cart", keyboard![["Add 2" => Cart::Add { n: 2 }]])
}

#[on_callback(Cart::Add { n })]
async fn add_item(n: u8, mut basket: Session<Basket>) -> (Edit, Toast) {
    basket.items += u32::from(n);
    (
        Edit::text(format!("{} items", basket.items)),
        Toast::new("Added"),
    )
}

/// What somebody has taken.
#[derive(Debug, Session, Default, Serialize, Deserialize)]
#[session(key = user, ttl = "30 days")]
pub struct Basket {
    items: u32,
}

#[on_message(regex = r"^order (?<id>\d+)$")]
async fn order(id: u64) -> String {
    format!("looking for {id}")
}

#[on_message(photo | document, chat = private)]
async fn file() -> &'static str {
    "Thank you"
}

#[on_update(my_chat_member, observe)]
async fn watch(change: &ChatMemberUpdated) {
    let _ = change;
}

#[fallback]
async fn unknown() -> &'static str {
    "Try /help"
}

/// Fails.
#[command]
async fn fail() -> Result<(), std::num::ParseIntError> {
    "many".parse::<u8>().map(drop)
}

#[on_error(std::num::ParseIntError)]
async fn no_number(error: &std::num::ParseIntError) -> String {
    error.to_string()
}

#[on_album]
async fn album(items: Album) -> String {
    format!("{} items", items.len())
}

#[on_inline(regex = "^(?<words>.+)$", cache = "5 min")]
async fn offer(words: String) -> Inline {
    Inline::new().text(words, "Here it is")
}

#[on_chosen]
async fn chosen(user: &User) {
    let _ = user;
}

/// What is sold.
#[derive(Debug, Payload)]
pub enum Shop {
    /// Some months of it.
    Plan {
        /// How many.
        months: u8,
    },
}

/// Buys a plan.
#[command]
async fn buy(months: u8) -> Invoice {
    Invoice::stars("Pro", "Some months of Pro", 250, Shop::Plan { months })
}

#[on_pre_checkout(Shop::Plan { months })]
async fn check(months: u8) -> Checkout {
    (months < 13).into()
}

#[on_paid(Shop::Plan { months })]
async fn paid(months: u8) -> String {
    format!("{months} months are yours")
}

/// A colour, as an argument.
#[derive(Debug, FromArg)]
pub enum Colour {
    /// Red.
    Red,
    /// Green.
    Green,
}

/// Paints.
#[command]
async fn paint(colour: Colour, what: Rest) -> Html {
    let colour = format!("{colour:?}").to_lowercase();
    html!("<b>{colour}</b> {what}")
}

/// What somebody is asked.
#[derive(Debug, Dialogue, Serialize, Deserialize)]
pub enum Signup {
    /// The name.
    AskName,
    /// The age.
    AskAge {
        /// The answer before.
        name: String,
    },
}

/// Registers somebody.
#[command]
async fn signup() -> (&'static str, Goto<Signup>) {
    ("Your name?", Goto(Signup::AskName))
}

#[on_state(Signup::AskName)]
async fn name(text: &str) -> (&'static str, Goto<Signup>) {
    let name = text.to_owned();
    ("How old are you?", Goto(Signup::AskAge { name }))
}

#[on_state(Signup::AskAge { name })]
async fn age(name: String, age: Parsed<u8>) -> (String, Done<Signup>) {
    (format!("Hi {name}, {age}"), Done::new())
}

#[on_stale(Signup)]
async fn stale() -> &'static str {
    "Where were we?"
}

/// Something to be reminded of.
#[derive(Debug, Reminder, Serialize, Deserialize)]
pub struct Water {
    plant: String,
}

/// Reminds of a plant.
#[command]
async fn water(plant: String, cx: Cx) -> bot::Result<&'static str> {
    cx.remind("2 h", Water { plant })?;
    Ok("I will")
}

#[on_reminder(Water)]
async fn thirsty(due: Reminder<Water>) -> String {
    format!("The {} is thirsty", due.plant)
}

/// Whom the clock writes to: the first person of a test.
const SOMEBODY: i64 = 1001;

#[on_start]
async fn hello(outbox: Outbox) {
    outbox.push(&SendMessage::new(SOMEBODY, "Good morning"));
}

#[on_stop]
async fn goodbye() {}

#[every("3 h")]
async fn tick(outbox: Outbox) {
    outbox.push(&SendMessage::new(SOMEBODY, "Three hours have passed"));
}

#[cron("0 9 * * *", tz = "UTC")]
async fn digest(outbox: Outbox) {
    outbox.push(&SendMessage::new(SOMEBODY, "Nine o'clock"));
}

#[on_member(joined | my_chat_member)]
async fn door(change: MemberChange<'_>) -> String {
    format!("Welcome, {}", change.user().first_name)
}

#[on_join_request]
async fn asked(user: &User) -> Admission {
    user.username.is_some().into()
}

#[on_reaction("👍")]
async fn liked(reactions: Reactions<'_>) -> String {
    reactions.added().count().to_string()
}

#[command(describe = "cmd-hi")]
async fn hi(count: u8, user: &User, l: Locale) -> Html {
    t!(l, "hi", count, name = user.first_name)
}

/// The builder of this bot.
pub fn setup() -> bot::Builder {
    bot::builder().manage(Handled::default())
}
