//! `getUpdates`: the long poll.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Notify, oneshot};

use crate::{
    clock::Clock,
    fault::Fault,
    http::{envelope::Answer, error::ApiError, params::Params},
    queue::{Abort, Queue, Request},
    world::World,
};

/// A waiting call is answered this long after the newest update, so that a burst comes in one
/// answer.
const SETTLE: Duration = Duration::from_millis(1);

const WEBHOOK_IS_ACTIVE: &str = "Conflict: can't use getUpdates method while webhook is active; \
                                 use deleteWebhook to delete the webhook first";

/// `fault` is one that changes what the answer holds.
pub(crate) async fn run(
    world: &World,
    bot: i64,
    params: &Params,
    fault: Option<&Fault>,
) -> Result<Answer, ApiError> {
    let clock = world.look(|state| state.clock.clone());
    let mut asked = read(params);
    asked.is_reversed = fault == Some(&Fault::Reorder);
    asked.confirms_nothing = fault == Some(&Fault::Duplicate);
    let began = clock.now();
    let has_webhook = world.look(|state| {
        let bot = state.bot(bot);
        bot.is_some_and(|bot| bot.webhook.is_active())
    });
    if has_webhook {
        return Err(conflict(world, bot, &clock, WEBHOOK_IS_ACTIVE).await);
    }
    let waiting = with_queue(world, bot, |queue| {
        if params.has("allowed_updates") {
            queue.set_allowed(params.text("allowed_updates"));
        }
        let request = queue.begin(asked, began);
        if let Some(updates) = queue.take(request, clock.unix_time()) {
            return Err(updates);
        }
        if request.timeout.is_zero() {
            return Err("[]".to_owned());
        }
        let (id, aborted) = queue.park();
        Ok(Waiting {
            id,
            request,
            aborted,
            arrived: Arc::clone(&queue.arrived),
        })
    })?;
    match waiting {
        Err(updates) => Ok(answer(updates)),
        Ok(waiting) => waiting.wait(world, bot, &clock, began).await,
    }
}

fn read(params: &Params) -> Request {
    let number = |name, min, max, default| params.integer(name, min, max).unwrap_or(default);
    let limit = number("limit", 1, 100, 100);
    let timeout = number("timeout", 0, 50, 0);
    Request {
        offset: number("offset", i32::MIN.into(), i32::MAX.into(), 0),
        limit: usize::try_from(limit).unwrap_or(1),
        timeout: Duration::from_secs(timeout.unsigned_abs()),
        confirms_nothing: false,
        is_reversed: false,
    }
}

fn answer(updates: String) -> Answer {
    Answer {
        result: updates,
        description: None,
    }
}

fn with_queue<T>(
    world: &World,
    bot: i64,
    act: impl FnOnce(&mut Queue) -> T,
) -> Result<T, ApiError> {
    world
        .update(|state| state.bot_mut(bot).map(|bot| act(&mut bot.queue)))
        .ok_or_else(|| ApiError::new(401, "Unauthorized"))
}

struct Waiting {
    id: u64,
    request: Request,
    aborted: oneshot::Receiver<Abort>,
    arrived: Arc<Notify>,
}

/// Takes the call out of its place, also when its connection goes away.
struct Place<'a> {
    world: &'a World,
    bot: i64,
    id: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        // Without the bot there is no place either.
        let _ = with_queue(self.world, self.bot, |queue| queue.unpark(self.id));
    }
}

impl Waiting {
    async fn wait(
        mut self,
        world: &World,
        bot: i64,
        clock: &Clock,
        began: Duration,
    ) -> Result<Answer, ApiError> {
        let place = Place {
            world,
            bot,
            id: self.id,
        };
        let deadline = began + self.request.timeout;
        loop {
            let next = world.look(|state| state.next_deadline());
            let next = next.and_then(|date| u64::try_from(date).ok());
            let wake = next.map_or(deadline, |date| deadline.min(Duration::from_secs(date)));
            tokio::select! {
                biased;
                why = &mut self.aborted => {
                    drop(place);
                    return aborted(world, bot, clock, why.unwrap_or(Abort::Closed)).await;
                }
                () = self.arrived.notified() => self.settle().await,
                () = clock.sleep_until(wake) => {}
            }
            let updates = with_queue(world, bot, |queue| {
                // Whoever took the place gets the updates.
                if !queue.has_parked(self.id) {
                    queue.arrived.notify_one();
                    return None;
                }
                queue.take(self.request, clock.unix_time())
            })?;
            if let Some(updates) = updates {
                return Ok(answer(updates));
            }
            if clock.now() >= deadline && self.aborted.is_empty() {
                return Ok(answer("[]".into()));
            }
        }
    }

    async fn settle(&self) {
        if tokio::time::timeout(SETTLE, self.arrived.notified())
            .await
            .is_ok()
        {
            tokio::time::sleep(SETTLE).await;
        }
    }
}

/// The answer to a call that is ended before its time.
async fn aborted(world: &World, bot: i64, clock: &Clock, why: Abort) -> Result<Answer, ApiError> {
    let words = match why {
        Abort::OtherPoll => {
            "Conflict: terminated by other getUpdates request; make sure that only one bot \
             instance is running"
        }
        Abort::SetWebhook => "Conflict: terminated by setWebhook request",
        Abort::Revoked => return Err(ApiError::new(401, "Unauthorized")),
        Abort::LoggedOut => return Err(ApiError::logged_out()),
        Abort::Closed => return Ok(answer("[]".into())),
    };
    Err(conflict(world, bot, clock, words).await)
}

/// Answers 409, at most once in three seconds; others are held back so long.
async fn conflict(world: &World, bot: i64, clock: &Clock, why: &'static str) -> ApiError {
    let now = clock.now();
    let error = ApiError::new(409, why);
    let held = with_queue(world, bot, |queue| {
        let delay = queue.conflict_delay(now);
        queue.held_conflicts += usize::from(!delay.is_zero());
        delay
    });
    match held {
        Ok(delay) if !delay.is_zero() => {
            let _held = Held { world, bot };
            clock.sleep_until(now + delay).await;
            error
        }
        Ok(_) => error,
        Err(gone) => gone,
    }
}

/// Counts a held answer down when it leaves or its connection goes away.
struct Held<'a> {
    world: &'a World,
    bot: i64,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // Without the bot there is nothing to count.
        let _ = with_queue(self.world, self.bot, |queue| queue.held_conflicts -= 1);
    }
}
