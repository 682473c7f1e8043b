//! Callback queries: taps on inline buttons and their answers.

use std::{collections::BTreeMap, time::Duration};

use super::aside::Aside;

/// A tap can be answered this long; the update that tells of it lives as long.
pub(crate) const CALLBACK_LIFETIME: Duration = Duration::from_secs(150);

/// Taps are remembered this long, so that tests can ask how they were answered.
pub(crate) const CALLBACK_MEMORY: Duration = Duration::from_hours(24);

/// How a bot answered a tap.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct CallbackAnswer {
    /// What the person sees; 0 to 200 characters.
    pub text: Option<String>,
    /// Whether they see it as an alert instead of a toast.
    pub show_alert: bool,
    /// What is opened on their device.
    pub url: Option<String>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Callback {
    pub(crate) user: i64,
    pub(crate) bot: i64,
    pub(crate) tapped_at: Duration,
    /// The ephemeral message with the button.
    pub(crate) ephemeral: Option<(Aside, i64)>,
    pub(crate) answer: Option<CallbackAnswer>,
}

/// Every tap, by the id of its query.
pub(crate) type Callbacks = BTreeMap<String, Callback>;
