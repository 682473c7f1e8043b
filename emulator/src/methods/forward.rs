//! `forwardMessage`, `forwardMessages`, `copyMessage` and `copyMessages`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    access, input_file, message_ids,
    outgoing::{self, Options, Target},
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::ChatKey,
        content::{Caption, Content, Media},
        ids,
        message::Message,
        state::State,
    },
};

/// One of the two ways to send a message again.
#[derive(Clone, Copy)]
enum Way {
    Forward,
    Copy,
}

impl Way {
    fn verb(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Copy => "copy",
        }
    }

    fn refusal(self) -> ApiError {
        ApiError::bad_request(match self {
            Self::Forward => "The message can't be forwarded",
            Self::Copy => "The message can't be copied",
        })
    }

    fn allows(self, state: &State, message: &Message) -> bool {
        if message.is_protected || message.content.is_service() {
            return false;
        }
        match (self, &message.content) {
            (Self::Copy, Content::PaidMedia(_) | Content::Invoice(_) | Content::Checklist(_)) => {
                false
            }
            (Self::Copy, Content::Poll(id)) => {
                // A quiz is copied by a bot that knows the answer: its own.
                let poll = state.polls.get(*id);
                poll.is_none_or(|poll| poll.quiz.is_none() || message.sender.id() == poll.author)
            }
            _ => true,
        }
    }
}

pub(super) fn forward(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let target = Options::default().resolve(state, bot, params)?;
    let original = find(state, bot, params, Way::Forward)?.clone();
    outgoing::check_sending(state, bot, &target, original.content.needs(state))?;
    let mut message = forwarded(state, bot, &target, &original);
    start_video(&mut message.content, params);
    let id = target.store(state, message);
    Ok(target.stored(state, bot, id).into())
}

pub(super) fn copy(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let caption = if params.has("caption") {
        Some(input_file::caption(state, params)?)
    } else {
        None
    };
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    let original = find(state, bot, params, Way::Copy)?.clone();
    caption.as_ref().map_or(Ok(()), input_file::check_caption)?;
    outgoing::check_sending(state, bot, &target, original.content.needs(state))?;
    let mut message = copied(state, bot, &target, &original, caption.as_ref());
    start_video(&mut message.content, params);
    let id = target.store(state, message);
    Ok(json!({"message_id": id}).into())
}

pub(super) fn forward_many(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    many(state, bot, params, Way::Forward)
}

pub(super) fn copy_many(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    many(state, bot, params, Way::Copy)
}

/// Messages that cannot be found, forwarded or copied are left out; albums stay together.
fn many(state: &mut State, bot: i64, params: &Params, way: Way) -> Result<Answer, ApiError> {
    let message_ids = message_ids::read(params)?;
    if !message_ids.is_sorted_by(|one, next| one < next) {
        return Err(ApiError::bad_request(
            "Message identifiers must be in a strictly increasing order",
        ));
    }
    let target = Options::default().resolve(state, bot, params)?;
    let from = access::named_chat(state, bot, params.text("from_chat_id"))?;
    let originals: Vec<Message> = message_ids
        .iter()
        .filter_map(|id| state.message(from, *id))
        .filter(|message| way.allows(state, message))
        .cloned()
        .collect();
    if originals.is_empty() {
        // The server says so of copies too.
        return Err(ApiError::bad_request("There are no messages to forward"));
    }
    for original in &originals {
        outgoing::check_sending(state, bot, &target, original.content.needs(state))?;
    }
    let no_caption = params.boolean("remove_caption").then(Caption::default);
    let mut albums = BTreeMap::new();
    let mut sent = Vec::new();
    for original in &originals {
        let mut message = match way {
            Way::Forward => forwarded(state, bot, &target, original),
            Way::Copy => copied(state, bot, &target, original, no_caption.as_ref()),
        };
        message.album = original
            .album
            .map(|album| *albums.entry(album).or_insert_with(ids::positive));
        sent.push(json!({"message_id": target.store(state, message)}));
    }
    Ok(Value::Array(sent).into())
}

/// The message to send again.
fn find<'a>(
    state: &'a State,
    bot: i64,
    params: &Params,
    way: Way,
) -> Result<&'a Message, ApiError> {
    let from: ChatKey = access::named_chat(state, bot, params.text("from_chat_id"))?;
    let id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
    if id == 0 {
        return Err(ApiError::bad_request("Message identifier is not specified"));
    }
    let message = state
        .message(from, id)
        .ok_or_else(|| ApiError::bad_request(format!("Message to {} not found", way.verb())))?;
    if !way.allows(state, message) {
        return Err(way.refusal());
    }
    Ok(message)
}

fn forwarded(state: &State, bot: i64, target: &Target, original: &Message) -> Message {
    Message {
        origin: Some(original.origin_json(state)),
        reply_markup: original.reply_markup.clone().filter(has_links_only),
        ..target.message(state, bot, original.content.clone())
    }
}

/// Keyboards go along when their buttons are links, since other buttons belong to the message.
fn has_links_only(markup: &Value) -> bool {
    let rows = markup.get("inline_keyboard").and_then(Value::as_array);
    rows.is_some_and(|rows| {
        let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
        buttons.all(|button| button.get("url").is_some())
    })
}

fn copied(
    state: &mut State,
    bot: i64,
    target: &Target,
    original: &Message,
    caption: Option<&Caption>,
) -> Message {
    let recaptioned =
        caption.and_then(|caption| original.content.with_caption(state, caption.clone()));
    let content = match (recaptioned, &original.content) {
        (Some(content), _) => content,
        (None, Content::Poll(id)) => Content::Poll(state.polls.copy(*id, bot)),
        (None, content) => content.clone(),
    };
    target.message(state, bot, content)
}

/// `video_start_timestamp`.
fn start_video(content: &mut Content, params: &Params) {
    let start = params.integer("video_start_timestamp", 0, i32::MAX.into());
    if let (
        Content::Media(Media {
            start_timestamp, ..
        }),
        Some(start),
    ) = (content, start)
    {
        *start_timestamp = start;
    }
}
