//! Webhooks: what a bot has set, and the delivery of its updates.
//!
//! [`address`] holds the rules for URLs, [`lane`] and [`schedule`] decide what is sent when,
//! [`connection`] speaks HTTP, [`delivery`] joins them in one task per bot.

use std::{net::IpAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::world::World;

pub(crate) mod address;
mod connection;
pub(crate) mod delivery;
pub(crate) mod lane;
mod punycode;
mod schedule;
#[cfg(feature = "tls")]
mod trust;

use address::Address;

/// After so long with nothing but 410 the webhook is deleted.
const GONE_AFTER: Duration = Duration::from_hours(23);

/// What a bot asked for with `setWebhook`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Settings {
    /// The URL as it was given.
    pub(crate) url: String,
    pub(crate) address: Address,
    /// The trust root, in PEM, that the bot uploaded.
    #[serde(with = "crate::world::saved::optional_bytes")]
    pub(crate) certificate: Option<Bytes>,
    pub(crate) secret_token: String,
    pub(crate) max_connections: usize,
    /// The address that is used instead of what DNS says.
    pub(crate) ip_address: Option<IpAddr>,
}

/// A webhook that is set.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Webhook {
    #[serde(with = "shared")]
    pub(crate) settings: Arc<Settings>,
    /// Where the host was found.
    pub(crate) ip_address: Option<IpAddr>,
    pub(crate) last_error: Option<WebhookError>,
    /// How many attempts have failed.
    pub(crate) failures: u64,
    /// How many requests wait for their answer.
    #[serde(skip)]
    pub(crate) in_flight: usize,
    /// When the update that failed last is sent again.
    #[serde(skip)]
    pub(crate) retry_at: Option<Duration>,
    /// Since when every answer has been 410.
    gone_since: Option<Duration>,
    /// Ends the delivery.
    #[serde(skip)]
    stop: CancellationToken,
}

/// A shared value, saved as the value itself.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Settings;

    pub(super) fn serialize<S: Serializer>(
        settings: &Arc<Settings>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        Settings::serialize(settings, serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<Settings>, D::Error> {
        Settings::deserialize(deserializer).map(Arc::new)
    }
}

/// The newest failure of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct WebhookError {
    pub(crate) date: i64,
    pub(crate) message: String,
}

impl Webhook {
    pub(crate) fn new(settings: Arc<Settings>, ip_address: Option<IpAddr>) -> Self {
        Self {
            settings,
            ip_address,
            last_error: None,
            failures: 0,
            in_flight: 0,
            retry_at: None,
            gone_since: None,
            stop: CancellationToken::new(),
        }
    }

    /// Notes an answer with this status at this time; whether the webhook is to be deleted.
    fn is_gone(&mut self, status: Option<u16>, now: Duration) -> bool {
        match status {
            Some(410) => now.saturating_sub(*self.gone_since.get_or_insert(now)) >= GONE_AFTER,
            Some(_) => {
                self.gone_since = None;
                false
            }
            None => false,
        }
    }
}

/// A bot's webhook, and the call that is about to change it.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Slot {
    pub(crate) webhook: Option<Webhook>,
    #[serde(skip)]
    changing: Option<Changing>,
    #[serde(skip)]
    changes: u64,
    /// Until then a further `setWebhook` is refused.
    pub(crate) refused_until: Duration,
}

#[derive(Debug)]
struct Changing {
    id: u64,
    terminated: oneshot::Sender<()>,
}

impl Slot {
    /// Whether a webhook is set or being set, so that getUpdates is refused.
    pub(crate) fn is_active(&self) -> bool {
        self.webhook.is_some() || self.changing.is_some()
    }

    /// Begins a change, in place of the one that is under way: that one is told.
    pub(crate) fn begin_change(&mut self) -> (u64, oneshot::Receiver<()>) {
        let (terminated, receiver) = oneshot::channel();
        self.changes += 1;
        let id = self.changes;
        if let Some(older) = self.changing.replace(Changing { id, terminated }) {
            // Its connection may have gone away.
            let _ = older.terminated.send(());
        }
        (id, receiver)
    }

    /// Ends the change `id`; whether it was still the one under way.
    pub(crate) fn end_change(&mut self, id: u64) -> bool {
        let is_own = self.changing.as_ref().is_some_and(|own| own.id == id);
        if is_own {
            self.changing = None;
        }
        is_own
    }

    /// Takes the webhook away and ends its delivery; whether there was one.
    pub(crate) fn remove(&mut self) -> bool {
        match self.webhook.take() {
            Some(webhook) => {
                webhook.stop.cancel();
                true
            }
            None => false,
        }
    }

    /// Ends the delivery, until [`start`] begins it again.
    pub(crate) fn pause(&mut self) {
        if let Some(webhook) = &mut self.webhook {
            std::mem::take(&mut webhook.stop).cancel();
            webhook.in_flight = 0;
        }
    }

    /// Puts a webhook in place of the one there is.
    pub(crate) fn put(&mut self, webhook: Webhook) {
        self.remove();
        self.webhook = Some(webhook);
    }
}

/// Starts to deliver the updates of a bot whose webhook is set, on a server with sockets.
pub(crate) fn start(world: &World, bot: i64) {
    let found = world.look(|state| {
        let server = state.server.stop.clone()?;
        let webhook = state.bot(bot)?.webhook.webhook.as_ref()?;
        Some((Arc::clone(&webhook.settings), webhook.stop.clone(), server))
    });
    if let Some((settings, stop, server)) = found {
        let world = world.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = server.cancelled() => {}
                () = stop.cancelled() => {}
                () = delivery::deliver(&world, bot, settings) => {}
            }
        });
    }
}

/// Starts to deliver for every bot of a world that has a webhook.
pub(crate) fn start_all(world: &World) {
    for bot in world.bots() {
        start(world, bot.id());
    }
}

/// A view of a bot's webhook; see [`BotHandle::webhook`](crate::BotHandle::webhook).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookStatus {
    /// The URL that updates are sent to.
    pub url: String,
    /// What went wrong last, since the webhook was set.
    pub last_error_message: Option<String>,
    /// How many attempts have failed since the webhook was set.
    pub failures: u64,
    /// How many requests wait for their answer at this moment.
    pub in_flight: usize,
    /// When the update that failed last is sent again, by the world's clock; `None` if it will not
    /// be, or nothing has failed.
    pub retry_at: Option<Duration>,
}

impl From<&Webhook> for WebhookStatus {
    fn from(webhook: &Webhook) -> Self {
        Self {
            url: webhook.settings.url.clone(),
            last_error_message: webhook
                .last_error
                .as_ref()
                .map(|error| error.message.clone()),
            failures: webhook.failures,
            in_flight: webhook.in_flight,
            retry_at: webhook.retry_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Slot;

    /// "a second replaces it": the first is told, and only the second may end the change.
    #[test]
    fn a_second_change_replaces_the_first() {
        let mut slot = Slot::default();
        let (first, mut told) = slot.begin_change();
        assert!(slot.is_active());
        assert!(told.try_recv().is_err());
        let (second, _kept) = slot.begin_change();
        assert!(told.try_recv().is_ok());
        assert!(!slot.end_change(first));
        assert!(slot.is_active());
        assert!(slot.end_change(second));
        assert!(!slot.is_active());
    }
}
