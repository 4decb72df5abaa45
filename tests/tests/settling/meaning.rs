//! What the status of a response alone does not say.

use countersign_runtime::{
    AcceptedCode, Action, Cause, Client, Dialect, Endpoint, Error, IdempotencyKey, Json, Outcome, Settled,
    StoredRequest, UnsignedResponses, UntypedResponse,
    testing::{Reply, ScriptedWallet},
};

use crate::settling::shop::{API, ORDER, PAY, REVOKE, Shop, pay_status, result, says};

/// The user has a step to take: it must not be sent again.
#[tokio::test]
async fn an_accepted_call_is_not_sent_again() {
    static CALL: Endpoint = Endpoint::new("v1", "orders/pay")
        .with_idempotency_key(IdempotencyKey::all(&["orderNo"]))
        .with_retried_codes(&["LATER"])
        .with_accepted_codes(const { &[AcceptedCode::new("LATER", &["payUrl"])] });
    let request: Json = ORDER.parse().unwrap();
    for (fields, expected, sent) in
        [(r#","payUrl":"https://wallet.invalid""#, "Accepted", 1), ("", "Success", 2)]
    {
        let shop = Shop::new();
        shop.then([result("U", "LATER", fields), result("S", "SUCCESS", "")]);
        let outcome = shop.client.call_untyped(&CALL, &request).await.unwrap();
        assert_eq!((outcome.name(), shop.wallet.seen().len()), (expected, sent));
    }
}

#[tokio::test]
async fn a_response_is_believed_by_its_status_its_code_and_its_ids() {
    let other = "the response may be about another call: `orderNo` is \"2002\", but \"1001\" was sent";
    for (status, code, fields, expected) in [
        ("S", "SUCCESS", r#","orderNo":1001"#, "Success"),
        ("S", "SUCCESS", r#","orderNo":"1001""#, "Success"),
        ("S", "SUCCESS", "", "Success"),
        ("S", "SUCCESS", r#","orderNo":2002"#, other),
        ("A", "ACCEPT", r#","orderNo":2002"#, other),
        ("F", "FAIL", r#","orderNo":2002"#, other),
        ("F", "FAIL", r#","orderNo":1001"#, "Failed"),
        (
            "S",
            "SUCCESS",
            r#","orderNo":1001,"orderNo":1001"#,
            "the response may be about another call: `orderNo` is \"[given more than once]\", but \"1001\" was sent",
        ),
        (
            "F",
            "REPEAT_REQ_INCONSISTENT",
            "",
            "the wallet refused the request, but an earlier one with the same key may stand",
        ),
        (
            "F",
            "ORDER_EXISTS",
            "",
            "the wallet refused the request, but an earlier one with the same key may stand",
        ),
        ("U", "PAYMENT_IN_PROCESS", r#","payUrl":"https://wallet.invalid""#, "Accepted"),
        ("U", "PAYMENT_IN_PROCESS", r#","payUrl":"""#, "the wallet does not know yet (status U)"),
        ("U", "PAYMENT_IN_PROCESS", "", "the wallet does not know yet (status U)"),
        ("S", "PAYMENT_IN_PROCESS", "", "Success"),
    ] {
        let shop = Shop::new();
        let outcome = shop.call(&PAY, ORDER, result(status, code, fields)).await;
        let found = match outcome {
            Outcome::Unknown(unknown) => {
                assert_eq!(unknown.action(), Action::Ask);
                assert!(unknown.response().is_some_and(|answer| answer.result().code.as_str() == code));
                assert!(!matches!(unknown.cause, Cause::FailedRepeat));
                let cause = unknown.cause.to_string();
                unknown.recorded();
                cause
            }
            outcome => outcome.name().to_owned(),
        };
        assert_eq!(found, expected, "{status} {code} {fields}");
    }
}

#[tokio::test]
async fn asking_ends_where_it_cannot_help() {
    let wallet = ScriptedWallet::new().unwrap();
    let dialect = Dialect::new().unsigned_answers(UnsignedResponses::FailuresRead);
    let client = Client::new(&API, wallet.config().dialect(dialect)).unwrap();
    wallet.then(Reply::unsigned(r#"{"result":{"resultStatus":"F","resultCode":"CLIENT_INVALID"}}"#));
    let Settled::Unknown(unsettled) =
        client.settle(StoredRequest::<UntypedResponse>::untyped(&PAY, ORDER)).await
    else {
        panic!("the wallet does not know who calls")
    };
    assert!(matches!(unsettled.last, Some(Err(Error::Unauthenticated(_)))), "{unsettled:?}");
    assert_eq!(unsettled.asked, 1);
    unsettled.recorded();
}

#[tokio::test]
async fn a_failure_says_whether_it_names_the_call() {
    let shop = Shop::new();
    for (endpoint, request, reply, is_unnamed) in [
        (&PAY, ORDER, pay_status("FAIL"), false),
        (&REVOKE, r#"{"token":"t"}"#, says(r#","status":"VALID""#), true),
    ] {
        let unknown = shop.lost(endpoint, request).await;
        let Settled::Failed(by) = shop.then([reply]).client.settle(unknown).await else {
            panic!("{request}")
        };
        assert_eq!(by.is_unnamed(), is_unnamed, "{request}");
    }
}
