//! `sendDice`.

use serde_json::json;

use super::outgoing::{self, Options};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{
        content::Needs,
        dice,
        message::{Content, field},
        state::State,
    },
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let emoji = match params.text("emoji") {
        "" => "🎲",
        emoji => emoji.trim_end_matches('\u{fe0f}'),
    };
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    let sides = dice::sides(emoji).ok_or_else(|| ApiError::bad_request("EMOTICON_INVALID"))?;
    outgoing::check_sending(state, bot, &target, Needs::other("dice"))?;
    let value = state.dice.throw(sides);
    let dice = json!({"emoji": emoji, "value": value});
    let content = Content::Plain(field("dice", dice));
    Ok(outgoing::send(state, bot, &target, content))
}
