//! Endpoints that are described at run time: they settle as static ones do, and are freed with the values that use them.

use std::sync::Arc;

use countersign_runtime::{
    AcceptedCode, Closing, Endpoint, Handle, IdempotencyKey, Ids, NotFound, Outcome, Pairs, Settling,
    StatusMapping, StoredRequest, Texts,
};

use crate::settling::shop::{ORDER, Shop, lost, pay_status, result, said, says};

/// An endpoint with nothing static in it.
fn endpoint(path: &str) -> Endpoint {
    let mut endpoint = Endpoint::new("", "");
    endpoint.version = "v1".to_owned().into();
    endpoint.path = path.to_owned().into();
    endpoint
}

fn order_no() -> Texts {
    ["orderNo"].into_iter().collect()
}

fn pair(theirs: &str, ours: &str) -> Pairs {
    vec![(theirs.to_owned(), ours.to_owned())].into()
}

/// A payment, its inquiry and its cancel.
fn described() -> (Arc<Endpoint>, Arc<Endpoint>, Arc<Endpoint>) {
    let inquiry = Arc::new(Endpoint { read_only: true, ..endpoint("orders/inquiry") });
    let cancel = Arc::new(Endpoint {
        idempotency_key: IdempotencyKey::All(order_no()),
        response_ids: order_no(),
        ..endpoint("orders/cancel")
    });
    let settling = Settling {
        inquiry: Arc::clone(&inquiry).into(),
        ask: pair("orderNo", "orderNo"),
        ids: Ids::All(pair("orderNo", "orderNo")),
        money: pair("amount", "amount"),
        entry: None,
        status: StatusMapping {
            status: "payStatus".to_owned().into(),
            success: ["SUCCESS"].into_iter().collect(),
            failure: ["FAIL"].into_iter().collect(),
        },
        not_found: NotFound::new(&[]),
        unnamed_accepted: false,
        closed_by: Some(Closing { endpoint: Arc::clone(&cancel).into(), fields: pair("orderNo", "orderNo") }),
    };
    let accepted = AcceptedCode { code: "LATER".to_owned().into(), fields: ["payUrl"].into_iter().collect() };
    let pay = Endpoint {
        idempotency_key: IdempotencyKey::All(order_no()),
        response_ids: order_no(),
        settled_by: Some(settling.into()),
        accepted_codes: vec![accepted].into(),
        ..endpoint("orders/pay")
    };
    (Arc::new(pay), inquiry, cancel)
}

#[tokio::test]
async fn it_settles_and_is_freed() {
    let (pay, inquiry, cancel) = described();
    let shop = Shop::new();
    let other_amount = r#","orderNo":1001,"payStatus":"SUCCESS","amount":{"currency":"USD","value":"1"}"#;
    for (reply, expected) in [
        (pay_status("SUCCESS"), "success"),
        (pay_status("FAIL"), "failed"),
        (says(other_amount), r#"`amount` is "USD 1", but "USD 100" was sent"#),
    ] {
        let unknown = shop.lost(Arc::clone(&pay), ORDER).await;
        assert_eq!(unknown.exchange().endpoint().to_string(), "v1/orders/pay");
        let settled = shop.then([reply]).client.settle(unknown).await;
        assert_eq!(said(settled), expected);
    }

    let kept = StoredRequest::untyped(Arc::clone(&pay), ORDER);
    shop.then([pay_status("PROCESSING"), lost(), pay_status("SUCCESS"), says(r#","orderNo":1001"#)]);
    assert_eq!(said(shop.client.settle(kept).give_up().await), "closed by v1/orders/cancel");

    let url = r#","orderNo":1001,"payUrl":"https://wallet.invalid""#;
    let accepted = shop.call(Arc::clone(&pay), ORDER, result("U", "LATER", url)).await;
    assert!(matches!(accepted, Outcome::Accepted(_)), "{accepted:?}");
    drop(accepted);

    drop(shop.lost(Arc::clone(&pay), ORDER).await);
    let told = r#"unknown of v1/orders/pay after 1: [("orderNo", "1001")]"#;
    assert_eq!(shop.told.take(), [told]);

    assert_eq!(Arc::strong_count(&pay), 1);
    assert_eq!((Arc::strong_count(&inquiry), Arc::strong_count(&cancel)), (2, 2), "those of the payment");
    drop(pay);
    assert_eq!((Arc::strong_count(&inquiry), Arc::strong_count(&cancel)), (1, 1));
}

#[tokio::test]
async fn it_lives_as_long_as_what_knows_of_it() {
    let (pay, _, _) = described();
    let (weak, shop) = (Arc::downgrade(&pay), Shop::new());
    let unknown = shop.lost(Handle::from(pay), ORDER).await;
    assert!(weak.upgrade().is_some(), "it is needed to settle");
    assert_eq!(said(shop.then([pay_status("SUCCESS")]).client.settle(unknown).await), "success");
    assert!(weak.upgrade().is_none());
}
