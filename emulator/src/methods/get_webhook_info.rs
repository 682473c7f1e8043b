//! `getWebhookInfo`. This server delivers to no webhook yet, so the URL is always empty.

use serde_json::json;

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn run(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    let now = state.clock.unix_time();
    let bot = state
        .bot_mut(bot)
        .ok_or_else(|| ApiError::new(401, "Unauthorized"))?;
    let mut info = json!({
        "url": "",
        "has_custom_certificate": false,
        "pending_update_count": bot.queue.pending(now),
    });
    if let Some(allowed) = bot.queue.allowed() {
        info["allowed_updates"] = json!(allowed);
    }
    Ok(info.into())
}
