//! What the attributes' code calls to run a function. It has to be where everybody may look: the compiler
//! names it when a future is not `Send`.

use std::future::Future;

use super::BoxFuture;
use crate::cx::Cx;
use crate::inline::Defaults;
use crate::reply::Outcome;
use crate::scope::Verdict;

/// Runs a handler, or another function that returns replies: one boxed future for its own and its reply.
pub fn handler<'a, F, R>(
    cx: &'a Cx,
    future: F,
    reply: fn(R, &Cx, &mut Outcome),
) -> BoxFuture<'a, Outcome>
where
    F: Future<Output = R> + Send + 'a,
    R: 'a,
{
    inline_handler(cx, Defaults::default(), future, reply)
}

/// As [`handler`], for inline queries: with what the attribute says about the answers.
pub fn inline_handler<'a, F, R>(
    cx: &'a Cx,
    defaults: Defaults,
    future: F,
    reply: fn(R, &Cx, &mut Outcome),
) -> BoxFuture<'a, Outcome>
where
    F: Future<Output = R> + Send + 'a,
    R: 'a,
{
    Box::pin(async move {
        let value = future.await;
        let mut outcome = Outcome {
            inline: defaults,
            ..Outcome::default()
        };
        reply(value, cx, &mut outcome);
        outcome
    })
}

/// Runs a guard: its future, then its verdict.
pub fn guard<'a, F, R>(future: F, verdict: fn(R) -> Verdict) -> BoxFuture<'a, Verdict>
where
    F: Future<Output = R> + Send + 'a,
    R: 'a,
{
    Box::pin(async move { verdict(future.await) })
}
