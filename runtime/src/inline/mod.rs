//! Inline mode: what a user types after the bot's name in any chat, and the results to pick from
//! ([Inline mode](https://core.telegram.org/bots/api#inline-mode)).

mod answer;
mod page;

#[doc(hidden)]
pub use answer::Defaults;
pub use answer::Inline;
pub use page::Page;
