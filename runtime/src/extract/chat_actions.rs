//! "typing…" and its like.

use std::time::Duration;

use botwright_api::Method;
use botwright_api::methods::SendChatAction;
use botwright_api::types::{ChatAction, UpdateKind};
use tokio_util::task::AbortOnDropHandle;

use super::{FromUpdate, Rejection};
use crate::client::Api;
use crate::cx::Cx;
use crate::error::Result;
use crate::reply::Place;
use crate::route::Kinds;

/// How often an action is shown again: apps show it for 5 s
/// ([sendChatAction](https://core.telegram.org/bots/api#sendchataction)).
const AGAIN: Duration = Duration::from_secs(4);

/// Shows in the update's chat, in its topic, that the bot is busy.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Thinks for a while.
/// #[command]
/// async fn think(chat: ChatActions) -> bot::Result<&'static str> {
///     let _typing = chat.keep_typing();
///     let answer = async { "42" }.await;
///     Ok(answer)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct ChatActions {
    api: Api,
    place: Place,
}

/// An action that is shown until this is dropped. A message from the bot ends it in the users' apps until
/// it is shown again.
#[derive(Debug)]
#[must_use = "the action is shown only while this is held: `let _typing = chat.keep_typing();`"]
pub struct Ongoing(#[allow(dead_code)] AbortOnDropHandle<()>);

impl ChatActions {
    pub(crate) fn new(api: Api, place: Place) -> Self {
        Self { api, place }
    }

    /// "typing…", for up to 5 s or until a message from the bot.
    ///
    /// # Errors
    /// The server refused or could not be reached.
    pub async fn typing(&self) -> Result {
        self.show(ChatAction::Typing).await
    }

    /// Another action, for up to 5 s or until a message from the bot.
    ///
    /// # Errors
    /// The server refused or could not be reached.
    pub async fn show(&self, action: ChatAction) -> Result {
        let mut request = SendChatAction::new(self.place.chat_id(), action).request()?;
        self.place.add_to(&mut request);
        self.api.send(request).await?;
        Ok(())
    }

    /// "typing…", as long as what this returns is held.
    pub fn keep_typing(&self) -> Ongoing {
        self.keep(ChatAction::Typing)
    }

    /// Another action, as long as what this returns is held. That it cannot be shown is logged only.
    pub fn keep(&self, action: ChatAction) -> Ongoing {
        let this = self.clone();
        Ongoing(AbortOnDropHandle::new(tokio::spawn(async move {
            loop {
                if let Err(error) = this.show(action).await {
                    tracing::debug!(%error, "an action could not be shown");
                }
                tokio::time::sleep(AGAIN).await;
            }
        })))
    }
}

impl FromUpdate<'_> for ChatActions {
    const KINDS: Kinds = Kinds::MESSAGES.and(Kinds::of(&UpdateKind::CallbackQuery));

    fn from_update(cx: &Cx) -> Result<Self, Rejection> {
        let place = Place::of(cx).ok_or(Rejection::Skip)?;
        let api = cx.api().clone();
        Ok(Self { api, place })
    }
}
