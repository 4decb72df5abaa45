//! When a request is sent again, and what its outcome is then. No network, and pauses that are over at once.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use claro_client::{API, Cause, Client, Config, Error, Outcome, text, v1};
use countersign_runtime::{
    Request, Response, RetryPolicy, Settled,
    signature::{BoxFuture, Content, SignError, Signature, Signer, WalletKey},
    testing::{Reply, ScriptedWallet},
    transport::{Limits, TransportError, TransportFailure},
};
use countersign_tests::{keys, requests};

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"USER_BALANCE_NOT_ENOUGH"}}"#;
/// The documents say to send it again.
const LATER: &str = r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;
/// The documents say to ask.
const IN_PROCESS: &str = r#"{"result":{"resultStatus":"U","resultCode":"PAYMENT_IN_PROCESS"}}"#;
/// With status F: decided by the status, not by the code.
const TOO_MUCH: &str = r#"{"result":{"resultStatus":"F","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;

/// A key service that does not answer.
struct NoKey;

impl Signer for NoKey {
    fn sign<'a>(&'a self, _: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        Box::pin(async { Err(SignError::new("the key service does not answer")) })
    }
}

/// What the wallet does with one request after the other.
#[derive(Debug, Clone, Copy)]
enum Step {
    Says(&'static str),
    Unsigned,
    NoConnection,
    NoAnswer,
    Cut,
    TooLong,
}
use Step::{Cut, NoAnswer, NoConnection, Says, TooLong, Unsigned};

fn wallet(steps: &[Step]) -> ScriptedWallet {
    let wallet = ScriptedWallet::new().expect("a back end");
    for step in steps {
        wallet.then(match step {
            Says(body) => Reply::signed(*body),
            Unsigned => Reply::unsigned(SUCCESS),
            NoConnection => Reply::lost(TransportFailure::NotSent),
            NoAnswer => Reply::lost(TransportFailure::TimedOut),
            Cut => Reply::lost(TransportFailure::Disconnected),
            TooLong => Reply::lost(TransportFailure::TooLarge),
        });
    }
    wallet
}

/// The outcome in a word, and for an unknown one its cause.
fn word<R: Response>(outcome: &Result<Outcome<R>, Error>) -> &'static str {
    match outcome {
        Ok(Outcome::Unknown(unknown)) => match unknown.cause {
            Cause::Status => "unknown: status",
            Cause::FailedRepeat => "unknown: failed repeat",
            Cause::Unverified(_) => "unknown: unverified",
            Cause::Transport(_) => "unknown: transport",
            Cause::NotSent(_) => "unknown: not sent",
            _ => "unknown: other",
        },
        Ok(outcome) => outcome.name(),
        Err(Error::NotSent(_)) => "not sent",
        Err(_) => "error",
    }
}

#[tokio::test]
async fn a_payment_is_sent_again_where_that_is_safe() {
    let usual = RetryPolicy::default();
    let lost_too = usual.resend_lost(true);
    let table: &[(&[Step], RetryPolicy, &str, usize)] = &[
        (&[Says(SUCCESS)], usual, "Success", 1),
        (&[NoConnection, Says(SUCCESS)], usual, "Success", 2),
        (&[NoConnection, NoConnection, NoConnection], usual, "not sent", 3),
        (&[Says(LATER), Says(SUCCESS)], usual, "Success", 2),
        (&[Says(LATER), Says(LATER), Says(SUCCESS)], usual, "Success", 3),
        (&[Says(LATER), Says(LATER), Says(LATER), Says(SUCCESS)], usual, "unknown: status", 3),
        (&[Says(IN_PROCESS), Says(SUCCESS)], usual, "unknown: status", 1),
        (&[Says(FAILED), Says(SUCCESS)], usual, "Failed", 1),
        (&[Says(TOO_MUCH), Says(SUCCESS)], usual, "Failed", 1),
        (&[Unsigned, Says(SUCCESS)], usual, "unknown: unverified", 1),
        (&[NoAnswer, Says(SUCCESS)], usual, "unknown: transport", 1),
        (&[NoAnswer, Says(SUCCESS)], lost_too, "Success", 2),
        (&[Cut, Says(SUCCESS)], usual, "unknown: transport", 1),
        (&[Cut, Says(SUCCESS)], lost_too, "Success", 2),
        // The wallet has responded, and would do so again.
        (&[TooLong, Says(SUCCESS)], lost_too, "unknown: transport", 1),
        // What a request that may have been executed left open, no later failure can close.
        (&[Says(LATER), Says(FAILED)], usual, "unknown: failed repeat", 2),
        (&[NoAnswer, Says(TOO_MUCH)], lost_too, "unknown: failed repeat", 2),
        (&[Says(LATER), NoConnection, NoConnection], usual, "unknown: not sent", 3),
        (&[NoAnswer, NoConnection, NoConnection], lost_too, "unknown: not sent", 3),
        (&[Says(LATER), Unsigned], usual, "unknown: unverified", 2),
        // That nothing was sent at first leaves nothing open.
        (&[NoConnection, Says(FAILED)], usual, "Failed", 2),
        (&[Says(LATER), Says(SUCCESS)], RetryPolicy::never(), "unknown: status", 1),
        (&[NoConnection, Says(SUCCESS)], RetryPolicy::never(), "not sent", 1),
        (&[NoConnection, Says(SUCCESS)], usual.deadline(Duration::ZERO), "not sent", 1),
    ];
    for (steps, policy, expected, sent) in table {
        let wallet = wallet(steps);
        let client = Client::new(wallet.config().retry(*policy)).unwrap();
        let outcome = client.v1().payments().pay(&requests::pay()).await;
        assert_eq!(word(&outcome), *expected, "{steps:?}");
        assert_eq!(wallet.seen().len(), *sent, "{steps:?}");
        let attempts = match &outcome {
            Ok(outcome) => outcome.exchange().attempts(),
            Err(error) => error.exchange().unwrap().attempts(),
        };
        assert_eq!(attempts as usize, *sent, "{steps:?}");
    }
}

/// Of an attempt that may have been executed, what the wallet said is kept.
#[tokio::test]
async fn what_an_earlier_attempt_left_open_is_kept_when_a_later_one_is_not_sent() {
    let wallet = wallet(&[Says(LATER), NoConnection, NoConnection]);
    let client = Client::new(wallet.config()).unwrap();
    let outcome = client.v1().payments().pay(&requests::pay()).await;
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(unknown.cause, Cause::NotSent(Error::NotSent(_))), "{unknown:?}");
    assert_eq!(unknown.code, Some(v1::payments::PayCode::RequestTrafficExceedLimit));
    assert_eq!(
        unknown.response().expect("the first one").result().code.as_str(),
        "REQUEST_TRAFFIC_EXCEED_LIMIT"
    );
    assert_eq!(unknown.exchange().attempts(), 3);
    let said = unknown.to_string();
    assert!(said.contains("an earlier request may have reached the wallet"), "{said}");
    assert!(said.contains("nothing was sent: could not connect"), "{said}");
}

#[tokio::test]
async fn a_repeat_is_never_an_error_and_never_failed() {
    let table: &[(&[Step], &str, usize)] = &[
        (&[Says(SUCCESS)], "Success", 1),
        (&[Says(FAILED)], "unknown: failed repeat", 1),
        (&[Says(TOO_MUCH)], "unknown: failed repeat", 1),
        (&[Says(IN_PROCESS)], "unknown: status", 1),
        (&[Says(LATER), Says(FAILED)], "unknown: failed repeat", 2),
        (&[NoConnection, Says(FAILED)], "unknown: failed repeat", 2),
        (&[NoConnection, Says(SUCCESS)], "Success", 2),
        (&[NoConnection, NoConnection, NoConnection], "unknown: not sent", 3),
        (&[Says(LATER), NoConnection, NoConnection], "unknown: not sent", 3),
        (&[NoAnswer], "unknown: transport", 1),
        (&[Unsigned], "unknown: unverified", 1),
    ];
    for (steps, expected, sent) in table {
        let wallet = wallet(steps);
        let client = Client::new(wallet.config()).unwrap();
        let request = requests::pay();
        let outcome = client.v1().payments().pay(&request).repeat().await;
        assert_eq!((word(&outcome), wallet.seen().len()), (*expected, *sent), "{steps:?}");
        let outcome = outcome.expect("never an error");
        assert_eq!(outcome.exchange().attempts() as usize, *sent, "{steps:?}");
        assert_eq!(outcome.exchange().plain_body(), wallet.seen()[0].body(), "{steps:?}");
    }
}

/// What is refused on this side says nothing of an earlier request.
#[tokio::test]
async fn a_repeat_that_is_refused_on_this_side_is_unknown() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    let (payments, request) = (client.v1().payments(), requests::pay());
    let outcome = payments.pay(&request).header("Signature", "x").repeat().await;
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(&unknown.cause, Cause::NotSent(Error::Header(name)) if name == "Signature"));
    assert_eq!(
        (unknown.exchange().attempts(), unknown.exchange().request().uri().path()),
        (0, "/api/v1/payments/pay")
    );
    let body = String::from_utf8_lossy(unknown.exchange().plain_body()).into_owned();
    assert!(body.contains(r#""paymentRequestId":"order-1""#), "{body}");

    let mut invalid = requests::apply_token();
    invalid.grant_type = countersign_runtime::from_text("PASSWORD");
    let error = client.v1().authorizations().apply_token(&invalid).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    let outcome = client.v1().authorizations().apply_token(&invalid).repeat().await;
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(unknown.cause, Cause::NotSent(Error::Invalid(_))), "{unknown:?}");

    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
    let broken = Config::new("https://wallet.invalid", ScriptedWallet::CLIENT_ID, NoKey, theirs)
        .transport(wallet.clone())
        .clock(wallet.clock().clone());
    let client = Client::new(broken).unwrap();
    let outcome = client.v1().payments().pay(&request).repeat().await;
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(unknown.cause, Cause::NotSent(Error::Signing(_))), "{unknown:?}");
    assert!(unknown.exchange().plain_body().len() > 2);
    assert_eq!(wallet.seen().len(), 0);
}

/// Nothing can have happened, whoever asks and how often.
#[tokio::test]
async fn a_repeat_of_a_question_is_a_question() {
    for (step, expected) in [(Says(FAILED), "Failed"), (NoConnection, "not sent")] {
        let wallet = wallet(&[step; 3]);
        let client = Client::new(wallet.config()).unwrap();
        let outcome = client.v1().payments().inquiry_payment(&requests::inquiry()).repeat().await;
        assert_eq!(word(&outcome), expected);
    }
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    let request = requests::inquiry();
    let outcome = client.v1().payments().inquiry_payment(&request).header("Host", "x").repeat().await;
    assert!(matches!(outcome, Err(Error::Header(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_question_is_sent_again_without_an_idempotency_key() {
    let usual = RetryPolicy::default();
    let lost_too = usual.resend_lost(true);
    let table: &[(&[Step], RetryPolicy, &str, usize)] = &[
        (&[Says(LATER), Says(SUCCESS)], usual, "Success", 2),
        (&[Says(LATER), Says(LATER), Says(LATER), Says(SUCCESS)], usual, "unknown: status", 3),
        // It asks only, so that no earlier attempt can have done anything.
        (&[Says(LATER), Says(FAILED)], usual, "Failed", 2),
        (&[Says(LATER), Says(SUCCESS)], RetryPolicy::never(), "unknown: status", 1),
        (&[Says(IN_PROCESS), Says(SUCCESS)], usual, "unknown: status", 1),
        (&[NoAnswer, Says(SUCCESS)], usual, "unknown: transport", 1),
        (&[NoAnswer, Says(SUCCESS)], lost_too, "Success", 2),
    ];
    for (steps, policy, expected, sent) in table {
        let wallet = wallet(steps);
        let client = Client::new(wallet.config().retry(*policy)).unwrap();
        let outcome = client.v1().payments().inquiry_payment(&requests::inquiry()).await;
        assert_eq!((word(&outcome), wallet.seen().len()), (*expected, *sent), "{steps:?}");
    }
}

/// Whatever the policy: the pause between two questions is the only repetition.
#[tokio::test]
async fn settling_asks_once_at_a_time() {
    let steps = [NoAnswer, Says(LATER), NoConnection, NoAnswer, Says(LATER)];
    let wallet = wallet(&steps);
    let client = Client::new(wallet.config().retry(RetryPolicy::default().resend_lost(true))).unwrap();
    let outcome = client.v1().payments().pay(&requests::pay()).no_retry().await;
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    let settling = client.settle(unknown).every(Duration::from_secs(5)).during(Duration::from_secs(15));
    let Settled::Unknown(unsettled) = settling.await else { panic!("it is never final") };
    assert_eq!((unsettled.asked, wallet.seen().len()), (4, steps.len()));
}

/// Each attempt takes 7 of the 10 seconds that there are for all of them.
#[tokio::test]
async fn the_last_attempt_ends_with_the_deadline() {
    let wallet = ScriptedWallet::new().unwrap();
    let (clock, timeouts) = (wallet.clock().clone(), Arc::new(Mutex::new(Vec::new())));
    let network = {
        let timeouts = Arc::clone(&timeouts);
        move |_: http::Request<Bytes>, limits: Limits| {
            timeouts.lock().unwrap().push(limits.timeout);
            clock.advance(Duration::from_secs(7));
            async { Err(TransportError::new(TransportFailure::NotSent, "no connection")) }
        }
    };
    let seconds = Duration::from_secs;
    let policy = RetryPolicy::default().deadline(seconds(10)).delays(Duration::ZERO, Duration::ZERO);
    let config = wallet.config().transport(network).timeout(seconds(8)).retry(policy);
    let client = Client::new(config).unwrap();
    client.v1().payments().pay(&requests::pay()).await.unwrap_err();
    assert_eq!(*timeouts.lock().unwrap(), [seconds(8), seconds(3)]);
}

#[tokio::test]
async fn each_try_has_the_same_body_and_a_time_and_signature_of_its_own() {
    let wallet = wallet(&[Says(LATER), Says(LATER), Says(SUCCESS)]);
    let client = Client::new(wallet.config()).unwrap();
    let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
    let seen = wallet.seen();
    let header = |at: usize, name: &str| seen[at].headers()[name].clone();
    for (before, after) in [(0, 1), (1, 2)] {
        assert_eq!(seen[before].body(), seen[after].body());
        assert_ne!(header(before, "request-time"), header(after, "request-time"));
        assert_ne!(header(before, "signature"), header(after, "signature"));
    }
}

#[tokio::test]
async fn a_call_without_idempotency_key_is_never_sent_twice() {
    let eager = RetryPolicy::default().resend_lost(true);
    for step in [Says(LATER), NoAnswer, Cut, Unsigned] {
        let wallet = wallet(&[step, Says(SUCCESS)]);
        let client = Client::new(wallet.config().retry(eager)).unwrap();
        let outcome = client.v1().authorizations().apply_token(&requests::apply_token()).await.unwrap();
        assert_eq!(outcome.name(), "Unknown", "{step:?}");
        assert_eq!(wallet.seen().len(), 1, "{step:?}");
    }
    // Except when not a byte went out.
    let wallet = wallet(&[NoConnection, Says(SUCCESS)]);
    let client = Client::new(wallet.config()).unwrap();
    let outcome = client.v1().authorizations().apply_token(&requests::apply_token()).await.unwrap();
    assert_eq!(outcome.name(), "Success");
}

/// A payment whose id says nothing, and one as a tool sends it, by JSON.
#[tokio::test]
async fn an_empty_idempotency_key_is_none() {
    let wallet = wallet(&[Says(LATER), Says(LATER), Says(LATER), Says(SUCCESS)]);
    let client = Client::new(wallet.config()).unwrap();
    let mut request = requests::pay();
    request.payment_request_id = text!("");
    let outcome = client.v1().payments().pay(&request).await;
    assert_eq!((word(&outcome), wallet.seen().len()), ("unknown: status", 1));

    let untyped = countersign_runtime::Client::new(&API, wallet.config()).unwrap();
    let endpoint = <v1::payments::PayRequest as Request>::ENDPOINT;
    for (request, sent) in [(r#"{"paymentRequestId":null}"#, 2), (r#"{"paymentRequestId":"order-1"}"#, 4)] {
        let _ = untyped.call_untyped(endpoint, &request.parse().unwrap()).await;
        assert_eq!(wallet.seen().len(), sent, "{request}");
    }
}

#[tokio::test]
async fn a_call_can_differ_from_its_client() {
    let wallet = wallet(&[Says(LATER), Says(LATER), Says(SUCCESS)]);
    let client = Client::new(wallet.config()).unwrap();
    let request = requests::pay();
    let outcome = client.v1().payments().pay(&request).no_retry().await;
    assert_eq!((word(&outcome), wallet.seen().len()), ("unknown: status", 1));
    let twice = RetryPolicy::default().attempts(2);
    let outcome = client.v1().payments().pay(&request).retry(twice).await;
    assert_eq!((word(&outcome), wallet.seen().len()), ("Success", 3));
}

#[tokio::test]
async fn a_wallet_in_trouble_is_not_sent_more_and_more() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    // Without a script nothing gets through.
    for _ in 0..100 {
        let outcome = client.v1().payments().pay(&requests::pay()).await;
        assert_eq!(word(&outcome), "not sent");
    }
    assert_eq!(wallet.seen().len(), 100 + 20);
}

#[tokio::test]
async fn pauses_are_within_the_deadline() {
    let wallet = wallet(&[Says(LATER); 50]);
    let policy = RetryPolicy::default()
        .attempts(50)
        .delays(Duration::from_secs(10), Duration::from_secs(10))
        .deadline(Duration::from_secs(30));
    let client = Client::new(wallet.config().retry(policy)).unwrap();
    let clock = wallet.clock().clone();
    let before = countersign_runtime::Clock::now(&clock);
    let outcome = client.v1().payments().pay(&requests::pay()).await;
    assert_eq!(word(&outcome), "unknown: status");
    let took = countersign_runtime::Clock::now(&clock).duration_since(before).unwrap();
    assert!(took <= Duration::from_secs(30), "{took:?}");
    assert!(wallet.seen().len() < 50);
}

#[test]
fn a_code_says_what_can_be_done() {
    use countersign_runtime::{Action, ResultCode};
    use v1::payments::PayCode;
    let table = [
        (PayCode::RequestTrafficExceedLimit, Some(Action::RetryLater)),
        (PayCode::UnknownException, Some(Action::RetryLater)),
        (PayCode::PaymentInProcess, Some(Action::Ask)),
        (PayCode::ExpiredAccessToken, Some(Action::RenewToken)),
        // A first request stands.
        (PayCode::RepeatReqInconsistent, Some(Action::Ask)),
        (PayCode::RiskReject, None),
        (PayCode::Success, None),
    ];
    for (code, action) in table {
        assert_eq!(code.action(), action, "{code}");
    }
}
