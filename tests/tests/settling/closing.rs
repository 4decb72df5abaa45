//! Giving a call up: the cancel is repeated until the wallet has carried it out.

use std::time::Duration;

use countersign_runtime::{
    Closing, Endpoint, IdempotencyKey, Ids, Settled, Settling, StatusMapping, StoredRequest, UntypedResponse,
    testing::Reply,
};

use crate::settling::shop::{CHARGE, ORDER, PAY, REFUND, Shop, again, lost, pay_status, result, said, says};

fn open() -> Reply {
    pay_status("PROCESSING")
}

fn closed() -> Reply {
    result("S", "SUCCESS", "")
}

fn refused() -> Reply {
    result("F", "ORDER_STATUS_INVALID", "")
}

#[tokio::test]
async fn a_call_is_closed_by_the_success_of_its_cancel_and_by_nothing_else() {
    let unsent = || Reply::lost(countersign_runtime::transport::TransportFailure::NotSent);
    let conflict = says(r#","orderNo":1001,"payStatus":"SUCCESS","amount":{"currency":"USD","value":"1"}"#);
    // Questions and cancels in turn.
    for (name, replies, expected, sent) in [
        ("at once", vec![open(), closed()], "closed by v1/orders/cancel", 2),
        ("paid before", vec![pay_status("SUCCESS"), closed()], "success", 1),
        ("failed before", vec![pay_status("FAIL"), closed()], "failed", 1),
        ("contradicted", vec![conflict, closed()], r#"`amount` is "USD 1", but "USD 100" was sent"#, 1),
        ("then", vec![open(), lost(), open(), closed()], "closed by v1/orders/cancel", 4),
        ("not known", vec![result("F", "NOT_EXIST", ""), closed()], "closed by v1/orders/cancel", 2),
        ("may not ask", vec![result("F", "ACCESS_DENIED", ""), closed()], "closed by v1/orders/cancel", 2),
        ("refused", vec![open(), refused(), pay_status("SUCCESS")], "success", 3),
        ("refused for ever", again(&[open(), refused()]), "unknown", 26),
        ("not sent", vec![open(), unsent(), pay_status("SUCCESS")], "success", 3),
        // The cancel may still take effect: success is not final any more.
        (
            "paid while closing",
            vec![open(), lost(), pay_status("SUCCESS"), closed()],
            "closed by v1/orders/cancel",
            4,
        ),
        (
            "not known while closing",
            vec![open(), result("U", "LATER", ""), pay_status("SUCCESS"), closed()],
            "closed by v1/orders/cancel",
            4,
        ),
        (
            "accepted while closing",
            vec![open(), result("A", "ACCEPT", ""), pay_status("SUCCESS"), closed()],
            "closed by v1/orders/cancel",
            4,
        ),
        ("cancelled while closing", vec![open(), lost(), pay_status("CANCELLED")], "failed", 3),
        (
            "a later refusal says nothing",
            [vec![open(), lost()], again(&[pay_status("SUCCESS"), refused()])].concat(),
            "unknown, closing",
            26,
        ),
        ("never", again(&[open(), lost()]), "unknown, closing", 26),
    ] {
        let shop = Shop::new();
        let unknown = shop.lost(&PAY, ORDER).await;
        let settled = shop.then(replies).client.settle(unknown).give_up().await;
        assert_eq!(said(settled), expected, "{name}");
        let seen = &shop.wallet.seen()[1..];
        assert_eq!(seen.len(), sent, "{name}");
        for (at, request) in seen.iter().enumerate() {
            let expected = if at % 2 == 0 { "/api/v1/orders/inquiry" } else { "/api/v1/orders/cancel" };
            assert_eq!(request.uri().path(), expected, "{name}");
            assert_eq!(request.body(), r#"{"orderNo":1001}"#, "{name}");
        }
    }
}

/// It may be the success of another cancel.
#[tokio::test]
async fn a_success_without_the_id_closes_nothing_where_the_spec_knows_one() {
    static CANCEL: Endpoint = Endpoint::new("v1", "orders/cancel").with_response_ids(&["orderNo"]);
    static CALL: Endpoint = Endpoint::new("v1", "orders/pay")
        .with_idempotency_key(IdempotencyKey::all(&["orderNo"]))
        .with_settled_by(&SETTLED);
    static INQUIRY: Endpoint = Endpoint::new("v1", "orders/inquiry").with_read_only();
    static SETTLED: Settling =
        Settling::new(&INQUIRY, StatusMapping::new("payStatus", &["SUCCESS"], &["FAIL"]))
            .with_ask(&[("orderNo", "orderNo")])
            .with_ids(Ids::all(&[("orderNo", "orderNo")]))
            .with_closed_by(Closing::new(&CANCEL, &[("orderNo", "orderNo")]));
    let named = |id: u32| result("S", "SUCCESS", &format!(r#","orderNo":{id}"#));
    for (replies, expected) in [
        (vec![open(), named(1001)], "closed by v1/orders/cancel"),
        (again(&[open(), closed()]), "unknown, closing"),
        (again(&[open(), named(2002)]), "unknown, closing"),
    ] {
        let shop = Shop::new();
        let unknown = shop.lost(&CALL, ORDER).await;
        assert_eq!(said(shop.then(replies).client.settle(unknown).give_up().await), expected);
    }
}

#[tokio::test]
async fn a_call_that_may_be_closing_never_ends_as_a_success() {
    let shop = Shop::new();
    let unknown = shop.lost(&PAY, ORDER).await;
    shop.then([open(), lost(), pay_status("SUCCESS")]);
    let Settled::Unknown(closing) = shop.client.settle(unknown).during(Duration::ZERO).give_up().await else {
        panic!("the cancel was lost")
    };
    assert!(closing.is_closing());
    // Asked again, without giving up.
    let Settled::Unknown(closing) = shop.client.settle(closing).during(Duration::ZERO).await else {
        panic!("the cancel may still take effect")
    };
    assert!(
        closing.last.as_ref().is_some_and(|last| last.as_ref().is_ok_and(|last| last.name() == "Success"))
    );
    shop.then([pay_status("SUCCESS"), closed()]);
    let settled = shop.client.settle(closing).during(Duration::ZERO).give_up().await;
    assert_eq!(said(settled), "closed by v1/orders/cancel");

    let kept = || StoredRequest::<UntypedResponse>::untyped(&PAY, ORDER);
    shop.then([pay_status("SUCCESS"), pay_status("SUCCESS")]);
    assert_eq!(said(shop.client.settle(kept().closing()).during(Duration::ZERO).await), "unknown, closing");
    assert_eq!(said(shop.client.settle(kept()).during(Duration::ZERO).await), "success");
}

#[tokio::test]
async fn without_a_cancel_giving_up_only_asks() {
    let shop = Shop::new();
    for (endpoint, request) in
        [(&CHARGE, r#"{"merchantId":"m","orderNo":"1"}"#), (&REFUND, r#"{"refundNo":"1"}"#)]
    {
        let unknown = shop.lost(endpoint, request).await;
        let before = shop.wallet.seen().len();
        assert_eq!(said(shop.client.settle(unknown).give_up().await), "unknown");
        let seen = &shop.wallet.seen()[before..];
        assert!(seen.len() == 13 && seen.iter().all(|asked| asked.uri().path() == "/api/v1/orders/inquiry"));
    }
}
