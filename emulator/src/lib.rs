//! Telegram's Bot API server in a box.
//!
//! An [`Emulator`] listens on a local address and answers the Bot API as the real server does:
//! addresses and parameters, error texts, the queue of updates, messages with their entities and
//! keyboards. Around it is a [`World`] of bots, people and chats, which tests move through
//! [`Emulator::send`] and [`Emulator::tap`], and people through the chat page at
//! [`Emulator::page_url`].
//!
//! ```
//! use botwright_emulator::Emulator;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::builder().listen("127.0.0.1:0").start().await?;
//! let bot = emulator.world().bot();
//! emulator.send(1, bot.id(), "/start")?;
//! assert_eq!(bot.pending_update_count(), 1);
//! emulator.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! It is an implementation of its own: it shares no code with the framework it helps to test.
//! Methods it does not have answer `404 Not Found: method not found`.

mod acts;
mod calls;
mod clock;
mod emulator;
mod entities;
mod events;
mod fault;
mod flood;
mod http;
mod in_process;
mod journal;
mod local_file;
mod markup;
mod methods;
mod page;
mod queue;
mod rich;
mod server_mode;
mod session;
mod webhook;
mod world;

pub use calls::Call;
pub use clock::Clock;
pub use emulator::{Emulator, EmulatorBuilder, StartError};
pub use events::Events;
pub use fault::{Fault, FaultRule};
pub use in_process::BotName;
pub use journal::Handled;
pub use session::ReplayError;
pub use webhook::WebhookStatus;
pub use world::{
    BotHandle, CallbackAnswer, ControlError, InlineAnswer, InlineChatType, Order, PaymentStatus,
    UserHandle, UserMessage, WebApp, WebAppButton, World, WorldError,
};
