//! JSON in and out, without generic code: what the generated types are read and written with.
//!
//! Derived serde code for all types costs a user 12 s of `cargo check`; these two small, concrete
//! halves cost 2 s and read faster. They are public for servers and for types of your own; bots
//! rarely need them.

mod lexer;
mod read;
mod reader;
#[cfg(feature = "both")]
mod serde;
mod write;
mod writer;

pub use read::Read;
pub use reader::{Fault, Issue, Object, ReadError, Reader, read};
pub use write::Write;
pub(crate) use writer::Finished;
pub use writer::{Invalid, Writer};

#[cfg(feature = "both")]
pub(crate) use serde::impl_serde;
