//! What `#[on_member]`, `#[on_join_request]` and `#[on_reaction]` do not know.

use botwright::prelude::*;

#[on_member(joind | left)]
async fn no_change() {}

#[on_member(joined, left)]
async fn two_filters() {}

#[on_member(joined & message)]
async fn another_kind() {}

#[on_member(joined, chats = group)]
async fn no_key(message: &Message) -> String {
    message.id().to_string()
}

#[on_member(joined)]
async fn no_message(message: &Message) -> String {
    message.id().to_string()
}

#[on_join_request(approve)]
async fn no_filter() -> Admission {
    Approve
}

#[on_reaction("👍" | "🐢")]
async fn no_reaction() {}

#[on_reaction(thumbs_up)]
async fn no_emoji() {}

fn main() {}
