//! The faults that can be injected.

use std::time::Duration;

/// What the sandbox does wrong in one answer. As text, in a header or a scenario: `timeout`, `delay=300`,
/// `status=U:PAYMENT_IN_PROCESS`; [`Fault::ALL`] lists them.
///
/// The request still takes effect unless noted; only the response is faulty.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer comes later.
    Delay(Duration),
    /// No answer comes, and the connection stays open.
    Timeout,
    /// The connection is cut before the answer.
    CutBefore,
    /// The connection is cut in the middle of the answer.
    CutDuring,
    /// The connection is cut after the answer, though it was to be kept.
    CutAfter,
    /// Another result. With status F the request is not carried out.
    Status {
        /// `A`, `U`, `F`, `S`, or a letter or word that is no status.
        status: String,
        /// `resultCode`.
        code: String,
    },
    /// The body is changed after it was signed.
    Tampered,
    /// Signed by a key that is not the wallet's.
    WrongKey,
    /// Signed by the wallet's new key, as version 2: `wallet.2.public.pem`.
    RotatedKey,
    /// Neither signature, nor client id, nor time.
    Unsigned,
    /// Signed, but that long ago.
    StaleTime(Duration),
    /// Signed for another client id.
    WrongClientId,
    /// The notification about this request comes twice.
    DuplicateNotification,
    /// The notification about this request comes that much later.
    LateNotification(Duration),
    /// HTTP status 502 with a page in HTML, from something in front of the wallet.
    BadGateway,
    /// A body with that many bytes of blanks at its end.
    HugeBody(u64),
    /// `REQUEST_TRAFFIC_EXCEED_LIMIT`. The request is not carried out.
    RateLimit,
    /// A value that the spec's enum does not list, in the first enum of the answer, if it has one.
    UnknownEnum,
    /// Fields that the spec does not know.
    ExtraFields,
    /// The answer in XML.
    Xml,
}

impl Fault {
    /// The default of `stale-time`: far outside every window.
    pub(crate) const STALE: Duration = Duration::from_secs(3600);
}
