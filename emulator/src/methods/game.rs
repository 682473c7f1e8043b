//! Games: `sendGame`, `setGameScore` and `getGameHighScores`.

use serde_json::{Value, json};

use super::{
    access,
    outgoing::{self, Options},
    query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        chat::ChatKey,
        content::Needs,
        game::{GameContent, HighScore},
        message::{Content, Message, View},
        state::State,
    },
};

/// How many results are shown on each side of a person's own, and how many of the best.
const NEIGHBOURS: usize = 2;
const BEST: usize = 3;

pub(super) fn send(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let short_name = query::given(params, "game_short_name")?.to_owned();
    let mut target = Options::read(params, state)?.resolve(state, bot, params)?;
    if state.is_channel(target.chat) {
        return Err(ApiError::bad_request(
            "Games can't be sent to channel chats",
        ));
    }
    outgoing::check_sending(state, bot, &target, Needs::other("games"))?;
    let game = state
        .games
        .get(&(bot, short_name.clone()))
        .ok_or_else(|| ApiError::bad_request("GAME_SHORT_NAME_INVALID"))?;
    target.begin_with_game(&game.title)?;
    let content = Content::Game(GameContent {
        bot,
        short_name,
        shows_scores: false,
    });
    Ok(outgoing::send(state, bot, &target, content))
}

/// The message with a game of this bot that a call names.
fn find(state: &State, bot: i64, params: &Params) -> Result<(ChatKey, i64, GameContent), ApiError> {
    let invalid = || ApiError::bad_request("MESSAGE_ID_INVALID");
    let (chat, id) = match params.text("inline_message_id") {
        "" => {
            let id = params.integer("message_id", 0, i64::MAX).unwrap_or(0);
            if id == 0 {
                return Err(ApiError::bad_request("Message identifier is not specified"));
            }
            (access::chat(state, bot, params)?, id)
        }
        inline => state.inline.message(bot, inline).ok_or_else(invalid)?,
    };
    let message = state
        .message(chat, id)
        .ok_or_else(|| ApiError::bad_request("Message to set game score not found"))?;
    match &message.content {
        Content::Game(game) if game.bot == bot => Ok((chat, id, game.clone())),
        _ => Err(invalid()),
    }
}

fn player(state: &State, params: &Params) -> Result<i64, ApiError> {
    let user = access::user_id(params)?;
    if !state.users.contains_key(&user) {
        return Err(ApiError::bad_request("User not found"));
    }
    Ok(user)
}

pub(super) fn set_score(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let user = player(state, params)?;
    let (chat, id, game) = find(state, bot, params)?;
    let score = params.integer("score", i64::MIN, i32::MAX.into());
    let score = score.unwrap_or_default();
    if score < 0 {
        return Err(ApiError::bad_request("SCORE_INVALID"));
    }
    let old = state.score(&game, chat, user);
    if old == Some(score) || old.is_some_and(|old| old > score) && !params.boolean("force") {
        return Err(ApiError::bad_request("BOT_SCORE_NOT_MODIFIED"));
    }
    state.set_score(&game, chat, user, score);
    let shows_scores = !params.boolean("disable_edit_message");
    let message = state.message_mut(chat, id);
    let is_inline = message
        .as_ref()
        .is_some_and(|message| message.inline_message_id.is_some());
    if shows_scores
        && let Some(Message {
            content: Content::Game(game),
            ..
        }) = message
    {
        game.shows_scores = true;
        state.emit_message("edited_message", chat, id);
    }
    if is_inline {
        return Ok(json!(true).into());
    }
    let message = state.message(chat, id);
    let json = message.map(|message| message.json(state, View::of_bot(bot)));
    Ok(json.unwrap_or_default().into())
}

pub(super) fn high_scores(
    state: &mut State,
    bot: i64,
    params: &Params,
) -> Result<Answer, ApiError> {
    let user = player(state, params)?;
    let (chat, _, game) = find(state, bot, params)?;
    let all = state.high_scores(&game, chat);
    let own = all.iter().position(|score| score.user == user);
    let is_shown =
        |place: usize| own.is_some_and(|own| place < BEST || own.abs_diff(place) <= NEIGHBOURS);
    let shown: Vec<Value> = all
        .iter()
        .enumerate()
        .filter(|(place, _)| is_shown(*place))
        .map(|(_, score)| json_of(state, score))
        .collect();
    Ok(Value::Array(shown).into())
}

fn json_of(state: &State, score: &HighScore) -> Value {
    json!({
        "position": score.position,
        "user": state.member_json(score.user),
        "score": score.score,
    })
}
