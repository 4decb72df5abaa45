//! What is special about the messages of an endpoint: headers of its own, a result that lies flat, fields that the spec does not
//! list, no path in the wallet's sandbox, responses that nobody has signed. The specs are in `tests/specs/shop/v3`.

use countersign_runtime::{
    Cause, Error, Json, Outcome, RetryPolicy, Settled, Status, StoredRequest,
    signature::{SigningKey, WalletKey},
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::keys;
use shop_client::{
    Client, Config, Dialect, Text, text,
    v3::{
        agents::{
            FindRequest, FindRequired, RefundRequest, RefundRequired, SendHeaders, SendHeadersRequired,
            SendRequest, SendRequired, SwipeRequest, SwipeRequired,
        },
        types::{Basket, BasketRequired},
    },
};

const TOKEN: &str = "PLANTED-1";
const FOUND: &str =
    r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"orderNo":"1001","state":"SENT"}"#;

fn scene() -> (ScriptedWallet, Client) {
    scene_with(|config| config)
}

fn scene_with(change: impl FnOnce(Config) -> Config) -> (ScriptedWallet, Client) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let eager = RetryPolicy::default().resend_lost(true);
    let client = Client::new(change(wallet.config().retry(eager))).expect("a client");
    (wallet, client)
}

fn order() -> SendRequest {
    let basket = Basket::new(BasketRequired { shop: text!("Corner") });
    SendRequest::new(SendRequired { order_no: text!("1001"), basket })
}

fn agent() -> SendHeaders {
    SendHeaders::new(SendHeadersRequired { agent_token: TOKEN.parse().expect("short enough") })
}

fn refund() -> RefundRequest {
    RefundRequest::new(RefundRequired { refund_no: text!("R-1") })
}

/// The values of a header in all requests that were sent.
fn sent(wallet: &ScriptedWallet, name: &str) -> Vec<Option<String>> {
    let text = |request: &http::Request<bytes::Bytes>| {
        request.headers().get(name).map(|value| value.to_str().expect("text").to_owned())
    };
    wallet.seen().iter().map(text).collect()
}

#[tokio::test]
async fn a_header_is_sent_with_every_attempt_and_with_settling() {
    let (wallet, client) = scene();
    for _ in 0..3 {
        wallet.then(Reply::lost(TransportFailure::TimedOut));
    }
    let (order, headers) = (order(), agent().agent_lane(text!("fast")));
    let outcome = client.v3().agents().send(&order, &headers).await.expect("it may have left");
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    assert_eq!(sent(&wallet, "agent-token"), vec![Some(TOKEN.to_owned()); 3]);
    assert_eq!(sent(&wallet, "agent-lane"), vec![Some("fast".to_owned()); 3]);
    assert!(!format!("{unknown:?} {headers:?}").contains(TOKEN), "{unknown:?} {headers:?}");

    wallet.then(Reply::signed(FOUND));
    let settled = client.settle(unknown).await;
    assert!(matches!(settled, Settled::Success(_)), "{settled:?}");
    // The inquiry has one of the two.
    assert_eq!(sent(&wallet, "agent-token")[3].as_deref(), Some(TOKEN));
    assert_eq!(sent(&wallet, "agent-lane")[3], None);
}

#[tokio::test]
async fn a_stored_call_is_settled_with_the_headers_that_it_is_given() {
    let (wallet, client) = scene();
    wallet.then(Reply::signed(FOUND)).then(Reply::signed(FOUND)).then(Reply::signed(FOUND));
    let (order, headers) = (order(), agent());
    assert!(matches!(client.settle(client.v3().agents().send(&order, &headers)).await, Settled::Success(_)));
    let stored = || StoredRequest::new::<SendRequest>(r#"{"orderNo":"1001"}"#);
    assert!(matches!(client.settle(stored().header("Agent-Token", "other")).await, Settled::Success(_)));
    assert!(matches!(client.settle(stored()).await, Settled::Success(_)));
    assert_eq!(sent(&wallet, "agent-token"), [Some(TOKEN.to_owned()), Some("other".to_owned()), None]);
    let refused = client.settle(stored().header("Signature", "mine")).await;
    assert!(matches!(refused, Settled::Unknown(_)), "{refused:?}");
    assert_eq!(wallet.seen().len(), 3);
}

#[tokio::test]
async fn headers_are_checked_and_not_signed() {
    let (wallet, client) = scene();
    let order = order();
    let wrong = agent().agent_lane(text!("1"));
    let error = client.v3().agents().send(&order, &wrong).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid(_)) && error.to_string().contains("Agent-Lane"), "{error}");
    let strange =
        SendHeaders::new(SendHeadersRequired { agent_token: "a\nb".parse().expect("short enough") });
    let error = client.v3().agents().send(&order, &strange).await.unwrap_err();
    assert!(matches!(&error, Error::Header(name) if name == "Agent-Token"), "{error}");
    // Past the method, which takes them.
    let runtime = countersign_runtime::Client::new(&shop(), wallet.config()).expect("a client");
    let error = runtime.call(&order).await.unwrap_err();
    assert!(matches!(&error, Error::MissingHeader(name) if name == "Agent-Token"), "{error}");
    assert!(wallet.seen().is_empty(), "nothing was sent");

    let headers = agent();
    let exchange = client.v3().agents().send(&order, &headers).signed().await.expect("signed");
    assert!(!String::from_utf8_lossy(&exchange.signed_content()).contains(TOKEN));
    assert!(exchange.request().headers()["agent-token"].is_sensitive());
}

fn shop() -> countersign_runtime::Api {
    countersign_runtime::Api::new("shop").with_base_path("/api")
}

#[tokio::test]
async fn the_words_of_a_flat_result_decide_the_outcome() {
    for (status, outcome) in [
        ("SUCCESS", "Success"),
        ("ACCEPT", "Accepted"),
        ("FAIL", "Failed"),
        ("UNKNOWN", "Unknown"),
        ("S", "Unknown"),
        ("success", "Unknown"),
    ] {
        let (wallet, client) = scene();
        wallet.then(Reply::signed(format!(
            r#"{{"resultStatus":"{status}","resultCode":"NO_MONEY","resultMessage":"why","refundId":"9"}}"#
        )));
        let end = client.v3().agents().refund(&refund()).await.expect("sent");
        assert_eq!(end.name(), outcome, "{status}");
        if let Outcome::Success(done) = &end {
            assert_eq!(done.refund_id.as_ref().expect("an id").as_str(), "9");
            assert_eq!((done.result().message.as_str(), done.deviations().len()), ("why", 0));
        }
        if let Outcome::Unknown(unknown) = end {
            unknown.recorded();
        }
    }
}

#[tokio::test]
async fn a_flat_result_is_not_guessed() {
    for body in [
        r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#,
        r#"{"resultStatus":"FAIL","resultStatus":"SUCCESS","resultCode":"SUCCESS"}"#,
    ] {
        let (wallet, client) = scene();
        wallet.then(Reply::signed(body));
        let end = client.v3().agents().refund(&refund()).await.expect("sent");
        let Outcome::Unknown(unknown) = end else { panic!("{end:?}") };
        assert!(matches!(unknown.cause, Cause::Unreadable(_)), "{unknown:?}");
        unknown.recorded();
    }
    // A code that the spec says to retry is one, wherever it stands.
    let (wallet, client) = scene();
    for status in ["UNKNOWN", "SUCCESS"] {
        wallet.then(Reply::signed(format!(r#"{{"resultStatus":"{status}","resultCode":"BUSY"}}"#)));
    }
    let end = client.v3().agents().refund(&refund()).await.expect("sent");
    assert_eq!((end.name(), wallet.seen().len()), ("Success", 2));
}

#[tokio::test]
async fn without_a_signature_no_response_is_a_success_or_an_end() {
    use countersign_runtime::UnsignedResponses::{FailuresAndUnknownRead, FailuresRead, Refused};
    for (mode, status, claimed) in [
        (FailuresAndUnknownRead, "S", false),
        (FailuresAndUnknownRead, "A", false),
        (FailuresAndUnknownRead, "F", true),
        (FailuresAndUnknownRead, "U", true),
        (FailuresAndUnknownRead, "X", false),
        (FailuresRead, "F", true),
        (FailuresRead, "U", false),
        (Refused, "F", false),
        (Refused, "U", false),
    ] {
        let (wallet, client) = scene_with(|config| config.dialect(Dialect::new().unsigned_answers(mode)));
        let body = format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"PROCESS_FAIL"}}}}"#);
        let ask = FindRequest::new(FindRequired { order_no: text!("1001") });
        wallet.then(Reply::unsigned(body.clone())).then(Reply::unsigned(body));
        let (order, headers) = (order(), agent());
        let end = client.v3().agents().send(&order, &headers).await.expect("it may have left");
        let Outcome::Unknown(unknown) = end else { panic!("{mode:?} {status}: {end:?}") };
        match (&unknown.cause, claimed) {
            (Cause::Unauthenticated(result), true) => {
                let known = matches!(result.status, Status::Failed | Status::Unknown);
                assert!(known && unknown.to_string().contains("without signature"), "{unknown}");
            }
            (Cause::Unverified(_), false) => {}
            (cause, _) => panic!("{mode:?} {status}: {cause:?}"),
        }
        unknown.recorded();
        // What only asks has failed for certain after F; after U nobody knows.
        let asked = client.v3().agents().find(&ask).await;
        assert_eq!(asked.is_err(), claimed && status == "F", "{mode:?} {status}: {asked:?}");
        if let Ok(end) = asked {
            assert_eq!(end.name(), "Unknown", "{mode:?} {status}");
        }
    }
}

#[tokio::test]
async fn fields_that_no_table_has_are_sent_and_kept() {
    let (wallet, client) = scene();
    let json = |text: &str| text.parse::<Json>().expect("JSON");
    let basket = Basket::new(BasketRequired { shop: text!("Corner") })
        .note("x".repeat(5000).parse().expect("no limit was seen"))
        .additional_field("colour", json(r#""PLANTED-2""#));
    let order = SendRequest::new(SendRequired { order_no: text!("1001"), basket })
        .additional_field("zone", json("1.50"))
        .additional_field("gift", json("true"));
    assert!(
        !format!("{order:?}").contains("PLANTED-2") && format!("{order:?}").contains("colour"),
        "{order:?}"
    );
    let more = r#""sendId":"7","lane":{"name":"fast"},"basket":{"shop":"Corner","colour":"red","size":1.50}"#;
    wallet
        .then(Reply::signed(format!(r#"{{"result":{{"resultStatus":"S","resultCode":"SUCCESS"}},{more}}}"#)));
    let headers = agent();
    let end = client.v3().agents().send(&order, &headers).await.expect("sent");
    let Outcome::Success(done) = end else { panic!("{end:?}") };
    let body = String::from_utf8(wallet.seen()[0].body().to_vec()).expect("text");
    assert!(body.starts_with(r#"{"orderNo":"1001","basket":{"shop":"Corner","note":"xxx"#), "{body}");
    assert!(body.ends_with(r#"xx","colour":"PLANTED-2"},"zone":1.50,"gift":true}"#), "{body}");
    let name = done.additional_fields.get("lane").and_then(|lane| lane.get("name")).and_then(Json::as_str);
    assert_eq!(name, Some("fast"));
    let basket = done.basket.as_ref().expect("a basket");
    let kept: Vec<(&str, String)> =
        basket.additional_fields.iter().map(|(name, value)| (name, value.to_string())).collect();
    assert_eq!(kept, [("colour", r#""red""#.to_owned()), ("size", "1.50".to_owned())]);
    assert!(done.deviations().is_empty(), "{:?}", done.deviations());
    let again = Basket::try_from(basket).expect("it may be sent");
    assert_eq!(again, *basket);
    assert_eq!(again.additional_fields.get("size"), Some(&json("1.50")));
}

#[tokio::test]
async fn no_listed_field_is_written_over() {
    let (wallet, client) = scene();
    let order = order().additional_field("orderNo", Json::Text("2002".to_owned()));
    let headers = agent();
    let error = client.v3().agents().send(&order, &headers).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid(_)) && error.to_string().contains("orderNo"), "{error}");
    assert!(wallet.seen().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn what_the_sandbox_lacks_is_refused_before_anything_is_sent() {
    let swipe = SwipeRequest::new(SwipeRequired { order_no: text!("1001") });
    let done = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
    for (client_id, base_path, is_sent) in [
        ("SANDBOX_1", None, false),
        ("SANDBOX_1", Some("/own"), true),
        (ScriptedWallet::CLIENT_ID, None, true),
    ] {
        let wallet = ScriptedWallet::new().expect("a back end");
        let ours = SigningKey::from_text(keys::MERCHANT).expect("a key");
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
        let config = Config::new("https://wallet.invalid", client_id, ours, theirs).transport(wallet.clone());
        let config = base_path.map_or(config.clone(), |path| config.base_path(path));
        let client = Client::new(config).expect("a client");
        wallet.then(Reply::signed(done));
        match client.v3().agents().swipe(&swipe).await {
            Err(Error::NoSandboxPath(endpoint)) if !is_sent => assert_eq!(endpoint, "v3/agents/swipe"),
            Ok(outcome) if is_sent => {
                if let Outcome::Unknown(unknown) = outcome {
                    unknown.recorded();
                }
            }
            other => panic!("{client_id} {base_path:?}: {other:?}"),
        }
        assert_eq!(wallet.seen().len(), usize::from(is_sent), "{client_id} {base_path:?}");
    }
}

#[test]
fn a_token_is_checked_when_it_is_made() {
    assert!("x".repeat(17).parse::<Text<16>>().is_err());
}
