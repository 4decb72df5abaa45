//! What is called, and how that ends.

use std::time::Duration;

use claro_client::{Client, Config, Outcome, text, v1::payments::PayResponse};
use countersign_runtime::{
    Call, Error, RetryPolicy, Settleable, Settled, SettledBy,
    signature::{SigningKey, WalletKey},
};
use countersign_tests::{
    There, Way,
    expected::ended,
    keys,
    requests::{apply_token, capture, code, inquiry, pay},
};

pub(crate) fn paid(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v1().payments().pay(&pay())))
}

pub(crate) fn paid_in_a_hurry(there: &There, way: Way) -> String {
    let request = pay();
    let call = there.client.v1().payments().pay(&request).timeout(Duration::from_millis(300));
    ended(&there.outcome(way, call))
}

/// As after a crash.
pub(crate) fn paid_repeatedly(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v1().payments().pay(&pay()).repeat()))
}

/// With a policy that sends again what was lost.
pub(crate) fn paid_again(there: &There, way: Way) -> String {
    ended(&there.outcome(way, eager(there.client.v1().payments().pay(&pay()))))
}

pub(crate) fn token_again(there: &There, way: Way) -> String {
    ended(&there.outcome(way, eager(there.client.v1().authorizations().apply_token(&apply_token()))))
}

pub(crate) fn asked(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v1().payments().inquiry_payment(&inquiry())))
}

pub(crate) fn captured(there: &There, way: Way) -> String {
    ended(&there.outcome(way, there.client.v2().payments().capture(&capture())))
}

pub(crate) fn code_of_a_page(there: &There, way: Way) -> String {
    let request = code().app_qr_code_page(text!("pages/index")).app_qr_code_params(text!("x=1"));
    ended(&there.outcome(way, eager(there.client.v2().miniprogram().qrcode().create(&request))))
}

pub(crate) fn code_of_the_home_page(there: &There, way: Way) -> String {
    ended(&there.outcome(way, eager(there.client.v2().miniprogram().qrcode().create(&code()))))
}

pub(crate) fn code_without_parameters(there: &There, way: Way) -> String {
    let request = code().app_qr_code_page(text!("pages/index")).app_qr_code_params(text!(""));
    ended(&there.outcome(way, eager(there.client.v2().miniprogram().qrcode().create(&request))))
}

/// Pays, and has an outcome that is unknown settled.
pub(crate) fn settled(there: &There, way: Way) -> String {
    let outcome = there.outcome(way, there.client.v1().payments().pay(&pay()));
    match outcome {
        Ok(Outcome::Unknown(unknown)) => settle(there, way, unknown),
        outcome => ended(&outcome),
    }
}

/// Pays, and asks how it went on when the user has a step to take.
pub(crate) fn settled_after_the_cashier(there: &There, way: Way) -> String {
    let outcome = there.outcome(way, there.client.v1().payments().pay(&pay()));
    match outcome {
        Ok(Outcome::Accepted(pending)) => settle(there, way, pending),
        outcome => ended(&outcome),
    }
}

fn settle(there: &There, way: Way, call: impl Settleable<Response = PayResponse>) -> String {
    let settle = there.client.settle(call).every(Duration::from_millis(1)).during(Duration::ZERO);
    let settled = match way {
        Way::Awaited => there.done(settle),
        Way::Blocking => settle.wait(),
    };
    settled_as(&settled)
}

/// The name of the variant.
pub(crate) fn settled_as<R: SettledBy>(settled: &Settled<R>) -> String {
    let name = match settled {
        Settled::Success(_) => "Success",
        Settled::Failed(_) => "Failed",
        Settled::Conflict(_) => "Conflict",
        Settled::Unknown(_) => "Unknown",
    };
    format!("Settled::{name}")
}

pub(crate) fn nobody_listens(there: &There, way: Way) -> String {
    for client in unreachable() {
        let error =
            there.outcome(way, eager(client.v1().payments().pay(&pay()))).expect_err("nobody listens");
        assert!(matches!(&error, Error::NotSent(_)), "{error:?}");
        assert!(error.to_string().starts_with("could not connect, nothing was sent: "), "{error}");
        assert_eq!(error.exchange().expect("a request").attempts(), 3, "no connection is tried again");
    }
    "Err NotSent".to_owned()
}

pub(crate) fn nobody_listens_to_a_repeat(there: &There, way: Way) -> String {
    let [ended, other] = unreachable()
        .map(|client| ended(&there.outcome(way, eager(client.v1().payments().pay(&pay())).repeat())));
    assert_eq!(ended, other);
    ended
}

/// Clients of a wallet at which nobody listens.
fn unreachable() -> [Client; 2] {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|free| free.local_addr())
        .expect("a port")
        .port();
    ["127.0.0.1", "localhost"].map(|host| {
        let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
        let config = Config::new(format!("http://{host}:{port}"), keys::CLIENT_ID, ours, theirs);
        Client::new(config).expect("a client")
    })
}

fn eager<Q>(call: Call<'_, Q>) -> Call<'_, Q> {
    let pause = Duration::from_millis(1);
    call.retry(RetryPolicy::default().delays(pause, pause).resend_lost(true))
}
