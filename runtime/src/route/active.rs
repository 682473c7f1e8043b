//! What an update's owner is in the middle of, looked up.

use super::dispatch::{Facts, matches};
use super::state::Found;
use super::table::{Index, Table};
use super::talk::Resumed;
use super::{Match, Takes};
use crate::cx::Cx;
use crate::dialogue::stored::{Stored, key};
use crate::reply::{Answer, End, IntoReply, Outcome, callback_query};
use crate::session::{Change, Expect, Key};

/// What is answered when a stored state fits no more.
const OUT_OF_DATE: &str = "This conversation is out of date and starts anew.";

impl Table {
    /// The rows of the active states, sorted; or how the update was handled already.
    ///
    /// `known` says that the text is a command of this bot, which goes to its handler; `taken`, that it
    /// is such a command or a button of this bot.
    pub(super) async fn active(
        &self,
        index: &Index,
        cx: &Cx,
        facts: &Facts<'_>,
        known: bool,
        taken: bool,
    ) -> Result<Vec<u32>, Box<Outcome>> {
        let mut active = Vec::new();
        for by in &index.states.owners {
            let Some(key) = key(*by, cx) else { continue };
            let entry = match cx.stored(&key).await {
                Ok(Some(entry)) => entry,
                Ok(None) => continue,
                Err(error) => {
                    let mut outcome = Outcome::default();
                    outcome.fail(error);
                    return Err(Box::new(outcome));
                }
            };
            match Stored::read(&entry) {
                Some(Stored::State(state)) => match index.states.find(&state) {
                    Found::Active(rows) => active.extend(rows),
                    Found::Stale(_) if taken => {}
                    Found::Stale(rows) => {
                        tracing::warn!(%key, "a stored state of a dialogue fits its enum no more; it is removed");
                        return Err(Box::new(self.stale(rows, key, cx, facts).await));
                    }
                    Found::Foreign => {}
                },
                Some(Stored::Talk(told)) if !known => {
                    match self.resume(told, key.clone(), entry, cx).await {
                        Resumed::Done(outcome) => return Err(outcome),
                        Resumed::Stale if !taken => {
                            tracing::warn!(%key, "a handler asks something else than before it was changed; the conversation ends");
                            let rows = &index.stale_talks;
                            return Err(Box::new(self.stale(rows, key, cx, facts).await));
                        }
                        Resumed::Stale | Resumed::Foreign => {}
                    }
                }
                Some(Stored::Talk(_)) | None => {}
            }
        }
        if known {
            active.retain(|place| {
                let route = self.rows[*place as usize].route;
                matches!(route.matches, Match::State(state) if matches!(state.takes, Takes::Command(_)))
            });
        }
        active.sort_unstable();
        Ok(active)
    }

    /// Tells that a stored value fits no more, and removes it, whatever the handler does.
    async fn stale(&self, rows: &[u32], key: Key, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        for place in rows {
            let row = &self.rows[*place as usize];
            if !matches(row, cx, facts) {
                continue;
            }
            cx.scratch().write(key.clone(), None);
            let mut outcome = self.run(row, cx, facts).await;
            if matches!(outcome.end, End::Skip) {
                continue;
            }
            // A handler that failed has no changes, and must not be asked again and again.
            if !outcome.changes.iter().any(|change| change.key == key) {
                outcome.changes.push(removal(key));
            }
            return outcome;
        }
        let mut outcome = out_of_date(cx);
        outcome.changes.push(removal(key));
        outcome
    }
}

pub(super) fn removal(key: Key) -> Change {
    Change {
        key,
        expect: Expect::Any,
        put: None,
    }
}

/// The answer to whoever is in the middle of something that is no more.
fn out_of_date(cx: &Cx) -> Outcome {
    let mut outcome = Outcome::default();
    if callback_query(cx).is_some() {
        Answer::new().text(OUT_OF_DATE).into_reply(cx, &mut outcome);
    } else {
        OUT_OF_DATE.into_reply(cx, &mut outcome);
    }
    outcome
}
