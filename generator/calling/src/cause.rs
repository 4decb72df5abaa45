//! Explains why an outcome is unknown, or why a call was not sent.

use crate::printable::on_one_line;
use countersign_runtime::json::read;
use countersign_runtime::signature::SignatureHeader;
use countersign_runtime::{Cause, Error, Exchange, Json, Status, VerifyError, WalletResult};
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

/// Why an outcome is unknown; `body` is what came, if anything did.
pub(super) fn of_unknown(cause: &Cause, exchange: &Exchange, body: &[u8]) -> String {
    if let Some(claim) = claim(cause, body) {
        return unsigned(&claim);
    }
    let not_the_wallets = "the response could not be verified";
    match cause {
        Cause::Unverified(VerifyError::MissingHeader(name)) if name == "signature" => {
            match from_a_gateway(exchange, body) {
                Some(what) => format!("{not_the_wallets}: it has no signature, and is {what}"),
                None => format!("{not_the_wallets}: it has no signature"),
            }
        }
        Cause::Unverified(VerifyError::WrongClientId) => {
            let id = header(exchange, "client-id").unwrap_or_default();
            format!("{cause}: `{}`", on_one_line(&id))
        }
        Cause::Unverified(VerifyError::StaleTime { skew, limit }) => format!(
            "{not_the_wallets}: it was signed {} from now, and {} are accepted: is the clock right?",
            minutes(*skew),
            minutes(*limit)
        ),
        Cause::Unverified(VerifyError::BadSignature(_)) => {
            let named = header(exchange, "signature");
            let named = named.and_then(|text| SignatureHeader::parse(text.as_bytes()).ok()?.key_version);
            match named {
                Some(version) => format!("{cause}; its header names key version {version}"),
                None => cause.to_string(),
            }
        }
        other => other.to_string(),
    }
}

/// Why there was no call.
pub(super) fn of_error(error: &Error) -> String {
    match error {
        Error::Unauthenticated(answer) => unsigned(&answer.claimed.to_string()),
        Error::NotSent(not_sent) => {
            let uri = not_sent.exchange.request().uri();
            let address =
                uri.authority().map(|host| format!("{}://{host}", uri.scheme_str().unwrap_or_default()));
            let address = address.unwrap_or_default();
            let cause = not_sent.error.root_cause();
            let hint = if is_not_tls(cause) { "; is it http, not https?" } else { "" };
            format!("could not connect to {address}, nothing was sent: {cause}{hint}")
        }
        other => other.to_string(),
    }
}

/// Whether a TLS handshake failed because the other side does not speak TLS.
fn is_not_tls(error: &(dyn StdError + 'static)) -> bool {
    // The `source` of an I/O error skips the error inside it.
    if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return is_not_tls(inner);
    }
    matches!(
        error.downcast_ref(),
        Some(rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType))
    )
}

/// What an answer without a signature claims, if it claims that the call failed: as wallets do that do not know who calls.
pub(super) fn claim(cause: &Cause, body: &[u8]) -> Option<String> {
    match cause {
        Cause::Unauthenticated(claimed) => Some(claimed.to_string()),
        Cause::Unverified(VerifyError::MissingHeader(name)) if name == "signature" => {
            let (answer, _) = read::<Json>(body).ok()?;
            // By the platform's usual names: an unsigned response is only quoted.
            let text = |name: &str| answer.get("result")?.get(name)?.as_str();
            text("resultStatus").filter(|status| *status == "F")?;
            let (code, message) = (text("resultCode")?, text("resultMessage").unwrap_or_default());
            Some(WalletResult::new(Status::Failed, code, message).to_string())
        }
        _ => None,
    }
}

/// Why an answer can't be taken for the wallet's, in a few words.
pub(super) fn why(cause: &Cause) -> String {
    match cause {
        Cause::Unverified(error) => error.to_string(),
        Cause::Unauthenticated(_) => "it has no signature".to_owned(),
        cause => cause.to_string(),
    }
}

fn unsigned(claim: &str) -> String {
    format!(
        "not verified: there is no signature; it says {}, which nobody has signed",
        claim.trim_end_matches(['.', ':', ' '])
    )
}

/// Describes a response that most likely comes from a gateway and not from the wallet.
fn from_a_gateway(exchange: &Exchange, body: &[u8]) -> Option<String> {
    let status = exchange.status()?;
    let start = body.trim_ascii_start().get(..5).unwrap_or_default().to_ascii_lowercase();
    let is_page = header(exchange, "content-type").is_some_and(|kind| kind.contains("text/html"))
        || matches!(&*start, b"<html" | b"<!doc");
    let gateway = "most likely of a gateway in between";
    match (status.is_success(), is_page) {
        (true, false) => None,
        (_, true) => Some(format!("HTTP {} with a page in HTML: {gateway}", status.as_u16())),
        (false, false) => Some(format!("HTTP {}: {gateway}", status.as_u16())),
    }
}

fn header(exchange: &Exchange, name: &str) -> Option<String> {
    exchange.headers()?.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn minutes(time: Duration) -> String {
    match time.as_secs() {
        seconds @ ..60 => format!("{seconds} seconds"),
        seconds => countersign_codegen::diagnostics::count(
            usize::try_from(seconds / 60).unwrap_or(usize::MAX),
            "minute",
        ),
    }
}
