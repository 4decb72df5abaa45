//! Tells when a value is dropped that is the last to know of an open call.

use std::{fmt, sync::Arc};

use bytes::Bytes;

use super::observe::{Observer, tell};
use crate::{endpoint::Endpoint, exchange::Exchange};

/// Part of a value that knows of an open call. Dropped while it is armed, it tells the log and the observer.
#[derive(Default)]
pub(crate) struct DropNotice(Option<Box<Notice>>);

struct Notice {
    endpoint: &'static Endpoint,
    /// The request, in which the idempotency key is.
    body: Bytes,
    attempts: u32,
    dropped: &'static str,
    observer: Option<Arc<dyn Observer>>,
}

impl DropNotice {
    /// For an outcome that is unknown. One of a call that only asked is of no interest.
    pub(crate) fn unknown(exchange: &Exchange) -> Self {
        let Exchange { endpoint, body, attempts, observer, .. } = exchange;
        Self::new(endpoint, body.clone(), *attempts, observer.clone()).dropped("unknown")
    }

    pub(super) fn new(
        endpoint: &'static Endpoint,
        body: Bytes,
        attempts: u32,
        observer: Option<Arc<dyn Observer>>,
    ) -> Self {
        let notice = Notice { endpoint, body, attempts, dropped: "settle", observer };
        Self((!endpoint.is_read_only()).then(|| Box::new(notice)))
    }

    /// The same with another name for what is dropped.
    pub(super) fn dropped(mut self, name: &'static str) -> Self {
        if let Some(notice) = &mut self.0 {
            notice.dropped = name;
        }
        self
    }

    /// Nothing is told any more.
    pub(crate) fn disarm(&mut self) {
        self.0 = None;
    }
}

impl Drop for DropNotice {
    fn drop(&mut self) {
        if let Some(notice) = self.0.take() {
            let Notice { endpoint, body, attempts, dropped, observer } = *notice;
            tell(endpoint, &body, attempts, dropped, observer.as_deref());
        }
    }
}

/// Without the request, which may hold sensitive values.
impl fmt::Debug for DropNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "armed" } else { "disarmed" })
    }
}
