//! A button that counts: an enum as the data of buttons, and the edit of a message.

use botwright::prelude::*;

#[derive(Callback)]
#[callback(exhaustive)]
enum Counter {
    Set { count: u32 },
    Rules,
}

fn buttons(count: u32) -> InlineKeyboard {
    let more = Counter::Set {
        count: count.saturating_add(1),
    };
    keyboard![
        ["More" => more, "Zero" => Counter::Set { count: 0 }],
        ["Rules" => Counter::Rules, "Site" => url("https://core.telegram.org/bots")],
    ]
}

/// Shows a counter.
#[command]
async fn counter() -> (&'static str, InlineKeyboard) {
    ("Count: 0", buttons(0))
}

#[on_callback(Counter::Set { count })]
async fn set(count: u32) -> (Edit, Toast) {
    let edit = Edit::text(format!("Count: {count}")).keyboard(buttons(count));
    (edit, Toast::new(format!("{count}!")))
}

#[on_callback(Counter::Rules)]
async fn rules() -> Alert {
    Alert::new("Press the buttons. There is no prize.")
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
