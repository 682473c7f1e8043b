//! Games of bots, and their scores.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    act::ControlError,
    chat::ChatKey,
    file::{File, FileKind},
    message::{Content, Sender, View},
    probe,
    state::State,
};

/// A picture of one pixel, for games that bring none.
pub(crate) const NO_PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\
    \0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc```\0\0\0\x05\0\x01\xa5\xf6E@\0\0\0\0IEND\xaeB`\x82";

/// A game that a bot has.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Game {
    pub(crate) title: String,
    description: String,
    photo: usize,
}

/// The games of bots, by bot and short name.
pub(crate) type Games = BTreeMap<(i64, String), Game>;

/// The best results of people, by bot, short name and chat.
pub(crate) type Scores = BTreeMap<(i64, String, ChatKey), BTreeMap<i64, i64>>;

/// A game in a message.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct GameContent {
    pub(crate) bot: i64,
    pub(crate) short_name: String,
    /// Whether the best results stand below it.
    pub(crate) shows_scores: bool,
}

impl GameContent {
    /// The key of its results in a chat.
    fn scores(&self, chat: ChatKey) -> (i64, String, ChatKey) {
        (self.bot, self.short_name.clone(), chat)
    }

    /// The `Game` object.
    pub(super) fn json(&self, state: &State, chat: ChatKey, view: View) -> Value {
        let Some(game) = state.games.get(&(self.bot, self.short_name.clone())) else {
            return Value::Null;
        };
        let mut json = json!({
            "title": game.title,
            "description": game.description,
            "photo": state.files.media_json(game.photo, view.bot),
        });
        if self.shows_scores {
            let lines: Vec<String> = state
                .high_scores(self, chat)
                .iter()
                .map(|score| {
                    format!(
                        "{}. {} - {}",
                        score.position,
                        state.name(score.user),
                        score.score
                    )
                })
                .collect();
            json["text"] = json!(lines.join("\n"));
        }
        json
    }
}

/// A result in a list of the best.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HighScore {
    pub(crate) position: usize,
    pub(crate) user: i64,
    pub(crate) score: i64,
}

impl State {
    fn name(&self, user: i64) -> &str {
        self.users
            .get(&user)
            .map_or("", |user| user.first_name.as_str())
    }

    /// Gives a bot a game, as BotFather does; one with the same short name is replaced.
    pub(crate) fn add_game(
        &mut self,
        bot: i64,
        short_name: &str,
        title: &str,
        description: &str,
        photo: Bytes,
    ) -> Result<(), ControlError> {
        self.bot(bot).ok_or(ControlError::UnknownBot(bot))?;
        let size = probe::picture(&photo).ok_or(ControlError::NoPicture)?;
        let photo = self.files.add(File::picture(FileKind::Photo, photo, size));
        let game = Game {
            title: title.to_owned(),
            description: description.to_owned(),
            photo,
        };
        self.games.insert((bot, short_name.to_owned()), game);
        Ok(())
    }

    /// The results of a game in a chat, the best first.
    pub(crate) fn high_scores(&self, game: &GameContent, chat: ChatKey) -> Vec<HighScore> {
        let scores = self.scores.get(&game.scores(chat));
        let mut scores: Vec<(i64, i64)> = scores
            .into_iter()
            .flatten()
            .map(|(user, score)| (*score, *user))
            .collect();
        scores.sort_by_key(|(score, user)| (std::cmp::Reverse(*score), *user));
        scores
            .into_iter()
            .zip(1..)
            .map(|((score, user), position)| HighScore {
                position,
                user,
                score,
            })
            .collect()
    }

    pub(crate) fn score(&self, game: &GameContent, chat: ChatKey, user: i64) -> Option<i64> {
        self.scores.get(&game.scores(chat))?.get(&user).copied()
    }

    pub(crate) fn set_score(&mut self, game: &GameContent, chat: ChatKey, user: i64, score: i64) {
        let scores = self.scores.entry(game.scores(chat)).or_default();
        scores.insert(user, score);
    }

    /// `user` taps the button that starts the game of a message; returns the id of the callback
    /// query, whose answer brings the address.
    pub(crate) fn user_plays(
        &mut self,
        user: i64,
        chat: ChatKey,
        message_id: i64,
    ) -> Result<String, ControlError> {
        let no_message = ControlError::NoMessage {
            chat_id: chat.id(),
            message_id,
        };
        let message = self.message(chat, message_id).ok_or(no_message.clone())?;
        let bot = match (message.sender, message.via_bot) {
            (Sender::User(_), Some(bot)) => bot,
            (sender, _) => sender.id(),
        };
        let Content::Game(game) = &message.content else {
            return Err(no_message);
        };
        let mut fields = json!({"game_short_name": game.short_name});
        match &message.inline_message_id {
            Some(inline) => fields["inline_message_id"] = json!(inline),
            None => fields["message"] = message.json(self, View::of_bot(bot)),
        }
        Ok(self.tell_tap(user, bot, chat, fields, None))
    }
}
