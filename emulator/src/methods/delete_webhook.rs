//! `deleteWebhook`.

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{bot::Bot, state::State},
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let bot = state
        .bot_mut(bot)
        .ok_or_else(|| ApiError::new(401, "Unauthorized"))?;
    Ok(delete(bot, params))
}

/// Deletes the webhook, as `setWebhook` without a URL does too.
pub(super) fn delete(bot: &mut Bot, params: &Params) -> Answer {
    if params.boolean("drop_pending_updates") {
        bot.queue.clear();
    }
    if bot.webhook.remove() {
        Answer::done("Webhook was deleted")
    } else {
        Answer::done("Webhook is already deleted")
    }
}
