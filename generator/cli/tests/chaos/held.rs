//! Connections that are left open, with a byte now and then.

use super::random::Random;
use std::collections::VecDeque;
use std::io::{ErrorKind, Write};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// More are dropped, the oldest first.
const MOST: usize = 1500;

/// Connections that nobody attends to.
#[derive(Default)]
pub(crate) struct Held(Mutex<VecDeque<(TcpStream, Then)>>);

/// What happens to a connection that is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// A byte comes now and then.
    Drips,
    /// Nothing comes. The other side notices when it is closed, whatever it waits for.
    Rests,
}

impl Held {
    pub(crate) fn keep(&self, stream: TcpStream, then: Then) {
        let _ = stream.set_nonblocking(true);
        let mut streams = self.lock();
        streams.push_back((stream, then));
        if streams.len() > MOST {
            streams.pop_front();
        }
    }

    /// Sends a byte on some of them, and drops some.
    pub(crate) fn drip(&self, random: &mut Random) {
        let mut streams = self.lock();
        for _ in 0..20 {
            if streams.is_empty() {
                return;
            }
            let at = random.below(streams.len());
            let (stream, then) = &mut streams[at];
            let is_closed = *then == Then::Drips
                && stream.write(b"x").is_err_and(|error| error.kind() != ErrorKind::WouldBlock);
            if is_closed || random.one_in(10) {
                streams.swap_remove_back(at);
            }
        }
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(TcpStream, Then)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
