//! Futures that a thread waits for, without an async runtime.

use std::cell::Cell;

thread_local! {
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Waits for the future on this thread.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            WAITS.set(self.0);
        }
    }
    let _before = Before(WAITS.replace(true));
    pollster::block_on(future)
}

/// Whether this thread waits so. Then nobody else needs it, and work must not be given to a runtime's threads for blocking
/// work: when each of those waits like this one, none is left to do it.
pub(crate) fn is_waiting() -> bool {
    WAITS.get()
}
