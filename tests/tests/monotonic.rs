//! Durations are measured by monotonic time, whatever becomes of the wall clock. No network.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, UNIX_EPOCH},
};

use bytes::Bytes;
use claro_client::{Client, Config, Outcome};
use countersign_runtime::{
    AttemptEnd, Clock, DateTime, Observer, RetryPolicy, Settled,
    signature::{SigningKey, WalletKey},
    testing::{ManualClock, Reply, ScriptedWallet},
    transport::{Limits, TransportError, TransportFailure},
};
use countersign_tests::{answers::Signing, keys, requests};

const MINUTE: Duration = Duration::from_secs(60);

/// Sets the clock back by two minutes at the end of the second attempt that it is told of.
struct SetBack {
    clock: ManualClock,
    attempts: AtomicU32,
}

impl Observer for SetBack {
    fn attempt(&self, _: &AttemptEnd<'_>) {
        if self.attempts.fetch_add(1, Ordering::Relaxed) == 1 {
            self.clock.set(self.clock.now() - 2 * MINUTE);
        }
    }
}

fn set_back(wallet: &ScriptedWallet) -> Config {
    let clock = wallet.clock().clone();
    wallet.config().observer(SetBack { clock, attempts: AtomicU32::new(0) })
}

#[tokio::test]
async fn settling_takes_no_longer_when_the_clock_is_set_back() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(set_back(&wallet)).unwrap();
    wallet.then(Reply::lost(TransportFailure::TimedOut));
    let Outcome::Unknown(unknown) = client.v1().payments().pay(&requests::pay()).await.unwrap() else {
        panic!("it got no answer")
    };
    for _ in 0..100 {
        wallet.then(Reply::signed(r#"{"result":{"resultStatus":"S"},"paymentStatus":"PROCESSING"}"#));
    }
    let (wall, monotonic) = (wallet.clock().now(), wallet.clock().monotonic());
    let Settled::Unknown(unsettled) = client.settle(unknown).await else { panic!("it is never final") };
    assert_eq!(unsettled.asked, 13);
    assert_eq!(wallet.clock().monotonic() - monotonic, MINUTE);
    assert_eq!(wall.duration_since(wallet.clock().now()).unwrap(), MINUTE, "the clock was set back");
}

#[tokio::test]
async fn retries_take_no_longer_when_the_clock_is_set_back() {
    let wallet = ScriptedWallet::new().unwrap();
    let pause = Duration::from_secs(20);
    let policy = RetryPolicy::default().attempts(1_000).delays(pause, pause).deadline(MINUTE);
    let client = Client::new(set_back(&wallet).retry(policy)).unwrap();
    let monotonic = wallet.clock().monotonic();
    client.v1().payments().pay(&requests::pay()).await.unwrap_err();
    let took = wallet.clock().monotonic() - monotonic;
    assert!(took <= MINUTE, "{took:?}");
    assert!(took > MINUTE - pause, "{took:?}");
}

/// Clocks that only tell the time of day measure by the machine's monotonic time.
#[test]
fn a_clock_from_a_function_has_monotonic_time() {
    let still = || UNIX_EPOCH;
    let before = still.monotonic();
    std::thread::sleep(Duration::from_millis(2));
    assert!(still.monotonic() - before >= Duration::from_millis(2));
}

/// The time on the way is measured by monotonic time.
#[tokio::test]
async fn setting_the_clock_is_not_taken_for_time_on_the_way() {
    const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
    for forward in [true, false] {
        let clock = ManualClock::default();
        let key = SigningKey::from_text(keys::WALLET).unwrap();
        let network = {
            let clock = clock.clone();
            move |request: http::Request<Bytes>, _: Limits| {
                let now = clock.now();
                clock.set(if forward { now + 2 * MINUTE } else { now - 2 * MINUTE });
                let answer = Signing::new(&key, request.uri().path(), clock.now()).answer(SUCCESS);
                async { Ok::<_, TransportError>(answer) }
            }
        };
        let (ours, theirs) = (keys::MERCHANT, keys::WALLET_PUBLIC);
        let (ours, theirs) = (SigningKey::from_text(ours).unwrap(), WalletKey::from_text(theirs).unwrap());
        let config = Config::new("https://wallet.invalid", keys::CLIENT_ID, ours, theirs)
            .clock(clock.clone())
            .transport(network)
            .learn_skew(true)
            .response_lead(Duration::MAX);
        let client = Client::new(config).unwrap();
        let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let now = DateTime::from(clock.now()).unix_millis();
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let time = outcome.exchange().request().headers()["request-time"].to_str().unwrap();
        assert_eq!(time.parse::<DateTime>().unwrap().unix_millis(), now);
    }
}
