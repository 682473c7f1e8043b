//! Who comes and goes: a greeting, requests to join, and what becomes of the bot itself.
//!
//! Make the bot an administrator of a group, with the right to invite users: Telegram tells only administrators.

use botwright::prelude::*;

#[derive(Callback)]
enum Rules {
    Read,
}

/// Somebody who wants to join has to have a username. They read why in their private chat.
#[on_join_request]
async fn door(user: &User, chat: &Chat) -> (String, Admission) {
    let title = chat.title.as_deref().unwrap_or("the group");
    if user.username.is_some() {
        (format!("Welcome to {title}!"), Approve)
    } else {
        let text = format!("To join {title}, please choose a username first.");
        (text, Decline)
    }
}

#[on_member(joined, chat = group)]
async fn greet(change: MemberChange<'_>) -> (Html, InlineKeyboard) {
    let name = &change.user().first_name;
    let link = format!("tg://user?id={}", change.user().id);
    let text = html!("Hello, <a href=\"{link}\">{name}</a>! Please read our rules.");
    (text, keyboard![["The rules" => Rules::Read]])
}

/// Seen by whoever pressed, and by nobody else.
#[on_callback(Rules::Read)]
async fn rules() -> Alert {
    Alert::new("Be kind. Stay on topic. No advertising.")
}

#[on_member(left | banned, chat = group)]
async fn goodbye(change: MemberChange<'_>) -> String {
    let name = &change.user().first_name;
    if change.is_own() {
        format!("{name} has left us.")
    } else {
        format!("{name} was removed by {}.", change.by().first_name)
    }
}

#[on_member(promoted | demoted, chat = group)]
async fn ranks(change: MemberChange<'_>) -> String {
    let name = &change.user().first_name;
    if change.is(Change::Promoted) {
        format!("{name} is an administrator now.")
    } else {
        format!("{name} is a member like others again.")
    }
}

/// About the bot itself.
#[on_member(my_chat_member & (joined | promoted), chat = group)]
async fn invited(change: MemberChange<'_>) -> &'static str {
    if change.is(Change::Promoted) {
        "Now I can look after the door."
    } else {
        "Hello! Make me an administrator, and I greet who comes."
    }
}

/// In a private chat this means that somebody blocked the bot.
#[on_member(my_chat_member & banned, chat = private)]
async fn blocked(user: &User) {
    println!("{} blocked the bot", user.id);
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
