//! What each way in which a call can go comes to. With both cryptographic back ends, over real HTTP.

use claro_client::{
    Cause, Client, Config, Error, Outcome, text,
    v1::{
        payments::{PayCode, PayRequest, PayRequired},
        types::{Amount, AmountRequired},
    },
};
use countersign_runtime::{
    Status, VerifyError,
    signature::{Backend, SigningKey, WalletKey},
    transport::{TransportError, TransportFailure},
};
use countersign_tests::{Fault, Wallet, keys};

fn request() -> PayRequest {
    PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: text!("order-1"),
        payment_order_title: text!("SHOES"),
        payment_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("10000") }),
    })
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

#[test]
fn both_back_ends_are_tested() {
    assert_eq!(Backend::all().len(), 2);
}

#[tokio::test]
async fn a_wallet_that_does_right_is_understood() {
    for backend in Backend::all() {
        let wallet = Wallet::start(*backend).await.unwrap();
        let client = Client::new(wallet.config().unwrap()).unwrap();
        let request = request();
        let outcome = client.v1().payments().pay(&request).await.unwrap();
        let Outcome::Accepted(pending) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert!(pending.payment_id.is_some());
        assert!(pending.action_form.is_some());
        assert_eq!(pending.result().status, Status::Accepted);
        assert_eq!(pending.deviations(), []);
        assert_eq!(pending.exchange().trace_id(), Some("0ba604b415744"));

        let [seen] = wallet.seen().try_into().unwrap();
        assert_eq!(seen.refused, None, "{backend:?}");
        assert_eq!(seen.path, "/api/v1/payments/pay");
        assert_eq!(seen.body, pending.exchange().request().body());
        for (name, value) in pending.exchange().request().headers() {
            assert_eq!(seen.headers.get(name), Some(value), "{name}");
        }
    }
}

#[tokio::test]
async fn every_fault_comes_to_the_right_outcome() {
    for backend in Backend::all() {
        for fault in Fault::ALL {
            let wallet = Wallet::start(*backend).await.unwrap();
            let client = Client::new(wallet.config().unwrap()).unwrap();
            wallet.misbehave(*fault);
            let request = request();
            let mut call = client.v1().payments().pay(&request);
            if *fault == Fault::NeverAnswers {
                call = call.timeout(std::time::Duration::from_millis(300));
            }
            match call.await.unwrap() {
                Outcome::Failed(failure) => {
                    assert_eq!(*fault, Fault::StatusFailed, "{backend:?}");
                    assert_eq!(failure.code, PayCode::UserBalanceNotEnough);
                    assert_eq!(failure.answer.deviations(), []);
                    assert_eq!(failure.to_string(), "USER_BALANCE_NOT_ENOUGH: user balance not enough");
                }
                Outcome::Unknown(unknown) => {
                    assert!(is_cause(*fault, &unknown.cause), "{backend:?}, {fault:?}: {unknown}");
                    let found = [
                        unknown.answer().is_some(),
                        unknown.code.is_some(),
                        unknown.unreadable_body().is_some(),
                        unknown.unverified_body().is_some(),
                    ];
                    assert_eq!(found, leftovers(*fault), "{fault:?}");
                    assert_eq!(
                        unknown.exchange().endpoint().settled_by(),
                        Some("v1/payments/inquiryPayment")
                    );
                    assert!(unknown.to_string().starts_with("the call may have taken effect: "), "{unknown}");
                }
                outcome => panic!("{backend:?}, {fault:?}: {outcome:?}"),
            }
            // Neither a second try nor a step to where a redirect leads.
            assert_eq!(wallet.seen().len(), 1, "{fault:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_after_a_fault_is_understood_again() {
    let wallet = Wallet::start(Backend::default()).await.unwrap();
    let client = Client::new(wallet.config().unwrap()).unwrap();
    let request = request();
    for fault in [Fault::CutInside, Fault::TooLargeChunked, Fault::TamperedBody] {
        wallet.misbehave(fault);
        assert_eq!(client.v1().payments().pay(&request).await.unwrap().name(), "Unknown", "{fault:?}");
        wallet.misbehave(None);
        // The same request id: the wallet knows the payment already, and says so.
        assert_eq!(client.v1().payments().pay(&request).await.unwrap().name(), "Accepted", "{fault:?}");
    }
}

#[tokio::test]
async fn without_a_connection_nothing_has_happened() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let ours = SigningKey::from_text(keys::MERCHANT).unwrap();
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
    let config = Config::new(format!("http://127.0.0.1:{port}"), keys::CLIENT_ID, ours, theirs);
    let client = Client::new(config).unwrap();
    let error = client.v1().payments().pay(&request()).await.unwrap_err();
    assert!(matches!(&error, Error::NotSent(_)), "{error:?}");
    assert!(error.to_string().starts_with("could not connect, nothing was sent: "), "{error}");
}
