//! What every sendX method has in common.

use serde_json::{Value, json};

use super::{
    access,
    aside::{self, Ephemeral},
    suggested_post, topic,
};
use crate::{
    entities::{self, FormattedText, utf16_length},
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    markup,
    world::{
        aside::Aside,
        chat::ChatKey,
        content::Needs,
        message::{Content, Message, Quote, Reply, Sender, View},
        state::State,
        suggested_post::SuggestedPost,
    },
};

/// Where a message goes and what is attached to it. Read before the chat is looked at, since the
/// server finds mistakes in this order: JSON first, then chat, topic, reply target.
#[derive(Debug, Default)]
pub(super) struct Options {
    reply: Option<ReplyRequest>,
    markup: Option<Value>,
    ephemeral: Option<Ephemeral>,
    suggested: Option<SuggestedPost>,
}

#[derive(Debug)]
struct ReplyRequest {
    message_id: i64,
    chat_id: Option<String>,
    allow_sending_without_reply: bool,
    quote: Option<FormattedText>,
    quote_position: Option<i64>,
    checklist_task_id: Option<i64>,
    poll_option_id: Option<String>,
}

/// A place a message can be sent to.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) chat: ChatKey,
    reply_to: Option<Reply>,
    markup: Option<Value>,
    is_protected: bool,
    effect: Option<String>,
    /// The topic of a forum, or the post that is talked about.
    thread: Option<i64>,
    /// Where the message lies if it is in no ordinary history.
    aside: Option<Aside>,
    /// The ephemeral message in whose place it comes.
    replaced: Option<(Aside, i64)>,
    /// The person in whose direct messages it goes.
    direct_topic: Option<i64>,
    suggested: Option<SuggestedPost>,
}

impl Target {
    /// Lets the keyboard begin with the button that starts a game.
    pub(super) fn begin_with_game(&mut self, title: &str) -> Result<(), ApiError> {
        let Some(markup) = &self.markup else {
            let button = json!({"text": format!("Play {title}"), "callback_game": {}});
            self.markup = Some(json!({"inline_keyboard": [[button]]}));
            return Ok(());
        };
        let first = markup.pointer("/inline_keyboard/0/0");
        if first.is_some_and(|button| button.get("callback_game").is_some()) {
            return Ok(());
        }
        Err(ApiError::bad_request("BUTTON_TYPE_INVALID"))
    }

    /// Whether there is no inline keyboard, or its first button pays.
    pub(super) fn begins_with_pay(&self) -> bool {
        let first = self
            .markup
            .as_ref()
            .and_then(|markup| markup.pointer("/inline_keyboard/0/0"));
        first.is_none_or(|button| button.get("pay").is_some())
    }
}

impl Options {
    pub(super) fn read(params: &Params, state: &State) -> Result<Self, ApiError> {
        Ok(Self {
            reply: reply_request(params, state)?,
            suggested: suggested_post::read(params, state)?,
            markup: markup::read(params)?,
            ephemeral: aside::read(params)?,
        })
    }

    /// Of a method that takes no markup.
    pub(super) fn read_without_markup(params: &Params, state: &State) -> Result<Self, ApiError> {
        Ok(Self {
            reply: reply_request(params, state)?,
            suggested: None,
            markup: None,
            ephemeral: aside::read(params)?,
        })
    }

    /// Finds the chat, the topic and the message to reply to.
    pub(super) fn resolve(
        self,
        state: &State,
        bot: i64,
        params: &Params,
    ) -> Result<Target, ApiError> {
        let (chat, business) = if params.text("business_connection_id").is_empty() {
            (access::chat(state, bot, params)?, None)
        } else {
            let (chat, aside) = aside::business_chat(state, bot, params)?;
            (chat, Some(aside))
        };
        let (aside, replaced) = match (business, &self.ephemeral) {
            (None, Some(ephemeral)) => {
                let (aside, replaced) = ephemeral.resolve(state, bot, chat)?;
                (Some(aside), replaced)
            }
            (business, _) => (business, None),
        };
        let thread = topic::thread(state, chat, params)?;
        let reply_to = match self.reply {
            Some(request) => request.resolve(state, bot, chat, aside.as_ref())?,
            None => None,
        };
        let direct_topic = suggested_post::topic(state, chat, params, reply_to.as_ref())?;
        if self.suggested.is_some() && direct_topic.is_none() {
            return Err(ApiError::bad_request(
                "Suggested posts can be sent only to channel direct messages chats",
            ));
        }
        Ok(Target {
            chat,
            direct_topic,
            suggested: self.suggested,
            reply_to,
            markup: self.markup,
            is_protected: params.boolean("protect_content"),
            effect: effect(chat, params)?,
            thread,
            aside,
            replaced,
        })
    }
}

/// The effect of a message, which private chats have only.
fn effect(chat: ChatKey, params: &Params) -> Result<Option<String>, ApiError> {
    let effect = params.text("message_effect_id");
    if effect.is_empty() {
        return Ok(None);
    }
    let is_id = effect.bytes().all(|byte| byte.is_ascii_digit());
    if !is_id || matches!(chat, ChatKey::Group(_)) {
        return Err(ApiError::bad_request("EFFECT_ID_INVALID"));
    }
    Ok(Some(effect.to_owned()))
}

fn reply_request(params: &Params, state: &State) -> Result<Option<ReplyRequest>, ApiError> {
    if !params.has("reply_parameters") {
        // The names used before Bot API 7.0 are still understood.
        let message_id = params
            .integer("reply_to_message_id", 0, i64::MAX)
            .unwrap_or(0);
        return Ok((message_id > 0).then(|| ReplyRequest {
            message_id,
            chat_id: None,
            allow_sending_without_reply: params.boolean("allow_sending_without_reply"),
            quote: None,
            quote_position: None,
            checklist_task_id: None,
            poll_option_id: None,
        }));
    }
    if params.text("reply_parameters").is_empty() {
        return Ok(None);
    }
    let Some(value) = params.json("reply_parameters") else {
        return Err(ApiError::bad_request(
            "Can't parse reply parameters JSON object",
        ));
    };
    let Value::Object(fields) = value else {
        return Err(ApiError::bad_request("Object expected as reply parameters"));
    };
    let text = |name: &str| match fields.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let message_id = match to_integer(&text("message_id")) {
        // Ephemeral messages have ids of their own.
        0 => to_integer(&text("ephemeral_message_id")),
        id => id,
    };
    if message_id <= 0 {
        return Ok(None);
    }
    let quote = match text("quote").as_str() {
        "" => None,
        quote => {
            let mode = text("quote_parse_mode");
            Some(entities::parse(
                quote,
                &mode,
                &text("quote_entities"),
                state,
            )?)
        }
    };
    Ok(Some(ReplyRequest {
        message_id,
        chat_id: Some(text("chat_id")).filter(|chat| !chat.is_empty()),
        allow_sending_without_reply: text("allow_sending_without_reply") == "true",
        quote,
        quote_position: fields.get("quote_position").and_then(Value::as_i64),
        checklist_task_id: Some(to_integer(&text("checklist_task_id"))).filter(|id| *id > 0),
        poll_option_id: Some(text("poll_option_id")).filter(|id| !id.is_empty()),
    }))
}

impl ReplyRequest {
    fn resolve(
        self,
        state: &State,
        bot: i64,
        chat: ChatKey,
        aside: Option<&Aside>,
    ) -> Result<Option<Reply>, ApiError> {
        let own = chat;
        let chat = match &self.chat_id {
            Some(name) => access::named_chat(state, bot, name)?,
            None => own,
        };
        let beside = aside.filter(|_| chat == own);
        let beside = beside.and_then(|aside| state.asides.message(aside, self.message_id));
        let Some(message) = beside.or_else(|| state.message(chat, self.message_id)) else {
            if self.allow_sending_without_reply {
                return Ok(None);
            }
            return Err(ApiError::bad_request("Message to be replied not found"));
        };
        let quote = match self.quote {
            None => None,
            Some(quote) => Some(find_quote(message, quote, self.quote_position)?),
        };
        Ok(Some(Reply {
            quote,
            checklist_task_id: self.checklist_task_id,
            poll_option_id: self.poll_option_id,
            ..Reply::to(chat, self.message_id)
        }))
    }
}

/// A quote is an exact part of the message; the occurrence at the given position is preferred.
fn find_quote(
    message: &Message,
    quote: FormattedText,
    position: Option<i64>,
) -> Result<Quote, ApiError> {
    let text = &message.content.text().text;
    let wanted = position
        .and_then(|position| usize::try_from(position).ok())
        .unwrap_or(0);
    text.match_indices(&quote.text)
        .map(|(byte, _)| utf16_length(&text[..byte]))
        .min_by_key(|position| position.abs_diff(wanted))
        .map(|position| Quote {
            text: quote,
            position,
        })
        .ok_or_else(|| ApiError::bad_request("QUOTE_TEXT_INVALID"))
}

/// What the backend looks at last: the right to write, and the buttons.
pub(super) fn check_backend(state: &State, bot: i64, target: &Target) -> Result<(), ApiError> {
    check_sending(state, bot, target, Needs::TEXT)
}

/// The same for what needs other permissions than a text.
pub(super) fn check_sending(
    state: &State,
    bot: i64,
    target: &Target,
    needs: Needs,
) -> Result<(), ApiError> {
    // A business account may write where the bot may not.
    if !matches!(target.aside, Some(Aside::Business { .. })) {
        access::may_send(state, bot, target.chat, needs)?;
        if state.is_closed_to(target.chat, bot, target.thread) {
            return Err(ApiError::bad_request("TOPIC_CLOSED"));
        }
    }
    target.markup.as_ref().map_or(Ok(()), markup::check)
}

/// Stores the message and answers with it.
pub(super) fn send(state: &mut State, bot: i64, target: &Target, content: Content) -> Answer {
    let message = target.message(state, bot, content);
    let id = target.store(state, message);
    target.stored(state, bot, id).into()
}

impl Target {
    /// A message to this place, which is not sent yet.
    pub(super) fn message(&self, state: &State, bot: i64, content: Content) -> Message {
        // It is the group's if the bot is one of its anonymous administrators.
        let sender_chat = state.sender_chat(bot, self.chat, None);
        Message {
            sender_chat: sender_chat.unwrap_or_default(),
            reply_to: self.reply_to.clone(),
            reply_markup: self.markup.clone(),
            is_protected: self.is_protected,
            effect: self.effect.clone(),
            thread: self.thread,
            direct_topic: self.direct_topic,
            suggested: self.suggested.clone().map(Box::new),
            ..Message::new(state, self.chat, Sender::Bot(bot), content)
        }
    }

    /// Sends a message; returns its id.
    pub(super) fn store(&self, state: &mut State, message: Message) -> i64 {
        if let Some((place, id)) = &self.replaced {
            state.asides.remove(place, *id);
        }
        if let Some(aside) = &self.aside {
            return state.add_aside(aside, message);
        }
        if let (Some(_), Some(reply), Sender::Bot(bot)) =
            (&self.suggested, &self.reply_to, message.sender)
        {
            // The new suggestion takes the place of the one it answers.
            state.decline_post(Sender::Bot(bot), reply.chat, reply.message_id, "");
        }
        let id = state.add_message(message);
        state.end_drafts(self.chat);
        state.forward_to_discussion(self.chat, id);
        id
    }

    /// A message of this place as the bot sees it.
    pub(super) fn stored(&self, state: &State, bot: i64, id: i64) -> Value {
        if let Some(aside) = &self.aside {
            return state.aside_json(aside, id, bot);
        }
        let message = state.message(self.chat, id);
        message.map_or(Value::Null, |message| {
            message.json(state, View::of_bot(bot))
        })
    }
}
