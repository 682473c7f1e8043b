//! The attributes, with their documentation.

mod program;
mod scopes;
mod shop;
mod state;
mod time;
mod updates;
mod words;

pub use program::*;
pub use scopes::*;
pub use shop::*;
pub use state::*;
pub use time::*;
pub use updates::*;
pub use words::*;
