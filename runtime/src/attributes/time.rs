//! Handlers by the clock.

/// Runs a function again and again.
///
/// ```
/// use botwright::prelude::*;
///
/// #[every("15 min")]
/// async fn tick(api: Api, visits: State<Vec<u32>>) -> bot::Result {
///     println!("{} visits, asked by {api:?}", visits.len());
///     Ok(())
/// }
/// ```
///
/// The first time is one interval after the start. It has no update, so it takes the bot's own things:
/// see [`schedule`](crate::schedule).
pub use botwright_macros::every;

/// Runs a function by the calendar. Needs the cargo feature `cron`.
///
#[cfg_attr(feature = "cron", doc = "```")]
#[cfg_attr(not(feature = "cron"), doc = "```ignore")]
/// use botwright::prelude::*;
///
/// #[cron("0 9 * * MON-FRI", tz = "Europe/Berlin")]
/// async fn digest(outbox: Outbox) -> bot::Result {
///     # let _ = outbox;
///     Ok(())
/// }
/// ```
///
/// The pattern is minute, hour, day of the month, month and day of the week; `tz` is the IANA name of a
/// time zone, `UTC` unless said otherwise. Both are checked while compiling. See
/// [`schedule`](crate::schedule).
pub use botwright_macros::cron;

/// Runs a function when the bot starts, before it takes updates; an error stops the start.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_start]
/// async fn hello(me: &Me) {
///     println!("I am {}", me.first_name);
/// }
/// ```
pub use botwright_macros::on_start;

/// Runs a function when the bot stops, after the last update was handled.
///
/// ```
/// use botwright::prelude::*;
///
/// #[on_stop]
/// async fn goodbye(me: &Me) {
///     println!("{} stops", me.first_name);
/// }
/// ```
pub use botwright_macros::on_stop;

/// Makes a function the handler of reminders that [`Cx::remind`](crate::Cx::remind) set.
///
/// ```
/// use botwright::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Reminder, Serialize, Deserialize)]
/// struct Water {
///     plant: String,
/// }
///
/// #[on_reminder(Water)]
/// async fn thirsty(due: Reminder<Water>) -> String {
///     format!("The {} is thirsty", due.plant)
/// }
/// ```
///
/// It runs in the context of the update that set the reminder: `&User`, `&Chat` and the others are that
/// update's, and a text goes to its chat.
pub use botwright_macros::on_reminder;

/// Makes a type one that can be reminded of: see [`on_reminder`](crate::on_reminder). It needs serde's traits.
///
/// | key | |
/// |---|---|
/// | `name = "Water"` | the name it is kept under; default: the type's |
pub use botwright_macros::Reminder;
