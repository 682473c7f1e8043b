//! `getWebhookInfo`. This server delivers to no webhook yet, so the URL is always empty.

use serde_json::json;

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn run(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    let now = state.clock.unix_time();
    let mut info = json!({"url": "", "has_custom_certificate": false, "pending_update_count": 0});
    if let Some(bot) = state.bot_mut(bot) {
        info["pending_update_count"] = json!(bot.queue.pending(now));
        if let Some(allowed) = bot.queue.allowed() {
            info["allowed_updates"] = json!(allowed);
        }
    }
    Ok(info.into())
}
