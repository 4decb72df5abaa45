//! How long an attempt may take, how long its response may be, how long the pauses are, and how many retries a wallet in
//! trouble gets. No network, and pauses that are over at once.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use claro_client::Client;
use countersign_runtime::{
    Clock, Config, RetryPolicy,
    signature::BoxFuture,
    testing::{Reply, ScriptedWallet},
    transport::{Limits, Transport, TransportError},
};
use countersign_tests::requests;

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
/// The documents say to send it again.
const LATER: &str = r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A wallet that notes when each attempt was made, and its limits.
#[derive(Clone)]
struct Watched(ScriptedWallet, Arc<Mutex<Vec<(SystemTime, Limits)>>>);

impl Watched {
    fn new() -> Self {
        Self(ScriptedWallet::new().expect("a back end"), Arc::default())
    }

    fn config(&self) -> Config {
        self.0.config().transport(self.clone())
    }

    fn attempts(&self) -> Vec<(SystemTime, Limits)> {
        std::mem::take(&mut self.1.lock().expect("no panic"))
    }
}

impl Transport for Watched {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        self.1.lock().expect("no panic").push((self.0.clock().now(), limits));
        self.0.send(request, limits)
    }
}

#[tokio::test]
async fn an_attempt_has_the_limits_that_were_set() {
    let wallet = Watched::new();
    let config = wallet.config();
    let short = RetryPolicy::default().deadline(seconds(2));
    let table = [
        (config.clone(), None, Limits::new(seconds(8), 1024 * 1024)),
        (config.clone().timeout(seconds(5)).max_body(1000), None, Limits::new(seconds(5), 1000)),
        (config.clone().timeout(seconds(5)), Some(seconds(7)), Limits::new(seconds(7), 1024 * 1024)),
        // No attempt lasts longer than all of them may together.
        (config.retry(short), None, Limits::new(seconds(2), 1024 * 1024)),
    ];
    for (config, timeout, expected) in table {
        wallet.0.then(Reply::signed(SUCCESS));
        let client = Client::new(config).unwrap();
        let request = requests::pay();
        let mut call = client.v1().payments().pay(&request);
        if let Some(timeout) = timeout {
            call = call.timeout(timeout);
        }
        assert_eq!(call.await.unwrap().name(), "Success");
        let limits: Vec<_> = wallet.attempts().into_iter().map(|(_, limits)| limits).collect();
        assert_eq!(limits, [expected]);
    }
}

/// The pauses between the attempts of a call, by chance: the longest of many.
async fn longest_pauses(policy: RetryPolicy, attempts: usize) -> Vec<Duration> {
    let mut longest = vec![Duration::ZERO; attempts - 1];
    for _ in 0..50 {
        let wallet = Watched::new();
        for _ in 0..attempts {
            wallet.0.then(Reply::signed(LATER));
        }
        let client = Client::new(wallet.config().retry(policy)).expect("a client");
        let _ = client.v1().payments().pay(&requests::pay()).await.expect("it was sent");
        let made = wallet.attempts();
        assert_eq!(made.len(), attempts);
        for (longest, pair) in longest.iter_mut().zip(made.windows(2)) {
            *longest = (*longest).max(pair[1].0.duration_since(pair[0].0).expect("the clock goes on"));
        }
    }
    longest
}

/// Each pause is random, so that clients don't come back all at once, but not always short: of 50, one is in the upper half
/// of what it may be (that none is happens once in 2^50 runs).
#[tokio::test]
async fn pauses_double_up_to_the_longest() {
    let policy = RetryPolicy::default().attempts(5).deadline(seconds(1000));
    let usual = [200, 400, 800, 1600].map(Duration::from_millis);
    for (policy, limits) in [
        (policy, usual),
        (policy.delays(seconds(8), seconds(20)), [seconds(8), seconds(16), seconds(20), seconds(20)]),
    ] {
        let longest = longest_pauses(policy, 5).await;
        for (longest, limit) in longest.into_iter().zip(limits) {
            assert!(limit / 2 < longest && longest <= limit, "{longest:?} of {limit:?}");
        }
    }
}

#[tokio::test]
async fn ten_responses_pay_for_a_retry() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = Client::new(wallet.config()).unwrap();
    let request = requests::pay();
    let sent = async |replies: &[Reply]| {
        let before = wallet.seen().len();
        for reply in replies {
            wallet.then(reply.clone());
        }
        let _ = client.v1().payments().pay(&request).await;
        wallet.seen().len() - before
    };
    // Without a script nothing gets through: all that was saved is used up.
    while sent(&[]).await > 1 {}
    for _ in 0..2 {
        for _ in 0..9 {
            assert_eq!(sent(&[Reply::signed(SUCCESS)]).await, 1);
        }
        assert_eq!(sent(&[]).await, 1, "nine are too few");
        assert_eq!(sent(&[Reply::signed(SUCCESS)]).await, 1);
        assert_eq!(sent(&[]).await, 2, "one retry, and not a second one");
    }
}
