//! Transports: one builder call.

use botwright::prelude::*;

async fn polling() -> bot::Result {
    bot::builder().polling().run().await
}

async fn by_hand(update: Update) -> bot::Result {
    let bot = bot::builder().build().await?;
    bot.feed(update).await?;
    bot.api()
        .get_updates()
        .offset(-1)
        .limit(10)
        .allowed_updates([UpdateKind::Message])
        .await?;
    Ok(())
}
