//! What people see happen, one event after the other.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::broadcast::{Receiver, error::TryRecvError};

use crate::world::{Event, World};

/// Reads what people see happen in a world: the events of the chat page, from now on.
///
/// An event is an object with a `type`: `message`, `edited_message`, `deleted_messages`,
/// `callback_answer` or `chat_action`. A reader that stays more than 1024 events behind loses the
/// oldest.
#[derive(Debug)]
pub struct Events(Receiver<Event>);

impl Events {
    /// The next event that has already happened.
    pub fn next_ready(&mut self) -> Option<Arc<Value>> {
        loop {
            match self.0.try_recv() {
                Ok(event) => return Some(event.json),
                Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => return None,
            }
        }
    }
}

impl World {
    /// What happens from now on.
    pub fn read_events(&self) -> Events {
        Events(self.events())
    }
}
