//! How long an update is worth anything.

use std::time::Duration;

use botwright_api::types::UpdateKind;

/// How long Telegram waits for an answer to an update of this kind; `None` where it does not wait, so that
/// the update is handled however late it is.
pub(crate) fn life(kind: &UpdateKind) -> Option<Duration> {
    match kind {
        UpdateKind::CallbackQuery | UpdateKind::ShippingQuery | UpdateKind::PreCheckoutQuery => {
            Some(Duration::from_secs(150))
        }
        UpdateKind::InlineQuery => Some(Duration::from_secs(30)),
        _ => None,
    }
}
