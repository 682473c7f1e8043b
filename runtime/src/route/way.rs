//! The way of an update to a handler: past its guards, through what runs around it.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};

use futures_util::FutureExt;

use super::dispatch::Facts;
use super::table::{Row, Table};
use super::{BoxFuture, ParamInfo, Route};
use crate::cx::Cx;
use crate::extract::{Call, Rejection};
use crate::reply::{Alert, End, HandlerError, IntoReply, Outcome, Panic, callback_query};
use crate::scope::{Around, Guard, Next};

/// One update on its way to one handler.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    table: &'a Table,
    row: &'a Row,
    facts: &'a Facts<'a>,
    cx: &'a Cx,
}

impl<'a> Way<'a> {
    /// The same way with this context.
    pub(crate) fn with<'b>(self, cx: &'b Cx) -> Way<'b>
    where
        'a: 'b,
    {
        Way { cx, ..self }
    }

    /// Runs the handler.
    pub(crate) async fn handler(self) -> Outcome {
        self.table.step(self.row, self.cx, self.facts).await
    }

    /// Runs the functions around the handler, the outermost first, and the handler.
    pub(crate) fn inside(self, arounds: &'a [&'static Around]) -> BoxFuture<'a, Outcome> {
        match arounds.split_first() {
            None => self.handler().boxed(),
            Some((around, rest)) => self.around(around, rest).boxed(),
        }
    }

    /// Runs one function around the rest, which runs here when the function asks for it.
    async fn around(self, around: &'static Around, rest: &'a [&'static Around]) -> Outcome {
        let (next, asked) = Next::new();
        let run = self.table.invoke(around.function.params, self.cx, |call| {
            (around.call)(call, next)
        });
        let inside = async {
            if let Ok((cx, answer)) = asked.await {
                // Whoever asked may have lost interest.
                let _ = answer.send(self.with(&cx).inside(rest).await);
            }
            std::future::pending::<Infallible>().await
        };
        let result = tokio::select! {
            biased;
            result = run => result,
            never = inside => match never {},
        };
        match result {
            Ok(outcome) => outcome.settle(self.cx),
            Err(rejection) => rejection.into_outcome(self.row.route, self.cx),
        }
    }
}

impl Table {
    /// Asks a handler's guards, and runs it with what is around it.
    pub(super) async fn scoped(&self, row: &Row, cx: &Cx, facts: &Facts<'_>) -> Outcome {
        for guard in &row.scoped.guards {
            let run = self.invoke(guard.function.params, cx, guard.call);
            let verdict = match run.await {
                Ok(Ok(verdict)) => verdict,
                Ok(Err(error)) => return Rejection::Failed(error).into_outcome(row.route, cx),
                // What the guard asks about is not there.
                Err(Rejection::Skip) => false,
                Err(rejection) => return rejection.into_outcome(row.route, cx),
            };
            if !verdict {
                return refused(guard, row.route, cx);
            }
        }
        let way = Way {
            table: self,
            row,
            facts,
            cx,
        };
        if row.scoped.arounds.is_empty() {
            return way.handler().await;
        }
        way.inside(&row.scoped.arounds).await
    }

    /// Takes a function's parameters and runs it. A panic is a failure.
    pub(super) async fn invoke<'a, T>(
        &'a self,
        params: &'static [ParamInfo],
        cx: &'a Cx,
        function: impl FnOnce(&mut Call<'a>) -> Result<BoxFuture<'a, T>, Rejection>,
    ) -> Result<T, Rejection> {
        let mut call = Call::new(cx, self);
        if params.iter().any(|param| param.info.prepare.is_some()) {
            super::dispatch::prepare(params, cx, &mut call).await?;
        }
        let future = catch_unwind(AssertUnwindSafe(|| function(&mut call)))
            .map_err(|panic| Rejection::failed(Panic::new(&*panic)))??;
        drop(call);
        AssertUnwindSafe(future)
            .catch_unwind()
            .await
            .map_err(|panic| Rejection::failed(Panic::new(&*panic)))
    }

    /// Gives a handler's error to the function for errors that is nearest to it.
    pub(super) async fn recover(&self, route: &'static Route, cx: &Cx, failed: Outcome) -> Outcome {
        let End::Failed(error) = failed.end else {
            return failed;
        };
        // What the failed handler wanted to write is not for whoever comes next.
        let _ = cx.scratch().take();
        let (mut outcome, unhandled) = self.answer(route, cx, error).await;
        if let Some(error) = unhandled {
            outcome.end = End::Failed(error);
        }
        outcome.observed.extend(failed.observed);
        outcome
    }

    /// What the nearest function for errors makes of this one; the error itself if there is none.
    async fn answer(
        &self,
        route: &'static Route,
        cx: &Cx,
        error: HandlerError,
    ) -> (Outcome, Option<HandlerError>) {
        let near = self
            .on_errors
            .iter()
            .filter(|on| on.covers(route) && on.wants(&error));
        for on in near {
            let params = on.function.params;
            let run = self.invoke(params, cx, |call| (on.call)(call, &error));
            let mut outcome = match run.await {
                Ok(outcome) => outcome.settle(cx),
                Err(rejection) => rejection.into_outcome(route, cx),
            };
            match std::mem::take(&mut outcome.end) {
                End::Skip => {}
                End::Done => {
                    outcome.handled.push(error);
                    return (outcome.of(route), None);
                }
                End::Failed(second) => {
                    let (update_id, kind) = (cx.update().update_id, cx.update().kind());
                    let (name, at) = (on.function.name, &on.function);
                    tracing::error!(
                        update_id, %kind, on_error = name, file = at.file, line = at.line,
                        error = %second.error(), "the function for errors failed itself"
                    );
                    break;
                }
            }
        }
        (Outcome::default(), Some(error))
    }
}

/// What a guard's no means for the update.
fn refused(guard: &Guard, route: &Route, cx: &Cx) -> Outcome {
    let Some(text) = guard.otherwise else {
        return Outcome::skip();
    };
    if route.observe {
        return Outcome::skip();
    }
    let mut outcome = Outcome::default();
    if callback_query(cx).is_some() {
        Alert::new(text).into_reply(cx, &mut outcome);
    } else if cx.chat().is_some() {
        text.into_reply(cx, &mut outcome);
    }
    outcome
}
