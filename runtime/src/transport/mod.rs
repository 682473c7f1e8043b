//! How updates come in.

mod complaint;
#[cfg(any(feature = "polling", feature = "webhook"))]
mod intake;
#[cfg(feature = "polling")]
mod polling;
#[cfg(feature = "webhook")]
pub mod webhook;

pub(crate) use complaint::Complaint;
#[cfg(any(feature = "polling", feature = "webhook"))]
pub(crate) use intake::Intake;
#[cfg(feature = "polling")]
pub(crate) use polling::{Ended, Polling};
