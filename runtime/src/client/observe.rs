//! Hooks for metrics, and what is logged.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::{descriptor::Handle, endpoint::Endpoint, tree::Tree};

/// Is told how calls go: for metrics. Keep it quick, it runs within the call. [`Config::observer`](crate::Config::observer)
/// sets one.
///
/// ```
/// use countersign_runtime::{AttemptEnd, Observer};
///
/// struct Metrics;
///
/// impl Observer for Metrics {
///     fn attempt(&self, attempt: &AttemptEnd<'_>) {
///         println!("{} {} {:?}", attempt.endpoint, attempt.ended, attempt.took);
///     }
/// }
/// ```
#[expect(unused_variables, reason = "by default nothing is done")]
pub trait Observer: Send + Sync + 'static {
    /// An attempt has ended.
    fn attempt(&self, attempt: &AttemptEnd<'_>) {}
    /// A call has ended, with all its attempts.
    fn call(&self, call: &CallEnd<'_>) {}
    /// The last value that knew of an open call was dropped: the future of a call after a request may have gone out, an
    /// [`Unknown`](crate::Unknown) that was not used, or a [`Settle`](crate::Settle) or its result while the outcome is
    /// open. The call may have taken effect; ask the wallet to find out. Calls that are `read_only` are not reported.
    fn abandoned(&self, abandoned: &Abandoned<'_>) {}
}

/// How one attempt of a call ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AttemptEnd<'a> {
    /// The endpoint that was called.
    pub endpoint: &'a Endpoint,
    /// 1 for the first attempt.
    pub number: u32,
    /// From before signing until the response was verified.
    pub took: Duration,
    /// The response's HTTP status, which is not signed.
    pub status: Option<StatusCode>,
    /// The wallet's name for this exchange, for its support.
    pub trace_id: Option<&'a str>,
    /// `success`, `accepted`, `failed`, `failed_ask`, `other_id`, `status_unknown`, `status_unrecognized`, `unreadable`,
    /// `unverified`, `unauthenticated`, `timed_out`, `disconnected`, `too_large`, or, when nothing was sent, `not_sent` or `refused`.
    pub ended: &'static str,
}

/// How a call ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CallEnd<'a> {
    /// The endpoint that was called.
    pub endpoint: &'a Endpoint,
    /// The number of attempts, sent or not; 0 if the request was refused before the first.
    pub attempts: u32,
    /// The time with all attempts and pauses.
    pub took: Duration,
    /// The end of the last attempt, see [`AttemptEnd::ended`].
    pub ended: &'static str,
}

/// A call that may have taken effect and that no value of the program knows any more.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Abandoned<'a> {
    /// The endpoint that was called.
    pub endpoint: &'a Endpoint,
    /// The number of attempts that were sent; 0 for a request stored before a crash, where it is not known.
    pub attempts: u32,
    /// Name and value of each field of the idempotency key; a sensitive one shows as `[hidden]`.
    pub idempotency_key: Vec<(&'a str, String)>,
    /// The value that was dropped: `call`, `unknown`, `settle`, `unsettled` or `conflict`.
    pub dropped: &'static str,
}

/// Lives from the first byte of a request to the end of its call. Reports the call when it is dropped before.
pub(super) struct InFlight<'a> {
    pub(super) endpoint: &'a Handle<Endpoint>,
    pub(super) body: &'a Bytes,
    pub(super) observer: Option<&'a dyn Observer>,
    pub(super) sent: u32,
    /// Whether an earlier call may have taken effect, whatever becomes of this one.
    pub(super) repeats: bool,
    /// Whether the program has recorded the call, so that nothing is reported.
    pub(super) recorded: bool,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if (self.sent > 0 || self.repeats) && !self.endpoint.read_only && !self.recorded {
            tell(self.endpoint, self.body, self.sent, "call", self.observer);
        }
    }
}

/// Reports to the log and the observer that nobody waits any more for a call whose outcome is open.
pub(super) fn tell(
    endpoint: &Endpoint,
    body: &[u8],
    attempts: u32,
    dropped: &'static str,
    observer: Option<&dyn Observer>,
) {
    let idempotency_key = endpoint.shown_key(&Tree::from_json(body));
    let abandoned = Abandoned { endpoint, attempts, idempotency_key, dropped };
    super::trace::abandoned(&abandoned);
    if let Some(observer) = observer {
        observer.abandoned(&abandoned);
    }
}
