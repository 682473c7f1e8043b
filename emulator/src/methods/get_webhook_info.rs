//! `getWebhookInfo`.

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
    let webhook = bot.webhook.webhook.as_ref();
    let settings = webhook.map(|webhook| &webhook.settings);
    let mut info = json!({
        "url": settings.map_or("", |settings| settings.url.as_str()),
        "has_custom_certificate": settings.is_some_and(|settings| settings.certificate.is_some()),
        "pending_update_count": bot.queue.pending(now),
    });
    if let Some(webhook) = webhook {
        if let Some(error) = &webhook.last_error {
            info["last_error_date"] = json!(error.date);
            info["last_error_message"] = json!(error.message);
        }
        info["max_connections"] = json!(webhook.settings.max_connections);
        info["ip_address"] = webhook
            .ip_address
            .map_or_else(|| json!("<unknown>"), |ip| json!(ip.to_string()));
    }
    if let Some(allowed) = bot.queue.allowed() {
        info["allowed_updates"] = json!(allowed);
    }
    Ok(info.into())
}
