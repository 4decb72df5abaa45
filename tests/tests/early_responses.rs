//! Responses that were signed before the request went out: recordings, or a clock that is ahead. No network.

use std::time::{Duration, SystemTime};

use claro_client::{Cause, Client, Outcome};
use countersign_runtime::{
    AttemptEnd, Clock, DateTime, Observer, Response, RetryPolicy, VerifyError,
    testing::{ManualClock, Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::requests;

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"ORDER_IS_CLOSED"}}"#;
const MINUTE: Duration = Duration::from_secs(60);

fn after(time: SystemTime, millis: i64) -> SystemTime {
    let by = Duration::from_millis(millis.unsigned_abs());
    if millis < 0 { time - by } else { time + by }
}

/// Why an outcome is unknown, when it is because of an answer that was refused.
fn refused<R: Response>(outcome: &Outcome<R>) -> Option<&VerifyError> {
    match outcome {
        Outcome::Unknown(unknown) => match &unknown.cause {
            Cause::Unverified(why) => Some(why),
            _ => None,
        },
        _ => None,
    }
}

/// A recorded success, or failure, of another payment is not believed: neither by a payment nor by an inquiry.
#[tokio::test]
async fn a_response_that_was_signed_before_the_request_is_unknown() {
    for (lead, limit) in [(None, 60_000), (Some(Duration::ZERO), 0), (Some(2 * MINUTE), 120_000)] {
        for early in [0, 1, limit - 1, limit, limit + 1, limit + 14_000, 300_000] {
            for body in [SUCCESS, FAILED] {
                let wallet = ScriptedWallet::new().unwrap();
                let clock = wallet.clock();
                let config = wallet.config();
                let config = lead.map_or(config.clone(), |lead| config.response_lead(lead));
                let client = Client::new(config).unwrap();
                let reply = Reply::signed(body).at(after(clock.now(), -early));
                wallet.then(reply.clone()).then(reply);
                let paid = client.v1().payments().pay(&requests::pay()).await.unwrap();
                let asked = client.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap();
                let expected = VerifyError::SignedBeforeRequest {
                    lead: Duration::from_millis(early.unsigned_abs()),
                    limit: Duration::from_millis(limit.unsigned_abs()),
                };
                let expected = (early > limit).then_some(&expected);
                assert_eq!((refused(&paid), refused(&asked)), (expected, expected), "{early} of {limit}");
                assert_eq!(paid.name() == "Unknown", early > limit, "{early} of {limit}");
            }
        }
    }
}

#[tokio::test]
async fn a_response_that_was_signed_too_early_says_what_may_be_wrong_with_the_clock() {
    let wallet = ScriptedWallet::new().unwrap();
    let clock = wallet.clock();
    let client = Client::new(wallet.config()).unwrap();
    wallet.then(Reply::signed(SUCCESS).at(clock.now() - Duration::from_secs(74)));
    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    let said = unknown.to_string();
    assert!(said.contains("signed 74s before the request") && said.contains("60s are accepted"), "{said}");
    assert!(said.contains("our clock may be 74s ahead"), "{said}");
}

/// By the clock as it is, not as corrected by a skew that was learned.
#[tokio::test]
async fn a_learned_skew_does_not_move_the_time_before_a_request() {
    for (learned, early, believed) in [(50, 60, true), (50, 61, false), (-50, 60, true), (-50, 61, false)] {
        let wallet = ScriptedWallet::new().unwrap();
        let clock = wallet.clock();
        let client = Client::new(wallet.config().learn_skew(true)).unwrap();
        wallet.then(Reply::signed(SUCCESS).at(after(clock.now(), learned * 1000)));
        let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
        wallet.then(Reply::lost(TransportFailure::TimedOut));
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let sent = outcome.exchange().request().headers()["request-time"].to_str().unwrap();
        let off = sent.parse::<DateTime>().unwrap().unix_millis() - DateTime::from(clock.now()).unix_millis();
        assert_eq!(off, learned * 1000);
        wallet.then(Reply::signed(SUCCESS).at(after(clock.now(), -early * 1000)));
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        assert_eq!(outcome.name() == "Success", believed, "{learned}, {early}: {outcome:?}");
    }
}

/// Lets 90 seconds pass after each attempt.
struct Slowly(ManualClock);

impl Observer for Slowly {
    fn attempt(&self, _: &AttemptEnd<'_>) {
        self.0.advance(Duration::from_secs(90));
    }
}

/// A response to the second attempt may be signed at the time of the first one, if that may have reached the wallet.
#[tokio::test]
async fn the_first_attempt_that_went_out_counts() {
    const LATER: &str = r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;
    for (first, believed) in [(Reply::signed(LATER), true), (Reply::lost(TransportFailure::NotSent), false)] {
        let wallet = ScriptedWallet::new().unwrap();
        let clock = wallet.clock().clone();
        let policy = RetryPolicy::default().deadline(10 * MINUTE).delays(Duration::ZERO, Duration::ZERO);
        let config = wallet.config().observer(Slowly(clock.clone())).retry(policy);
        wallet.then(first).then(Reply::signed(SUCCESS).at(clock.now()));
        let outcome = Client::new(config).unwrap().v1().payments().pay(&requests::pay()).await.unwrap();
        assert_eq!(outcome.name() == "Success", believed, "{outcome:?}");
    }
}
