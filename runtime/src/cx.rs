//! The context of one update.

use std::fmt;
use std::sync::Arc;

use botwright_api::Update;
use botwright_api::types::{Chat, MaybeInaccessibleMessage, Message, UpdateContent, User};

use crate::app::App;
use crate::client::Api;

/// One update and the bot that got it. Cheap to clone; every extractor takes its value from here.
#[derive(Clone)]
pub struct Cx(Arc<Inner>);

struct Inner {
    update: Update,
    kind: usize,
    app: Arc<App>,
}

impl Cx {
    /// The context of `update` in `app`.
    pub fn new(update: Update, app: Arc<App>) -> Self {
        let kind = update.kind().index();
        Self(Arc::new(Inner { update, kind, app }))
    }

    /// The update.
    pub fn update(&self) -> &Update {
        &self.0.update
    }

    /// The bot: its client, its own user and the state it manages.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The client.
    pub fn api(&self) -> &Api {
        self.0.app.api()
    }

    /// The bot's own user.
    pub fn me(&self) -> &User {
        self.0.app.me()
    }

    /// The message of an update that carries one.
    pub fn message(&self) -> Option<&Message> {
        self.0.update.message()
    }

    /// The chat the update belongs to, where there is one.
    pub fn chat(&self) -> Option<&Chat> {
        self.0.update.chat()
    }

    /// The text of the update's message, or its caption.
    pub fn text(&self) -> Option<&str> {
        let message = self.message()?;
        message.text.as_deref().or(message.caption.as_deref())
    }

    /// The place of the update's kind in the schema; the number of kinds for an unknown one.
    pub(crate) fn kind(&self) -> usize {
        self.0.kind
    }

    /// The message the update is about: its own, or the one whose button was pressed.
    pub(crate) fn anchor(&self) -> Option<&Message> {
        match &self.0.update.content {
            UpdateContent::CallbackQuery(query) => match query.message.as_ref()? {
                MaybeInaccessibleMessage::Message(message) => Some(message),
                _ => None,
            },
            _ => self.message(),
        }
    }
}

/// Names the update; what it says stays out of logs.
impl fmt::Debug for Cx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx")
            .field("update_id", &self.0.update.update_id)
            .field("kind", &self.0.update.kind())
            .finish_non_exhaustive()
    }
}
