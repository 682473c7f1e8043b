//! Handlers that run by the clock: at intervals, by the calendar, when the bot starts and stops, and
//! reminders.
//!
//! [`every`](crate::every), [`cron`](crate::cron), [`on_start`](crate::on_start) and
//! [`on_stop`](crate::on_stop) handlers have no update: they take the bot's own things, such as
//! [`Api`](crate::Api), [`State<T>`](crate::State), [`Outbox`] and [`Me`](crate::Me).
//! [`on_reminder`](crate::on_reminder) handlers run in the context of the update that set the reminder.
//!
//! A handler that is still running when its time comes again is not started a second time. Times that
//! passed while the bot was busy are not made up for; the next one counts. With a store that outlives the bot,
//! such as a data file, the last run is kept: what was due while the bot was down runs once, at its start, and a
//! reminder whose handler the bot did not survive comes again after two minutes. All of them go by the
//! bot's [`Clock`](crate::Clock), which tests move.

mod last;
mod outbox;
mod plan;
pub(crate) mod reminder;
mod timing;

pub(crate) use last::{last_run, ran, read_run};
pub use outbox::Outbox;
pub(crate) use plan::Plan;
pub use reminder::{Delay, RemindError, Reminder, ReminderData, ReminderId};
pub(crate) use reminder::{SPACE, Stored};
pub use timing::Timing;
