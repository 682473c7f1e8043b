//! Nothing listens: the program asks for updates itself, looks at them, and stops.
//!
//! Start it, write something in the page, and it prints what you wrote.

use botwright::prelude::*;
use botwright::types::UpdateKind;

#[bot::main]
async fn main() -> bot::Result {
    let bot = bot::builder().build().await?;
    if let Some(page) = bot.page_url() {
        println!("Write to the bot: {page}");
    }
    // An offset of -1 would throw away all waiting updates but the last.
    let mut offset = 0;
    for _ in 0..20 {
        let call = bot.api().get_updates().offset(offset).limit(10).timeout(15);
        for update in call.allowed_updates([UpdateKind::Message]).await? {
            // Asking for what is behind an update confirms it.
            offset = update.update_id + 1;
            let text = update.message().and_then(|message| message.text.as_deref());
            println!("update {}: {}", update.update_id, text.unwrap_or("no text"));
        }
    }
    Ok(())
}
