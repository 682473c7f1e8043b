//! Flood limits: how fast bots may send.
//!
//! Telegram's FAQ names the figures: one message a second in a chat, short bursts aside, 20 a minute
//! in a group, 30 a second in all. A call that is a little too fast is slow; one that would have to
//! wait longer than 8 s is refused at once.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use crate::{
    http::params::{Params, to_integer},
    world::state::State,
};

/// The longest wait in silence.
const PATIENCE: Duration = Duration::from_secs(8);

/// Messages at a rate, with some at once.
#[derive(Clone, Copy)]
struct Limit {
    /// The time one message takes.
    interval: Duration,
    /// So many may come at once.
    burst: u32,
}

const CHAT: Limit = Limit {
    interval: Duration::from_secs(1),
    burst: 5,
};
const GROUP: Limit = Limit {
    interval: Duration::from_secs(3),
    burst: 20,
};
const OVERALL: Limit = Limit {
    interval: Duration::from_nanos(1_000_000_000 / 30),
    burst: 30,
};

impl Limit {
    /// When `count` more messages may go, if those before are through at `through`.
    fn allows_at(self, through: Duration, count: u32) -> Duration {
        let ahead = self.interval * self.burst.saturating_sub(count.min(self.burst));
        through.saturating_sub(ahead)
    }
}

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    Overall,
    Chat(i64),
    Group(i64),
}

/// The limits of one bot.
#[derive(Debug, Default)]
pub(crate) struct Flood {
    /// When the messages so far are through, at the rate of each bucket.
    through: BTreeMap<Bucket, Duration>,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is carried out after this wait.
    Wait(Duration),
    /// It is refused, and may come again after so many seconds.
    Refused(u32),
}

/// Messages that a call sends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sending {
    pub(crate) chat: i64,
    pub(crate) is_group: bool,
    pub(crate) count: u32,
    /// A broadcast that is paid for has no limit overall.
    pub(crate) is_paid: bool,
}

impl Flood {
    /// Whether and when messages may be sent; those that may are counted.
    pub(crate) fn send(&mut self, sending: Sending, now: Duration) -> Verdict {
        let overall = (!sending.is_paid).then_some((Bucket::Overall, OVERALL));
        let group = sending
            .is_group
            .then_some((Bucket::Group(sending.chat), GROUP));
        let buckets = [overall, Some((Bucket::Chat(sending.chat), CHAT)), group];
        let buckets: Vec<(Bucket, Limit)> = buckets.into_iter().flatten().collect();
        let begun = |bucket| {
            self.through
                .get(bucket)
                .copied()
                .unwrap_or_default()
                .max(now)
        };
        let wait = buckets
            .iter()
            .map(|(bucket, limit)| limit.allows_at(begun(bucket), sending.count))
            .max()
            .unwrap_or_default()
            .saturating_sub(now);
        if wait > PATIENCE {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            return Verdict::Refused(u32::try_from(seconds).unwrap_or(u32::MAX));
        }
        for (bucket, limit) in buckets {
            let through = self.through.entry(bucket).or_default();
            *through = (*through).max(now) + limit.interval * sending.count;
        }
        self.through.retain(|_, through| *through > now);
        Verdict::Wait(wait)
    }
}

/// What becomes of a call, if it sends messages and there are limits.
pub(crate) fn check(state: &mut State, bot: i64, method: &str, params: &Params) -> Option<Verdict> {
    if !state.server.flood_limits {
        return None;
    }
    let count = messages(method, params)?;
    let name = params.text("chat_id");
    let chat = match name.strip_prefix('@') {
        Some(username) => {
            let mut groups = state.groups.values();
            let is_it = |own: &str| own.eq_ignore_ascii_case(username);
            groups
                .find(|group| group.username.as_deref().is_some_and(is_it))?
                .id
        }
        None => to_integer(name),
    };
    let sending = Sending {
        chat,
        is_group: chat < 0,
        count,
        is_paid: params.boolean("allow_paid_broadcast"),
    };
    let now = state.clock.now();
    Some(state.bot_mut(bot)?.flood.send(sending, now))
}

/// How many messages a call sends; `None` when it is no such call.
fn messages(method: &str, params: &Params) -> Option<u32> {
    let list = |name| {
        let list = params.json(name);
        let length = list.as_ref().and_then(Value::as_array).map(Vec::len);
        length.and_then(|length| u32::try_from(length).ok())
    };
    let sends = ["send", "copy", "forward"];
    if !sends.iter().any(|verb| method.starts_with(verb))
        || method == "sendChatAction"
        || method.ends_with("Draft")
    {
        return None;
    }
    let count = match method {
        "sendMediaGroup" => list("media"),
        "copyMessages" | "forwardMessages" => list("message_ids"),
        _ => Some(1),
    };
    Some(count.unwrap_or(1).clamp(1, 100))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Flood, Sending, Verdict};

    const NOW: Duration = Duration::from_secs(1000);

    fn to(chat: i64) -> Sending {
        Sending {
            chat,
            is_group: chat < 0,
            count: 1,
            is_paid: false,
        }
    }

    fn waits(flood: &mut Flood, sending: Sending, count: usize) -> Vec<Verdict> {
        (0..count).map(|_| flood.send(sending, NOW)).collect()
    }

    /// server-behaviour, flood limits: "1 msg/s per chat (short bursts ok)", "absorbed silently up to
    /// 8 s", "Longer waits surface at once as 429".
    #[test]
    fn a_chat_takes_a_burst_then_one_a_second() {
        let mut flood = Flood::default();
        let verdicts = waits(&mut flood, to(1), 14);
        let mut expected = vec![Verdict::Wait(Duration::ZERO); 5];
        expected.extend((1..=8).map(|wait| Verdict::Wait(Duration::from_secs(wait))));
        expected.push(Verdict::Refused(9));
        assert_eq!(verdicts, expected);
        // What is refused is not counted.
        assert_eq!(flood.send(to(1), NOW), Verdict::Refused(9));
        let later = NOW + Duration::from_secs(100);
        assert_eq!(flood.send(to(1), later), Verdict::Wait(Duration::ZERO));
        assert_eq!(flood.through.len(), 2, "what is over is forgotten");
    }

    /// server-behaviour, flood limits: "20 msg/min per group".
    #[test]
    fn a_group_takes_twenty_a_minute() {
        let mut flood = Flood::default();
        let mut sent = 0;
        for second in 0..60 {
            let now = NOW + Duration::from_secs(second);
            if flood.send(to(-1), now) == Verdict::Wait(Duration::ZERO) {
                sent += 1;
            } else {
                break;
            }
        }
        // One a second leaves the burst of the chat alone; 20 and what the minute gives back.
        assert!((20..=30).contains(&sent), "{sent}");
    }

    /// server-behaviour, flood limits: "about 30 messages/s overall"; a paid broadcast has more.
    #[test]
    fn thirty_a_second_go_out_in_all() {
        let mut flood = Flood::default();
        for chat in 1..=30 {
            assert_eq!(flood.send(to(chat), NOW), Verdict::Wait(Duration::ZERO));
        }
        let Verdict::Wait(wait) = flood.send(to(31), NOW) else {
            panic!("a little too fast is no error");
        };
        assert_eq!(wait.as_millis(), 33);
        let paid = Sending {
            is_paid: true,
            ..to(32)
        };
        assert_eq!(flood.send(paid, NOW), Verdict::Wait(Duration::ZERO));
    }

    /// server-behaviour, flood limits: "An album of n counts n".
    #[test]
    fn an_album_counts_its_parts() {
        let mut flood = Flood::default();
        let album = Sending { count: 10, ..to(1) };
        assert_eq!(flood.send(album, NOW), Verdict::Wait(Duration::ZERO));
        assert_eq!(
            flood.send(to(1), NOW),
            Verdict::Wait(Duration::from_secs(6))
        );
    }
}
