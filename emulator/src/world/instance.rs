//! A bot's instance at the server: when it was launched, closed or logged out, and its token.

use std::time::Duration;

use super::{act::ControlError, ids, state::State};
use crate::{
    http::{envelope::Answer, error::ApiError},
    queue::Abort,
};

/// So long after a launch `close` is refused, and after `logOut` the bot cannot log in again.
const TEN_MINUTES: Duration = Duration::from_mins(10);

/// How a bot is logged in.
#[derive(Debug, Default)]
pub(crate) struct Instance {
    /// When it was launched: by its first call, or the first after `close`.
    launched_at: Option<Duration>,
    is_closed: bool,
    logged_out_until: Option<Duration>,
}

fn unauthorized() -> ApiError {
    ApiError::new(401, "Unauthorized")
}

impl State {
    /// A call of a bot: it launches the bot's instance if need be. Whether the webhook is delivered
    /// to again.
    ///
    /// # Errors
    /// For ten minutes after `logOut` every call is refused.
    pub(crate) fn bot_calls(&mut self, bot: i64, method: &str) -> Result<bool, ApiError> {
        let now = self.clock.now();
        let instance = &mut self.bot_mut(bot).ok_or_else(unauthorized)?.instance;
        if instance.logged_out_until.is_some_and(|until| now < until) {
            return Err(ApiError::logged_out());
        }
        instance.logged_out_until = None;
        if instance.is_closed && method == "close" {
            return Ok(false);
        }
        instance.launched_at.get_or_insert(now);
        Ok(std::mem::take(&mut instance.is_closed))
    }

    /// `logOut`: the queue and the webhook are gone.
    pub(crate) fn log_out(&mut self, bot: i64) -> Result<Answer, ApiError> {
        let until = self.clock.now() + TEN_MINUTES;
        let bot = self.bot_mut(bot).ok_or_else(unauthorized)?;
        bot.queue.abort_parked(Abort::LoggedOut);
        bot.queue.clear();
        bot.webhook.remove();
        bot.instance = Instance {
            logged_out_until: Some(until),
            ..Instance::default()
        };
        Ok(serde_json::Value::from(true).into())
    }

    /// `close`: the queue stays, and the next call launches the bot again.
    pub(crate) fn close(&mut self, bot: i64) -> Result<Answer, ApiError> {
        let now = self.clock.now();
        let uptime = now.saturating_sub(self.server.started_at);
        let bot = self.bot_mut(bot).ok_or_else(unauthorized)?;
        let instance = &mut bot.instance;
        if instance.is_closed {
            return Err(ApiError::bad_request("The bot has already been closed"));
        }
        let age = now.saturating_sub(instance.launched_at.unwrap_or(now));
        if uptime > TEN_MINUTES && age < TEN_MINUTES {
            let rest = TEN_MINUTES.saturating_sub(age).as_secs();
            let seconds = u32::try_from(rest).unwrap_or(u32::MAX).max(1);
            return Err(ApiError::too_many_requests(seconds));
        }
        instance.is_closed = true;
        instance.launched_at = None;
        bot.queue.abort_parked(Abort::Closed);
        bot.webhook.pause();
        Ok(serde_json::Value::from(true).into())
    }

    /// The owner revokes the bot's token; returns the new one. The old one is unknown from now on.
    pub(crate) fn revoke_token(&mut self, bot: i64) -> Result<String, ControlError> {
        let found = self.bot_mut(bot).ok_or(ControlError::UnknownBot(bot))?;
        let token = format!("{bot}:{}", ids::base64url(&ids::random_bytes()));
        found.token.clone_from(&token);
        found.queue.abort_parked(Abort::Revoked);
        Ok(token)
    }
}
