//! Calls without an async runtime, over real HTTP: each way in which a call can go comes to the same as in `outcomes.rs`.

use std::time::Duration;

use claro_client::{Cause, Client, Config, Error, Outcome};
use countersign_runtime::{
    Settled,
    signature::{Backend, SigningKey, WalletKey},
};
use countersign_tests::{Fault, Wallet, expected, keys, requests};
use tokio::runtime::{Builder, Runtime};

/// A wallet that is served by a thread of its own.
struct Background {
    wallet: Wallet,
    _runtime: Runtime,
}

impl Background {
    fn start(backend: Backend) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let wallet = runtime.block_on(Wallet::start(backend)).expect("the wallet starts");
        Self { wallet, _runtime: runtime }
    }

    fn client(&self) -> Client {
        Client::new(self.wallet.config().expect("the keys of the tests")).expect("a client")
    }
}

#[test]
fn a_wallet_that_does_right_is_understood() {
    for backend in Backend::all() {
        let there = Background::start(*backend);
        let client = there.client();
        let outcome = client.v1().payments().pay(&requests::pay()).wait().unwrap();
        let Outcome::Accepted(pending) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert!(pending.payment_id.is_some() && pending.action_form.is_some());
        assert_eq!(pending.exchange().trace_id(), Some("0ba604b415744"));
        let [seen] = there.wallet.seen().try_into().unwrap();
        assert_eq!(seen.refused, None, "{backend:?}");
        assert_eq!(
            (seen.path.as_str(), &seen.body),
            ("/api/v1/payments/pay", pending.exchange().request().body())
        );
        for (name, value) in pending.exchange().request().headers() {
            assert_eq!(seen.headers.get(name), Some(value), "{name}");
        }
    }
}

#[test]
fn every_fault_comes_to_the_right_outcome() {
    for backend in Backend::all() {
        for fault in Fault::ALL {
            let there = Background::start(*backend);
            let client = there.client();
            there.wallet.misbehave(*fault);
            let request = requests::pay();
            let mut call = client.v1().payments().pay(&request);
            if *fault == Fault::NeverAnswers {
                call = call.timeout(Duration::from_millis(300));
            }
            expected::check(*fault, call.wait());
            assert_eq!(there.wallet.seen().len(), 1, "{fault:?}");
        }
    }
}

#[test]
fn a_failed_repeat_is_unknown() {
    for backend in Backend::all() {
        let there = Background::start(*backend);
        let client = there.client();
        there.wallet.misbehave(Fault::StatusFailed);
        let request = requests::pay();
        assert_eq!(client.v1().payments().pay(&request).wait().unwrap().name(), "Failed", "{backend:?}");
        let outcome = client.v1().payments().pay(&request).repeat().wait().unwrap();
        let Outcome::Unknown(unknown) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert!(matches!(unknown.cause, Cause::FailedRepeat), "{backend:?}: {unknown}");
    }
}

/// Of connections that were left in the middle, none is used again.
#[test]
fn an_answer_after_a_fault_is_understood_again() {
    let there = Background::start(Backend::default());
    let client = there.client();
    let request = requests::pay();
    for fault in
        [Fault::CutInside, Fault::TooLargeChunked, Fault::TooLarge, Fault::TamperedBody, Fault::CutBefore]
    {
        there.wallet.misbehave(fault);
        assert_eq!(client.v1().payments().pay(&request).wait().unwrap().name(), "Unknown", "{fault:?}");
        there.wallet.misbehave(None);
        assert_eq!(client.v1().payments().pay(&request).wait().unwrap().name(), "Accepted", "{fault:?}");
    }
    assert_eq!(there.wallet.seen().len(), 10);
}

/// A wallet that stopped listening while a connection was open: the request may have been read, or not.
#[test]
fn a_connection_that_died_is_no_proof() {
    let there = Background::start(Backend::default());
    let client = there.client();
    assert_eq!(client.v1().payments().pay(&requests::pay()).wait().unwrap().name(), "Accepted");
    drop(there);
    match client.v1().payments().pay(&requests::pay()).no_retry().wait() {
        Ok(Outcome::Unknown(_)) | Err(Error::NotSent(_)) => {}
        outcome => panic!("{outcome:?}"),
    }
}

#[test]
fn without_a_connection_nothing_has_happened() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    for host in ["127.0.0.1", "localhost"] {
        let ours = SigningKey::from_text(keys::MERCHANT).unwrap();
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
        let config = Config::new(format!("http://{host}:{port}"), keys::CLIENT_ID, ours, theirs);
        let client = Client::new(config).unwrap();
        let error = client.v1().payments().pay(&requests::pay()).wait().unwrap_err();
        assert!(matches!(&error, Error::NotSent(_)), "{error:?}");
        assert!(error.to_string().starts_with("could not connect, nothing was sent: "), "{error}");
        assert_eq!(error.exchange().unwrap().attempts(), 3, "no connection is tried again");
        let outcome = client.v1().payments().pay(&requests::pay()).repeat().wait().unwrap();
        let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
        assert!(matches!(unknown.cause, Cause::NotSent(Error::NotSent(_))), "{unknown}");
    }
}

#[test]
fn an_unknown_outcome_is_settled() {
    let there = Background::start(Backend::default());
    let client = there.client();
    there.wallet.misbehave(Fault::CutInside);
    let outcome = client.v1().payments().pay(&requests::pay()).wait().unwrap();
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    there.wallet.misbehave(None);
    let settled = client.settle(unknown).wait();
    assert!(matches!(settled, Settled::Success(_)), "{settled:?}");
}

/// On the threads that a runtime has for blocking work, whatever kind of runtime it is.
#[test]
fn inside_an_async_runtime() {
    let there = Background::start(Backend::default());
    let client = there.client();
    for mut runtime in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        // So few that each of them waits for a call, and none is left to sign.
        let runtime = runtime.worker_threads(1).max_blocking_threads(1).enable_all().build().unwrap();
        let client = client.clone();
        let names = runtime.block_on(async move {
            let waiting = (0..4).map(|_| {
                let client = client.clone();
                tokio::task::spawn_blocking(move || {
                    client.v1().payments().pay(&requests::pay()).wait().unwrap().name()
                })
            });
            let mut names = Vec::new();
            for call in waiting.collect::<Vec<_>>() {
                names.push(call.await.unwrap());
            }
            // The same client, awaited; and where it is wrong, but does no harm.
            names.push(client.v1().payments().pay(&requests::pay()).await.unwrap().name());
            names.push(client.v1().payments().pay(&requests::pay()).wait().unwrap().name());
            names
        });
        assert_eq!(names, ["Accepted"; 6]);
    }
}
