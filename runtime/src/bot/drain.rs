//! Taking what waits, and going.

use std::fmt;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::builder::{Builder, Transport};
use super::error::StartError;
use super::source::Running;
use crate::error::Result;
use crate::inbox::Counts;
use crate::schedule::Timing;

/// What a [`drain`](Builder::drain) did.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Drained {
    /// What became of the updates.
    pub counts: Counts,
    /// How long it took.
    pub took: Duration,
}

impl fmt::Display for Drained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {:.1?}", self.counts, self.took)
    }
}

impl Builder {
    /// Takes the updates that wait, handles them, confirms them and returns: for programs that are started
    /// by a timer and for jobs of a cloud. What comes while it works is handled, too. Reminders that are due
    /// are sent, handlers of the start and the stop run, scheduled ones do not: when to run is the timer's
    /// decision.
    ///
    /// SIGINT and SIGTERM end it early, as they end [`run`](Self::run).
    ///
    /// ```no_run
    /// use botwright::bot;
    ///
    /// # async fn example() -> bot::Result {
    /// let drained = bot::builder().drain().await?;
    /// println!("{drained}");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`run`](Self::run); and a server that does not answer is not waited for longer than a minute.
    pub async fn drain(self) -> Result<Drained> {
        #[cfg(feature = "logs")]
        super::run::logs();
        let stop = CancellationToken::new();
        super::run::on_signal(stop.clone())?;
        self.drain_until(stop).await
    }

    /// As [`drain`](Self::drain), ended early by `stop`; listens to no signals.
    ///
    /// # Errors
    /// As [`drain`](Self::drain).
    pub async fn drain_until(mut self, stop: CancellationToken) -> Result<Drained> {
        let began = Instant::now();
        self.settings = std::mem::take(&mut self.settings).or_environment()?;
        let table = self.table()?;
        table.require_routes()?;
        self.transport = Transport::Polling;
        let grace = self.settings.grace.unwrap_or(Duration::from_secs(25));
        // Nothing is confirmed before it is handled.
        self.settings.patience = Some(Duration::MAX);
        let source = self.source(&table).await?;
        let bot = tokio::select! {
            bot = self.connect(table) => bot?,
            () = stop.cancelled() => {
                return Ok(Drained { counts: Counts::default(), took: began.elapsed() });
            }
        };
        bot.run_start().await?;
        let drained: Result<(), StartError> = match source.open(&bot)? {
            Running::Polling(polling) => {
                #[cfg(feature = "durable")]
                polling.intake.take_up_until(&stop).await?;
                let drained = polling.drain(&stop).await;
                polling.intake.stop();
                polling.finish(grace).await;
                drained
            }
            #[cfg(feature = "webhook")]
            Running::Webhook(..) => Ok(()),
        };
        bot.run_due().await?;
        if let Err(error) = bot.run_moment(Timing::Stop).await {
            tracing::error!(%error, "a handler that runs at the stop failed");
        }
        #[cfg(feature = "durable")]
        if let Some(data) = bot.0.app.data() {
            data.flush().await.map_err(StartError::from)?;
        }
        drained?;
        Ok(Drained {
            counts: bot.stats().counts(),
            took: began.elapsed(),
        })
    }
}
