//! Polls, places, contacts and dice as replies.

use std::time::Duration;

use botwright_api::methods::{SendContact, SendDice, SendLocation, SendPoll, SendVenue};
use botwright_api::types::{DiceEmoji, InputPollOption, PollType};

use super::{IntoReply, Outcome, place};
use crate::cx::Cx;

macro_rules! contents {
    ($($(#[$doc:meta])* $name:ident($method:ident);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name($method);

        impl $name {
            /// Sets what has no setter here: the parameters of the method. The chat is set when it is
            /// sent.
            pub fn edit(mut self, edit: impl FnOnce($method) -> $method) -> Self {
                self.0 = edit(self.0);
                self
            }
        }

        impl IntoReply for $name {
            fn into_reply(mut self, cx: &Cx, outcome: &mut Outcome) {
                place::send_here(cx, outcome, |chat| {
                    self.0.chat_id = chat.into();
                    self.0
                });
            }
        }
    )*};
}

contents! {
    /// Sends a poll of up to 12 options.
    ///
    /// ```
    /// use botwright::prelude::*;
    /// use botwright::reply::Poll;
    ///
    /// /// Asks.
    /// #[command]
    /// async fn lunch() -> Poll {
    ///     Poll::new("Lunch?", ["Pizza", "Salad"]).multiple()
    /// }
    /// ```
    Poll(SendPoll);
    /// Sends a point on the map.
    Location(SendLocation);
    /// Sends a point on the map with a name and an address.
    Venue(SendVenue);
    /// Sends a phone number.
    Contact(SendContact);
    /// Sends a die, or another emoji of chance.
    Dice(SendDice);
}

impl Poll {
    /// A question of up to 300 characters, and the options.
    pub fn new<T: Into<String>>(
        question: impl Into<String>,
        options: impl IntoIterator<Item = T>,
    ) -> Self {
        let options: Vec<_> = options.into_iter().map(InputPollOption::new).collect();
        Self(SendPoll::new(0, question, options))
    }

    /// One may choose several.
    pub fn multiple(mut self) -> Self {
        self.0.allows_multiple_answers = Some(true);
        self
    }

    /// A quiz: the option at this place, from 0, is right.
    pub fn quiz(mut self, right: usize) -> Self {
        self.0.r#type = Some(PollType::Quiz);
        self.0.correct_option_ids = Some(vec![i64::try_from(right).unwrap_or(i64::MAX)]);
        self
    }

    /// Everybody sees who voted for what, and the bot gets `poll_answer` updates.
    pub fn public(mut self) -> Self {
        self.0.is_anonymous = Some(false);
        self
    }

    /// It closes by itself after this time, in whole seconds.
    pub fn open_for(mut self, time: Duration) -> Self {
        self.0.open_period = Some(time.as_secs().try_into().unwrap_or(i64::MAX));
        self
    }
}

impl Location {
    /// A point in degrees.
    pub fn new(latitude: f64, longitude: f64) -> Self {
        Self(SendLocation::new(0, latitude, longitude))
    }

    /// A point that is kept up to date for this time: 60 s to 86,400 s.
    pub fn live_for(mut self, time: Duration) -> Self {
        self.0.live_period = Some(time.as_secs().try_into().unwrap_or(i64::MAX));
        self
    }
}

impl Venue {
    /// A point in degrees, its name and its address.
    pub fn new(
        latitude: f64,
        longitude: f64,
        title: impl Into<String>,
        address: impl Into<String>,
    ) -> Self {
        Self(SendVenue::new(0, latitude, longitude, title, address))
    }
}

impl Contact {
    /// A phone number and whose it is.
    pub fn new(phone: impl Into<String>, first_name: impl Into<String>) -> Self {
        Self(SendContact::new(0, phone, first_name))
    }
}

impl Dice {
    /// A die.
    pub fn new() -> Self {
        Self(SendDice::new(0))
    }

    /// One of 🎲 🎯 🏀 ⚽ 🎳 🎰.
    pub fn emoji(emoji: &str) -> Self {
        Self::new().edit(|send| send.emoji(DiceEmoji::from(emoji)))
    }
}

impl Default for Dice {
    fn default() -> Self {
        Self::new()
    }
}
