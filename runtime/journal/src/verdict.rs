//! How a call ended, and what says so.

use std::fmt;

use bytes::Bytes;
use countersign_runtime::{Request, json};

use crate::store::EntryId;

/// Makes an enum of words as the database has them.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $word:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $word,)*
        }

        impl $name {
            /// The word in the database.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$word => $text,)* }
            }

            /// From the word in the database.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$word),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How a call ended.
    Ended {
        /// It took effect.
        Success = "success",
        /// It did not, and never will.
        Failed = "failed",
        /// It was never sent, and never will be. Another payment may be offered.
        NotSent = "not sent",
    }
}

words! {
    /// What ended a call.
    EndedBy {
        /// The response to its only attempt.
        Response = "response",
        /// The response to an inquiry about it.
        Inquiry = "inquiry",
        /// "Not found", as often and for as long as the wallet's documents ask for.
        NotFound = "not found",
        /// A notification.
        Notification = "notification",
        /// The cancel that closes it.
        Cancel = "cancel",
        /// Its deadline passed before it was sent.
        Deadline = "deadline",
        /// [`Entry::withdraw`](crate::Entry::withdraw).
        Withdrawn = "withdrawn",
        /// A person, by [`Journal::end`](crate::Journal::end).
        Person = "person",
    }
}

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
