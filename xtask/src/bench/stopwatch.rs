//! Wall and processor time of what runs between two moments.

use std::time::{Duration, Instant};

/// Linux counts the time of processes in hundredths of a second, whatever the kernel's own tick.
const TICK: Duration = Duration::from_millis(10);

/// Time spent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spent {
    /// By the clock on the wall.
    pub(super) wall: Duration,
    /// By all processors, in the children we waited for and in theirs.
    pub(super) cpu: Duration,
}

impl Spent {
    /// The better of two rounds, in each respect.
    pub(super) fn min(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
        }
    }
}

/// Started, and read later.
pub(super) struct Stopwatch {
    wall: Instant,
    cpu: Duration,
}

impl Stopwatch {
    /// Starts; the error says that the system does not tell the time of children.
    pub(super) fn start() -> Result<Self, String> {
        Ok(Self {
            wall: Instant::now(),
            cpu: children()?,
        })
    }

    /// The time spent since the start.
    pub(super) fn read(&self) -> Result<Spent, String> {
        let wall = self.wall.elapsed();
        Ok(Spent {
            wall,
            cpu: children()?.saturating_sub(self.cpu),
        })
    }
}

/// User and system time of the children that were waited for.
fn children() -> Result<Duration, String> {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    parse(&text).ok_or_else(|| "compile times are measured on Linux only".to_owned())
}

/// Fields 16 and 17 of `/proc/self/stat` (proc_pid_stat(5)); the name, field 2, may hold spaces.
fn parse(stat: &str) -> Option<Duration> {
    let (_, from_third) = stat.rsplit_once(')')?;
    let mut fields = from_third.split_whitespace().skip(13);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(TICK * user.checked_add(system)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_times_of_children() {
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 900 901 150 25 20 0 1 0 5";
        assert_eq!(parse(stat), Some(Duration::from_millis(1750)));
        assert_eq!(parse("7 (cut"), None);
    }
}
