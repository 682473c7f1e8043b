//! How updates come in.

#[cfg(feature = "polling")]
mod complaint;
#[cfg(feature = "polling")]
mod intake;
#[cfg(feature = "polling")]
mod polling;

#[cfg(feature = "polling")]
pub(crate) use complaint::Complaint;
#[cfg(feature = "polling")]
pub(crate) use intake::Intake;
#[cfg(feature = "polling")]
pub(crate) use polling::{Ended, Polling};
