//! What each fault of a wallet must come to, however it is called.

use claro_client::{
    Cause, Error, Outcome,
    v1::payments::{PayCode, PayResponse},
};
use countersign_runtime::{
    VerifyError,
    transport::{TransportError, TransportFailure},
};

use crate::Fault;

/// Checks what a payment came to, at a wallet with this fault.
///
/// # Panics
/// When it came to anything else.
pub fn check(fault: Fault, outcome: Result<Outcome<PayResponse>, Error>) {
    match outcome.expect("it was sent") {
        Outcome::Failed(failure) => {
            assert_eq!(fault, Fault::StatusFailed);
            assert_eq!(failure.code, PayCode::UserBalanceNotEnough);
            assert_eq!(failure.answer.deviations(), []);
            assert_eq!(failure.to_string(), "USER_BALANCE_NOT_ENOUGH: user balance not enough");
        }
        Outcome::Unknown(unknown) => {
            assert!(is_cause(fault, &unknown.cause), "{fault:?}: {unknown}");
            let found = [
                unknown.answer().is_some(),
                unknown.code.is_some(),
                unknown.unreadable_body().is_some(),
                unknown.unverified_body().is_some(),
            ];
            assert_eq!(found, leftovers(fault), "{fault:?}");
            assert_eq!(
                unknown.exchange().endpoint().settled_by().map(|by| by.inquiry().to_string()).as_deref(),
                Some("v1/payments/inquiryPayment")
            );
            assert!(unknown.to_string().starts_with("the call may have taken effect: "), "{unknown}");
        }
        outcome => panic!("{fault:?}: {outcome:?}"),
    }
}

/// Whether that is the cause, of a fault whose outcome is unknown.
fn is_cause(fault: Fault, cause: &Cause) -> bool {
    let unverified =
        |check: &dyn Fn(&VerifyError) -> bool| matches!(cause, Cause::Unverified(error) if check(error));
    let missing = |header: &str| {
        unverified(&|error| matches!(error, VerifyError::MissingHeader(name) if name == header))
    };
    let transport = |failure: TransportFailure| matches!(cause, Cause::Transport(error) if TransportError::failure(error) == failure);
    match fault {
        Fault::TamperedBody | Fault::AnotherKey | Fault::AnotherPath => {
            unverified(&|error| matches!(error, VerifyError::BadSignature(_)))
        }
        Fault::NoSignature | Fault::UnsignedFailure | Fault::ErrorPage | Fault::Redirect => {
            missing("signature")
        }
        Fault::TwoSignatures => {
            unverified(&|error| matches!(error, VerifyError::RepeatedHeader(name) if name == "signature"))
        }
        Fault::GarbageSignature => unverified(&|error| matches!(error, VerifyError::Header(_))),
        Fault::StaleTime | Fault::FutureTime => {
            unverified(&|error| matches!(error, VerifyError::StaleTime { .. }))
        }
        Fault::EarlyTime => unverified(&|error| matches!(error, VerifyError::SignedBeforeRequest { .. })),
        Fault::NoTime => missing("response-time"),
        Fault::GarbageTime => unverified(&|error| *error == VerifyError::BadTime),
        Fault::AnotherClient => unverified(&|error| *error == VerifyError::WrongClientId),
        Fault::StatusUnknown => matches!(cause, Cause::Status),
        Fault::StatusUnlisted => matches!(cause, Cause::UnrecognizedStatus),
        Fault::NoResult | Fault::TwoResults | Fault::NotJson => matches!(cause, Cause::Unreadable(_)),
        Fault::NeverAnswers => transport(TransportFailure::TimedOut),
        Fault::CutBefore | Fault::CutInside => transport(TransportFailure::Disconnected),
        Fault::TooLarge | Fault::TooLargeChunked => transport(TransportFailure::TooLarge),
        // Not unknown: the wallet says that it failed.
        Fault::StatusFailed => false,
    }
}

/// What is known of an unknown outcome besides its cause: the verified answer, its code, a verified body that can't be
/// read, a body that nobody has verified.
fn leftovers(fault: Fault) -> [bool; 4] {
    match fault {
        Fault::StatusUnknown | Fault::StatusUnlisted => [true, true, false, false],
        Fault::NoResult | Fault::TwoResults | Fault::NotJson => [false, false, true, false],
        Fault::NeverAnswers
        | Fault::CutBefore
        | Fault::CutInside
        | Fault::TooLarge
        | Fault::TooLargeChunked => [false; 4],
        _ => [false, false, false, true],
    }
}
