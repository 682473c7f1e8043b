//! A button that counts: an inline keyboard, its callback queries and the edit of a message.

use botwright::prelude::*;
use botwright::types::{CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup};

fn keyboard(count: u32) -> InlineKeyboardMarkup {
    let more = InlineKeyboardButton::new("More").callback_data((count + 1).to_string());
    let zero = InlineKeyboardButton::new("Zero").callback_data("0");
    InlineKeyboardMarkup::new([vec![more, zero]])
}

/// Shows a counter.
#[command]
async fn start(chat: &Chat, api: Api) -> bot::Result {
    api.send_message(chat, "Count: 0")
        .reply_markup(keyboard(0))
        .await?;
    Ok(())
}

#[on_update(callback_query)]
async fn count(query: &CallbackQuery, chat: &Chat, api: Api) -> bot::Result {
    // What a button carries comes back from the user's app, which may send anything.
    let count: u32 = query
        .data
        .as_deref()
        .unwrap_or_default()
        .parse()
        .unwrap_or_default();
    let answer = api.answer_callback_query(&query.id);
    if let Some(message) = &query.message {
        let edit = api
            .edit_message_text(chat, message.message_id())
            .text(format!("Count: {count}"));
        edit.reply_markup(keyboard(count)).await?;
    }
    answer.text(format!("{count}!")).await?;
    Ok(())
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
