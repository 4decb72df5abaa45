//! The report on one call: request, response, outcome and advice.

use super::advice::{Call, Next};
use super::body::rounded;
use super::call_line::Lines;
use super::cause;
use super::ended::Ended;
use super::redact::hidden_json;
use super::request::ENCRYPT;
use super::violation::{Violation, deviations, unclean};
use super::{Options, Prepared, Refused, curl, redact, rust_snippet};
use countersign_codegen::model::{Api, Endpoint, Version};
use countersign_runtime::json::read;
use countersign_runtime::{Cause, Error, Exchange, Json, Outcome, UntypedResponse, WalletResult};
use serde_json::Value;
use std::time::Duration;

/// The `result` of a response, and what the spec says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultReport {
    /// `resultStatus`.
    pub status: String,
    /// `resultCode`.
    pub code: String,
    /// `resultMessage`.
    pub message: String,
    /// The spec's description of the code.
    pub doc: Option<String>,
}

/// The response to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedResponse {
    /// The HTTP status. It is not signed.
    pub status: u16,
    /// The headers. Apart from client id and time, the signature does not cover them.
    pub headers: Vec<(String, String)>,
    /// The body, decrypted if it was encrypted, with sensitive values hidden unless they are asked for.
    pub body: String,
    /// The encrypted body as it came, if it could be decrypted.
    pub encrypted_body: Option<String>,
    /// The reason why it is not verified; `None` if its signature holds.
    pub unverified: Option<String>,
}

/// The report on one call.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// `claro`.
    pub api: String,
    /// `v1/payments/pay`.
    pub endpoint: String,
    /// How the call ended.
    pub outcome: Ended,
    /// The reason why the outcome is unknown, or why nothing was sent.
    pub cause: Option<String>,
    /// The result in a verified response.
    pub result: Option<ResultReport>,
    /// The next step, in words; `None` when nothing was sent.
    pub to_do: Option<String>,
    /// The last request that was sent, or would have been.
    pub request: Prepared,
    /// The response, if any came.
    pub response: Option<ReceivedResponse>,
    /// The number of attempts, including those that were not sent.
    pub attempts: u32,
    /// The wallet's name for this call, for its support.
    pub trace_id: Option<String>,
    /// The total duration, with all attempts and pauses.
    pub took: Duration,
    /// The violations of the spec, if the request was sent in spite of them.
    pub violations: Vec<Violation>,
    /// Where the response breaks the wallet's own documents.
    pub deviations: Vec<Violation>,
    /// The next step, when the call is not over.
    pub next: Option<Next>,
    /// The request as a `curl` command, valid for some minutes; `None` when something in it is hidden.
    pub curl: Option<String>,
    /// The same call by `countersign call`.
    pub call: String,
    /// The same call by the generated crate.
    pub rust: String,
}

/// The inputs of a report besides the outcome.
pub(super) struct ReportInput<'a> {
    pub(super) api: &'a Api,
    pub(super) version: &'a Version,
    pub(super) endpoint: &'a Endpoint,
    pub(super) body: &'a Value,
    /// The request body with the digits of its numbers kept.
    pub(super) exact: &'a Json,
    pub(super) violations: Vec<Violation>,
    pub(super) took: Duration,
    pub(super) lines: &'a Lines,
    pub(super) options: &'a Options,
}

type Result<T> = std::result::Result<T, Refused>;

/// The parts that outcomes and errors have in common.
struct Parts<'a> {
    ended: Ended,
    cause: Option<String>,
    result: Option<&'a WalletResult>,
    exchange: &'a Exchange,
    body: Option<&'a [u8]>,
    /// The decrypted body, if it could be read.
    plain: Option<&'a [u8]>,
    /// The places where the response is not clean JSON.
    unclean: &'a [countersign_runtime::Violation],
    unverified: Option<String>,
    /// Whether the wallet refused this request because of an earlier one with the same key ([`Cause::FailedAsk`]).
    refused_for_earlier: bool,
    /// Whether an unsigned response says that the call failed: the wallet may not know our client id or key.
    unauthenticated: bool,
}

impl<'a> Parts<'a> {
    fn verified(ended: Ended, answer: &'a countersign_runtime::VerifiedResponse<UntypedResponse>) -> Self {
        Self {
            ended,
            cause: None,
            result: Some(answer.result()),
            exchange: answer.exchange(),
            body: Some(answer.raw_body()),
            plain: Some(answer.plain_body()),
            unclean: answer.deviations(),
            unverified: None,
            refused_for_earlier: false,
            unauthenticated: false,
        }
    }
}

impl Report {
    /// Creates the report on an outcome, or on an error that came after the request was made.
    pub(super) fn new(
        input: ReportInput<'_>,
        outcome: std::result::Result<Outcome<UntypedResponse>, Error>,
    ) -> Result<Self> {
        match outcome {
            Ok(outcome) => Ok(Self::of(input, &of_outcome(&outcome))),
            Err(error) => match error.exchange() {
                Some(exchange) => Ok(Self::of(input, &of_error(&error, exchange))),
                None => Err(Refused::Failed(error)),
            },
        }
    }

    fn of(input: ReportInput<'_>, parts: &Parts<'_>) -> Self {
        let ReportInput { api, version, endpoint, lines, options, .. } = input;
        let hide = (!options.show_sensitive).then_some((endpoint, version));
        let request = Prepared::of(parts.exchange, hide);
        let shown = match hide {
            Some(_) => hidden_json(input.exact, &endpoint.request, version),
            None => input.exact.clone(),
        };
        let address = endpoint.address();
        let call = lines.with_body(&api.name, &address, &shown, &flags(&input));
        let parsed = parts.plain.or(parts.body).filter(|_| parts.unverified.is_none());
        let parsed = parsed.and_then(|body| read::<Json>(body).ok()).map(|(body, _)| rounded(&body));
        let ended = Call {
            ended: parts.ended,
            api,
            version,
            endpoint,
            body: input.body,
            exact: input.exact,
            result: parts.result,
            answer: parsed.as_ref(),
            refused_for_earlier: parts.refused_for_earlier,
            unauthenticated: parts.unauthenticated,
            breaks: !input.violations.is_empty(),
            lines,
            options,
        };
        let (to_do, next) = (ended.to_do(), ended.next());
        let result = parts.result.map(|result| says(result, endpoint));
        let mut deviations = parsed.map(|body| deviations(&body, endpoint, version)).unwrap_or_default();
        deviations.extend(unclean(parts.unclean, endpoint, version));
        Self {
            api: api.name.clone(),
            outcome: parts.ended,
            cause: parts.cause.clone(),
            result,
            to_do,
            response: response(parts, endpoint, version, hide.is_some()),
            attempts: parts.exchange.attempts(),
            trace_id: parts.exchange.trace_id().map(str::to_owned),
            took: input.took,
            deviations,
            next,
            curl: (!request.hides).then(|| curl(&request, lines.certificate.as_deref())),
            call,
            rust: rust_snippet(api, version, endpoint, &rounded(&shown), &input.violations),
            violations: input.violations,
            endpoint: address,
            request,
        }
    }
}

fn says(result: &WalletResult, endpoint: &Endpoint) -> ResultReport {
    let code = result.code.as_str();
    let known = endpoint.results.iter().find(|known| known.code == code);
    ResultReport {
        status: result.status.as_str().to_owned(),
        code: code.to_owned(),
        message: result.message.as_str().to_owned(),
        doc: known.and_then(|known| known.doc.clone()),
    }
}

/// The options, as flags of a command line.
fn flags(input: &ReportInput<'_>) -> Vec<String> {
    let options = input.options;
    let fault = options.fault.iter().flat_map(|fault| ["--fault", fault.as_str()]);
    let encrypt = options.encrypt.then_some("--encrypt");
    let repeat = options.repeat.then_some("--repeat");
    let unchecked = (!input.violations.is_empty()).then_some("--no-check");
    encrypt.into_iter().chain(repeat).chain(unchecked).chain(fault).map(str::to_owned).collect()
}

fn of_outcome(outcome: &Outcome<UntypedResponse>) -> Parts<'_> {
    let exchange = outcome.exchange();
    match outcome {
        Outcome::Success(answer) => Parts::verified(Ended::Success, answer),
        Outcome::Accepted(answer) => Parts::verified(Ended::Accepted, answer),
        Outcome::Failed(failure) => Parts::verified(Ended::Failed, &failure.response),
        Outcome::Unknown(unknown) => {
            let verified = unknown.response().map(|answer| answer.raw_body()).or(unknown.unreadable_body());
            let unverified = unknown.unverified_body().map(|body| &**body.dangerous_bytes());
            let body = verified.map(|body| &**body.bytes()).or(unverified);
            let bytes = body.unwrap_or_default();
            Parts {
                ended: Ended::Unknown,
                cause: Some(cause::of_unknown(&unknown.cause, exchange, bytes)),
                result: unknown.response().map(|answer| answer.result()),
                exchange,
                body,
                plain: unknown.response().map(|answer| &**answer.plain_body()),
                unclean: unknown.response().map(|answer| answer.deviations()).unwrap_or_default(),
                unverified: unverified.map(|_| cause::why(&unknown.cause)),
                refused_for_earlier: matches!(unknown.cause, Cause::FailedAsk),
                unauthenticated: cause::claim(&unknown.cause, bytes).is_some(),
            }
        }
    }
}

fn of_error<'a>(error: &'a Error, exchange: &'a Exchange) -> Parts<'a> {
    let unauthenticated = if let Error::Unauthenticated(answer) = error { Some(answer) } else { None };
    Parts {
        ended: if unauthenticated.is_some() { Ended::Unauthenticated } else { Ended::NotSent },
        cause: Some(cause::of_error(error)),
        result: None,
        exchange,
        body: unauthenticated.map(|answer| &**answer.body.dangerous_bytes()),
        plain: None,
        unclean: &[],
        unverified: unauthenticated.map(|_| "it has no signature".to_owned()),
        refused_for_earlier: false,
        unauthenticated: unauthenticated.is_some(),
    }
}

fn response(
    parts: &Parts<'_>,
    endpoint: &Endpoint,
    version: &Version,
    hides: bool,
) -> Option<ReceivedResponse> {
    let status = parts.exchange.status()?.as_u16();
    let headers = parts.exchange.headers().into_iter().flatten();
    let headers = headers.map(|(name, value)| {
        (super::request::header_name(name.as_str()), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let text = |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    let encrypted = parts.exchange.headers()?.contains_key(ENCRYPT);
    let decrypted = parts.plain.filter(|_| encrypted);
    let body = text(decrypted.or(parts.body));
    let body = if hides { redact::hidden_text(&body, &endpoint.response, version) } else { body };
    let encrypted_body = decrypted.map(|_| text(parts.body));
    let unverified = parts.unverified.clone();
    Some(ReceivedResponse { status, headers: headers.collect(), body, encrypted_body, unverified })
}
