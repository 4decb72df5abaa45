//! How a call ended, in words that a table can hold, and what is true of every outcome.

use std::fmt::Debug;

use countersign_runtime::{Cause, Error, Outcome, Response, Unknown, VerifyError};

/// How a call ended: `Accepted`, `Failed PROCESS_FAIL`, `Unknown Unverified StaleTime`, `Err NotSent`.
///
/// # Panics
/// When something is missing that such an outcome always has.
pub fn ended<R: Response>(outcome: &Result<Outcome<R>, Error>) -> String {
    match outcome {
        Ok(Outcome::Failed(failure)) => format!("Failed {}", failure.response.result().code),
        Ok(Outcome::Unknown(unknown)) => {
            assert_eq!(leftovers(unknown), expected_leftovers(&unknown.cause), "{unknown}");
            assert!(unknown.to_string().starts_with("the call may have taken effect: "), "{unknown}");
            format!("Unknown {}", cause(&unknown.cause))
        }
        Ok(outcome) => outcome.name().to_owned(),
        Err(error) => format!("Err {}", name(error)),
    }
}

/// Why nobody knows, in a word or two.
fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Unverified(VerifyError::MissingHeader(header)) => format!("Unverified MissingHeader {header}"),
        Cause::Unverified(VerifyError::RepeatedHeader(header)) => {
            format!("Unverified RepeatedHeader {header}")
        }
        Cause::Unverified(error) => format!("Unverified {}", name(error)),
        Cause::Transport(error) => format!("Transport {}", name(&error.failure())),
        cause => name(cause),
    }
}

/// The name of a variant.
fn name(value: &impl Debug) -> String {
    let shown = format!("{value:?}");
    shown.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// What there is besides the cause: the verified answer, its code, a verified body that can't be read, a body that nobody
/// has verified.
fn leftovers<R: Response>(unknown: &Unknown<R>) -> [bool; 4] {
    [
        unknown.response().is_some(),
        unknown.code.is_some(),
        unknown.unreadable_body().is_some(),
        unknown.unverified_body().is_some(),
    ]
}

fn expected_leftovers(cause: &Cause) -> [bool; 4] {
    match cause {
        Cause::Unreadable(_) => [false, false, true, false],
        Cause::Unverified(_) | Cause::Unauthenticated(_) => [false, false, false, true],
        Cause::Transport(_) | Cause::NotSent(_) => [false; 4],
        _ => [true, true, false, false],
    }
}
