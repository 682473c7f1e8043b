//! Filters: which handler takes which message.

use botwright::prelude::*;

/// Says what this bot does.
#[command]
async fn start() -> &'static str {
    "Write something, or send a photo or a document."
}

#[on_message(regex = r"(?i)^order (?<id>\d+)$")]
async fn order(id: u64) -> String {
    format!("Looking up order {id}.")
}

#[on_message(photo | document)]
async fn file(message: &Message) -> String {
    format!(
        "A file, with the caption {:?}.",
        message.caption.as_deref().unwrap_or_default()
    )
}

fn is_shouted(message: &Message) -> bool {
    message
        .text
        .as_ref()
        .is_some_and(|text| text.len() > 3 && text.to_uppercase() == *text)
}

#[on_message(text, if = is_shouted, priority = 10)]
async fn shouted() -> Html {
    Html::new("<b>Not so loud, please.</b>")
}

#[on_message(text)]
async fn echo(text: &str) -> String {
    text.to_owned()
}

#[fallback]
async fn unknown() -> &'static str {
    "I can only echo texts, photos and documents."
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
