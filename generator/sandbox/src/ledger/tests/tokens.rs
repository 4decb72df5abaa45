//! Tokens, and who the user behind one is.

use super::super::LedgerResponse;
use super::support::{Wallet, api, endpoint, failed, start};
use countersign_codegen::model::{IdempotencyKey, Status};
use serde_json::{Value, json};
use std::time::Duration;

const APPLY: &str = "v1/authorizations/applyToken";
const CANCEL: &str = "v1/authorizations/cancelToken";
const USER: &str = "v1/customers/user/inquiryUserInfoByAccessToken";

fn by_code(code: &str) -> Value {
    json!({ "grantType": "AUTHORIZATION_CODE", "authCode": code })
}

fn by_token(token: &str) -> Value {
    json!({ "grantType": "REFRESH_TOKEN", "refreshToken": token })
}

fn of(token: &str) -> Value {
    json!({ "accessToken": token })
}

#[test]
fn a_code_gives_a_token_once() {
    let wallet = Wallet::new("claro");
    let given = wallet.ask(APPLY, &by_code("code-1"));
    let user = wallet.ask(USER, &of(given.text("accessToken")));
    let id = user.fields.get("userInfo").and_then(|info| info.get("userId")).and_then(Value::as_str);
    assert_eq!(id, Some(given.text("customerId")));
    assert_eq!(wallet.result(APPLY, &by_code("code-1")), failed("USED_CODE"));
    assert_ne!(wallet.ask(APPLY, &by_code("code-2")).text("accessToken"), given.text("accessToken"));
    assert_eq!(Wallet::new("gcash").ask(APPLY, &by_code("code-1")).status, Status::Success);
    assert_eq!(wallet.result(USER, &of("nobody's")), failed("INVALID_ACCESS_TOKEN"));

    let v2 = |code: &str| json!({ "appId": "A", "authClientId": "C", "grantType": "AUTHORIZATION_CODE", "authCode": code });
    assert_eq!(wallet.ask("v2/authorizations/applyToken", &v2("code-3")).status, Status::Success);
    assert_eq!(wallet.result("v2/authorizations/applyToken", &v2("code-3")), failed("USED_AUTHCODE"));
}

#[test]
fn a_refresh_token_gives_the_next_token_once() {
    let wallet = Wallet::new("claro");
    let first = wallet.ask(APPLY, &by_code("code-1"));
    let second = wallet.ask(APPLY, &by_token(first.text("refreshToken")));
    assert_ne!(first.text("accessToken"), second.text("accessToken"));
    assert_eq!(wallet.result(APPLY, &by_token(first.text("refreshToken"))), failed("USED_REFRESH_TOKEN"));
    assert_eq!(wallet.result(APPLY, &by_token("nobody's")), failed("INVALID_REFRESH_TOKEN"));
    wallet.pass(Duration::from_secs(30 * 24 * 60 * 60));
    assert_eq!(wallet.result(APPLY, &by_token(second.text("refreshToken"))), failed("EXPIRED_REFRESH_TOKEN"));
    assert_eq!(
        wallet.result(APPLY, &json!({ "grantType": "HOPE" })),
        failed("AUTH_CLIENT_UNSUPPORTED_GRANT_TYPE")
    );
    assert_eq!(wallet.result(APPLY, &json!({ "grantType": "REFRESH_TOKEN" })), failed("PARAM_ILLEGAL"));
}

#[test]
fn tokens_expire() {
    let wallet = Wallet::new("claro").with(|settings| settings.time_scale = 24.0);
    let given = wallet.ask(APPLY, &by_code("code-1"));
    assert_eq!(given.text("accessTokenExpiryTime"), "2026-11-27T13:00:00.000+00:00");
    wallet.pass(Duration::from_secs(60 * 60));
    assert_eq!(wallet.result(USER, &of(given.text("accessToken"))), failed("EXPIRED_ACCESS_TOKEN"));
    assert_eq!(wallet.result(CANCEL, &of(given.text("accessToken"))), failed("EXPIRED_ACCESS_TOKEN"));
}

#[test]
fn a_withdrawn_token_is_worth_nothing() {
    let wallet = Wallet::new("claro");
    let given = wallet.ask(APPLY, &by_code("code-1"));
    for _ in 0..2 {
        assert_eq!(wallet.ask(CANCEL, &of(given.text("accessToken"))).status, Status::Success);
    }
    assert_eq!(wallet.result(USER, &of(given.text("accessToken"))), failed("INVALID_ACCESS_TOKEN"));
    assert_eq!(wallet.result(APPLY, &by_token(given.text("refreshToken"))), failed("USED_REFRESH_TOKEN"));
    assert_eq!(wallet.result(CANCEL, &of("nobody's")), failed("INVALID_ACCESS_TOKEN"));
}

#[test]
fn where_no_token_is_given_out_any_is_taken() {
    let connect = Wallet::new("alipay-connect");
    let who =
        json!({ "appId": "A", "accessToken": "any", "authClientId": "C", "customerBelongsTo": "GCASH" });
    assert_eq!(connect.ask("v2/users/inquiryUserInfo", &who).status, Status::Success);
    let tngd = Wallet::new("tngd");
    assert_eq!(tngd.ask(USER, &of("any")).status, Status::Success);
    assert_eq!(tngd.ask(CANCEL, &of("any")).status, Status::Success);
    assert_eq!(tngd.result(USER, &of("any")), failed("INVALID_ACCESS_TOKEN"), "it was withdrawn");
    let prepared = tngd.ask("v1/authorizations/prepare", &json!({ "referenceClientId": "C1" }));
    assert!(prepared.text("authURL").ends_with(prepared.text("authId")));
    assert_eq!(prepared.text("authClientId"), "C1");
}

#[test]
fn a_repeated_prepare_is_the_same_one() {
    let mut api = api("tngd").clone();
    let endpoints = api.versions.iter_mut().flat_map(|version| &mut version.endpoints);
    for prepare in endpoints.filter(|endpoint| endpoint.path == "authorizations/prepare") {
        let key = ["authClientId", "referenceAgreementId"].map(str::to_owned);
        prepare.idempotency_key = IdempotencyKey::All(key.to_vec());
    }
    let tngd = Wallet::of_api(api);
    let path = "v1/authorizations/prepare";
    let asked = |client: &str, scope: &str| json!({ "authClientId": client, "referenceAgreementId": "A1", "scopes": scope });
    let first = tngd.ask(path, &asked("C1", "AGREEMENT_PAY"));
    assert_eq!(tngd.ask(path, &asked("C1", "AGREEMENT_PAY")), first);
    assert_eq!(tngd.result(path, &asked("C1", "USER_INFO")), failed("REPEAT_REQ_INCONSISTENT"));
    assert_ne!(tngd.ask(path, &asked("C2", "AGREEMENT_PAY")).text("authId"), first.text("authId"));
}

#[test]
fn a_message_that_is_repeated_must_be_the_same() {
    let wallet = Wallet::new("demo");
    let (_, send) = endpoint(wallet.api, "v2/messages/sendInbox");
    let asked = |id: &str, template: &str| {
        let request = json!({ "requestId": id, "templateCode": template });
        wallet.ledger.answer(wallet.api, send, &request, start(), None).expect("an answer")
    };
    assert_eq!(asked("m1", "HELLO"), LedgerResponse::Untracked);
    assert_eq!(asked("m1", "HELLO"), LedgerResponse::Untracked);
    assert_eq!(asked("m2", "BYE"), LedgerResponse::Untracked);
    match asked("m1", "BYE") {
        LedgerResponse::Result { status, code, .. } => {
            assert_eq!((status, code), failed("REPEAT_REQ_INCONSISTENT"));
        }
        other => panic!("{other:?}"),
    }
}

/// An `any` key recognises a request by the first field that is there, an `all` key only by all of its fields.
#[test]
fn a_key_of_several_fields() {
    let fields = || vec!["requestId".to_owned(), "templateCode".to_owned()];
    for (key, same_first, lacking) in [
        (IdempotencyKey::Any(fields()), failed("REPEAT_REQ_INCONSISTENT"), failed("REPEAT_REQ_INCONSISTENT")),
        (IdempotencyKey::All(fields()), (Status::Success, String::new()), (Status::Success, String::new())),
    ] {
        let wallet = Wallet::new("demo");
        let mut send = endpoint(wallet.api, "v2/messages/sendInbox").1.clone();
        send.idempotency_key = key;
        let asked = |request: Value| match wallet.ledger.answer(wallet.api, &send, &request, start(), None) {
            Ok(LedgerResponse::Result { status, code, .. }) => (status, code),
            other => {
                assert_eq!(other, Ok(LedgerResponse::Untracked));
                (Status::Success, String::new())
            }
        };
        asked(json!({ "requestId": "m1", "templateCode": "HELLO" }));
        assert_eq!(asked(json!({ "requestId": "m1", "templateCode": "BYE" })), same_first);
        asked(json!({ "requestId": "", "templateCode": "HELLO", "more": 1 }));
        assert_eq!(asked(json!({ "requestId": "", "templateCode": "HELLO", "more": 2 })), lacking);
    }
}

#[test]
fn nothing_is_remembered_of_other_endpoints() {
    let wallet = Wallet::new("demo");
    let paths = [
        "v2/messages/sendInbox",
        "v2/miniprogram/qrcode/create",
        "v2/miniprogram/transaction/notify",
        "v2/payments/notifyPayment",
    ];
    for path in paths {
        let (_, endpoint) = endpoint(wallet.api, path);
        let answer = wallet.ledger.answer(wallet.api, endpoint, &json!({}), start(), None);
        assert_eq!(answer, Ok(LedgerResponse::Untracked), "{path}");
    }
}
