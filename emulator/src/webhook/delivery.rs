//! The delivery of a bot's updates to its webhook.

use std::{collections::VecDeque, net::IpAddr, sync::Arc, time::Duration};

use axum::http::header;
use tokio::{sync::Notify, task::JoinSet};

use super::{
    Settings, WebhookError,
    connection::{Connection, Reply, Trouble},
    lane::Lane,
    schedule::Schedule,
};
use crate::{
    clock::Clock,
    fault::{Fault, Occasion},
    http::bot_route,
    queue::Queue,
    world::World,
};

/// DNS is asked again after so long.
const RESOLVED_FOR: Duration = Duration::from_mins(30);
/// A success makes further connections cheap for so long.
const TRUSTED_FOR: Duration = Duration::from_secs(10);
/// Then so many connections may be opened …
const BURST: usize = 10;
/// … within so long.
const BURST_TIME: Duration = Duration::from_millis(500);
/// Without a success one connection may be opened in so long.
const FIRST_CONTACT: Duration = Duration::from_secs(2);

/// Delivers until it is dropped or the webhook is deleted.
pub(super) async fn deliver(world: &World, bot: i64, settings: Arc<Settings>) {
    let Some((clock, arrived)) = world.look(|state| {
        let queue = &state.bot(bot)?.queue;
        Some((state.clock.clone(), Arc::clone(&queue.arrived)))
    }) else {
        return;
    };
    let pool = Pool::new(settings.max_connections);
    let delivery = Delivery {
        world,
        bot,
        settings,
        clock,
        pool,
        schedule: Schedule::default(),
        resolved: None,
        sends: JoinSet::new(),
    };
    delivery.run(&arrived).await;
}

struct Delivery<'a> {
    world: &'a World,
    bot: i64,
    settings: Arc<Settings>,
    clock: Clock,
    pool: Pool,
    schedule: Schedule,
    resolved: Option<(IpAddr, Duration)>,
    sends: JoinSet<Done>,
}

/// An update on its way.
struct Parcel {
    lane: Lane,
    update_id: i64,
    update: String,
    fault: Option<Fault>,
}

/// What became of an attempt.
struct Done {
    lane: Lane,
    update_id: i64,
    /// Whether it is delivered again though it was taken, by a fault on order.
    comes_again: bool,
    /// Where the host was found, when that was looked up.
    resolved: Option<IpAddr>,
    connection: Option<Connection>,
    answer: Result<Reply, Trouble>,
}

impl Delivery<'_> {
    async fn run(mut self, arrived: &Notify) {
        loop {
            let wake = self.send_ready();
            let clock = self.clock.clone();
            let sleep = async {
                match wake {
                    Some(wake) => clock.sleep_until(wake).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                Some(done) = self.sends.join_next() => {
                    // A panic has been reported; nothing is known about its update any more.
                    let Ok(done) = done else { return };
                    if self.finish(done) {
                        return;
                    }
                }
                () = arrived.notified() => {}
                () = sleep => {}
            }
        }
    }

    fn with_queue<T>(&self, look: impl FnOnce(&mut Queue) -> T) -> Option<T> {
        self.world
            .look(|state| state.bot_mut(self.bot).map(|bot| look(&mut bot.queue)))
    }

    /// Sends what is due as far as there are connections; gives the time to look again.
    fn send_ready(&mut self) -> Option<Duration> {
        let now = self.clock.now();
        let unix = self.clock.unix_time();
        let most_lanes = self.settings.max_connections.saturating_mul(2);
        let (world, bot) = (self.world, self.bot);
        world.look(|state| {
            if let Some(bot) = state.bot_mut(bot) {
                self.schedule.load(&bot.queue, most_lanes, now);
            }
        });
        while let Some((lane, update_id)) = self.schedule.ready(now) {
            let update = self
                .with_queue(|queue| queue.update(update_id, unix))
                .flatten();
            let Some(update) = update else {
                self.schedule.finish(lane, now);
                world.look(|state| {
                    if let Some(bot) = state.bot_mut(bot) {
                        self.schedule.load(&bot.queue, most_lanes, now);
                    }
                });
                continue;
            };
            let connection = match self.pool.take(now) {
                Take::Idle(connection) => Some(connection),
                Take::Open => None,
                Take::Wait(until) => return until,
            };
            self.schedule.begin(lane);
            let fault = self.fault();
            let passing = match fault {
                Some(Fault::Reorder) => self.schedule.reorder(lane),
                _ => None,
            };
            let passing = passing.and_then(|id| {
                let update = self.with_queue(|queue| queue.update(id, unix)).flatten();
                update.map(|update| (id, update))
            });
            let (update_id, update) = passing.unwrap_or((update_id, update));
            self.send(
                Parcel {
                    lane,
                    update_id,
                    update,
                    fault,
                },
                connection,
                now,
            );
        }
        self.schedule.next_due()
    }

    /// The fault that the next delivery meets.
    fn fault(&self) -> Option<Fault> {
        self.world
            .look(|state| state.faults.meet(&Occasion::delivery(self.bot)))
    }

    fn send(&mut self, parcel: Parcel, connection: Option<Connection>, now: Duration) {
        let resolved = self
            .resolved
            .filter(|(_, at)| now.saturating_sub(*at) < RESOLVED_FOR);
        let known = self.settings.ip_address.or(resolved.map(|(ip, _)| ip));
        let attempt = Attempt {
            world: self.world.clone(),
            bot: self.bot,
            settings: Arc::clone(&self.settings),
            clock: self.clock.clone(),
            known,
        };
        self.world.update(|state| {
            if let Some(webhook) = state.webhook_mut(self.bot) {
                webhook.in_flight += 1;
            }
        });
        self.sends
            .spawn(async move { attempt.make(parcel, connection).await });
    }

    /// Notes what became of an attempt; whether the webhook has been deleted.
    fn finish(&mut self, done: Done) -> bool {
        let now = self.clock.now();
        self.pool.put_back(done.connection);
        if let Some(ip) = done.resolved {
            self.resolved = Some((ip, now));
        }
        let status = done.answer.as_ref().ok().map(|reply| reply.status);
        let delivered = status.is_some_and(|status| status.is_success());
        let failure = match done.answer {
            Ok(_) if delivered => None,
            Ok(reply) => Some((wrong_response(&reply), retry_after(&reply))),
            Err(trouble) => Some((trouble.0, None)),
        };
        if delivered {
            self.pool.last_success = Some(now);
            if done.comes_again {
                self.schedule.again(done.lane, now);
            } else {
                self.schedule.finish(done.lane, now);
            }
        }
        let next = failure
            .as_ref()
            .map(|(_, retry_after)| self.schedule.fail(done.lane, *retry_after, now));
        let unix = self.clock.unix_time();
        let update_id = done.update_id;
        self.world.update(|state| {
            let Some(bot) = state.bot_mut(self.bot) else {
                return true;
            };
            // What would have expired by then is given up: nobody will hear of it.
            let retry_at = next.filter(|next| bot.queue.lives_until(update_id, *next));
            if retry_at.is_none() && !(delivered && done.comes_again) {
                bot.queue.remove(update_id);
            }
            let Some(webhook) = &mut bot.webhook.webhook else {
                return true;
            };
            webhook.in_flight = webhook.in_flight.saturating_sub(1);
            if let Some(ip) = done.resolved {
                webhook.ip_address = Some(ip);
            }
            if let Some((message, _)) = failure {
                webhook.failures += 1;
                webhook.retry_at = retry_at;
                webhook.last_error = Some(WebhookError {
                    date: unix,
                    message,
                });
            }
            let gone = webhook.is_gone(status.map(|status| status.as_u16()), now);
            if gone {
                bot.webhook.remove();
            }
            gone
        })
    }
}

fn wrong_response(reply: &Reply) -> String {
    let code = reply.status.as_u16();
    format!("Wrong response from the webhook: {code} {}", reply.reason)
}

fn retry_after(reply: &Reply) -> Option<u64> {
    let value = reply.headers.get(header::RETRY_AFTER)?;
    let seconds = value.to_str().ok()?.trim().parse().ok()?;
    (seconds > 0).then_some(seconds)
}

/// What an attempt needs.
struct Attempt {
    world: World,
    bot: i64,
    settings: Arc<Settings>,
    clock: Clock,
    known: Option<IpAddr>,
}

impl Attempt {
    async fn make(self, parcel: Parcel, connection: Option<Connection>) -> Done {
        let Parcel {
            lane,
            update_id,
            update,
            fault,
        } = parcel;
        if let Some(Fault::Delay(by)) = fault {
            self.clock.sleep_until(self.clock.now() + by).await;
        }
        let mut done = Done {
            lane,
            update_id,
            comes_again: fault == Some(Fault::Duplicate),
            resolved: None,
            connection: None,
            answer: Err(Trouble(String::new())),
        };
        let mut connection = match connection {
            Some(connection) => connection,
            None => match self.open(&mut done.resolved).await {
                Ok(connection) => connection,
                Err(trouble) => {
                    done.answer = Err(trouble);
                    return done;
                }
            },
        };
        done.answer = connection.send(&self.settings, update, &self.clock).await;
        if let Ok(reply) = &done.answer {
            if reply.status.is_success() {
                let (headers, body) = (&reply.headers, reply.body.clone());
                bot_route::call_in_answer(&self.world, self.bot, headers, body).await;
            }
            done.connection = Some(connection).filter(Connection::is_open);
        }
        done
    }

    async fn open(&self, resolved: &mut Option<IpAddr>) -> Result<Connection, Trouble> {
        let ip = if let Some(ip) = self.known {
            ip
        } else {
            let found = self.settings.address.resolve().await;
            let ip = found.map_err(|error| Trouble(error.message()))?;
            *resolved = Some(ip);
            ip
        };
        Connection::open(&self.settings, ip, &self.clock).await
    }
}

/// The connections of a webhook.
struct Pool {
    most: usize,
    /// How many there are, the busy ones included.
    open: usize,
    idle: Vec<Connection>,
    /// When the newest were opened.
    opened: VecDeque<Duration>,
    last_success: Option<Duration>,
}

/// How to get a connection.
enum Take {
    Idle(Connection),
    /// One may be opened.
    Open,
    /// There is none before this time, or before another becomes free.
    Wait(Option<Duration>),
}

impl Pool {
    fn new(most: usize) -> Self {
        Self {
            most,
            open: 0,
            idle: Vec::new(),
            opened: VecDeque::new(),
            last_success: None,
        }
    }

    fn take(&mut self, now: Duration) -> Take {
        let before = self.idle.len();
        self.idle.retain(Connection::is_open);
        self.open -= before - self.idle.len();
        if let Some(connection) = self.idle.pop() {
            return Take::Idle(connection);
        }
        if self.open >= self.most {
            return Take::Wait(None);
        }
        let trusted = self
            .last_success
            .is_some_and(|at| now.saturating_sub(at) < TRUSTED_FOR);
        let allowed_at = if trusted {
            let first_of_burst = self.opened.len().checked_sub(BURST);
            first_of_burst.map(|place| self.opened[place] + BURST_TIME)
        } else if self.open > 0 {
            return Take::Wait(None);
        } else {
            self.opened.back().map(|last| *last + FIRST_CONTACT)
        };
        if let Some(at) = allowed_at.filter(|at| *at > now) {
            return Take::Wait(Some(at));
        }
        self.open += 1;
        self.opened.push_back(now);
        if self.opened.len() > BURST {
            self.opened.pop_front();
        }
        Take::Open
    }

    fn put_back(&mut self, connection: Option<Connection>) {
        match connection {
            Some(connection) => self.idle.push(connection),
            None => self.open -= 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Pool, Take};

    fn opens(pool: &mut Pool, now: Duration) -> bool {
        matches!(pool.take(now), Take::Open)
    }

    /// server-behaviour, delivery: "otherwise at most 1 connection, one new per 2 s".
    #[test]
    fn first_contact_is_one_connection_in_two_seconds() {
        let mut pool = Pool::new(40);
        let start = Duration::from_secs(1000);
        assert!(opens(&mut pool, start));
        assert!(matches!(pool.take(start), Take::Wait(None)));
        pool.put_back(None);
        let Take::Wait(Some(at)) = pool.take(start) else {
            panic!("too early");
        };
        assert_eq!(at, start + Duration::from_secs(2));
        assert!(opens(&mut pool, at));
    }

    /// server-behaviour, delivery: "after a success in the last 10 s up to 10 new ones per 0.5 s".
    #[test]
    fn after_a_success_they_come_in_bursts() {
        let mut pool = Pool::new(15);
        let start = Duration::from_secs(1000);
        pool.last_success = Some(start);
        for _ in 0..10 {
            assert!(opens(&mut pool, start));
        }
        let Take::Wait(Some(at)) = pool.take(start) else {
            panic!("too many");
        };
        assert_eq!(at, start + Duration::from_millis(500));
        for _ in 0..5 {
            assert!(opens(&mut pool, at));
        }
        assert!(matches!(pool.take(at), Take::Wait(None)), "max_connections");
        let late = start + Duration::from_secs(10);
        pool.open = 1;
        assert!(matches!(pool.take(late), Take::Wait(None)));
    }
}
