//! `sendPhoto`, `sendDocument` and all other methods that send one file.

use super::{
    media,
    outgoing::{self, Options},
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::{content::Needs, file::FileKind, message::Content, state::State},
};

fn send(state: &mut State, bot: i64, params: &Params, kind: FileKind) -> Result<Answer, ApiError> {
    let media = media::read(state, bot, params, kind.key(), kind)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    media.check()?;
    outgoing::check_sending(state, bot, &target, Needs::file(media.kind))?;
    let content = Content::Media(media.store(state)?);
    Ok(outgoing::send(state, bot, &target, content))
}

/// One method per kind of file.
macro_rules! methods {
    ($($name:ident $kind:ident),+ $(,)?) => {$(
        pub(super) fn $name(
            state: &mut State,
            bot: i64,
            params: &Params,
        ) -> Result<Answer, ApiError> {
            send(state, bot, params, FileKind::$kind)
        }
    )+};
}

methods! {
    photo Photo,
    document Document,
    audio Audio,
    video Video,
    animation Animation,
    voice Voice,
    video_note VideoNote,
    sticker Sticker,
    live_photo LivePhoto,
}
