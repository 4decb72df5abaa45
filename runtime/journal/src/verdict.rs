//! The verdict on a call, as the callback gets it.

use std::fmt;

use bytes::Bytes;
use countersign_runtime::{Request, json};

use crate::{Ended, EndedBy, store::EntryId};

/// The one verdict on a recorded call, for the callback of [`Journal::on_verdict`](crate::Journal::on_verdict).
#[derive(Clone)]
#[non_exhaustive]
pub struct Verdict {
    /// The entry of the journal.
    pub id: EntryId,
    /// The API: `claro`.
    pub api: String,
    /// The endpoint that was called: `v1/payments/pay`.
    pub endpoint: String,
    /// Your reference: an order's id.
    pub reference: String,
    /// What the call was for: `pay`, `refund`.
    pub purpose: String,
    /// How it ended.
    pub ended: Ended,
    /// What says so.
    pub by: EndedBy,
    /// Why a person ended it.
    pub reason: Option<String>,
    pub(crate) request: Bytes,
    pub(crate) evidence: Option<Bytes>,
}

impl Verdict {
    /// The request's JSON as it was sent; empty where it was purged. It may hold sensitive fields.
    #[must_use]
    pub fn request_body(&self) -> &Bytes {
        &self.request
    }

    /// The request, where it is one of this type. `None` where it is of another endpoint or was purged.
    #[must_use]
    pub fn request<Q: Request + countersign_runtime::codec::Decode>(&self) -> Option<Q> {
        if self.endpoint != Q::ENDPOINT.to_string() {
            return None;
        }
        json::read_strict(&self.request).ok()
    }

    /// The JSON that the wallet signed and that says so: a response, or a notification. `None` where no message does. It may
    /// hold sensitive fields.
    #[must_use]
    pub fn evidence(&self) -> Option<&Bytes> {
        self.evidence.as_ref()
    }
}

/// Without bodies, which may hold sensitive values.
impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verdict")
            .field("id", &self.id)
            .field("api", &self.api)
            .field("endpoint", &self.endpoint)
            .field("reference", &self.reference)
            .field("purpose", &self.purpose)
            .field("ended", &self.ended)
            .field("by", &self.by)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}
