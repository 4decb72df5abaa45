//! Outcomes of calls.

use std::{fmt, ops::Deref};

use bytes::Bytes;

use crate::{
    body::{Unverified, Verified},
    cause::Cause,
    client::{
        DropNotice,
        end::{End, Read},
        meaning::Meaning,
        trace,
    },
    codec::{self, Decode, Problem, ReadError, Violation},
    exchange::Exchange,
    format::DecodedBody,
    message::{Action, Response, ResultCode},
    result::{self, Status, WalletResult},
    value::from_text,
};

/// The outcome of a call of which a byte may have reached the wallet. `match` on all four.
///
/// | outcome | what happened | what to do |
/// |---|---|---|
/// | `Success` | the call succeeded | go on; of an inquiry, read the status inside |
/// | `Accepted` | not yet done | do what the response says, then ask or wait for the notification |
/// | `Failed` | nothing happened, and this is final | stop, or try again with a new request id |
/// | `Unknown` | it may have happened | ask, or send the same request id again; never a refund, never a second payment |
///
/// Dropping an `Unknown` that was not used is logged as a warning with its idempotency key, and reported to
/// [`Observer::abandoned`](crate::Observer::abandoned): nothing else knows that the call may have taken effect. It
/// counts as used when it is passed to [`Client::settle`](crate::Client::settle), or when [`Unknown::recorded`]
/// confirms that the program has recorded the call. Calls that are `read_only` are not reported.
///
/// When you send a request again yourself, after an `Unknown` or a crash, say so by [`Call::repeat`](crate::Call::repeat):
/// a signed F may be about the repetition only, and is then `Unknown` too. [`Client::settle`](crate::Client::settle)
/// and a [`RetryPolicy`](crate::RetryPolicy) do so themselves.
///
/// The compiler warns of an outcome that is not used, and refuses a `match` without `Unknown`. Lints of clippy that are off
/// by default find more: turn them on where you pay.
///
/// ```
/// #![deny(clippy::wildcard_enum_match_arm)] // `_ =>` in the place of `Unknown`
/// #![deny(clippy::let_underscore_must_use, clippy::unused_result_ok)] // `let _ =` and `.ok()` of an outcome
/// ```
///
/// No lint finds `if let Ok(Outcome::Success(_))`, which passes over the other three: an `Unknown` among them is only reported
/// when it is dropped.
#[derive(Debug)]
#[must_use = "whether money has moved is in here: `match` on all four"]
pub enum Outcome<R: Response> {
    /// Verified, status S.
    Success(VerifiedResponse<R>),
    /// Verified, status A, or a result code that means the same because of a step that the response has for the user.
    Accepted(VerifiedResponse<R>),
    /// Verified, status F, for a request that was sent once and whose ids the response does not contradict.
    Failed(Failure<R>),
    /// Everything else: the call may or may not have taken effect.
    Unknown(Unknown<R>),
}

/// A verified response. It reads like its body: `response.payment_id`.
pub struct VerifiedResponse<R> {
    body: R,
    details: Box<Details>,
}

struct Details {
    result: WalletResult,
    deviations: Vec<Violation>,
    raw: Verified,
    text: Bytes,
    exchange: Box<Exchange>,
}

impl<R> VerifiedResponse<R> {
    /// Returns the body by value.
    pub fn into_body(self) -> R {
        self.body
    }

    /// The response's `result`.
    #[must_use]
    pub fn result(&self) -> &WalletResult {
        &self.details.result
    }

    /// The places where the response breaks the wallet's own documents. It is read all the same: a text over its limit is kept, a
    /// required field that is missing is empty. Worth a log line.
    #[must_use]
    pub fn deviations(&self) -> &[Violation] {
        &self.details.deviations
    }

    /// The body as it came. It may hold sensitive fields.
    #[must_use]
    pub fn raw_body(&self) -> &Verified {
        &self.details.raw
    }

    /// The decrypted body in UTF-8; the same as the raw one if it was neither encrypted nor in another charset. It may
    /// hold sensitive fields.
    #[must_use]
    pub fn plain_body(&self) -> &Bytes {
        &self.details.text
    }

    /// The exchange that the response belongs to.
    #[must_use]
    pub fn exchange(&self) -> &Exchange {
        &self.details.exchange
    }
}

impl<R> Deref for VerifiedResponse<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.body
    }
}

impl<R: fmt::Debug> fmt::Debug for VerifiedResponse<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedResponse")
            .field("body", &self.body)
            .field("result", self.result())
            .field("deviations", &self.deviations())
            .field("exchange", self.exchange())
            .finish()
    }
}

/// A verified response with status F: the call did not take effect, and never will.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure<R: Response> {
    /// `resultCode`: the reason.
    pub code: R::Code,
    /// The response.
    pub response: VerifiedResponse<R>,
}

impl<R: Response> Failure<R> {
    /// The next step.
    #[must_use]
    pub fn action(&self) -> Action {
        self.code.action().unwrap_or(Action::Final)
    }
}

impl<R: Response> fmt::Display for Failure<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.response.result().message)
    }
}

/// A call of which it is not known whether it took effect.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unknown<R: Response> {
    /// The reason why the outcome is unknown.
    pub cause: Cause,
    /// `resultCode`, when a verified response had one.
    pub code: Option<R::Code>,
    evidence: Box<Evidence<R>>,
    notice: DropNotice,
}

/// The parts that are known.
#[derive(Debug)]
enum Evidence<R> {
    Response(VerifiedResponse<R>),
    Unreadable(Box<Exchange>, Verified),
    Unverified(Box<Exchange>, Unverified),
    Sent(Box<Exchange>),
}

impl<R: Response> Unknown<R> {
    fn new(cause: Cause, code: Option<R::Code>, evidence: Evidence<R>) -> Self {
        let mut unknown = Self { cause, code, evidence: Box::new(evidence), notice: DropNotice::default() };
        unknown.notice = DropNotice::unknown(unknown.exchange());
        unknown
    }

    /// The exchange: what was sent, and what came back if anything did.
    ///
    /// To find out what happened, hand this to [`Client::settle`](crate::Client::settle), or ask the endpoint that
    /// [`settled_by`](crate::Endpoint::settled_by) names.
    #[must_use]
    pub fn exchange(&self) -> &Exchange {
        match &*self.evidence {
            Evidence::Response(response) => response.exchange(),
            Evidence::Unreadable(exchange, _)
            | Evidence::Unverified(exchange, _)
            | Evidence::Sent(exchange) => exchange,
        }
    }

    /// The next step: ask, unless the wallet's documents say more of the code.
    #[must_use]
    pub fn action(&self) -> Action {
        self.code.as_ref().and_then(ResultCode::action).unwrap_or(Action::Ask)
    }

    /// Whether the wallet has acknowledged the call, so that "not found" can no longer be final: a verified response says that
    /// it is open, or may have said so to the call that this one repeats.
    #[must_use]
    pub fn is_acknowledged(&self) -> bool {
        let is_retried = |response: &VerifiedResponse<R>| {
            self.exchange().endpoint.retried_codes.contains(response.result().code.as_str())
        };
        match self.cause {
            Cause::Status => !self.response().is_some_and(is_retried),
            // The wallet has signed a response to this attempt, or may have signed one to the call that it repeats.
            Cause::FailedAsk
            | Cause::UnrecognizedStatus
            | Cause::Unreadable(_)
            | Cause::NotSent(_)
            | Cause::NotWritten => true,
            _ => self.exchange().repeats,
        }
    }

    /// Confirms that the program has recorded the call as open, so that dropping this value is not reported.
    pub fn recorded(mut self) {
        self.notice.disarm();
    }

    /// Disarms the drop notice: another value reports that the call is open.
    pub(crate) fn disarm(&mut self) {
        self.notice.disarm();
    }

    /// The verified response, when there is one: a payment in progress may come with a form to show.
    #[must_use]
    pub fn response(&self) -> Option<&VerifiedResponse<R>> {
        if let Evidence::Response(response) = &*self.evidence { Some(response) } else { None }
    }

    /// The body of a response that could not be verified.
    #[must_use]
    pub fn unverified_body(&self) -> Option<&Unverified> {
        if let Evidence::Unverified(_, body) = &*self.evidence { Some(body) } else { None }
    }

    /// The body of a verified response that could not be read.
    #[must_use]
    pub fn unreadable_body(&self) -> Option<&Verified> {
        if let Evidence::Unreadable(_, body) = &*self.evidence { Some(body) } else { None }
    }
}

impl<R: Response> fmt::Display for Unknown<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the call may have taken effect: {}", self.cause)
    }
}

impl<R: Response> Outcome<R> {
    pub(crate) fn new(end: End) -> Self {
        match end {
            End::Responded(exchange, read) => Self::responded(exchange, read),
            End::Unauthenticated(exchange, claimed, body) => {
                Self::unknown(Cause::Unauthenticated(claimed), None, Evidence::Unverified(exchange, body))
            }
            End::Unverified(exchange, error, body) => {
                Self::unknown(Cause::Unverified(error), None, Evidence::Unverified(exchange, body))
            }
            End::Lost(exchange, error) => {
                Self::unknown(Cause::Transport(error), None, Evidence::Sent(exchange))
            }
            End::NotSent(exchange, error) => {
                Self::unknown(Cause::NotSent(error), None, Evidence::Sent(exchange))
            }
            End::RetryNotSent(earlier, error) => {
                let mut outcome = Self::new(*earlier);
                if let Self::Unknown(unknown) = &mut outcome {
                    unknown.cause = Cause::NotSent(error);
                }
                outcome
            }
        }
    }

    fn responded(exchange: Box<Exchange>, read: Read) -> Self {
        let mut body = R::empty();
        let Read { raw, content, meaning } = read;
        let (result, text, deviations) = match content.and_then(|(decoded, result)| {
            read_body(&mut body, &decoded, &result, &exchange).map(|found| (result, decoded.text, found))
        }) {
            Ok(read) => read,
            Err(error) => {
                return Self::unknown(Cause::Unreadable(error), None, Evidence::Unreadable(exchange, raw));
            }
        };
        trace::deviations(&exchange, &deviations);
        let code = from_text(result.code.as_str());
        let status = result.status.clone();
        let details = Details { result, deviations, raw, text, exchange };
        let response = VerifiedResponse { body, details: Box::new(details) };
        match (meaning, status) {
            (Meaning::OtherId(mismatch), _) => {
                Self::unknown(Cause::OtherId(mismatch), Some(code), Evidence::Response(response))
            }
            (Meaning::Accepted, _) => Self::Accepted(response),
            (Meaning::FailedAsk, _) => {
                Self::unknown(Cause::FailedAsk, Some(code), Evidence::Response(response))
            }
            (Meaning::AsStatus, status) => Self::by_status(status, code, response),
        }
    }

    fn by_status(status: Status, code: R::Code, response: VerifiedResponse<R>) -> Self {
        let uncertain = response.exchange().uncertain;
        match status {
            Status::Success => Self::Success(response),
            Status::Accepted => Self::Accepted(response),
            Status::Failed if uncertain => {
                Self::unknown(Cause::FailedRepeat, Some(code), Evidence::Response(response))
            }
            Status::Failed => Self::Failed(Failure { code, response }),
            Status::Unknown => Self::unknown(Cause::Status, Some(code), Evidence::Response(response)),
            Status::Other(_) => {
                Self::unknown(Cause::UnrecognizedStatus, Some(code), Evidence::Response(response))
            }
        }
    }

    fn unknown(cause: Cause, code: Option<R::Code>, evidence: Evidence<R>) -> Self {
        Self::Unknown(Unknown::new(cause, code, evidence))
    }

    /// The name of the outcome: `Success`, `Accepted`, `Failed` or `Unknown`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Success(_) => "Success",
            Self::Accepted(_) => "Accepted",
            Self::Failed(_) => "Failed",
            Self::Unknown(_) => "Unknown",
        }
    }

    /// The outcome as unknown ([`Cause::NotWritten`]), for a program that keeps its calls and could not write this one down: its
    /// own record still says that the call is open, and nothing may be done that contradicts it.
    pub fn not_written(self) -> Self {
        let response = match self {
            Self::Success(response) | Self::Accepted(response) => response,
            Self::Failed(failure) => failure.response,
            Self::Unknown(_) => return self,
        };
        let code = from_text(response.result().code.as_str());
        Self::Unknown(Unknown::new(Cause::NotWritten, Some(code), Evidence::Response(response)))
    }

    /// The exchange of the call.
    #[must_use]
    pub fn exchange(&self) -> &Exchange {
        match self {
            Self::Success(response) | Self::Accepted(response) => response.exchange(),
            Self::Failed(failure) => failure.response.exchange(),
            Self::Unknown(unknown) => unknown.exchange(),
        }
    }
}

/// Reads a response's body. Not generic, so that a program has it once.
fn read_body(
    body: &mut dyn Decode,
    decoded: &DecodedBody,
    result: &WalletResult,
    exchange: &Exchange,
) -> Result<Vec<Violation>, ReadError> {
    let mut deviations = codec::read_into(body, decoded)?;
    if exchange.endpoint.result().is_none() {
        result::name_fields(&mut deviations, decoded)?;
    }
    // Required fields are expected only in the response to a call that succeeded.
    if result.status != Status::Success {
        deviations.retain(|deviation| deviation.problem != Problem::Missing);
    }
    Ok(deviations)
}
