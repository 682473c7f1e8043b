//! The context of one update.

use std::fmt;
use std::sync::{Arc, OnceLock};

use botwright_api::Update;
use botwright_api::ids::{ChatId, MessageId};
use botwright_api::types::{Chat, MaybeInaccessibleMessage, Message, UpdateContent, User};

use crate::app::App;
use crate::client::Api;
use crate::extract::Album;
use crate::inbox::Delivery;
use crate::session::{Entry, Key, Scratch, StoreError};
use crate::talk::{Journal, Memo};

/// One update and the bot that got it. Cheap to clone; every extractor takes its value from here.
#[derive(Clone)]
pub struct Cx(Arc<Inner>);

struct Inner {
    source: Source,
    kind: usize,
    app: Arc<App>,
    scratch: Scratch,
    reminder: Option<String>,
    journal: Option<Arc<Journal>>,
    memo: OnceLock<Arc<Memo>>,
    opened: OnceLock<String>,
    part: Part,
    delivery: Option<Arc<dyn Delivery>>,
    /// The client of handlers whose calls are written down.
    api: Option<Api>,
}

impl Inner {
    /// An update of this kind, with nothing known about it yet.
    fn new(source: Source, kind: usize, app: Arc<App>) -> Self {
        Self {
            source,
            kind,
            app,
            scratch: Scratch::default(),
            reminder: None,
            journal: None,
            memo: OnceLock::new(),
            opened: OnceLock::new(),
            part: Part::Alone,
            delivery: None,
            api: None,
        }
    }

    /// An update that came or that was kept.
    fn here(update: Update, app: Arc<App>) -> Self {
        let kind = update.kind().index();
        Self::new(Source::Here(update), kind, app)
    }
}

/// What an update is to the album it may belong to.
enum Part {
    /// It is handled for itself.
    Alone,
    /// It stands for all items.
    Album(Album),
    /// Its album was handled: only those who observe look at it.
    Item,
}

/// Where the update is.
enum Source {
    Here(Update),
    /// In the context this one was made from: the same update handled apart.
    There(Cx),
}

impl Cx {
    /// The context of `update` in `app`.
    pub fn new(update: Update, app: Arc<App>) -> Self {
        Self::part(update, app, Part::Alone)
    }

    /// The context of an album, whose first item stands for all; `None` if there is no message.
    pub(crate) fn of_album(updates: &[Update], app: Arc<App>) -> Option<Self> {
        let messages: Vec<_> = updates
            .iter()
            .filter_map(|update| update.message().cloned())
            .collect();
        let update = updates.first()?.clone();
        (!messages.is_empty()).then(|| Self::part(update, app, Part::Album(Album::new(messages))))
    }

    /// The context of an item whose album was handled.
    pub(crate) fn item(update: Update, app: Arc<App>) -> Self {
        Self::part(update, app, Part::Item)
    }

    fn part(update: Update, app: Arc<App>, part: Part) -> Self {
        app.directory().note(&update);
        app.drafts().note(&update);
        Self(Arc::new(Inner {
            part,
            ..Inner::here(update, app)
        }))
    }

    /// The same update, which is written down.
    #[cfg(feature = "durable")]
    pub(crate) fn delivered(&self, delivery: Arc<dyn Delivery>) -> Self {
        let api = delivery.api(self.app().api(), 0);
        Self(Arc::new(Inner {
            delivery: Some(delivery),
            ..self.inner(Some(api))
        }))
    }

    /// What handling the update is part of, if it is written down.
    pub(crate) fn delivery(&self) -> Option<&Arc<dyn Delivery>> {
        match (&self.0.delivery, &self.0.source) {
            (Some(delivery), _) => Some(delivery),
            (None, Source::There(cx)) => cx.delivery(),
            (None, Source::Here(_)) => None,
        }
    }

    /// The messages of the album that is handled as a whole.
    pub(crate) fn album(&self) -> Option<&Album> {
        match (&self.0.part, &self.0.source) {
            (Part::Album(album), _) => Some(album),
            (_, Source::There(cx)) => cx.album(),
            _ => None,
        }
    }

    /// Whether the update is an item of an album that was handled.
    pub(crate) fn is_item(&self) -> bool {
        match (&self.0.part, &self.0.source) {
            (Part::Item, _) => true,
            (_, Source::There(cx)) => cx.is_item(),
            _ => false,
        }
    }

    /// The context of a handler that runs by the clock: without an update, or beside the one that asked
    /// to be reminded of `data`.
    pub(crate) fn timed(update: Update, app: Arc<App>, data: Option<String>) -> Self {
        Self(Arc::new(Inner {
            reminder: data,
            ..Inner::here(update, app)
        }))
    }

    /// The data of the reminder that is due, as JSON.
    pub(crate) fn reminder(&self) -> Option<&str> {
        match &self.0.source {
            Source::Here(_) => self.0.reminder.as_deref(),
            Source::There(cx) => cx.reminder(),
        }
    }

    /// The same update, to be handled apart: with nothing read from the store and nothing to write.
    pub(crate) fn apart(&self) -> Self {
        Self(Arc::new(self.inner(None)))
    }

    /// The same update, to be handled once more from the beginning.
    pub(crate) fn again(&self) -> Self {
        self.in_scope(0)
    }

    /// The same update, handled beside others by the handler at this place.
    pub(crate) fn observing(&self, place: u32) -> Self {
        self.in_scope(place.saturating_add(1))
    }

    fn in_scope(&self, scope: u32) -> Self {
        let api = self.delivery().map(|it| it.api(self.app().api(), scope));
        Self(Arc::new(self.inner(api)))
    }

    fn inner(&self, api: Option<Api>) -> Inner {
        // A delivery belongs to the context it was given to, so that one is kept.
        let source = match &self.0.source {
            Source::There(cx) if self.0.delivery.is_none() => cx,
            _ => self,
        };
        let (source, app) = (Source::There(source.clone()), Arc::clone(&self.0.app));
        Inner {
            api,
            ..Inner::new(source, self.0.kind, app)
        }
    }

    /// The conversation that the handler holds.
    pub(crate) fn journal(&self) -> Option<&Arc<Journal>> {
        self.0.journal.as_ref()
    }

    /// The same update, handled by a handler that begins a conversation.
    pub(crate) fn talking(&self, journal: impl FnOnce(Arc<Memo>) -> Journal, key: &Key) -> Self {
        let journal = journal(Arc::clone(self.memo()));
        let cx = Self(Arc::new(Inner {
            journal: Some(Arc::new(journal)),
            ..self.inner(self.0.api.clone())
        }));
        if let Some(entry) = self.scratch().known(key) {
            cx.scratch().loaded(key.clone(), entry);
        }
        cx
    }

    /// The first update of a conversation, which goes on with this one.
    pub(crate) fn resuming(&self, first: Update, journal: Journal) -> Self {
        let kind = first.kind().index();
        Self(Arc::new(Inner {
            source: Source::Here(first),
            kind,
            app: Arc::clone(&self.0.app),
            scratch: Scratch::default(),
            reminder: None,
            journal: Some(Arc::new(journal)),
            memo: OnceLock::new(),
            opened: OnceLock::new(),
            part: Part::Alone,
            delivery: self.delivery().cloned(),
            api: self.0.api.clone(),
        }))
    }

    /// Another update of the same bot, only to be looked at.
    pub(crate) fn beside(&self, update: Update) -> Self {
        Self(Arc::new(Inner::here(update, Arc::clone(&self.0.app))))
    }

    /// What was done once while this update was handled, also if it is handled again.
    pub(crate) fn memo(&self) -> &Arc<Memo> {
        match &self.0.source {
            Source::Here(_) => self.0.memo.get_or_init(Arc::default),
            Source::There(cx) => cx.memo(),
        }
    }

    /// What the sealed data of the pressed button mean.
    pub(crate) fn opened(&self) -> Option<&str> {
        match &self.0.source {
            Source::Here(_) => self.0.opened.get().map(String::as_str),
            Source::There(cx) => cx.opened(),
        }
    }

    /// Notes what the sealed data of the pressed button mean.
    pub(crate) fn open_as(&self, plain: String) {
        match &self.0.source {
            // Data mean one thing, so it does not matter who was the first to look.
            Source::Here(_) => drop(self.0.opened.set(plain)),
            Source::There(cx) => cx.open_as(plain),
        }
    }

    /// The update as JSON, with the pressed button's data as they are meant.
    pub(crate) fn told(&self) -> String {
        let raw = self.update().raw().as_str();
        self.opened()
            .and_then(|plain| crate::callback::seal::replaced(raw, plain))
            .unwrap_or_else(|| raw.to_owned())
    }

    /// The update.
    pub fn update(&self) -> &Update {
        match &self.0.source {
            Source::Here(update) => update,
            Source::There(cx) => cx.update(),
        }
    }

    /// What this handling of the update read from the store and wants to write.
    pub(crate) fn scratch(&self) -> &Scratch {
        &self.0.scratch
    }

    /// A stored value: as it was when this update read it first, with what the update wrote since.
    pub(crate) async fn stored(&self, key: &Key) -> Result<Option<Entry>, StoreError> {
        if let Some(known) = self.scratch().known(key) {
            return Ok(known);
        }
        let app = self.app();
        let entry = app.store().get(key, app.clock().now()).await?;
        self.scratch().loaded(key.clone(), entry.clone());
        Ok(entry)
    }

    /// The bot: its client, its own user and the state it manages.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The client.
    pub fn api(&self) -> &Api {
        self.0.api.as_ref().unwrap_or_else(|| self.0.app.api())
    }

    /// The bot's own user.
    pub fn me(&self) -> &User {
        self.0.app.me()
    }

    /// The message of an update that carries one.
    pub fn message(&self) -> Option<&Message> {
        self.update().message()
    }

    /// The chat the update belongs to, where there is one.
    pub fn chat(&self) -> Option<&Chat> {
        self.update().chat()
    }

    /// The text of the update's message, or its caption; the query of an update of inline mode.
    pub fn text(&self) -> Option<&str> {
        match &self.update().content {
            UpdateContent::InlineQuery(query) => return Some(&query.query),
            UpdateContent::ChosenInlineResult(result) => return Some(&result.query),
            _ => {}
        }
        let message = self.message()?;
        message.text.as_deref().or(message.caption.as_deref())
    }

    /// The place of the update's kind in the schema; the number of kinds for an unknown one.
    pub(crate) fn kind(&self) -> usize {
        self.0.kind
    }

    /// The message the update is about: its own, or the one whose button was pressed.
    pub(crate) fn anchor(&self) -> Option<&Message> {
        match &self.update().content {
            UpdateContent::CallbackQuery(query) => match query.message.as_ref()? {
                MaybeInaccessibleMessage::Message(message) => Some(message),
                _ => None,
            },
            _ => self.message(),
        }
    }

    /// The message the update is about, by its ids: also one that is not at hand.
    pub(crate) fn about(&self) -> Option<(ChatId, MessageId)> {
        match &self.update().content {
            UpdateContent::CallbackQuery(query) => {
                let message = query.message.as_ref()?;
                Some((message.chat()?.id, message.message_id()))
            }
            UpdateContent::MessageReaction(it) => Some((it.chat.id, it.message_id)),
            UpdateContent::MessageReactionCount(it) => Some((it.chat.id, it.message_id)),
            _ => self
                .message()
                .map(|message| (message.chat.id, message.id())),
        }
    }
}

/// Names the update; what it says stays out of logs.
impl fmt::Debug for Cx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx")
            .field("update_id", &self.update().update_id)
            .field("kind", &self.update().kind())
            .finish_non_exhaustive()
    }
}
