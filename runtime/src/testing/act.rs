//! Something that a person does.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::TestChat;

/// Something that a person does, when it is awaited: the bot handles it, all of its replies arrive,
/// and then [`Sent`] looks at them.
#[must_use = "nothing happens before it is awaited"]
pub struct Act(Pin<Box<dyn Future<Output = Sent> + Send>>);

impl Act {
    pub(super) fn new(deed: impl Future<Output = Sent> + Send + 'static) -> Self {
        Self(Box::pin(deed))
    }
}

impl Future for Act {
    type Output = Sent;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Sent> {
        self.0.as_mut().poll(cx)
    }
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Act").finish_non_exhaustive()
    }
}

/// Something that a person did, and the bot has answered: what can be expected and done next in the
/// same chat, by the same person. See [`TestChat`].
#[derive(Debug, Clone)]
pub struct Sent {
    pub(super) chat: TestChat,
    pub(super) message_id: Option<i64>,
}

impl Sent {
    /// The id of the message, if a message was sent.
    pub fn message_id(&self) -> Option<i64> {
        self.message_id
    }
}

impl Deref for Sent {
    type Target = TestChat;

    fn deref(&self) -> &TestChat {
        &self.chat
    }
}
