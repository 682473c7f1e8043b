//! Running until a signal says stop.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::builder::Builder;
use super::error::StartError;
use crate::error::Result;
use crate::schedule::Timing;

impl Builder {
    /// Runs the bot until SIGINT or SIGTERM: then it stops taking updates, finishes what runs within
    /// the grace period, confirms what was handled and returns. A second signal ends at once.
    ///
    /// With the one argument `routes` the program prints its routing table instead, and with
    /// `routes mermaid` diagrams of it and of its dialogues. With the feature `durable`, `dead list`,
    /// `dead show <update_id>`, `dead retry <update_id>` and `dead drop <update_id>` (or `all`) look after the
    /// updates that failed for good, and `state export` and `state import` write the state as lines of JSON
    /// to standard output and read it from standard input.
    ///
    /// # Errors
    /// See [`StartError`]: wrong settings, a token the server does not accept, mistakes in the
    /// routing table. A server that cannot be reached is waited for.
    pub async fn run(self) -> Result {
        if let Some(show) = super::listing::asked(std::env::args_os().skip(1)) {
            return self.print(show);
        }
        if super::doctor::asked(std::env::args_os().skip(1)) {
            return self.print_report().await;
        }
        #[cfg(feature = "durable")]
        if let Some(command) = super::command::asked(std::env::args_os().skip(1)) {
            return self.command(command).await;
        }
        #[cfg(feature = "logs")]
        logs();
        let stop = CancellationToken::new();
        on_signal(stop.clone())?;
        self.run_until(stop).await
    }

    /// As [`run`](Self::run), until `stop` is cancelled; listens to no signals.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn run_until(mut self, stop: CancellationToken) -> Result {
        self.settings = std::mem::take(&mut self.settings).or_environment()?;
        let table = self.table()?;
        table.require_routes()?;
        tracing::info!("{}", table.summary());
        let menu = self.menu;
        let grace = self.settings.grace.unwrap_or(Duration::from_secs(25));
        let source = self.source(&table).await?;
        let bot = tokio::select! {
            bot = self.connect(table) => bot?,
            () = stop.cancelled() => return Ok(()),
        };
        let name = bot.me().username.as_deref().unwrap_or(&bot.me().first_name);
        tracing::info!("@{name} takes updates by {source}");
        #[cfg(feature = "emulator")]
        if let Some(page) = bot.page_url() {
            announce(&page);
        }
        let commands = bot.table().commands();
        bot.run_start().await?;
        let time_stops = CancellationToken::new();
        let time = tokio::spawn(bot.clone().keep_time(time_stops.clone()));
        if menu && !commands.is_empty() {
            // Beside the polling: nobody has to wait for a menu.
            tokio::spawn(super::menu::sync(bot.api().clone(), commands));
        }
        let source = source.open(&bot)?;
        // A task of its own, so that it shares a worker thread with the handlers: the main task runs
        // on a thread apart, and every hand-over would wake another.
        #[cfg(feature = "durable")]
        let data = bot.0.app.data().cloned();
        let run = tokio::spawn(async move { source.run(stop, grace).await });
        let ended = AbortOnDropHandle::new(run).await?;
        time_stops.cancel();
        // Like the handlers of updates, those of the clock may finish.
        let _ = tokio::time::timeout(grace, AbortOnDropHandle::new(time)).await;
        if let Err(error) = bot.run_moment(Timing::Stop).await {
            tracing::error!(%error, "a handler that runs at the stop failed");
        }
        #[cfg(feature = "durable")]
        if let Some(data) = data {
            data.flush().await.map_err(StartError::from)?;
        }
        ended?;
        tracing::info!("stopped: {}", bot.stats().counts());
        Ok(())
    }
}

/// Cancels `stop` at the first SIGINT or SIGTERM and exits at the second.
pub(super) fn on_signal(stop: CancellationToken) -> Result<(), StartError> {
    use tokio::signal::ctrl_c;
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).map_err(StartError::Signals)?
    };
    #[cfg(unix)]
    let mut next = async move || {
        tokio::select! {
            _ = ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    };
    #[cfg(not(unix))]
    let mut next = async move || {
        let _ = ctrl_c().await;
    };
    tokio::spawn(async move {
        next().await;
        tracing::info!("stopping; once more to stop at once");
        stop.cancel();
        next().await;
        std::process::exit(130);
    });
    Ok(())
}

/// Logs to standard error by `RUST_LOG`, unless the program has its own.
#[cfg(feature = "logs")]
pub(super) fn logs() {
    use std::io::IsTerminal as _;

    use tracing_subscriber::EnvFilter;

    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // An error says that the program has set up its own.
    let _ = logs.try_init();
}

#[cfg(feature = "emulator")]
#[allow(clippy::print_stdout)] // The one thing a person without a token must see.
fn announce(page: &str) {
    println!("\nNo BOT_TOKEN: the bot runs on the embedded emulator.\nChat with it: {page}\n");
}
