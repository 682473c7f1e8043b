//! The guide, chapter by chapter.

#[doc = include_str!("../../docs/guide/buttons.md")]
pub mod buttons {}

#[doc = include_str!("../../docs/guide/commands.md")]
pub mod commands {}

#[doc = include_str!("../../docs/guide/sessions.md")]
pub mod sessions {}

#[cfg(feature = "testing")]
#[doc = include_str!("../../docs/guide/testing.md")]
pub mod testing {}

#[doc = include_str!("../../docs/guide/time.md")]
pub mod time {}

#[doc = include_str!("../../docs/guide/conversations.md")]
pub mod conversations {}

#[doc = include_str!("../../docs/guide/dialogues.md")]
pub mod dialogues {}

#[doc = include_str!("../../docs/guide/media.md")]
pub mod media {}

#[cfg(all(feature = "polling", feature = "webhook-tls"))]
#[doc = include_str!("../../docs/guide/transports.md")]
pub mod transports {}

#[doc = include_str!("../../docs/guide/updates.md")]
pub mod updates {}

#[doc = include_str!("../../docs/guide/scopes.md")]
pub mod scopes {}

#[doc = include_str!("../../docs/guide/words.md")]
pub mod words {}

#[doc = include_str!("../../docs/guide/inline.md")]
pub mod inline {}

#[doc = include_str!("../../docs/guide/payments.md")]
pub mod payments {}

#[doc = include_str!("../../docs/guide/rich.md")]
pub mod rich {}

#[cfg(feature = "webapp")]
#[doc = include_str!("../../docs/guide/webapp.md")]
pub mod webapp {}

#[cfg(feature = "locales")]
#[doc = include_str!("../../docs/guide/languages.md")]
pub mod languages {}
