//! A word to the waiting.

use crate::console::Console;
use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// A run that ends sooner says nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Says that something is being worked on, if it takes long and somebody is watching.
pub(super) struct Progress {
    worker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait. `what` is what is being done: `generating from specs`.
    pub(super) fn start(what: String, console: &Console) -> Self {
        if console.quiet || !stderr().is_terminal() {
            return Self { worker: None };
        }
        let (done, wait) = channel::<()>();
        let worker = std::thread::spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                eprintln!("{what} ...");
            }
        });
        Self { worker: Some((done, worker)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, worker)) = self.worker.take() {
            drop(done);
            // It ends at once, and has nothing to tell.
            let _ = worker.join();
        }
    }
}
