//! Who is served at the same time. Where everybody is welcome, some come to say nothing: when there is no more room, the
//! connection that has been waited for longest goes, and those before all others to whom the wallet never signed an answer.
//! But each has some time to say something, however many come at once: until then, those who come later wait.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// Connections at once.
const MAX_CONNECTIONS: usize = 512;
/// Each is waited for so long at least.
const GRACE: Duration = Duration::from_millis(200);
/// Whoever comes while nobody can be sent away waits so often, each time so long.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// The room that all ports of a sandbox share.
pub(super) struct Room {
    seats: Arc<Semaphore>,
    waiting: Mutex<Waiting>,
}

/// The connections on which nothing is being done for anybody, those that go first in front.
#[derive(Default)]
struct Waiting {
    next: u64,
    guests: BTreeMap<Place, Waits>,
}

/// Since when a guest waits, and how it is told to leave.
struct Waits {
    since: Instant,
    leave: Arc<Notify>,
}

/// Whether the guest is known to be the merchant, and a number that grows with time.
type Place = (bool, u64);

impl Room {
    pub(super) fn new() -> Self {
        Self { seats: Arc::new(Semaphore::new(MAX_CONNECTIONS)), waiting: Mutex::default() }
    }

    /// Takes somebody in, sending somebody else away if need be. `None`: there is no room.
    pub(super) async fn enter(self: &Arc<Self>) -> Option<Arc<Guest>> {
        for _ in 0..TRIES {
            if self.seats.available_permits() == 0 {
                self.send_one_away();
            }
            if let Ok(Ok(seat)) = timeout(PAUSE, Arc::clone(&self.seats).acquire_owned()).await {
                let leave = Arc::new(Notify::new());
                let guest = Guest { room: Arc::clone(self), leave, place: Mutex::new(None), _seat: seat };
                guest.wait(false);
                return Some(Arc::new(guest));
            }
        }
        None
    }

    /// Has the connection end that has been waited for longest. `false`: there is none that can be sent away now.
    pub(super) fn send_one_away(&self) -> bool {
        let mut waiting = self.lock();
        let first = waiting.guests.first_entry().filter(|first| first.get().since.elapsed() >= GRACE);
        first.is_some_and(|first| {
            first.remove().leave.notify_one();
            true
        })
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection.
pub(super) struct Guest {
    room: Arc<Room>,
    leave: Arc<Notify>,
    /// `None` while something is being done for it.
    place: Mutex<Option<Place>>,
    _seat: OwnedSemaphorePermit,
}

impl Guest {
    /// Returns when the guest has to make room.
    pub(super) async fn sent_away(&self) {
        self.leave.notified().await;
    }

    /// From now on the guest is not sent away, until it waits again. `None`: it has been already.
    pub(super) fn attend(self: &Arc<Self>) -> Option<Attended> {
        let place = self.place().take()?;
        let was_there = self.room.lock().guests.remove(&place).is_some();
        was_there.then(|| Attended { guest: Arc::clone(self), is_known: place.0 })
    }

    fn wait(&self, is_known: bool) {
        let mut waiting = self.room.lock();
        let place = (is_known, waiting.next);
        waiting.next += 1;
        waiting.guests.insert(place, Waits { since: Instant::now(), leave: Arc::clone(&self.leave) });
        *self.place() = Some(place);
    }

    fn place(&self) -> MutexGuard<'_, Option<Place>> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let place = self.place().take();
        if let Some(place) = place {
            self.room.lock().guests.remove(&place);
        }
    }
}

/// Something is being done for a guest until this is dropped.
pub(super) struct Attended {
    guest: Arc<Guest>,
    is_known: bool,
}

impl Attended {
    /// The guest has shown that it is the merchant.
    pub(super) fn is_known(&mut self) {
        self.is_known = true;
    }
}

impl Drop for Attended {
    fn drop(&mut self) {
        self.guest.wait(self.is_known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;
    use tokio::time::advance;

    #[tokio::test(start_paused = true)]
    async fn strangers_go_first_and_nobody_who_is_being_served() {
        let room = Arc::new(Room::new());
        let mut strangers = VecDeque::new();
        for _ in 0..MAX_CONNECTIONS {
            strangers.push_back(room.enter().await.expect("room"));
        }
        let known = strangers.pop_front().expect("one");
        known.attend().expect("it is there").is_known();
        let served = strangers.pop_front().expect("one");
        let being_served = served.attend().expect("it is there");

        assert!(!room.send_one_away(), "none of them had its time");
        advance(GRACE).await;
        assert!(room.send_one_away());
        let gone = strangers.pop_front().expect("the one that has waited longest");
        assert!(gone.attend().is_none(), "it has to leave");
        drop(gone);
        strangers.push_back(room.enter().await.expect("room was made"));
        advance(GRACE).await;
        for _ in &strangers {
            assert!(room.send_one_away());
        }
        assert!(known.attend().is_some(), "all strangers went before");
        advance(GRACE).await;
        assert!(room.send_one_away(), "in the end it has to go, too");
        assert!(known.attend().is_none());
        assert!(!room.send_one_away(), "who is being served stays");
        drop(being_served);
        advance(GRACE).await;
        assert!(room.send_one_away());
    }
}
