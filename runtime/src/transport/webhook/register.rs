//! Telling Telegram where to deliver, and listening to how it goes.

use std::time::Duration;

#[cfg(feature = "webhook-tls")]
use botwright_api::InputFile;
use botwright_api::methods::{DeleteWebhook, GetWebhookInfo, SetWebhook};
use botwright_api::types::{UpdateKind, WebhookInfo};
use tokio_util::sync::CancellationToken;

use super::secret::Secrets;
use super::{Webhook, WebhookError};
use crate::advice;
use crate::backoff::Backoff;
use crate::client::{Api, Error};
use crate::transport::Complaint;

/// How often the server is asked how the deliveries go.
const LOOK: Duration = Duration::from_mins(1);

/// Registers the webhook. A server that cannot be reached is waited for.
pub(super) async fn register(
    api: &Api,
    hook: &Webhook,
    secrets: &Secrets,
    allowed: &[UpdateKind],
) -> Result<(), WebhookError> {
    let url = hook.url.clone().ok_or(WebhookError::NoUrl)?;
    let mut call = SetWebhook::new(url)
        .secret_token(secrets.first())
        .allowed_updates(allowed.to_vec());
    if let Some(most) = hook.max_connections {
        call = call.max_connections(i64::from(most));
    }
    if let Some(address) = hook.ip_address {
        call = call.ip_address(address.to_string());
    }
    #[cfg(feature = "webhook-tls")]
    if let Some(certificate) = hook.tls.as_ref().and_then(super::Tls::upload) {
        call = call.certificate(InputFile::path(certificate));
    }
    let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
    let mut complaint = Complaint::default();
    loop {
        let Err(error) = api.call_once(&call).await else {
            return Ok(());
        };
        if let Some(answer) = refusal(&error) {
            let advice = advice::refused(&answer);
            return Err(WebhookError::Refused { answer, advice });
        }
        if complaint.due().is_some() {
            tracing::warn!(%error, "the webhook cannot be set yet; trying again");
        }
        tokio::time::sleep(error.retry_after().unwrap_or_else(|| backoff.next())).await;
    }
}

/// An answer that will not change by asking again.
fn refusal(error: &Error) -> Option<String> {
    let rejected = error.rejected()?;
    let again = rejected.code == 429 || rejected.code == 409 || rejected.code >= 500;
    (!again).then(|| rejected.description.clone())
}

/// Says what goes wrong with deliveries, each new trouble once.
pub(super) async fn watch(api: Api, url: String, stop: CancellationToken) {
    let mut last = 0;
    let mut moved = false;
    loop {
        if let Ok(info) = api.call_once(&GetWebhookInfo::new()).await {
            if let Some(date) = info.last_error_date.filter(|&date| date > last) {
                last = date;
                say(&info);
            }
            let elsewhere = info.url != url;
            if elsewhere && !moved {
                tracing::warn!(
                    "the webhook of this bot leads elsewhere now: another program has set it, and gets the \
                     updates. Stop that one, or restart this one"
                );
            }
            moved = elsewhere;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

fn say(info: &WebhookInfo) {
    let message = info.last_error_message.as_deref().unwrap_or("no reason");
    let waiting = info.pending_update_count;
    let advice = advice::failed(message).unwrap_or_default();
    tracing::warn!(
        message,
        waiting,
        advice,
        "Telegram could not deliver an update"
    );
}

/// Removes the webhook; what waits stays.
pub(super) async fn unregister(api: &Api) {
    if let Err(error) = api.call_once(&DeleteWebhook::new()).await {
        tracing::warn!(%error, "the webhook could not be removed");
    }
}
