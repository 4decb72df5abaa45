//! When answers are believed: the window of time, a skew that is learned, and answers that are played again.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use claro_client::{Cause, Client, Config, Outcome};
use countersign_runtime::{
    Clock, DateTime, Response, Settled, VerifyError,
    signature::{SigningKey, WalletKey},
    testing::{ManualClock, Reply, ScriptedWallet},
    transport::{Limits, Transport, TransportError, TransportFailure},
};
use countersign_tests::{answers::Signing, keys, requests};
use http::HeaderValue;

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"ORDER_IS_CLOSED"}}"#;
const PAID: &str = concat!(
    r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"#,
    r#""paymentRequestId":"order-1","paymentId":"2022","paymentStatus":"SUCCESS"}"#
);
const MINUTE: Duration = Duration::from_secs(60);
/// However long before the request it was signed: what is tested then is the window alone.
const ANY_LEAD: Duration = Duration::MAX;

fn clock() -> ManualClock {
    ManualClock::new(UNIX_EPOCH + Duration::from_millis(1_795_341_600_500))
}

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

#[tokio::test]
async fn an_answer_is_believed_inside_the_window_to_the_millisecond() {
    let five_minutes = 5 * MINUTE.as_millis() as i64;
    let windows = [
        (None, five_minutes),
        (Some(Duration::from_secs(1)), 1_000),
        (Some(Duration::ZERO), 0),
        (Some(60 * MINUTE), 60 * 60_000),
    ];
    for (max_skew, limit) in windows {
        for off in [0, 1, limit - 1, limit, limit + 1, limit + 60_000, 1_000_000_000_000] {
            for off in [off, -off] {
                for (body, name) in [(SUCCESS, "Success"), (FAILED, "Failed")] {
                    let wallet = ScriptedWallet::new().unwrap();
                    let clock = clock();
                    let config = wallet.config().clock(clock.clone()).response_lead(ANY_LEAD);
                    let config = max_skew.map_or(config.clone(), |skew| config.max_skew(skew));
                    wallet.then(Reply::signed(body).at(after(clock.now(), off)));
                    let client = Client::new(config).unwrap();
                    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
                    if off.abs() <= limit {
                        assert_eq!(outcome.name(), name, "{off} of {limit} ms");
                    } else {
                        let stale = VerifyError::StaleTime {
                            skew: Duration::from_millis(off.unsigned_abs()),
                            limit: Duration::from_millis(limit.unsigned_abs()),
                        };
                        assert_eq!(refused(&outcome), Some(&stale), "{off} of {limit} ms");
                    }
                }
            }
        }
    }
}

/// A network that takes its time, and a wallet whose clock is ahead of ours by so many milliseconds.
fn slow(clock: &ManualClock, there: Duration, back: Duration, ahead: i64) -> impl Transport + use<> {
    let key = SigningKey::from_text(keys::WALLET).expect("a key");
    let clock = clock.clone();
    move |request: http::Request<Bytes>, _: Limits| {
        clock.advance(there);
        let answer = Signing::new(&key, request.uri().path(), after(clock.now(), ahead)).answer(SUCCESS);
        clock.advance(back);
        async { Ok::<_, TransportError>(answer) }
    }
}

fn config(clock: &ManualClock, transport: impl Transport) -> Config {
    let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
    Config::new("https://wallet.invalid", keys::CLIENT_ID, ours, theirs)
        .clock(clock.clone())
        .transport(transport)
}

#[tokio::test]
async fn an_answer_is_measured_by_when_it_arrives() {
    for (there, back, believed) in [
        (10 * MINUTE, Duration::ZERO, true),
        (Duration::ZERO, 10 * MINUTE, false),
        (MINUTE, 5 * MINUTE, true),
    ] {
        let clock = clock();
        let client = Client::new(config(&clock, slow(&clock, there, back, 0))).unwrap();
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        assert_eq!(outcome.name() == "Success", believed, "{there:?} and {back:?}");
        assert_eq!(matches!(refused(&outcome), Some(VerifyError::StaleTime { .. })), !believed);
    }
}

/// How far the time of a request is from the clock's when it is sent, in milliseconds.
async fn off(client: &Client, wallet: &ScriptedWallet, clock: &ManualClock) -> i64 {
    let now = DateTime::from(clock.now()).unix_millis();
    wallet.then(Reply::lost(TransportFailure::TimedOut));
    let _ = client.v1().payments().pay(&requests::pay()).no_retry().await.expect("it was sent");
    let request = wallet.seen().pop().expect("a request");
    let time: DateTime = request.headers()["request-time"].to_str().expect("text").parse().expect("a time");
    time.unix_millis() - now
}

#[tokio::test]
async fn a_skew_is_learned_from_answers_where_that_is_wanted() {
    for (learn, skews) in
        [(true, [120_000, -45_250, 0, 300_000, -300_000]), (false, [120_000, -45_250, 0, 1, 2])]
    {
        let (wallet, clock) = (ScriptedWallet::new().unwrap(), clock());
        let config = wallet.config().clock(clock.clone()).response_lead(ANY_LEAD);
        let client = Client::new(config.learn_skew(learn)).unwrap();
        assert_eq!(off(&client, &wallet, &clock).await, 0);
        for skew in skews {
            // Whatever the wallet says: a failure is signed as well.
            for body in [SUCCESS, FAILED, "not JSON"] {
                wallet.then(Reply::signed(body).at(after(clock.now(), skew)));
                let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
                let learned = if learn { skew } else { 0 };
                assert_eq!(off(&client, &wallet, &clock).await, learned, "{skew}, {body}");
            }
        }
    }
}

#[tokio::test]
async fn the_time_on_the_way_is_not_taken_for_a_skew() {
    let second = Duration::from_secs(1);
    for (there, back, ahead, learned) in [
        (2 * second, 2 * second, 0, 0),
        (second, 3 * second, 0, -1_000),
        (2 * second, 2 * second, 60_000, 60_000),
        (Duration::ZERO, Duration::ZERO, -60_000, -60_000),
    ] {
        let clock = clock();
        let client = Client::new(config(&clock, slow(&clock, there, back, ahead)).learn_skew(true)).unwrap();
        let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let now = DateTime::from(clock.now()).unix_millis();
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let time = outcome.exchange().request().headers()["request-time"].to_str().unwrap();
        assert_eq!(time.parse::<DateTime>().unwrap().unix_millis() - now, learned);
    }
}

/// In every form that wallets write, with what is signed as it is written.
#[tokio::test]
async fn a_response_time_is_read_in_every_form() {
    for (written, read) in [
        ("2026-11-22T18:00:00.500+08:00", true),
        ("2026-11-22T10:00:00Z", true),
        ("2026-11-22t10:00:00z", true),
        ("2026-11-22 10:00:00Z", true),
        ("2026-11-22 10:00:00,5Z", true),
        ("2026-11-22T10:00:00.500000000001Z", true),
        ("2026-11-22T15:30:00+0530", true),
        ("2026-11-22T15:00:00+05", true),
        ("1795341600", true),
        ("1795341600500", true),
        ("2026-11-22T10:00:00", false),
        ("2026-11-22T10:00:00.5000000000001Z", false),
        ("2026-11-22T10:00Z", false),
        ("20261122T100000Z", false),
        ("Sun, 22 Nov 2026 10:00:00 GMT", false),
        ("17953416005", false),
    ] {
        let clock = clock();
        let key = SigningKey::from_text(keys::WALLET).unwrap();
        let signing = Signing { written: Some(written), ..Signing::new(&key, PAY, clock.now()) };
        let answer = signing.answer(SUCCESS);
        let network = move |_: http::Request<Bytes>, _: Limits| {
            let answer = answer.clone();
            async { Ok::<_, TransportError>(answer) }
        };
        let client = Client::new(config(&clock, network)).unwrap();
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        match read {
            true => assert_eq!(outcome.name(), "Success", "{written}: {outcome:?}"),
            false => assert_eq!(refused(&outcome), Some(&VerifyError::BadTime), "{written}"),
        }
    }
}

/// Otherwise somebody could move the window with old answers, one after the other.
#[tokio::test]
async fn a_learned_skew_does_not_move_the_window() {
    let (wallet, clock) = (ScriptedWallet::new().unwrap(), clock());
    let config = wallet.config().clock(clock.clone()).response_lead(ANY_LEAD);
    let client = Client::new(config.learn_skew(true)).unwrap();
    for (at, believed) in [
        (-299_000, true),
        (-300_000, true),
        (-300_001, false),
        (-500_000, false),
        (300_000, true),
        (300_001, false),
    ] {
        wallet.then(Reply::signed(SUCCESS).at(after(clock.now(), at)));
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        assert_eq!(outcome.name() == "Success", believed, "{at}: {outcome:?}");
    }
}

#[tokio::test]
async fn nothing_is_learned_from_what_is_refused() {
    let (wallet, clock) = (ScriptedWallet::new().unwrap(), clock());
    let client = Client::new(wallet.config().clock(clock.clone()).learn_skew(true)).unwrap();
    let (now, soon) = (clock.now(), clock.now() + MINUTE);
    let another = SigningKey::from_text(keys::ANOTHER).unwrap();
    let forged = Signing {
        client_id: ScriptedWallet::CLIENT_ID,
        ..Signing::new(&another, "/api/v1/payments/pay", soon)
    };
    let forged = forged.answer(SUCCESS).headers()["signature"].clone();
    let time = HeaderValue::from_str(DateTime::from(soon).as_str()).unwrap();
    for (what, reply) in [
        ("unsigned", Reply::unsigned(SUCCESS).header("response-time", time.clone())),
        ("by another key", Reply::signed(SUCCESS).at(soon).header("signature", forged)),
        ("with another time than was signed", Reply::signed(SUCCESS).at(now).header("response-time", time)),
        (
            "of another client",
            Reply::signed(SUCCESS).at(soon).header("client-id", HeaderValue::from_static("1")),
        ),
        ("outside of the window", Reply::signed(SUCCESS).at(now + 6 * MINUTE)),
        ("outside of the window, early", Reply::signed(SUCCESS).at(now - 6 * MINUTE)),
        ("signed before the request", Reply::signed(SUCCESS).at(now - 2 * MINUTE)),
    ] {
        wallet.then(reply);
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        assert!(refused(&outcome).is_some(), "{what}: {outcome:?}");
        assert_eq!(off(&client, &wallet, &clock).await, 0, "{what}");
    }
}

/// What is done to an answer before it is played.
type Change = fn(&mut http::Response<Bytes>);

/// A network that plays an answer that it has once recorded, whatever is asked, with a change.
fn recorded(path: &str, client_id: &str, time: SystemTime, change: Change) -> impl Transport + use<> {
    let key = SigningKey::from_text(keys::WALLET).expect("a key");
    let mut answer = Signing { client_id, ..Signing::new(&key, path, time) }.answer(PAID);
    change(&mut answer);
    move |_: http::Request<Bytes>, _: Limits| {
        let answer = answer.clone();
        async { Ok::<_, TransportError>(answer) }
    }
}

const PAY: &str = "/api/v1/payments/pay";
const INQUIRE: &str = "/api/v1/payments/inquiryPayment";

#[tokio::test]
async fn a_recorded_answer_is_for_one_path_and_one_client() {
    let leave: Change = |_| ();
    let without_id: Change = |answer| drop(answer.headers_mut().remove("client-id"));
    let with_ours: Change = |answer| {
        answer.headers_mut().insert("client-id", HeaderValue::from_static(keys::CLIENT_ID));
    };
    let another = "2022000000000000000001";
    // And whether that is seen before the signature is looked at.
    let table = [
        (PAY, keys::CLIENT_ID, leave, false),
        (PAY, keys::CLIENT_ID, without_id, false),
        ("/api/v2/payments/inquiryPayment", keys::CLIENT_ID, leave, false),
        ("/api/v1/payments/inquiryPayment?a=b", keys::CLIENT_ID, leave, false),
        ("/v1/payments/inquiryPayment", keys::CLIENT_ID, leave, false),
        (INQUIRE, another, leave, true),
        (INQUIRE, another, without_id, false),
        (INQUIRE, another, with_ours, false),
    ];
    for (path, client_id, change, by_id) in table {
        let clock = clock();
        let network = recorded(path, client_id, clock.now(), change);
        let client = Client::new(config(&clock, network)).unwrap();
        let outcome = client.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap();
        let is_right = match refused(&outcome) {
            Some(VerifyError::WrongClientId) => by_id,
            Some(VerifyError::BadSignature(_)) => !by_id,
            _ => false,
        };
        assert!(is_right, "{path}, {client_id}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_recorded_answer_is_refused_once_the_window_is_over() {
    let clock = clock();
    let network = recorded(INQUIRE, keys::CLIENT_ID, clock.now(), |_| ());
    let client = Client::new(config(&clock, network).learn_skew(true)).unwrap();
    let inquire = async || client.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap();
    for (wait, expected) in [
        (0, "believed"),
        (59_999, "believed"),
        (1, "believed"),
        (1, "early"),
        (239_998, "early"),
        (1, "early"),
        (1, "stale"),
        (86_400_000, "stale"),
    ] {
        clock.advance(Duration::from_millis(wait));
        let outcome = inquire().await;
        let found = match refused(&outcome) {
            Some(VerifyError::StaleTime { .. }) => "stale",
            Some(VerifyError::SignedBeforeRequest { .. }) => "early",
            _ if outcome.name() == "Success" => "believed",
            _ => "unknown",
        };
        assert_eq!(found, expected, "{wait}: {outcome:?}");
    }
}

/// Nothing that is signed says which request it answers. Whoever can break into the connection can answer a question with
/// the answer to an earlier one, for a minute. The ids in it are compared; what the spec knows no id of is believed.
#[tokio::test]
async fn a_recorded_answer_about_another_payment_is_not_believed() {
    let clock = clock();
    let network = recorded(INQUIRE, keys::CLIENT_ID, clock.now(), |_| ());
    let client = Client::new(config(&clock, network)).unwrap();
    clock.advance(MINUTE);
    let about_another = requests::inquiry().payment_request_id(claro_client::text!("order-2"));
    let outcome = client.v1().payments().inquiry_payment(&about_another).await.unwrap();
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(unknown.cause, Cause::OtherId(_)), "{unknown:?}");
    let same = client.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap();
    assert_eq!(same.name(), "Success");
}

/// Settling compares them.
#[tokio::test]
async fn no_payment_is_settled_by_the_recorded_answer_of_another() {
    for (order, expected) in [("order-1", "success"), ("order-2", "unknown")] {
        let clock = clock();
        let key = SigningKey::from_text(keys::WALLET).unwrap();
        let answer = Signing::new(&key, INQUIRE, clock.now()).answer(PAID);
        let network = move |request: http::Request<Bytes>, _: Limits| {
            let answer = Some(answer.clone()).filter(|_| request.uri().path() == INQUIRE);
            async { answer.ok_or_else(|| TransportError::new(TransportFailure::TimedOut, "lost")) }
        };
        let client = Client::new(config(&clock, network)).unwrap();
        let mut request = requests::pay();
        request.payment_request_id = claro_client::Text::new(order).unwrap();
        let Outcome::Unknown(unknown) = client.v1().payments().pay(&request).await.unwrap() else {
            panic!("it got no answer")
        };
        let settled = match client.settle(unknown).await {
            Settled::Success(_) => "success",
            Settled::Failed(_) => "failed",
            Settled::Unknown(_) => "unknown",
            Settled::Conflict(_) => "conflict",
        };
        assert_eq!(settled, expected, "{order}");
    }
}
