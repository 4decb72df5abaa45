//! What each way in which a call can go comes to. With both cryptographic back ends, over real HTTP.

use claro_client::{Cause, Client, Config, Error, Outcome};
use countersign_runtime::{
    Status,
    signature::{Backend, SigningKey, WalletKey},
};
use countersign_tests::{Fault, Wallet, expected, keys, requests};

#[test]
fn both_back_ends_are_tested() {
    assert_eq!(Backend::all().len(), 2);
}

#[tokio::test]
async fn a_wallet_that_does_right_is_understood() {
    for backend in Backend::all() {
        let wallet = Wallet::start(*backend).await.unwrap();
        let client = Client::new(wallet.config().unwrap()).unwrap();
        let request = requests::pay();
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
            let request = requests::pay();
            let mut call = client.v1().payments().pay(&request);
            if *fault == Fault::NeverAnswers {
                call = call.timeout(std::time::Duration::from_millis(300));
            }
            expected::check(*fault, call.await);
            // Neither a second try nor a step to where a redirect leads.
            assert_eq!(wallet.seen().len(), 1, "{fault:?}");
        }
    }
}

#[tokio::test]
async fn a_failed_repeat_is_unknown() {
    for backend in Backend::all() {
        let wallet = Wallet::start(*backend).await.unwrap();
        let client = Client::new(wallet.config().unwrap()).unwrap();
        wallet.misbehave(Fault::StatusFailed);
        let request = requests::pay();
        assert_eq!(client.v1().payments().pay(&request).await.unwrap().name(), "Failed", "{backend:?}");
        let outcome = client.v1().payments().pay(&request).repeat().await.unwrap();
        let Outcome::Unknown(unknown) = outcome else { panic!("{backend:?}: {outcome:?}") };
        assert!(matches!(unknown.cause, Cause::FailedRepeat), "{backend:?}: {unknown}");
    }
}

#[tokio::test]
async fn an_answer_after_a_fault_is_understood_again() {
    let wallet = Wallet::start(Backend::default()).await.unwrap();
    let client = Client::new(wallet.config().unwrap()).unwrap();
    let request = requests::pay();
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
    let error = client.v1().payments().pay(&requests::pay()).await.unwrap_err();
    assert!(matches!(&error, Error::NotSent(_)), "{error:?}");
    assert!(error.to_string().starts_with("could not connect, nothing was sent: "), "{error}");
    let outcome = client.v1().payments().pay(&requests::pay()).repeat().await.unwrap();
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(unknown.cause, Cause::NotSent(Error::NotSent(_))), "{unknown}");
}
