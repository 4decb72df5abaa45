//! The exclusive right to handle a notification.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;

use super::{Claim, StoreError};

/// The right to handle a notification, shared by the receiver's own work and by the [`Notification`](super::Notification)
/// that the handler has. The claim is given back when it was not finished and the last share is dropped.
#[derive(Clone)]
pub(super) struct ClaimGuard(Arc<Mutex<Option<Box<dyn Claim>>>>);

impl ClaimGuard {
    pub(super) fn new(claim: Box<dyn Claim>) -> Self {
        Self(Arc::new(Mutex::new(Some(claim))))
    }

    /// Finishes the claim with the answer. The other shares hold nothing after that.
    pub(super) async fn finish(self, answer: Bytes) -> Result<(), StoreError> {
        let claim = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match claim {
            Some(claim) => claim.finish(answer).await,
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ClaimGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimGuard")
    }
}
