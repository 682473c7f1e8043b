//! Putting the messages of an album together again.
//!
//! Telegram sends each item of an album as an update of its own, one right after the other. They are held
//! back until the album is complete: when something else of its lane comes, when it has 10 items, or when
//! none has come for a second.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use botwright_api::Update;
use botwright_api::types::UpdateKind;

use super::LaneKey;

/// The most items of an album ([sendMediaGroup](https://core.telegram.org/bots/api#sendmediagroup)).
const MOST: usize = 10;

/// How long the next item of an album may take.
pub(crate) const PAUSE: Duration = Duration::from_secs(1);

/// Albums that are not complete yet: the updates, each with what belongs to it.
#[derive(Debug)]
pub(crate) struct Albums<T>(Mutex<State<T>>);

#[derive(Debug)]
struct State<T> {
    open: HashMap<LaneKey, Open<T>>,
    /// Tells one state of an album from a later one.
    count: u64,
}

#[derive(Debug)]
struct Open<T> {
    group: String,
    items: Vec<(Update, T)>,
    stamp: u64,
}

/// What is to be handled: a single update, or the items of an album.
pub(crate) type Ready<T> = Vec<(Update, T)>;

impl<T> Default for Albums<T> {
    fn default() -> Self {
        Self(Mutex::new(State {
            open: HashMap::new(),
            count: 0,
        }))
    }
}

/// The album that an update is an item of.
pub(crate) fn group(update: &Update) -> Option<&str> {
    let edited = matches!(
        update.kind(),
        UpdateKind::EditedMessage
            | UpdateKind::EditedChannelPost
            | UpdateKind::EditedBusinessMessage
    );
    let group = update.message()?.media_group_id.as_ref()?;
    (!edited).then_some(group.0.as_str())
}

impl<T> Albums<T> {
    /// Takes an update in. `ready` is given what is to be handled now, in order and while nothing else can
    /// come in between. Returns the stamp for [`expire`](Self::expire) if the update is held back.
    pub(crate) fn take(
        &self,
        key: &LaneKey,
        update: Update,
        extra: T,
        ready: &mut dyn FnMut(Ready<T>),
    ) -> Option<u64> {
        let mut state = self.lock();
        let group = group(&update).map(str::to_owned);
        if let Some(open) = state.open.remove(key) {
            if Some(&open.group) == group.as_ref() {
                state.open.insert(key.clone(), open);
            } else {
                ready(open.items);
            }
        }
        let Some(group) = group else {
            ready(vec![(update, extra)]);
            return None;
        };
        state.count += 1;
        let stamp = state.count;
        let open = state.open.entry(key.clone()).or_insert_with(|| Open {
            group,
            items: Vec::new(),
            stamp,
        });
        open.stamp = stamp;
        open.items.push((update, extra));
        if open.items.len() < MOST {
            return Some(stamp);
        }
        if let Some(open) = state.open.remove(key) {
            ready(open.items);
        }
        None
    }

    /// Gives the album of this lane to `ready` if nothing has come since it got this stamp.
    pub(crate) fn expire(&self, key: &LaneKey, stamp: u64, ready: &mut dyn FnMut(Ready<T>)) {
        let mut state = self.lock();
        if state.open.get(key).is_some_and(|open| open.stamp == stamp)
            && let Some(open) = state.open.remove(key)
        {
            ready(open.items);
        }
    }

    /// Takes all albums as they are.
    pub(crate) fn take_all(&self) -> Vec<Ready<T>> {
        let open = std::mem::take(&mut self.lock().open);
        open.into_values().map(|open| open.items).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use botwright_api::parse_update;

    use super::*;

    fn update(id: usize, group: &str) -> Update {
        let group = if group.is_empty() {
            String::new()
        } else {
            format!(r#","media_group_id":"{group}""#)
        };
        let json = format!(
            r#"{{"update_id":{id},"message":{{"message_id":{id},"date":1,"chat":{{"id":1,"type":"private"}}{group}}}}}"#
        );
        parse_update(&json).expect("an update")
    }

    /// The ids of what became ready, and the last stamp.
    fn take(albums: &Albums<()>, id: usize, group: &str) -> (Vec<Vec<i64>>, Option<u64>) {
        let mut all = Vec::new();
        let stamp = albums.take(&LaneKey::Id(1), update(id, group), (), &mut |items| {
            all.push(items.iter().map(|(update, ())| update.update_id).collect());
        });
        (all, stamp)
    }

    #[test]
    fn an_album_ends_with_anything_else_of_its_lane() {
        let albums = Albums::default();
        assert_eq!(take(&albums, 1, "").0, [[1]]);
        assert!(take(&albums, 2, "a").0.is_empty());
        assert!(take(&albums, 3, "a").0.is_empty());
        assert_eq!(take(&albums, 4, "b").0, [[2, 3]]);
        assert_eq!(take(&albums, 5, "").0, [[4], [5]]);
    }

    #[test]
    fn ten_items_are_a_whole_album() {
        let albums = Albums::default();
        for id in 1..10 {
            assert!(take(&albums, id, "a").0.is_empty());
        }
        let (ready, stamp) = take(&albums, 10, "a");
        assert_eq!(ready[0].len(), 10);
        assert_eq!(stamp, None);
    }

    #[test]
    fn only_the_last_stamp_ends_an_album() {
        let albums = Albums::default();
        let first = take(&albums, 1, "a").1.expect("held back");
        let second = take(&albums, 2, "a").1.expect("held back");
        let count = std::cell::Cell::new(0);
        albums.expire(&LaneKey::Id(1), first, &mut |_| count.set(9));
        albums.expire(&LaneKey::Id(1), second, &mut |items| count.set(items.len()));
        assert_eq!(count.get(), 2);
        assert!(albums.take_all().is_empty());
    }
}
