//! The open connections of the server, and which of them must go when there are too many.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

/// Open connections, the oldest first. Those that have made a delivery stay; of the others the oldest goes
/// when there is no room, so that whoever opens thousands of connections drives out only his own.
#[derive(Debug, Clone)]
pub(super) struct Connections(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    most: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    proven: usize,
    unproven: BTreeMap<u64, CancellationToken>,
}

/// One connection; dropping it makes room.
#[derive(Debug)]
pub(super) struct Connection {
    all: Arc<Shared>,
    number: u64,
    /// Cancelled when the connection has to go.
    pub(super) driven_out: CancellationToken,
}

impl Connections {
    pub(super) fn new(most: usize) -> Self {
        Self(Arc::new(Shared {
            most,
            state: Mutex::default(),
        }))
    }

    /// Room for one more; `None` when all connections have made deliveries.
    pub(super) fn open(&self) -> Option<Connection> {
        let mut state = self.0.lock();
        if state.proven + state.unproven.len() >= self.0.most {
            state.drive_out()?;
        }
        let number = state.next;
        state.next += 1;
        let driven_out = CancellationToken::new();
        state.unproven.insert(number, driven_out.clone());
        Some(Connection {
            all: Arc::clone(&self.0),
            number,
            driven_out,
        })
    }

    /// Closes the oldest connection that has made no delivery, if there is one.
    pub(super) fn drive_out(&self) {
        self.0.lock().drive_out();
    }
}

impl State {
    fn drive_out(&mut self) -> Option<()> {
        let (_, oldest) = self.unproven.pop_first()?;
        oldest.cancel();
        Some(())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// It made a delivery.
    pub(super) fn prove(&self) {
        let mut state = self.all.lock();
        if state.unproven.remove(&self.number).is_some() {
            state.proven += 1;
        }
    }

    /// Whether it made a delivery.
    pub(super) fn is_proven(&self) -> bool {
        !self.driven_out.is_cancelled() && !self.all.lock().unproven.contains_key(&self.number)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut state = self.all.lock();
        if state.unproven.remove(&self.number).is_none() && !self.driven_out.is_cancelled() {
            state.proven -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Connections;

    #[test]
    fn the_oldest_stranger_goes_first_and_known_ones_stay() {
        let all = Connections::new(2);
        let known = all.open().expect("room");
        known.prove();
        let first = all.open().expect("room");
        let second = all.open().expect("room is made");
        assert!(first.driven_out.is_cancelled());
        assert!(!known.driven_out.is_cancelled() && known.is_proven());
        second.prove();
        assert!(all.open().is_none(), "nobody can be driven out");
        drop(first);
        drop(known);
        let third = all.open().expect("room again");
        assert!(!third.is_proven());
        all.drive_out();
        assert!(third.driven_out.is_cancelled());
        drop((second, third));
        assert!(all.open().is_some() && all.open().is_some());
    }
}
