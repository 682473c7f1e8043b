//! `editMessageReplyMarkup`.

use super::edited;
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    markup,
    world::state::State,
};

pub(super) fn run(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    markup.as_ref().map_or(Ok(()), markup::check)?;
    edited::replace(state, bot, &place, None, markup)
}
