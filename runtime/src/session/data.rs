//! Types that are kept as sessions.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::KeyBy;

/// A type that is kept between updates. Derived, together with `Default` and serde's traits:
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// #[session(key = user, ttl = "30 days")]
/// struct Basket {
///     items: Vec<u32>,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not kept as a session",
    label = "not a session",
    note = "put `#[derive(Session, Default, Serialize, Deserialize)]` on the type"
)]
pub trait SessionData: Default + Serialize + DeserializeOwned + Send + 'static {
    /// The name its values are kept under.
    const NAME: &'static str;
    /// Whose it is.
    const KEY: KeyBy;
    /// How long it is kept after it was last used; `None` for ever.
    const TTL: Option<Duration>;
}
