//! Polls and quizzes: their options, who voted for what, when they close.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    ids,
    message::{Content, Sender, View},
    state::State,
};
use crate::entities::{self, FormattedText};

/// The most options of a poll.
pub(crate) const MAX_OPTIONS: usize = 12;
/// The most characters of an option.
pub(crate) const MAX_OPTION: usize = 100;

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[allow(clippy::struct_excessive_bools)] // Telegram's fields, as they are.
pub(crate) struct Poll {
    pub(crate) id: u64,
    /// The bot that made it.
    pub(crate) author: i64,
    /// The message it came with; forwards show the same poll.
    pub(crate) place: Option<(ChatKey, i64)>,
    pub(crate) question: FormattedText,
    pub(crate) description: FormattedText,
    pub(crate) media: Option<Content>,
    pub(crate) options: Vec<PollOption>,
    pub(crate) is_anonymous: bool,
    pub(crate) allows_multiple_answers: bool,
    pub(crate) allows_revoting: bool,
    pub(crate) allows_adding_options: bool,
    pub(crate) hides_results: bool,
    pub(crate) members_only: bool,
    pub(crate) country_codes: Vec<String>,
    /// What makes it a quiz.
    pub(crate) quiz: Option<Quiz>,
    pub(crate) open_period: Option<i64>,
    pub(crate) close_date: Option<i64>,
    pub(crate) is_closed: bool,
    /// The options every voter chose, by their places.
    pub(crate) votes: BTreeMap<i64, Vec<usize>>,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct PollOption {
    persistent_id: String,
    text: FormattedText,
    media: Option<Content>,
    /// The person who added it, and when.
    added: Option<(i64, i64)>,
}

impl PollOption {
    pub(crate) fn new(text: FormattedText, media: Option<Content>) -> Self {
        Self {
            persistent_id: ids::base64url(&ids::random().to_be_bytes()),
            text,
            media,
            added: None,
        }
    }
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Quiz {
    pub(crate) correct_option_ids: Vec<usize>,
    pub(crate) explanation: FormattedText,
    pub(crate) explanation_media: Option<Content>,
}

/// All polls, and when those that are open close.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Polls {
    polls: BTreeMap<u64, Poll>,
    deadlines: BTreeSet<(i64, u64)>,
}

impl Polls {
    pub(crate) fn get(&self, id: u64) -> Option<&Poll> {
        self.polls.get(&id)
    }

    /// Puts a new poll into the world; returns its id.
    pub(crate) fn add(&mut self, mut poll: Poll) -> u64 {
        let id = ids::random() >> 1;
        poll.id = id;
        if let Some(date) = poll.close_date
            && !poll.is_closed
        {
            self.deadlines.insert((date, id));
        }
        self.polls.insert(id, poll);
        id
    }

    /// Puts a poll with the same question and options into the world, in which nobody has voted;
    /// returns its id.
    pub(crate) fn copy(&mut self, id: u64, author: i64) -> u64 {
        let Some(original) = self.polls.get(&id) else {
            return id;
        };
        self.add(Poll {
            author,
            place: None,
            open_period: None,
            close_date: None,
            is_closed: false,
            votes: BTreeMap::new(),
            ..original.clone()
        })
    }

    /// Says in which message a poll came, if it does not know yet.
    pub(super) fn set_place(&mut self, id: u64, chat: ChatKey, message: i64) {
        if let Some(poll) = self.polls.get_mut(&id) {
            poll.place.get_or_insert((chat, message));
        }
    }

    /// When the next poll closes, as a Unix time.
    pub(super) fn next_deadline(&self) -> Option<i64> {
        self.deadlines.first().map(|(date, _)| *date)
    }
}

/// The `PollMedia` object: what a message with that content has, without what belongs to messages.
fn media_json(media: &Content, state: &State, chat: ChatKey, view: View) -> Value {
    let mut json = Map::new();
    media.write(&mut json, state, chat, view);
    json.retain(|key, _| {
        !matches!(
            key.as_str(),
            "caption" | "caption_entities" | "has_media_spoiler" | "show_caption_above_media"
        )
    });
    json.into()
}

impl Poll {
    /// How many chose the option at this place.
    fn voters(&self, option: usize) -> usize {
        let votes = self.votes.values();
        votes.filter(|chosen| chosen.contains(&option)).count()
    }

    /// The `Poll` object. The right answers of an open quiz are shown to its author, and to a
    /// person who has voted in private. People see who voted for what, under `votes`.
    pub(crate) fn json(&self, state: &State, chat: ChatKey, view: View) -> Value {
        let mut json = Map::new();
        let options: Vec<Value> = (0..self.options.len())
            .map(|place| self.option_json(place, state, chat, view))
            .collect();
        for (key, value) in [
            ("id", json!(self.id.to_string())),
            ("options", json!(options)),
            ("total_voter_count", json!(self.votes.len())),
            ("is_closed", json!(self.is_closed)),
            ("is_anonymous", json!(self.is_anonymous)),
            (
                "type",
                json!(if self.quiz.is_some() {
                    "quiz"
                } else {
                    "regular"
                }),
            ),
            (
                "allows_multiple_answers",
                json!(self.allows_multiple_answers),
            ),
            ("allows_revoting", json!(self.allows_revoting)),
            ("members_only", json!(self.members_only)),
        ] {
            json.insert(key.into(), value);
        }
        self.question
            .write(&mut json, "question", "question_entities", state);
        if !self.description.text.is_empty() {
            self.description
                .write(&mut json, "description", "description_entities", state);
        }
        if !self.country_codes.is_empty() {
            json.insert("country_codes".into(), json!(self.country_codes));
        }
        for (key, value) in [
            ("open_period", self.open_period),
            ("close_date", self.close_date),
        ] {
            if let Some(value) = value {
                json.insert(key.into(), json!(value));
            }
        }
        if let Some(media) = &self.media {
            json.insert("media".into(), media_json(media, state, chat, view));
        }
        if view.all_markup {
            json.insert("votes".into(), json!(self.votes));
        }
        let is_known = match chat {
            _ if self.is_closed => true,
            ChatKey::Private { user, .. } if view.all_markup => self.votes.contains_key(&user),
            _ => self.author == view.bot && !view.all_markup,
        };
        if let Some(quiz) = self.quiz.as_ref().filter(|_| is_known) {
            quiz.write(&mut json, state, chat, view);
        }
        json.into()
    }

    fn option_json(&self, place: usize, state: &State, chat: ChatKey, view: View) -> Value {
        let mut json = Map::new();
        let Some(option) = self.options.get(place) else {
            return Value::Null;
        };
        json.insert("persistent_id".into(), option.persistent_id.clone().into());
        option.text.write(&mut json, "text", "text_entities", state);
        if let Some(media) = &option.media {
            json.insert("media".into(), media_json(media, state, chat, view));
        }
        let is_hidden = self.hides_results && !self.is_closed;
        let count = if is_hidden { 0 } else { self.voters(place) };
        json.insert("voter_count".into(), count.into());
        if let Some((user, date)) = option.added {
            json.insert("added_by_user".into(), state.member_json(user));
            json.insert("addition_date".into(), date.into());
        }
        json.into()
    }

    /// The `PollAnswer` object about a voter.
    fn answer_json(&self, user: i64, state: &State) -> Value {
        let chosen = self.votes.get(&user).map_or(&[][..], Vec::as_slice);
        let persistent: Vec<&str> = chosen
            .iter()
            .filter_map(|place| self.options.get(*place))
            .map(|option| option.persistent_id.as_str())
            .collect();
        json!({
            "poll_id": self.id.to_string(),
            "user": state.member_json(user),
            "option_ids": chosen,
            "option_persistent_ids": persistent,
        })
    }
}

impl Quiz {
    fn write(&self, json: &mut Map<String, Value>, state: &State, chat: ChatKey, view: View) {
        json.insert("correct_option_ids".into(), json!(self.correct_option_ids));
        if let Some(media) = &self.explanation_media {
            let media = media_json(media, state, chat, view);
            json.insert("explanation_media".into(), media);
        }
        if !self.explanation.text.is_empty() {
            self.explanation
                .write(json, "explanation", "explanation_entities", state);
        }
    }
}

impl State {
    /// Shows that a poll changed, and tells the bot that made it.
    fn poll_changed(&mut self, id: u64) {
        let Some((poll, (chat, message))) = self
            .polls
            .get(id)
            .and_then(|poll| poll.place.map(|place| (poll, place)))
        else {
            return;
        };
        let author = poll.author;
        let payload = poll.json(self, chat, View::of_bot(author));
        self.emit_message("edited_message", chat, message);
        self.push_update(author, "poll", &payload);
    }

    /// Closes polls whose time is over.
    pub(super) fn close_due_polls(&mut self) {
        let now = self.clock.unix_time();
        while let Some((date, id)) = self.polls.deadlines.first().copied()
            && date <= now
        {
            self.polls.deadlines.pop_first();
            self.close_poll(id);
        }
    }

    /// Closes a poll that is open.
    pub(crate) fn close_poll(&mut self, id: u64) {
        if let Some(poll) = self.polls.polls.get_mut(&id)
            && !poll.is_closed
        {
            poll.is_closed = true;
            self.poll_changed(id);
        }
    }

    /// The poll in a message.
    fn poll_in(&self, chat: ChatKey, message_id: i64) -> Result<&Poll, ControlError> {
        let message = self.message(chat, message_id);
        let poll = message.and_then(|message| message.content.poll());
        let poll = poll.and_then(|id| self.polls.get(id));
        poll.ok_or(ControlError::NoPoll(message_id))
    }

    /// `user` votes for these options by their places, or with none takes the vote back.
    pub(crate) fn user_votes(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        options: &[usize],
    ) -> Result<(), ControlError> {
        let poll = self.poll_in(chat, message_id)?;
        let has_voted = poll.votes.contains_key(&user);
        let is_possible = !poll.is_closed
            && options.iter().all(|option| *option < poll.options.len())
            && (options.len() <= 1 || poll.allows_multiple_answers)
            && (!has_voted || poll.allows_revoting)
            && (has_voted || !options.is_empty());
        if !is_possible {
            return Err(ControlError::NoVote(message_id));
        }
        let (id, author, is_anonymous) = (poll.id, poll.author, poll.is_anonymous);
        let mut options = options.to_vec();
        options.sort_unstable();
        options.dedup();
        if let Some(poll) = self.polls.polls.get_mut(&id) {
            if options.is_empty() {
                poll.votes.remove(&user);
            } else {
                poll.votes.insert(user, options);
            }
        }
        self.poll_changed(id);
        if !is_anonymous && let Some(poll) = self.polls.get(id) {
            let answer = poll.answer_json(user, self);
            self.push_update(author, "poll_answer", &answer);
        }
        Ok(())
    }

    /// `user` adds an option to a poll that allows it.
    pub(crate) fn user_adds_option(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
        text: &str,
    ) -> Result<(), ControlError> {
        let text = entities::trim(FormattedText::plain(text));
        if text.text.is_empty() {
            return Err(ControlError::EmptyText);
        }
        let date = self.clock.unix_time();
        let poll = self.poll_in(chat, message_id)?;
        let is_possible = poll.allows_adding_options
            && !poll.is_closed
            && poll.options.len() < MAX_OPTIONS
            && text.text.chars().count() <= MAX_OPTION;
        if !is_possible {
            return Err(ControlError::NoVote(message_id));
        }
        let id = poll.id;
        let option = PollOption {
            added: Some((user, date)),
            ..PollOption::new(text.clone(), None)
        };
        let persistent_id = option.persistent_id.clone();
        if let Some(poll) = self.polls.polls.get_mut(&id) {
            poll.options.push(option);
        }
        self.poll_changed(id);
        let bot = self.people_view(chat).bot;
        let message = self.message(chat, message_id);
        let message = message.map(|message| message.json(self, View::of_bot(bot)));
        let news = json!({
            "poll_message": message,
            "option_persistent_id": persistent_id,
            "option_text": text.text,
        });
        let news = super::message::field("poll_option_added", news);
        self.announce(chat, Sender::User(user), news);
        Ok(())
    }
}
