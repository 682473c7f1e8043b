//! `deleteWebhook`. This server delivers to no webhook yet, so there is never one to delete.

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let bot = state
        .bot_mut(bot)
        .ok_or_else(|| ApiError::new(401, "Unauthorized"))?;
    if params.boolean("drop_pending_updates") {
        bot.queue.clear();
    }
    Ok(Answer::done("Webhook is already deleted"))
}
