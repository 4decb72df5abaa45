//! Moves the arithmetic of signatures off the async threads.
//!
//! It takes 0.2 to 1.2 ms for RSA 2048, and all other tasks of the thread would wait for it. So in a tokio runtime with
//! one thread it goes to a thread for blocking work, which costs 20 to 30 us more. In a runtime with several threads the
//! other threads take over the tasks that wait, and outside of tokio nobody waits: there it is done in place.

use super::{SignError, Signature};

/// Makes a signature. When the future is dropped, the arithmetic may go on, and its result is thrown away.
pub(super) async fn run(
    sign: impl FnOnce() -> Result<Signature, SignError> + Send + 'static,
) -> Result<Signature, SignError> {
    #[cfg(feature = "blocking")]
    if crate::blocking::is_waiting() {
        return sign();
    }
    #[cfg(feature = "reqwest")]
    if let Some(runtime) =
        tokio::runtime::Handle::try_current().ok().filter(|runtime| runtime.metrics().num_workers() == 1)
    {
        return runtime.spawn_blocking(sign).await.unwrap_or_else(|stopped| {
            // The panic's own text stays where it is: nobody knows what is in it.
            Err(SignError::new(if stopped.is_panic() {
                "the signing library panicked"
            } else {
                "the runtime shut down before it was done"
            }))
        });
    }
    sign()
}
