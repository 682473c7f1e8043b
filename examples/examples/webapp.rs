//! Web apps: a page that a button opens. What it says about its user is checked before it is believed, and
//! the bot answers in the chat where it was opened.
//!
//! The page itself lives on a server of yours, with HTTPS. It sends `Telegram.WebApp.initData` there, and
//! that server calls [`ordered`].

use std::time::{Duration, SystemTime};

use botwright::client::Token;
use botwright::prelude::*;
use botwright::reply::WebAppAnswer;
use botwright::types::WebAppData;
use botwright::webapp::InitData;
use botwright::{Api, reply_keyboard};

/// Where the page is.
const PAGE: &str = "https://example.org/shop";

/// Opens the shop.
#[command]
async fn shop() -> (&'static str, InlineKeyboard) {
    ("Our shop", keyboard![["Open" => web_app(PAGE)]])
}

/// What the server of the page does when somebody orders there.
#[allow(dead_code)] // Called by that server.
pub(crate) async fn ordered(
    init_data: &str,
    what: &str,
    token: &Token,
    now: SystemTime,
    api: &Api,
) -> bot::Result {
    // An hour is a good age: the page gets new data whenever it opens.
    let data = InitData::check_at(init_data, token, Duration::from_hours(1), now)?;
    let Some(query) = data.query_id else {
        return Err(bot::Error::msg(
            "the page was opened by a button without a query",
        ));
    };
    let name = data.user.map_or_else(String::new, |user| user.first_name);
    let text = html!("{name} orders: <b>{what}</b>");
    WebAppAnswer::html(query, &text).send(api).await?;
    Ok(())
}

/// Opens the shop from the keyboard: then the page can send data to the bot by itself.
#[command]
async fn picker() -> (&'static str, ReplyKeyboard) {
    ("Pick one", reply_keyboard![[web_app("Pick", PAGE)]])
}

/// Anybody can send anything here: only who sent it is certain.
#[on_message(web_app_data)]
async fn picked(data: &WebAppData, user: &User) -> String {
    format!("{} picked {:?}", user.first_name, data.data)
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
