//! `logOut` and `close`.

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

pub(super) fn log_out(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    state.log_out(bot)
}

pub(super) fn close(state: &mut State, bot: i64, _: &Params) -> Result<Answer, ApiError> {
    state.close(bot)
}
