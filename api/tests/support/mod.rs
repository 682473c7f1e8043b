//! What the tests share.

pub(crate) mod calls;
pub(crate) mod compare;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod types;
