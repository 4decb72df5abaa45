/// What a wallet, or whatever stands between it and us, can do wrong, and what it can say besides success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The body is changed after it was signed.
    TamperedBody,
    /// Signed with somebody else's key.
    AnotherKey,
    /// Signed for another path: the right answer to another question.
    AnotherPath,
    /// No signature.
    NoSignature,
    /// No signature, and the body says that the call failed.
    UnsignedFailure,
    /// Two signature headers.
    TwoSignatures,
    /// The signature header is garbage.
    GarbageSignature,
    /// Signed ten minutes ago.
    StaleTime,
    /// Signed two minutes ago: before there was a request.
    EarlyTime,
    /// Signed ten minutes from now.
    FutureTime,
    /// No time.
    NoTime,
    /// A time that is none, properly signed.
    GarbageTime,
    /// For another client id, properly signed for that.
    AnotherClient,
    /// Status U.
    StatusUnknown,
    /// Status F.
    StatusFailed,
    /// A status that is none of the four.
    StatusUnlisted,
    /// No `result`.
    NoResult,
    /// Two `result`s in one object, the first of them S.
    TwoResults,
    /// Properly signed, but not JSON.
    NotJson,
    /// The HTML page of a gateway, HTTP status 502.
    ErrorPage,
    /// HTTP status 302 to another path of the same server.
    Redirect,
    /// No answer, ever.
    NeverAnswers,
    /// The connection is closed instead of an answer.
    CutBefore,
    /// The connection is closed in the middle of the answer.
    CutInside,
    /// A body of 2 MiB, announced by `Content-Length`.
    TooLarge,
    /// A body of 2 MiB, in chunks.
    TooLargeChunked,
}

impl Fault {
    /// Each of them.
    pub const ALL: &[Self] = &[
        Self::TamperedBody,
        Self::AnotherKey,
        Self::AnotherPath,
        Self::NoSignature,
        Self::UnsignedFailure,
        Self::TwoSignatures,
        Self::GarbageSignature,
        Self::StaleTime,
        Self::EarlyTime,
        Self::FutureTime,
        Self::NoTime,
        Self::GarbageTime,
        Self::AnotherClient,
        Self::StatusUnknown,
        Self::StatusFailed,
        Self::StatusUnlisted,
        Self::NoResult,
        Self::TwoResults,
        Self::NotJson,
        Self::ErrorPage,
        Self::Redirect,
        Self::NeverAnswers,
        Self::CutBefore,
        Self::CutInside,
        Self::TooLarge,
        Self::TooLargeChunked,
    ];
}
