//! Faults on order: calls and deliveries go wrong in a chosen way.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    http::params::{Params, to_integer},
    world::dice::Dice,
};

/// What goes wrong.
///
/// Where nothing else is said the call is not carried out; [`after`](Self::after) has it carried out
/// before its answer is lost.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// This status with this body, as `application/json`.
    Status {
        /// The HTTP status.
        code: u16,
        /// The body, sent as it is.
        body: String,
    },
    /// 429 that asks to wait so many seconds.
    RetryAfter(u32),
    /// 502 with the HTML page of a proxy.
    #[serde(rename = "html_502")]
    Html502,
    /// 200 without a body.
    EmptyBody,
    /// 200 whose body ends before its announced length.
    Truncated,
    /// No answer, and the connection stays open: the other side is gone without a word.
    Hang,
    /// The connection is closed without an answer.
    Drop,
    /// The call is carried out so much later, by the world's clock. A delivery to a webhook too.
    Delay(#[serde(with = "seconds")] Duration),
    /// The call is carried out, and then its answer is replaced by this fault.
    After(Box<Fault>),
    /// The updates that a `getUpdates` call confirms come again. An update that a webhook took is
    /// delivered again.
    Duplicate,
    /// The updates of a `getUpdates` answer come in the opposite order. At a webhook the next update
    /// of a chat passes the first.
    Reorder,
}

impl Fault {
    /// Has the call carried out before this goes wrong.
    pub fn after(self) -> Self {
        Self::After(Box::new(self))
    }

    /// Whether it can happen to this method, in lower case.
    fn fits(&self, method: &str) -> bool {
        match self {
            Self::Delay(_) => true,
            Self::Duplicate | Self::Reorder => method == "getupdates" || method == DELIVERY,
            _ => method != DELIVERY,
        }
    }
}

/// Durations as seconds, with a fraction.
mod seconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(
        duration: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(duration.as_secs_f64())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        let seconds = f64::deserialize(deserializer)?;
        if !(0.0..=31_557_600.0).contains(&seconds) {
            return Err(D::Error::custom("a delay is 0 to 31557600 seconds, a year"));
        }
        Duration::try_from_secs_f64(seconds).map_err(D::Error::custom)
    }
}

/// The name under which a rule means deliveries to webhooks.
pub(crate) const DELIVERY: &str = "webhook";

/// Which calls go wrong, and how.
///
/// ```
/// use botwright_emulator::{Fault, FaultRule};
///
/// // One in ten messages to chat 1 is sent, and the bot does not hear of it; 50 times at most.
/// let rule = FaultRule::new(Fault::Drop.after())
///     .method("sendMessage")
///     .chat(1)
///     .count(50)
///     .probability(0.1, 7);
/// # let _ = rule;
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    fault: Fault,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    bot_id: Option<i64>,
    #[serde(default)]
    chat_id: Option<i64>,
    #[serde(default)]
    count: Option<u32>,
    #[serde(default)]
    probability: Option<f64>,
    #[serde(default)]
    seed: u64,
}

impl FaultRule {
    /// Every call of every method that this can happen to.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            method: None,
            bot_id: None,
            chat_id: None,
            count: None,
            probability: None,
            seed: 0,
        }
    }

    /// Only calls of this method, in any case; `webhook` means deliveries to webhooks.
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Only calls of this bot.
    pub fn bot(mut self, id: i64) -> Self {
        self.bot_id = Some(id);
        self
    }

    /// Only calls whose `chat_id` is this number.
    pub fn chat(mut self, id: i64) -> Self {
        self.chat_id = Some(id);
        self
    }

    /// So many calls, then no more.
    pub fn count(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }

    /// Each call with this probability, 0 to 1. The same seed meets the same calls.
    pub fn probability(mut self, probability: f64, seed: u64) -> Self {
        self.probability = Some(probability);
        self.seed = seed;
        self
    }
}

/// A call that may go wrong.
pub(crate) struct Occasion<'a> {
    /// In lower case.
    pub(crate) method: &'a str,
    pub(crate) bot: i64,
    /// The `chat_id`, as it was given.
    pub(crate) chat: &'a str,
}

impl<'a> Occasion<'a> {
    pub(crate) fn call(method: &'a str, bot: i64, params: &'a Params) -> Self {
        Self {
            method,
            bot,
            chat: params.text("chat_id"),
        }
    }

    pub(crate) fn delivery(bot: i64) -> Self {
        Self {
            method: DELIVERY,
            bot,
            chat: "",
        }
    }
}

/// A rule that is in force.
#[derive(Debug)]
struct Active {
    id: u64,
    rule: FaultRule,
    left: Option<u32>,
    met: u64,
    dice: Dice,
}

/// What a rule that is in force looks like.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    fault_id: u64,
    #[serde(flatten)]
    rule: &'a FaultRule,
    /// How many calls went wrong by it.
    met: u64,
}

impl Active {
    fn meets(&mut self, occasion: &Occasion<'_>) -> bool {
        let rule = &self.rule;
        let by_method = rule
            .method
            .as_ref()
            .is_none_or(|method| method.eq_ignore_ascii_case(occasion.method));
        let by_bot = rule.bot_id.is_none_or(|bot| bot == occasion.bot);
        let by_chat = rule
            .chat_id
            .is_none_or(|chat| !occasion.chat.is_empty() && to_integer(occasion.chat) == chat);
        let fits = rule.fault.fits(occasion.method);
        if !(by_method && by_bot && by_chat && fits && self.left != Some(0)) {
            return false;
        }
        if let Some(probability) = rule.probability
            && self.dice.fraction() >= probability
        {
            return false;
        }
        self.met += 1;
        self.left = self.left.map(|left| left - 1);
        true
    }
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Active>,
    last_id: u64,
}

impl Faults {
    /// Puts a rule in force; earlier ones go first. Returns its id.
    pub(crate) fn add(&mut self, rule: FaultRule) -> u64 {
        self.last_id += 1;
        self.rules.push(Active {
            id: self.last_id,
            left: rule.count,
            met: 0,
            dice: Dice::with_seed(rule.seed),
            rule,
        });
        self.last_id
    }

    /// Takes a rule out of force; whether it was.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|active| active.id != id);
        self.rules.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The fault that a call meets. Rules that have done their work go.
    pub(crate) fn meet(&mut self, occasion: &Occasion<'_>) -> Option<Fault> {
        let place = self
            .rules
            .iter_mut()
            .position(|active| active.meets(occasion))?;
        let active = &self.rules[place];
        if active.left == Some(0) {
            return Some(self.rules.remove(place).rule.fault);
        }
        Some(active.rule.fault.clone())
    }

    /// How many calls are still to go wrong by rules that have a count.
    pub(crate) fn pending(&self) -> usize {
        let left = self.rules.iter().filter_map(|active| active.left);
        left.map(|left| usize::try_from(left).unwrap_or(usize::MAX))
            .fold(0, usize::saturating_add)
    }

    /// The rules in force.
    pub(crate) fn shown(&self) -> Vec<Shown<'_>> {
        let rules = self.rules.iter();
        rules
            .map(|active| Shown {
                fault_id: active.id,
                rule: &active.rule,
                met: active.met,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultRule, Faults, Occasion};

    fn call<'a>(method: &'a str, bot: i64, chat: &'a str) -> Occasion<'a> {
        Occasion { method, bot, chat }
    }

    #[test]
    fn rules_match_by_method_bot_and_chat() {
        let mut faults = Faults::default();
        let rule = FaultRule::new(Fault::Drop).method("sendMessage").bot(42);
        faults.add(rule.chat(-5));
        for other in [
            call("sendphoto", 42, "-5"),
            call("sendmessage", 43, "-5"),
            call("sendmessage", 42, "5"),
            call("sendmessage", 42, ""),
        ] {
            assert_eq!(faults.meet(&other), None);
        }
        assert_eq!(
            faults.meet(&call("sendmessage", 42, "-5")),
            Some(Fault::Drop)
        );
    }

    #[test]
    fn counts_run_out_in_turn() {
        let mut faults = Faults::default();
        faults.add(FaultRule::new(Fault::Drop).count(2));
        faults.add(FaultRule::new(Fault::EmptyBody).count(1));
        assert_eq!(faults.pending(), 3);
        let mut met = || faults.meet(&call("getme", 1, ""));
        assert_eq!(met(), Some(Fault::Drop));
        assert_eq!(met(), Some(Fault::Drop));
        assert_eq!(met(), Some(Fault::EmptyBody));
        assert_eq!(met(), None);
        assert_eq!(faults.pending(), 0);
    }

    #[test]
    fn the_same_seed_meets_the_same_calls() {
        let run = |seed| {
            let mut faults = Faults::default();
            faults.add(FaultRule::new(Fault::Drop).probability(0.25, seed));
            let met = |_| faults.meet(&call("getme", 1, "")).is_some();
            (0..1000).map(met).collect::<Vec<bool>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let share = run(7).into_iter().filter(|met| *met).count();
        assert!((200..300).contains(&share), "{share} of 1000");
    }

    #[test]
    fn what_cannot_happen_to_a_call_does_not() {
        let mut faults = Faults::default();
        faults.add(FaultRule::new(Fault::Reorder));
        assert_eq!(faults.meet(&call("sendmessage", 1, "")), None);
        assert!(faults.meet(&call("getupdates", 1, "")).is_some());
        faults.clear();
        faults.add(FaultRule::new(Fault::Html502));
        assert_eq!(faults.meet(&Occasion::delivery(1)), None);
    }
}
