//! `getMe`.

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{bot::Bot, state::State},
};

pub(super) fn run(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    let me = state.bot(bot).map(Bot::me);
    me.map(Answer::from)
        .ok_or_else(|| ApiError::new(401, "Unauthorized"))
}
