//! Reports an open call when the last value that knows of it is dropped.

use std::{fmt, sync::Arc};

use bytes::Bytes;

use super::observe::{Observer, tell};
use crate::{descriptor::Handle, endpoint::Endpoint, exchange::Exchange};

/// Part of a value that knows of an open call. Reports the call to the log and the observer if dropped while armed.
#[derive(Default)]
pub(crate) struct DropNotice(Option<Box<Notice>>);

struct Notice {
    endpoint: Handle<Endpoint>,
    /// The request, which holds the idempotency key.
    body: Bytes,
    attempts: u32,
    dropped: &'static str,
    observer: Option<Arc<dyn Observer>>,
}

impl DropNotice {
    /// Creates the notice of an unknown outcome. It is disarmed if the call is read-only.
    pub(crate) fn unknown(exchange: &Exchange) -> Self {
        let Exchange { endpoint, body, attempts, observer, recorded, .. } = exchange;
        if *recorded {
            return Self::default();
        }
        Self::new(endpoint.clone(), body.clone(), *attempts, observer.clone()).dropped("unknown")
    }

    pub(super) fn new(
        endpoint: Handle<Endpoint>,
        body: Bytes,
        attempts: u32,
        observer: Option<Arc<dyn Observer>>,
    ) -> Self {
        let is_read_only = endpoint.read_only;
        let notice = Notice { endpoint, body, attempts, dropped: "settle", observer };
        Self((!is_read_only).then(|| Box::new(notice)))
    }

    /// Sets the name under which the dropped value is reported.
    pub(super) fn dropped(mut self, name: &'static str) -> Self {
        if let Some(notice) = &mut self.0 {
            notice.dropped = name;
        }
        self
    }

    /// Disarms the notice, so that dropping it reports nothing.
    pub(crate) fn disarm(&mut self) {
        self.0 = None;
    }
}

impl Drop for DropNotice {
    fn drop(&mut self) {
        if let Some(notice) = self.0.take() {
            let Notice { endpoint, body, attempts, dropped, observer } = *notice;
            tell(&endpoint, &body, attempts, dropped, observer.as_deref());
        }
    }
}

/// Leaves out the request, which may hold sensitive values.
impl fmt::Debug for DropNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "armed" } else { "disarmed" })
    }
}
