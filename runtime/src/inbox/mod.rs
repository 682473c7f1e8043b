//! Between the transport and the lanes: what came in, what is still being handled, and what may be
//! confirmed to Telegram.
//!
//! The memory inbox confirms an update only when it was handled: [`Watermark`] knows the lowest
//! unfinished update. With a data file (feature `durable`) an update is confirmed when it is written down. [`Seen`] keeps an update that comes twice from being handled twice.

mod delivery;
mod expiry;
mod memory;
mod seen;
mod stats;
mod watermark;

pub(crate) use delivery::{Delivery, Unsent, Written};
pub(crate) use expiry::life;
#[cfg(feature = "durable")]
pub(crate) use memory::Stored;
pub(crate) use memory::{Memory, Ticket};
pub use seen::Seen;
pub use stats::{Counts, Stats};
pub use watermark::Watermark;
