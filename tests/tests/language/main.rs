//! The language of handlers as its documentation prints it: every page of it compiles as it is written,
//! with the types around it that it takes for granted. What the handlers do is tested elsewhere.

#![allow(
    dead_code,
    clippy::unused_async,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref
)]

mod buttons;
mod commands;
mod dialogues;
mod inline_and_payments;
mod scopes;
mod sessions;
mod smallest;
mod time;
mod transports;
mod updates;
mod words;

/// A storage, as bots have one.
#[derive(Debug, Default)]
pub(crate) struct Db;

/// The storage fails.
#[derive(Debug)]
pub(crate) struct DbError;

impl std::fmt::Display for DbError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the storage is down")
    }
}

impl std::error::Error for DbError {}
