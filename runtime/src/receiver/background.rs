//! Work that goes on when nobody waits for it any more.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use crate::signature::BoxFuture;

/// Runs a future to its end, independently of the caller.
pub(super) type Spawner = Arc<dyn Fn(BoxFuture<'static, ()>) + Send + Sync>;

/// The spawner of the tokio runtime that this is called in, if it is called in one.
pub(super) fn tokio() -> Option<Spawner> {
    #[cfg(any(feature = "axum", feature = "reqwest"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return Some(Arc::new(move |work| drop(runtime.spawn(work))));
    }
    None
}

/// A future that runs where it is awaited. Dropped before its end, it is handed to a spawner and goes on there; without a
/// spawner it is dropped, too.
pub(super) struct Detachable<T: 'static> {
    /// `None` once it has ended.
    work: Option<BoxFuture<'static, T>>,
    spawner: Option<Spawner>,
}

impl<T> Detachable<T> {
    pub(super) fn new(work: BoxFuture<'static, T>, spawner: Option<Spawner>) -> Self {
        Self { work: Some(work), spawner }
    }
}

impl<T> Future for Detachable<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        // Taken out while it is polled: a future that has panicked must not be spawned.
        let Some(mut work) = self.work.take() else { return Poll::Pending };
        let poll = work.as_mut().poll(context);
        if poll.is_pending() {
            self.work = Some(work);
        }
        poll
    }
}

impl<T> Drop for Detachable<T> {
    fn drop(&mut self) {
        if let (Some(work), Some(spawner)) = (self.work.take(), self.spawner.take()) {
            // A spawner of the user's may panic, and a panic in `drop` can end the process.
            let spawned =
                catch_unwind(AssertUnwindSafe(|| spawner(Box::pin(async move { drop(work.await) }))));
            drop(spawned);
        }
    }
}
