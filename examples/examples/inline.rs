//! Inline mode: `@your_bot word` in any chat offers results to send.
//!
//! [@BotFather](https://t.me/BotFather) switches it on with `/setinline`, and the feedback about chosen results
//! with `/setinlinefeedback`.

use botwright::prelude::*;
use botwright::types::ChosenInlineResult;

const COLOURS: [(&str, &str); 5] = [
    ("red", "🟥"),
    ("orange", "🟧"),
    ("yellow", "🟨"),
    ("green", "🟩"),
    ("blue", "🟦"),
];

/// How many results a page has.
const PAGE: usize = 3;

#[derive(Callback)]
enum Colour {
    Again { index: u8 },
}

fn swatch(index: usize) -> String {
    COLOURS
        .get(index)
        .map_or_else(String::new, |(_, square)| square.repeat(5))
}

/// Colours whose names have these letters, page by page.
#[on_inline(cache = "1 hour")]
async fn colours(text: &str, page: Page) -> Inline {
    let wanted = text.to_lowercase();
    let found: Vec<_> = COLOURS
        .iter()
        .filter(|(name, _)| name.contains(&wanted))
        .collect();
    let start = page.number() as usize * PAGE;
    let results = found.iter().skip(start).take(PAGE);
    let inline = results.fold(Inline::new(), |inline, (name, square)| {
        inline.text(*name, square.repeat(5))
    });
    if found.len() > start + PAGE {
        inline.next_page(page)
    } else {
        inline
    }
}

/// A number between 0 and 4 is a colour with a button.
#[on_inline(regex = "^(?<index>[0-4])$")]
async fn by_number(index: u8) -> Inline {
    let next = keyboard![["Next" => Colour::Again { index }]];
    Inline::new()
        .text("Colour", swatch(index.into()))
        .keyboard(next)
}

#[on_callback(Colour::Again { index })]
async fn again(index: u8) -> Edit {
    let next = (index + 1) % 5;
    Edit::text(swatch(next.into())).keyboard(keyboard![["Next" => Colour::Again { index: next }]])
}

#[on_chosen]
async fn chosen(result: &ChosenInlineResult) {
    println!("{} was sent", result.result_id);
}

/// Tells how to use it.
#[command]
async fn colour(me: &Me) -> (String, InlineKeyboard) {
    let name = me.username.as_deref().unwrap_or_default();
    let text = format!("Write @{name} in any chat, and a colour");
    (text, keyboard![["Try it here" => switch_here("red")]])
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
