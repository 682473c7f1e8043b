//! What a bot remembers between updates: sessions, and the store they and everything else are kept in.
//!
//! A handler takes a [`Session<T>`](Session). What it changed, and everything else a handler decides to
//! keep, is collected while it runs and written in one [`Transaction`] when it succeeded, before its
//! replies are sent. Each value is written only if it is still what the handler has read; if not, the
//! handler runs again with what is there now. So no write is lost, whichever handlers run at the same
//! time.

#[cfg(any(feature = "redis", feature = "postgres"))]
mod connect;
mod data;
mod key;
mod locks;
mod memory;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;
mod scratch;
#[allow(clippy::module_inception)] // The noun of the folder is also one of its own.
mod session;
mod store;
#[cfg(all(feature = "durable", any(feature = "polling", feature = "webhook")))]
pub(crate) mod transfer;

#[cfg(any(feature = "redis", feature = "postgres"))]
pub use connect::ConnectError;
pub use data::SessionData;
pub use key::{Key, KeyBy};
pub(crate) use locks::Locks;
pub use memory::MemoryStore;
#[cfg(feature = "postgres")]
pub use postgres::PostgresStore;
#[cfg(feature = "redis")]
pub use redis::RedisStore;
pub(crate) use scratch::Scratch;
pub use session::{Session, Unreadable};
pub use store::{Change, Commit, Entry, Expect, Put, Revision, Store, StoreError, Transaction};
