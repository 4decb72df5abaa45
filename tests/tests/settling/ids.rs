//! Only a response about this call settles it: ids and amounts are compared whole.

use countersign_runtime::{Endpoint, Json, Outcome, Settled, testing::Reply};

use crate::settling::shop::{
    CANCEL, CAPTURE, CHARGE, ORDER, PAY, REFUND, REVOKE, Shop, again, pay_status, result, said, says,
};

/// Each response is given 20 times: what is no verdict is asked for again, 13 times in a minute.
async fn check(endpoint: &'static Endpoint, request: &str, table: &[(&str, &str)]) {
    for (fields, expected) in table {
        let (found, asked) = Shop::settled(endpoint, request, vec![says(fields); 20]).await;
        assert_eq!(found, *expected, "{endpoint} {fields}");
        assert_eq!(asked, if found == "unknown" { 13 } else { 1 }, "{endpoint} {fields}");
    }
}

#[tokio::test]
async fn an_integer_id_is_compared_whole() {
    check(
        &PAY,
        ORDER,
        &[
            (r#","orderNo":1001,"payStatus":"SUCCESS""#, "success"),
            (r#","orderNo":"1001","payStatus":"SUCCESS""#, "success"),
            (r#","orderNo":1001,"payStatus":"FAIL""#, "failed"),
            (r#","orderNo":2002,"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":10010,"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":"01001","payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":2002,"payStatus":"FAIL""#, "unknown"),
            (r#","payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":"","payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":null,"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":[1001],"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":1001,"orderNo":1001,"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":2002,"orderNo":1001,"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":1001,"payStatus":"SUCCESS","payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":1001,"payStatus":"PROCESSING""#, "unknown"),
        ],
    )
    .await;
}

#[tokio::test]
async fn another_amount_is_a_conflict_and_no_verdict() {
    let conflict = r#"`amount` is "USD 10", but "USD 100" was sent"#;
    check(
        &PAY,
        ORDER,
        &[
            (r#","orderNo":1001,"payStatus":"SUCCESS","amount":{"currency":"USD","value":"100"}"#, "success"),
            (
                r#","orderNo":1001,"payStatus":"SUCCESS","amount":{"currency":"USD","value":100.00}"#,
                "success",
            ),
            (r#","orderNo":1001,"payStatus":"SUCCESS","amount":{"currency":"USD","value":"10"}"#, conflict),
            (r#","orderNo":1001,"payStatus":"FAIL","amount":{"currency":"USD","value":"10"}"#, conflict),
            (
                r#","orderNo":1001,"payStatus":"SUCCESS","amount":{"currency":"EUR","value":"100"}"#,
                r#"`amount` is "EUR 100", but "USD 100" was sent"#,
            ),
            (r#","orderNo":2002,"payStatus":"SUCCESS","amount":{"currency":"USD","value":"10"}"#, "unknown"),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_success_of_a_payment_is_not_that_of_its_cancellation() {
    check(
        &CANCEL,
        ORDER,
        &[
            (r#","orderNo":1001,"payStatus":"SUCCESS""#, "unknown"),
            (r#","orderNo":1001,"payStatus":"FAIL""#, "unknown"),
            (r#","orderNo":1001,"payStatus":"CANCELLED""#, "success"),
        ],
    )
    .await;
}

#[tokio::test]
async fn all_fields_of_a_key_name_a_call_or_any_of_them() {
    check(
        &CHARGE,
        r#"{"merchantId":"m","orderNo":"1"}"#,
        &[
            (r#","merchantId":"m","orderNo":"1","payStatus":"SUCCESS""#, "success"),
            (r#","merchantId":"m","payStatus":"SUCCESS""#, "unknown"),
            (r#","merchantId":"m","orderNo":"2","payStatus":"SUCCESS""#, "unknown"),
            (r#","merchantId":"x","orderNo":"1","payStatus":"SUCCESS""#, "unknown"),
        ],
    )
    .await;
    let (named, nested) = (r#""refundResult":{"status":"S"}"#, r#""refundResult":"{\"status\":\"F\"}""#);
    check(
        &REFUND,
        r#"{"refundId":"i","refundNo":"1"}"#,
        &[
            (&format!(r#","refundId":"i",{named}"#), "success"),
            (&format!(r#","refundNo":"1",{nested}"#), "failed"),
            (&format!(r#","refundId":"i","refundNo":"2",{named}"#), r#"`refundNo` is "2", but "1" was sent"#),
            (&format!(r#","refundId":"x","refundNo":"2",{named}"#), "unknown"),
            (&format!(",{named}"), "unknown"),
        ],
    )
    .await;
    check(
        &REFUND,
        r#"{"refundNo":"1"}"#,
        &[(&format!(r#","refundId":"x","refundNo":"1",{named}"#), "success")],
    )
    .await;
}

#[tokio::test]
async fn one_entry_of_a_list_is_the_call_s() {
    let request = r#"{"orderNo":1001,"captureNo":"c2"}"#;
    check(
        &CAPTURE,
        request,
        &[
            (r#","transactions":[{"no":"c1","status":"FAIL"},{"no":"c2","status":"SUCCESS"}]"#, "success"),
            (r#","transactions":[{"no":"c1","status":"SUCCESS"}]"#, "unknown"),
            (r#","transactions":[{"no":"c2","status":"SUCCESS"},{"no":"c2","status":"SUCCESS"}]"#, "unknown"),
            (r#","status":"SUCCESS","transactions":[]"#, "unknown"),
            (r#","status":"SUCCESS""#, "unknown"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_response_that_names_nothing_is_believed_where_the_spec_says_so_and_says_it() {
    check(
        &REVOKE,
        r#"{"token":"t"}"#,
        &[
            (r#","status":"REVOKED""#, "success, unnamed"),
            (r#","status":"VALID""#, "failed, unnamed"),
            (r#","status":"OTHER""#, "unknown"),
        ],
    )
    .await;
}

/// Two orders of one merchant have a part of the key in common.
#[tokio::test]
async fn half_a_key_is_none() {
    for (request, is_key) in [
        (r#"{"merchantId":"m","orderNo":"1"}"#, true),
        (r#"{"merchantId":"m","orderNo":""}"#, false),
        (r#"{"merchantId":"m","orderNo":null}"#, false),
        (r#"{"merchantId":"m"}"#, false),
    ] {
        let shop = Shop::new();
        shop.then(vec![result("U", "LATER", ""); 20]);
        let json: Json = request.parse().unwrap();
        let Outcome::Unknown(unknown) = shop.client.call_untyped(&CHARGE, &json).await.unwrap() else {
            panic!("it is not known yet")
        };
        let sent = shop.wallet.seen().len();
        assert_eq!(sent, if is_key { 3 } else { 1 }, "{request}");
        match shop.client.settle(unknown).await {
            Settled::Unknown(unsettled) => {
                assert_eq!(unsettled.asked, if is_key { 13 } else { 0 }, "{request}");
                assert_eq!(unsettled.last.is_some(), is_key);
                assert_eq!(shop.wallet.seen().len() - sent, unsettled.asked as usize, "{request}");
            }
            settled => panic!("{settled:?}"),
        }
    }
}

#[tokio::test]
async fn not_found_is_final_only_after_as_long_as_the_spec_says() {
    let not_found = || result("F", "NOT_EXIST", "");
    let processing = || pay_status("PROCESSING");
    let unclear = || result("U", "UNKNOWN", "");
    let plain = |replies: Vec<Reply>| replies.into_iter();
    for (name, replies, expected, asked) in [
        // Asked at 0, 5, .. seconds: those at 0, 15 and 30 count.
        ("always", vec![not_found(); 20], "not found: NOT_EXIST", 7),
        ("not long enough", [vec![not_found(); 6], vec![pay_status("SUCCESS")]].concat(), "success", 7),
        ("from anew", [vec![not_found(); 6], vec![unclear()], vec![not_found(); 20]].concat(), "unknown", 13),
        ("with breaks", again(&[not_found(), unclear()]), "unknown", 13),
        ("once known", [vec![processing()], vec![not_found(); 20]].concat(), "unknown", 13),
    ] {
        assert_eq!(Shop::settled(&PAY, ORDER, plain(replies)).await, (expected.to_owned(), asked), "{name}");
    }
    let never = Shop::settled(&CHARGE, r#"{"merchantId":"m","orderNo":"1"}"#, vec![not_found(); 20]).await;
    assert_eq!(never, ("unknown".to_owned(), 1), "a code that the spec does not list");
}

#[tokio::test]
async fn not_found_is_never_final_for_a_call_that_the_wallet_knows() {
    for (reply, expected) in [
        (result("U", "LATER", ""), "not found: NOT_EXIST"),
        (result("U", "UNKNOWN", ""), "unknown"),
        (result("X", "UNKNOWN", ""), "unknown"),
        (result("F", "REPEAT_REQ_INCONSISTENT", ""), "unknown"),
        (result("S", "SUCCESS", r#","orderNo":2002"#), "not found: NOT_EXIST"),
        (result("A", "ACCEPT", ""), "unknown"),
        (result("U", "PAYMENT_IN_PROCESS", r#","payUrl":"https://wallet.invalid""#), "unknown"),
    ] {
        let shop = Shop::new();
        let outcome = shop.call(&PAY, ORDER, reply).await;
        shop.then(vec![result("F", "NOT_EXIST", ""); 20]);
        let (name, settled) = match outcome {
            Outcome::Unknown(unknown) => (unknown.to_string(), shop.client.settle(unknown).await),
            Outcome::Accepted(pending) => (pending.result().to_string(), shop.client.settle(pending).await),
            outcome => panic!("{outcome:?}"),
        };
        assert_eq!(said(settled), expected, "{name}");
    }
}

/// The interval is the only repetition, whatever the client's policy says.
#[tokio::test]
async fn each_question_is_one_attempt() {
    let (found, asked) = Shop::settled(&PAY, ORDER, []).await;
    assert_eq!((found.as_str(), asked), ("unknown", 13), "no connection");
    let (found, asked) = Shop::settled(&PAY, ORDER, vec![result("U", "LATER", ""); 40]).await;
    assert_eq!((found.as_str(), asked), ("unknown", 13), "later");
}
