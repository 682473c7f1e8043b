//! From one update to its handler.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use botwright_api::types::{InlineQueryChatType, Message, MessageContent as Is, UpdateContent};
use futures_util::FutureExt;
use futures_util::future::{join, join_all};

use super::address::{Address, Key};
use super::button::Pressed;
use super::table::{Index, Row, Table};
use super::{Chats, InState, Match, ParamInfo, Role, Route, Takes};
use crate::callback::{Bound, seal};
use crate::cx::Cx;
use crate::extract::{Call, Rejection};
use crate::reply::{Answer, End, IntoReply, Outcome, Panic, callback_query, guest};

/// What is answered to data of another version of their enum, cut or forged ones.
pub(crate) const OUT_OF_DATE: &str = "This button is out of date.";

/// The same, where it may be that the button is good and somebody else's.
const NOT_YOURS: &str = "This button is out of date, or for somebody else.";

impl Table {
    /// Handles one update: runs the first handler that matches, and those that observe beside it.
    ///
    /// When nothing handled the update the outcome ends with [`End::Skip`]. A panic of a handler ends
    /// it with [`End::Failed`] and the error [`Panic`].
    pub async fn dispatch(&self, cx: &Cx) -> Outcome {
        let mut outcome = self.handlers(cx).await;
        guest::answer(cx, &mut outcome);
        outcome
    }

    async fn handlers(&self, cx: &Cx) -> Outcome {
        let Some(index) = self.kinds.get(cx.kind()) else {
            return Outcome::skip();
        };
        // Before anybody looks at them.
        let pressed = self.press(index, cx).await;
        let facts = Facts::of(cx);
        if cx.album().is_some() {
            return self.album(index, cx, &facts).await;
        }
        if index.observers.is_empty() {
            return self.first(index, cx, &facts, pressed).await;
        }
        let observers = index.observers.iter().map(|place| {
            let row = &self.rows[*place as usize];
            let facts = &facts;
            async move {
                if matches(row, cx, facts) {
                    // With a memory of its own: it may fail alone.
                    self.run(row, &cx.observing(*place), facts).await
                } else {
                    Outcome::skip()
                }
            }
        });
        let (mut outcome, observed) =
            join(self.first(index, cx, &facts, pressed), join_all(observers)).await;
        for seen in observed {
            outcome.beside(seen);
        }
        outcome
    }

    /// Runs the handler at this place of the order, which the clock has chosen.
    pub(super) async fn run_at(&self, place: u32, cx: &Cx) -> Outcome {
        match self.rows.get(place as usize) {
            Some(row) => self.run(row, cx, &Facts::of(cx)).await,
            None => Outcome::skip(),
        }
    }

    /// Runs the first handler of albums that does not pass this one on.
    async fn album(&self, index: &Index, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        for place in &index.others {
            let row = &self.rows[*place as usize];
            if row.route.matches == Match::Album && matches(row, cx, facts) {
                let outcome = self.run(row, cx, facts).await;
                if !matches!(outcome.end, End::Skip) {
                    return outcome;
                }
            }
        }
        Outcome::skip()
    }

    /// Runs the first handler that does not pass the update on.
    async fn first(
        &self,
        index: &Index,
        cx: &Cx,
        facts: &Facts<'_>,
        pressed: Pressed<'_>,
    ) -> Outcome {
        if cx.is_item() {
            // Its album is handled already.
            return Outcome::skip();
        }
        let (mut commands, mut buttons, mut texts): (&[u32], &[u32], &[u32]) = (&[], &[], &[]);
        match &facts.address {
            // For another bot: none of this one's business, whatever it says.
            Address::Theirs => return Outcome::skip(),
            Address::Ours(key, _) => {
                commands = index.commands.get(key).map_or(&[], |rows| &**rows);
            }
            Address::Nothing => {}
        }
        match pressed {
            Pressed::Known(rows) => buttons = rows,
            Pressed::Stale if callback_query(cx).is_some() => return stale(cx, OUT_OF_DATE),
            Pressed::Forged => return stale(cx, OUT_OF_DATE),
            Pressed::ForgedOrNotYours => return stale(cx, NOT_YOURS),
            Pressed::Failed(error) => return Outcome::failed(error),
            Pressed::Stale => tracing::error!(
                update_id = cx.update().update_id,
                kind = %cx.update().kind(),
                "an invoice is for a value that this version of its enum does not have"
            ),
            Pressed::Foreign => {}
        }
        if let Some(text) = facts.text
            && !index.texts.is_empty()
        {
            texts = index.texts.get(text).map_or(&[], |rows| &**rows);
        }
        let active = if index.states.owners.is_empty() {
            Vec::new()
        } else {
            let known = commands.iter().any(|place| {
                let row = &self.rows[*place as usize];
                row.scoped.chats.covers(facts.chat)
            });
            let taken = known || !buttons.is_empty();
            match Box::pin(self.active(index, cx, facts, known, taken)).await {
                Ok(rows) => rows,
                Err(outcome) => return *outcome,
            }
        };
        let found = index.patterns.find(facts.text);
        let (mut states, mut patterns) = (&*active, &*found);
        let mut others = &*index.others;
        let mut lists = [
            &mut commands,
            &mut buttons,
            &mut states,
            &mut texts,
            &mut patterns,
            &mut others,
        ];
        while let Some(place) = next(&mut lists) {
            let row = &self.rows[place as usize];
            if !matches(row, cx, facts) {
                continue;
            }
            let outcome = self.run(row, cx, facts).await;
            if !matches!(outcome.end, End::Skip) {
                return outcome;
            }
        }
        if facts.data.is_some_and(|data| index.buttons.in_states(data)) {
            return answer(cx, OUT_OF_DATE);
        }
        match facts.address {
            Address::Ours(..) if !index.commands.is_empty() => self.suggestion(cx, facts),
            _ => Outcome::skip(),
        }
    }

    /// What the update's data are to the bot. Sealed ones are opened, once for the update.
    async fn press<'a>(&self, index: &'a Index, cx: &Cx) -> Pressed<'a> {
        let Some(data) = crate::payments::carried(cx) else {
            return Pressed::Foreign;
        };
        let sealed = index.buttons.seal(data).zip(callback_query(cx));
        let (seal, query) = match sealed {
            Some(sealed) if cx.opened().is_none() => sealed,
            _ => return index.buttons.find(data),
        };
        match Box::pin(seal::open(seal, data, query, cx.app())).await {
            Ok(Some(plain)) => {
                cx.open_as(plain);
                index.buttons.find(cx.opened().unwrap_or_default())
            }
            Ok(None) if seal.bound == Some(Bound::User) => Pressed::ForgedOrNotYours,
            Ok(None) => Pressed::Forged,
            Err(error) => Pressed::Failed(error),
        }
    }

    /// Runs one handler with what its scopes put around it; an error goes to the nearest function for it.
    pub(super) async fn run(&self, row: &Row, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        let outcome = if row.scoped.is_plain() {
            self.step(row, cx, facts).await
        } else {
            // Apart, so that handlers without pay nothing for it.
            Box::pin(self.scoped(row, cx, facts)).await
        };
        let outcome = outcome.of(row.route);
        if outcome.has_failed() && !self.on_errors.is_empty() {
            return Box::pin(self.recover(row.route, cx, outcome)).await;
        }
        outcome
    }

    /// Runs one handler, or goes on with its conversation.
    pub(super) async fn step(&self, row: &Row, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        if matches!(row.route.matches, Match::Callback(button) if button.role == Role::Paid) {
            match Box::pin(crate::payments::first_time(cx)).await {
                Ok(true) => {}
                Ok(false) => return Outcome::default(),
                Err(error) => return Rejection::failed(error).into_outcome(row.route, cx),
            }
        }
        if row.talks {
            Box::pin(self.talk(row, cx)).await
        } else {
            self.call(row, cx, facts).await
        }
    }

    /// Takes one handler's parameters and runs it.
    pub(super) async fn call(&self, row: &Row, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        let route = row.route;
        let mut call = Call::new(cx, self);
        match (route.matches, &row.regex, &facts.address) {
            (
                Match::Command { .. }
                | Match::State(InState {
                    takes: Takes::Command(_),
                    ..
                }),
                _,
                Address::Ours(_, args),
            ) => {
                if let Err(problem) = call.words(route, args) {
                    return problem.into_outcome(route, cx);
                }
            }
            (Match::Pattern(_) | Match::State(_), Some(regex), _) => {
                // The pattern was found before, so only its groups are news.
                if let Some(text) = facts.text
                    && route
                        .params
                        .iter()
                        .any(|param| param.info.argument.is_some())
                {
                    let Some(groups) = regex.captures(text) else {
                        return Outcome::skip();
                    };
                    call.groups(route, text, &groups);
                }
            }
            _ => {}
        }
        if route
            .params
            .iter()
            .any(|param| param.info.prepare.is_some())
            && let Err(rejection) = prepare(route.params, cx, &mut call).await
        {
            return rejection.into_outcome(route, cx);
        }
        let future = match catch_unwind(AssertUnwindSafe(|| (route.call)(&mut call))) {
            Ok(Ok(future)) => future,
            Ok(Err(rejection)) => return rejection.into_outcome(route, cx),
            Err(panic) => return panicked(&*panic, route),
        };
        drop(call);
        match AssertUnwindSafe(future).catch_unwind().await {
            Ok(outcome) => outcome.settle(cx).of(route),
            Err(panic) => panicked(&*panic, route),
        }
    }
}

/// What several routes ask about an update, found out once.
pub(super) struct Facts<'a> {
    pub(super) text: Option<&'a str>,
    pub(super) address: Address<'a>,
    pub(super) data: Option<&'a str>,
    pub(super) chat: Chats,
}

impl<'a> Facts<'a> {
    pub(super) fn of(cx: &'a Cx) -> Self {
        let text = cx.text();
        Self {
            text,
            // What is typed in inline mode is for this bot, whatever it looks like.
            address: cx
                .message()
                .and(text)
                .map_or(Address::Nothing, |text| Address::of(text, cx.me())),
            data: crate::payments::carried(cx),
            chat: chat_of(cx),
        }
    }
}

/// The type of the update's chat, or of the one an inline query is typed in.
fn chat_of(cx: &Cx) -> Chats {
    if let Some(chat) = cx.chat() {
        return Chats::of(&chat.r#type);
    }
    match &cx.update().content {
        UpdateContent::InlineQuery(query) => match &query.chat_type {
            Some(InlineQueryChatType::Sender | InlineQueryChatType::Private) => Chats::PRIVATE,
            Some(InlineQueryChatType::Group) => Chats::GROUP,
            Some(InlineQueryChatType::Supergroup) => Chats::SUPERGROUP,
            Some(InlineQueryChatType::Channel) => Chats::CHANNEL,
            _ => Chats::ALL,
        },
        _ => Chats::ALL,
    }
}

/// The smallest place at the head of the lists, taken off.
fn next(lists: &mut [&mut &[u32]; 6]) -> Option<u32> {
    let list = lists
        .iter_mut()
        .filter(|list| !list.is_empty())
        .min_by_key(|list| list.first().copied().unwrap_or(u32::MAX))?;
    let (first, rest) = list.split_first()?;
    **list = rest;
    Some(*first)
}

/// Whether a row wants the update. Kinds are settled by the index.
pub(super) fn matches(row: &Row, cx: &Cx, facts: &Facts<'_>) -> bool {
    let route = row.route;
    if !row.scoped.chats.covers(facts.chat) {
        return false;
    }
    let fits = match route.matches {
        Match::Command { .. } => matches!(facts.address, Address::Ours(..)),
        Match::Text(text) => facts.text == Some(text),
        Match::Pattern(_) => row.finds(facts.text),
        Match::State(state) => state_fits(row, state, cx, facts),
        Match::Fallback => cx.message().is_none_or(|message| !is_service(message)),
        Match::Album => cx.album().is_some(),
        Match::Callback(_)
        | Match::Content
        | Match::Update
        | Match::Stale(_)
        | Match::StaleTalk
        | Match::Timed(_)
        | Match::Reminder(_) => true,
    };
    // A filter is the author's code: a panic in it must not cost more than this route.
    fits && route.filter.is_none_or(|filter| {
        catch_unwind(AssertUnwindSafe(|| filter(cx))).unwrap_or_else(|_| {
            tracing::error!(
                handler = route.name,
                file = route.file,
                line = route.line,
                "the filter panicked; the handler is passed over"
            );
            false
        })
    })
}

/// Whether the handler of a state takes this. That the state is active is settled by the index.
fn state_fits(row: &Row, state: InState, cx: &Cx, facts: &Facts<'_>) -> bool {
    match state.takes {
        Takes::Command(name) => {
            matches!(&facts.address, Address::Ours(key, _) if Key::new(name).as_ref() == Some(key))
        }
        Takes::Callback(button) => facts
            .data
            .is_some_and(|data| data.starts_with(button.prefix)),
        Takes::Text(text) => facts.text == Some(text),
        Takes::Pattern(_) => row.finds(facts.text),
        Takes::Content => state.filtered || cx.message().is_some_and(|it| !is_service(it)),
    }
}

/// The answer to data that are no good.
fn stale(cx: &Cx, text: &str) -> Outcome {
    let update_id = cx.update().update_id;
    tracing::debug!(
        update_id,
        "a button carries data of another version, or cut, forged or forgotten ones"
    );
    cx.app().stats().stale_button();
    answer(cx, text)
}

/// A button's answer.
fn answer(cx: &Cx, text: &str) -> Outcome {
    let mut outcome = Outcome::default();
    Answer::new().text(text).into_reply(cx, &mut outcome);
    outcome
}

/// Whether a message tells of an event in the chat instead of holding what somebody wrote.
fn is_service(message: &Message) -> bool {
    message.content().is_none_or(|content| {
        !matches!(
            content,
            Is::Text
                | Is::RichMessage
                | Is::Animation
                | Is::Audio
                | Is::Document
                | Is::LivePhoto
                | Is::PaidMedia
                | Is::Photo
                | Is::Sticker
                | Is::Story
                | Is::Video
                | Is::VideoNote
                | Is::Voice
                | Is::Checklist
                | Is::Contact
                | Is::Dice
                | Is::Game
                | Is::Poll
                | Is::Venue
                | Is::Location
                | Is::Invoice
                | Is::Giveaway
                | Is::GiveawayWinners
        )
    })
}

pub(super) async fn prepare(
    params: &[ParamInfo],
    cx: &Cx,
    call: &mut Call<'_>,
) -> Result<(), Rejection> {
    for (index, param) in params.iter().enumerate() {
        if let Some(prepare) = param.info.prepare {
            let load = AssertUnwindSafe(async { prepare(cx).await });
            match load.catch_unwind().await {
                Ok(value) => call.put(index, value?),
                Err(panic) => return Err(Rejection::failed(Panic::new(&*panic))),
            }
        }
    }
    Ok(())
}

fn panicked(panic: &(dyn Any + Send), route: &'static Route) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.fail(Panic::new(panic));
    outcome.of(route)
}

impl Rejection {
    /// What it means for the update that a parameter could not be taken.
    pub(super) fn into_outcome(self, route: &'static Route, cx: &Cx) -> Outcome {
        match self {
            Self::Skip => Outcome::skip(),
            Self::Answer(text) => {
                let mut outcome = Outcome::default();
                text.into_reply(cx, &mut outcome);
                outcome.of(route)
            }
            Self::Failed(error) => {
                let mut outcome = Outcome::default();
                outcome.fail(error);
                outcome.of(route)
            }
        }
    }
}
