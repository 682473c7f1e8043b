//! When a handler runs.

use std::fmt;
use std::time::{Duration, SystemTime};

/// When a handler runs that has no update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Timing {
    /// Again and again with this time between; the first time after one such time.
    Every(Duration),
    /// By the calendar.
    Cron {
        /// Minute, hour, day of the month, month and day of the week.
        pattern: &'static str,
        /// The time zone, by its IANA name.
        zone: &'static str,
    },
    /// Once, before the first update is taken.
    Start,
    /// Once, after the last update was handled.
    Stop,
}

impl Timing {
    /// Whether it comes again and again.
    pub(crate) fn repeats(self) -> bool {
        matches!(self, Self::Every(_) | Self::Cron { .. })
    }

    /// The first time after `now`.
    pub(crate) fn after(self, now: SystemTime) -> Option<SystemTime> {
        match self {
            Self::Every(span) => now.checked_add(span),
            #[cfg(feature = "cron")]
            Self::Cron { pattern, zone } => {
                let crontab = cronexpr::parse_crontab(&format!("{pattern} {zone}"));
                let since = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
                let since = i64::try_from(since.as_secs()).ok()?;
                let since = cronexpr::MakeTimestamp::from_second(since).ok()?;
                let next = crontab.ok()?.find_next(since).ok()?.timestamp().as_second();
                let next = Duration::from_secs(u64::try_from(next).ok()?);
                Some(SystemTime::UNIX_EPOCH + next)
            }
            #[cfg(not(feature = "cron"))]
            Self::Cron { .. } => None,
            Self::Start | Self::Stop => None,
        }
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(span) => {
                let units = [(86_400, "days"), (3_600, "h"), (60, "min")];
                let seconds = span.as_secs();
                let fits = |size: u64| span.subsec_nanos() == 0 && seconds.is_multiple_of(size);
                // One of a unit is so many of the next smaller one: `24 h`, `60 min`.
                match units
                    .iter()
                    .find(|(size, _)| seconds > *size && fits(*size))
                {
                    Some((size, unit)) => write!(f, "every {} {unit}", seconds / size),
                    None => write!(f, "every {span:?}"),
                }
            }
            Self::Cron { pattern, zone } => write!(f, "{pattern} {zone}"),
            Self::Start => f.write_str("start"),
            Self::Stop => f.write_str("stop"),
        }
    }
}

#[cfg(all(test, feature = "cron"))]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Timing;

    fn next(pattern: &'static str, zone: &'static str, now: u64) -> u64 {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        let next = Timing::Cron { pattern, zone }.after(now).unwrap();
        next.duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs()
    }

    #[test]
    fn knows_weekdays_and_summer_time() {
        // 2026-03-27 is a Friday; the clocks of Berlin go forward on Sunday the 29th.
        let friday_noon = 1_774_612_800;
        let monday_nine_summer = 1_774_854_000;
        assert_eq!(
            next("0 9 * * MON-FRI", "Europe/Berlin", friday_noon),
            monday_nine_summer
        );
        assert_eq!(next("*/15 * * * *", "UTC", 0), 900);
    }
}
