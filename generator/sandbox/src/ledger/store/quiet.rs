//! Runs work whose panics are caught, without the output of the panic hook.

use std::cell::Cell;
use std::panic;
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread becomes an error.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does some work whose panics print nothing. The caller catches them. Installs a hook for the whole process once, which passes
/// all other panics on to the earlier one.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    // A thread that panics may not change the hook.
    if !std::thread::panicking() {
        HOOK.call_once(|| {
            let usual = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if !IS_QUIET.get() {
                    usual(info);
                }
            }));
        });
    }
    let _reset = Reset(IS_QUIET.replace(true));
    work()
}

/// Sets back what was set before, also after a panic.
struct Reset(bool);

impl Drop for Reset {
    fn drop(&mut self) {
        IS_QUIET.set(self.0);
    }
}
