//! `sendPoll` and `stopPoll`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    access,
    outgoing::{self, Options},
    poll_media::{self, Attachment},
};
use crate::{
    entities::{self, FormattedText, Kind, Names},
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    markup,
    world::{
        content::Needs,
        message::{Content, Sender, View},
        poll::{MAX_OPTION, MAX_OPTIONS, Poll, PollOption, Quiz},
        state::State,
    },
};

const QUESTION: Names = Names {
    text: "question",
    parse_mode: "question_parse_mode",
    entities: "question_entities",
};
const EXPLANATION: Names = Names {
    text: "explanation",
    parse_mode: "explanation_parse_mode",
    entities: "explanation_entities",
};
const DESCRIPTION: Names = Names {
    text: "description",
    parse_mode: "description_parse_mode",
    entities: "description_entities",
};
/// The most characters of these texts.
const MAX_QUESTION: usize = 300;
const MAX_EXPLANATION: usize = 200;
const MAX_DESCRIPTION: usize = 1024;
/// The most line feeds of an explanation.
const MAX_LINE_FEEDS: usize = 2;
/// How many seconds a poll that closes by itself is open.
const PERIODS: std::ops::RangeInclusive<i64> = 5..=2_628_000;
/// The most countries a poll is limited to.
const MAX_COUNTRIES: usize = 12;

/// An option, and what accompanies it.
type InputOption = (FormattedText, Option<Attachment>);

/// What makes a poll a quiz.
struct InputQuiz {
    correct_option_ids: Vec<usize>,
    explanation: FormattedText,
    media: Option<Attachment>,
}

impl InputQuiz {
    fn store(self, state: &mut State) -> Result<Quiz, ApiError> {
        Ok(Quiz {
            correct_option_ids: self.correct_option_ids,
            explanation: self.explanation,
            explanation_media: poll_media::store(self.media, state)?,
        })
    }
}

pub(super) fn send(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let question = short_text(entities::read(params, QUESTION, state)?);
    let options = options(state, bot, params)?;
    let description = entities::read(params, DESCRIPTION, state)?;
    let quiz = quiz(state, bot, params)?;
    let media = poll_media::read(state, bot, params, params.json("media").as_ref())?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    check_texts(&question, &options, &description)?;
    if let Some(quiz) = &quiz {
        check_quiz(quiz, options.len())?;
    }
    let or = |name: &str, default: bool| {
        if params.text(name).is_empty() {
            default
        } else {
            params.boolean(name)
        }
    };
    let is_anonymous = or("is_anonymous", true);
    if !is_anonymous && state.is_channel(target.chat) {
        return Err(ApiError::bad_request(
            "Non-anonymous polls can't be sent to channel chats",
        ));
    }
    outgoing::check_sending(state, bot, &target, Needs::POLL)?;
    let now = state.clock.unix_time();
    let open_period = params
        .integer("open_period", 0, i64::MAX)
        .filter(|period| PERIODS.contains(period));
    let close_date = params
        .integer("close_date", 0, i64::MAX)
        .filter(|date| PERIODS.contains(&(date - now)));
    let country_codes = countries(params)?;
    let allows_revoting = or("allows_revoting", quiz.is_none());
    let options = options
        .into_iter()
        .map(|(text, media)| Ok(PollOption::new(text, poll_media::store(media, state)?)))
        .collect::<Result<_, ApiError>>()?;
    let media = poll_media::store(media, state)?;
    let quiz = quiz.map(|quiz| quiz.store(state)).transpose()?;
    let poll = Poll {
        id: 0,
        author: bot,
        place: None,
        question,
        description,
        media,
        options,
        is_anonymous,
        allows_multiple_answers: params.boolean("allows_multiple_answers"),
        allows_revoting,
        allows_adding_options: params.boolean("allow_adding_options"),
        hides_results: params.boolean("hide_results_until_closes"),
        members_only: params.boolean("members_only"),
        country_codes,
        quiz,
        open_period,
        close_date: open_period.map(|period| now + period).or(close_date),
        is_closed: params.boolean("is_closed"),
        votes: BTreeMap::new(),
    };
    let id = state.polls.add(poll);
    Ok(outgoing::send(state, bot, &target, Content::Poll(id)))
}

/// Only custom emoji are shown in questions and options.
fn short_text(mut text: FormattedText) -> FormattedText {
    text.entities
        .retain(|entity| matches!(entity.kind, Kind::CustomEmoji(_)));
    text
}

fn check_texts(
    question: &FormattedText,
    options: &[InputOption],
    description: &FormattedText,
) -> Result<(), ApiError> {
    if question.text.is_empty() {
        return Err(ApiError::bad_request("Poll question must be non-empty"));
    }
    if question.text.chars().count() > MAX_QUESTION {
        return Err(ApiError::bad_request(format!(
            "Poll question length must not exceed {MAX_QUESTION}"
        )));
    }
    if options.is_empty() {
        return Err(ApiError::bad_request("Poll must have at least 1 option"));
    }
    if options.len() > MAX_OPTIONS {
        return Err(ApiError::bad_request(format!(
            "Poll can't have more than {MAX_OPTIONS} options"
        )));
    }
    for (option, _) in options {
        if option.text.is_empty() {
            return Err(ApiError::bad_request("Poll options must be non-empty"));
        }
        if option.text.chars().count() > MAX_OPTION {
            return Err(ApiError::bad_request(format!(
                "Poll options length must not exceed {MAX_OPTION}"
            )));
        }
    }
    if description.text.chars().count() > MAX_DESCRIPTION {
        return Err(ApiError::bad_request("Message caption is too long"));
    }
    Ok(())
}

fn check_quiz(quiz: &InputQuiz, options: usize) -> Result<(), ApiError> {
    let correct = &quiz.correct_option_ids;
    if correct.is_empty() || correct.iter().any(|option| *option >= options) {
        return Err(ApiError::bad_request("Wrong correct option ID specified"));
    }
    let explanation = &quiz.explanation.text;
    if explanation.chars().count() > MAX_EXPLANATION
        || explanation.matches('\n').count() > MAX_LINE_FEEDS
    {
        return Err(ApiError::bad_request("Explanation is too long"));
    }
    Ok(())
}

fn quiz(state: &State, bot: i64, params: &Params) -> Result<Option<InputQuiz>, ApiError> {
    match params.text("type").to_ascii_lowercase().as_str() {
        "" | "regular" => return Ok(None),
        "quiz" => {}
        _ => return Err(ApiError::bad_request("Unsupported poll type specified")),
    }
    let media = params.json("explanation_media");
    Ok(Some(InputQuiz {
        correct_option_ids: correct_options(params)?,
        explanation: entities::read(params, EXPLANATION, state)?,
        media: poll_media::read(state, bot, params, media.as_ref())?,
    }))
}

/// `correct_option_ids`, or the single `correct_option_id` of older bots.
fn correct_options(params: &Params) -> Result<Vec<usize>, ApiError> {
    let wrong = || ApiError::bad_request("Wrong correct option ID specified");
    let ids: Vec<i64> = match params.json("correct_option_ids") {
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| {
                item.as_str()
                    .map_or_else(|| item.as_i64(), |text| Some(to_integer(text)))
            })
            .collect::<Option<_>>()
            .ok_or_else(wrong)?,
        Some(_) => return Err(wrong()),
        None => params
            .integer("correct_option_id", i64::MIN, i64::MAX)
            .into_iter()
            .collect(),
    };
    let mut places = ids
        .into_iter()
        .map(|id| usize::try_from(id).map_err(|_| wrong()))
        .collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

fn options(state: &State, bot: i64, params: &Params) -> Result<Vec<InputOption>, ApiError> {
    let items = match params.json("options") {
        Some(Value::Array(items)) => items,
        Some(_) => {
            return Err(ApiError::bad_request(
                "Expected an Array of InputPollOption",
            ));
        }
        None => return Err(ApiError::bad_request("Can't parse options JSON object")),
    };
    items
        .iter()
        .map(|item| {
            let fields = match item {
                // As bots did it before Bot API 7.3.
                Value::String(text) => {
                    return Ok((entities::trim(FormattedText::plain(text)), None));
                }
                Value::Object(fields) => fields,
                _ => {
                    return Err(ApiError::bad_request(
                        "Can't parse poll option: Object expected",
                    ));
                }
            };
            let media = poll_media::read(state, bot, params, fields.get("media"))?;
            let fields = Params::of_object(fields);
            let text = entities::parse(
                fields.text("text"),
                fields.text("text_parse_mode"),
                fields.text("text_entities"),
                state,
            )?;
            Ok((short_text(text), media))
        })
        .collect()
}

fn countries(params: &Params) -> Result<Vec<String>, ApiError> {
    let wrong = || ApiError::bad_request("Wrong country code specified");
    let codes = match params.json("country_codes") {
        None => return Ok(Vec::new()),
        Some(Value::Array(codes)) if codes.len() <= MAX_COUNTRIES => codes,
        Some(_) => return Err(wrong()),
    };
    codes
        .iter()
        .map(|code| {
            let code = code.as_str().unwrap_or_default();
            let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
            is_code.then(|| code.to_ascii_uppercase()).ok_or_else(wrong)
        })
        .collect()
}

pub(super) fn stop(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let markup = markup::read(params)?;
    let message_id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if message_id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let chat = access::chat(state, bot, params)?;
    let message = state
        .message(chat, message_id)
        .ok_or_else(|| ApiError::bad_request("Message with poll to stop not found"))?;
    let id = message
        .content
        .poll()
        .ok_or_else(|| ApiError::bad_request("Message is not a poll"))?;
    if message.sender != Sender::Bot(bot) {
        return Err(ApiError::bad_request("Poll can't be stopped"));
    }
    if state.polls.get(id).is_none_or(|poll| poll.is_closed) {
        return Err(ApiError::bad_request("Poll has already been closed"));
    }
    markup.as_ref().map_or(Ok(()), markup::check)?;
    if let Some(message) = state.message_mut(chat, message_id) {
        message.reply_markup = markup;
    }
    state.close_poll(id);
    let poll = state.polls.get(id);
    let json = poll.map(|poll| poll.json(state, chat, View::of_bot(bot)));
    Ok(json.unwrap_or_default().into())
}
