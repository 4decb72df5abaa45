//! What may be held in memory at the same time, whoever sends it. Who would be too much waits.

use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bodies longer than this are large.
pub(super) const SMALL_BODY: usize = 64 * 1024;
/// Large bodies that are being read, at once.
const LARGE_BODIES: usize = 64;
/// Bytes of bodies that are being worked on, at once: as values, they take many times as much.
const WORK: u32 = 1024 * 1024;
/// Requests of the explorer's page that are being answered, at once.
const PAGES: usize = 16;

/// As long as it is kept, what it is for may be held.
pub(super) type Share = Option<OwnedSemaphorePermit>;

/// What all ports of a sandbox share.
pub(super) struct Budget {
    large_bodies: Arc<Semaphore>,
    work: Arc<Semaphore>,
    pages: Arc<Semaphore>,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            large_bodies: Arc::new(Semaphore::new(LARGE_BODIES)),
            work: Arc::new(Semaphore::new(WORK as usize)),
            pages: Arc::new(Semaphore::new(PAGES)),
        }
    }

    /// Waits until a large body can be read.
    pub(super) async fn large_body(&self) -> Share {
        Arc::clone(&self.large_bodies).acquire_owned().await.ok()
    }

    /// Waits until a body of so many bytes can be worked on.
    pub(super) async fn work(&self, bytes: usize) -> Share {
        let bytes = u32::try_from(bytes).unwrap_or(WORK).min(WORK);
        Arc::clone(&self.work).acquire_many_owned(bytes).await.ok()
    }

    /// Waits until a request of the explorer's page can be answered.
    pub(super) async fn page(&self) -> Share {
        Arc::clone(&self.pages).acquire_owned().await.ok()
    }
}
