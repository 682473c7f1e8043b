//! `setWebhook`. It waits for DNS, so it is no method of an instant.

use std::{net::IpAddr, sync::Arc, time::Duration};

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    queue::Abort,
    webhook::{
        self, Settings, Webhook,
        address::{self, Address},
    },
    world::{World, bot::Bot, state::State},
};

/// A certificate may have this many bytes.
const MAX_CERTIFICATE: usize = 3 << 20;
const MAX_SECRET: usize = 256;
/// A bot sets its webhook once in so long.
const PAUSE: Duration = Duration::from_secs(1);

/// What is to be done once the parameters are read.
enum Step {
    Answer(Answer),
    Resolve {
        settings: Settings,
        id: u64,
        terminated: tokio::sync::oneshot::Receiver<()>,
    },
}

pub(crate) async fn run(world: &World, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let step = world.update(|state| begin(state, bot, params))?;
    let (settings, id, terminated) = match step {
        Step::Answer(answer) => return Ok(answer),
        Step::Resolve {
            settings,
            id,
            terminated,
        } => (settings, id, terminated),
    };
    let change = Change { world, bot, id };
    let resolved = tokio::select! {
        biased;
        resolved = resolve(&settings) => resolved,
        _ = terminated => {
            return Err(ApiError::new(409, "Conflict: terminated by other setWebhook"));
        }
    };
    let strict = world.look(|state| state.server.strict);
    let ip = resolved?;
    if strict {
        address::check_ip(ip)?;
    }
    let clears = params.boolean("drop_pending_updates");
    world.update(|state| {
        let bot = state.bot_mut(bot).ok_or_else(unauthorized)?;
        if clears {
            bot.queue.clear();
        }
        let webhook = Webhook::new(Arc::new(settings), Some(ip));
        bot.webhook.put(webhook);
        Ok::<_, ApiError>(())
    })?;
    drop(change);
    webhook::start(world, bot);
    Ok(Answer::done("Webhook was set"))
}

fn unauthorized() -> ApiError {
    ApiError::new(401, "Unauthorized")
}

/// Ends a change when the call ends, also when its connection goes away.
struct Change<'a> {
    world: &'a World,
    bot: i64,
    id: u64,
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        self.world.update(|state| {
            if let Some(bot) = state.bot_mut(self.bot) {
                bot.webhook.end_change(self.id);
            }
        });
    }
}

async fn resolve(settings: &Settings) -> Result<IpAddr, ApiError> {
    match settings.ip_address {
        Some(ip) => Ok(ip),
        None => settings
            .address
            .resolve()
            .await
            .map_err(|error| error.refusal()),
    }
}

fn begin(state: &mut State, bot: i64, params: &Params) -> Result<Step, ApiError> {
    let now = state.clock.now();
    let strict = state.server.strict;
    let connections = state.server.webhook_connections();
    let bot = state.bot_mut(bot).ok_or_else(unauthorized)?;
    if params.text("url").is_empty() {
        return Ok(Step::Answer(super::delete_webhook::delete(bot, params)));
    }
    if now < bot.webhook.refused_until {
        return Err(ApiError::too_many_requests(1));
    }
    let settings = read(params, strict, connections)?;
    bot.webhook.refused_until = now + PAUSE;
    if params.has("allowed_updates") {
        bot.queue.set_allowed(params.text("allowed_updates"));
    }
    if is_set_already(bot, &settings) && !params.boolean("drop_pending_updates") {
        return Ok(Step::Answer(Answer::done("Webhook is already set")));
    }
    bot.queue.abort_parked(Abort::SetWebhook);
    let (id, terminated) = bot.webhook.begin_change();
    Ok(Step::Resolve {
        settings,
        id,
        terminated,
    })
}

/// A certificate is never compared: who sends one wants it used.
fn is_set_already(bot: &Bot, settings: &Settings) -> bool {
    let own = bot.webhook.webhook.as_ref();
    settings.certificate.is_none() && own.is_some_and(|own| *own.settings == *settings)
}

fn read(
    params: &Params,
    strict: bool,
    (usual, most): (usize, usize),
) -> Result<Settings, ApiError> {
    let secret_token = params.text("secret_token");
    if secret_token.len() > MAX_SECRET {
        return Err(ApiError::bad_request("Secret token is too long"));
    }
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !secret_token.bytes().all(is_allowed) {
        return Err(ApiError::bad_request(
            "Secret token contains unallowed characters",
        ));
    }
    // Text in place of the file is ignored, unless it names another part of the body.
    let part = params.text("certificate").strip_prefix("attach://");
    let certificate = params.upload(part.unwrap_or("certificate"));
    if let Some(upload) = certificate
        && upload.bytes.len() > MAX_CERTIFICATE
    {
        return Err(ApiError::bad_request(format!(
            "Certificate size is too big ({} bytes)",
            upload.bytes.len()
        )));
    }
    let address = Address::parse(params.text("url"), strict)?;
    let ip_address = match params.text("ip_address") {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            ApiError::bad_request("Bad webhook: Failed to parse the IP address specified")
        })?),
    };
    let asked = params.integer("max_connections", 0, i64::MAX).unwrap_or(0);
    let max_connections = match usize::try_from(asked) {
        Ok(0) | Err(_) => usual,
        Ok(asked) => asked.min(most),
    };
    Ok(Settings {
        url: params.text("url").to_owned(),
        address,
        certificate: certificate.map(|upload| upload.bytes.clone()),
        secret_token: secret_token.to_owned(),
        max_connections,
        ip_address,
    })
}
