//! Updates, messages, filters.

use botwright::prelude::*;

fn is_spam(m: &Message) -> bool {
    m.text.as_deref() == Some("buy")
}

#[on_message(regex = r"(?i)^order (?<id>\d+)$")]
async fn order(id: u64) -> &'static str {
    let _ = id;
    "looking it up"
}

#[on_message(photo | document, chat = private)]
async fn file(media: Media<'_>, chat: ChatActions) -> bot::Result {
    let _ = media;
    chat.typing().await
}

#[on_message(text)]
async fn echo(text: &str) -> String {
    text.to_owned()
}

#[on_album]
async fn album(items: Album) -> String {
    format!("{} items", items.len())
}

#[on_update(message_reaction, my_chat_member)]
async fn watch(update: &Update) {
    let _ = update;
}

#[on_message(if = is_spam, priority = 10)]
async fn spam(m: &Message) -> Delete {
    Delete(m.id())
}

#[fallback]
async fn unknown() -> &'static str {
    "Try /help"
}
