//! What can be settled besides an unknown outcome: a call that was accepted, and a request kept from before a crash.

use std::time::Duration;

use claro_client::{
    text,
    v1::{
        payments::{PayRequest, RefundRequest, RefundRequired},
        types::{Amount, AmountRequired},
    },
};
use countersign_runtime::{
    Error, Json, OpenCall, Outcome, Settled, StoredRequest, UntypedResponse, json,
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::requests;

use crate::settling::shop::{ALONE, ORDER, PAY, Shop, lost, pay_status, result, said};

#[tokio::test]
async fn an_accepted_call_is_settled() {
    let shop = Shop::new();
    let accepted = result("A", "ACCEPT", r#","payUrl":"https://wallet.invalid""#);
    let Outcome::Accepted(pending) = shop.call(&PAY, ORDER, accepted).await else { panic!("accepted") };
    shop.then([pay_status("PROCESSING"), pay_status("SUCCESS")]);
    assert_eq!(said(shop.client.settle(pending).await), "success");

    let accepted = result("A", "ACCEPT", "");
    let Outcome::Accepted(pending) = shop.call(&PAY, ORDER, accepted).await else { panic!("accepted") };
    shop.then([pay_status("PROCESSING")]);
    let Settled::Unknown(unsettled) = shop.client.settle(pending).during(Duration::ZERO).await else {
        panic!("it goes on")
    };
    assert!(
        matches!(unsettled.call(), OpenCall::Accepted(answer) if answer.result().code.as_str() == "ACCEPT")
    );
    assert!(unsettled.to_string().starts_with("the call was accepted"), "{unsettled}");
    unsettled.recorded();
}

#[tokio::test]
async fn a_request_kept_from_before_a_crash_is_settled_and_not_sent() {
    let shop = Shop::new();
    let request: Json = ORDER.parse().unwrap();
    shop.then([pay_status("SUCCESS"), pay_status("FAIL"), pay_status("PROCESSING")]);
    assert_eq!(said(shop.client.settle(shop.client.call_untyped(&PAY, &request)).await), "success");
    let kept = || StoredRequest::<UntypedResponse>::untyped(&PAY, ORDER);
    assert_eq!(said(shop.client.settle(kept()).await), "failed");
    assert_eq!(said(shop.client.settle(kept()).during(Duration::ZERO).await), "unknown");
    let seen = shop.wallet.seen();
    assert!(seen.len() == 3 && seen.iter().all(|asked| asked.uri().path() == "/api/v1/orders/inquiry"));
    assert!(seen.iter().all(|asked| asked.body() == r#"{"orderNo":1001}"#));
}

#[tokio::test]
async fn of_a_kept_request_not_found_is_final_only_if_it_was_never_acknowledged() {
    for (never, expected) in [(false, "unknown"), (true, "not found: NOT_EXIST")] {
        let shop = Shop::new();
        shop.then(vec![result("F", "NOT_EXIST", ""); 20]);
        let kept = StoredRequest::<UntypedResponse>::untyped(&PAY, ORDER);
        let kept = if never { kept.never_acknowledged() } else { kept };
        assert_eq!(said(shop.client.settle(kept).await), expected);
    }
}

/// The call that it repeats may have been acknowledged.
#[tokio::test]
async fn of_a_repeated_call_not_found_is_never_final() {
    let request: Json = ORDER.parse().unwrap();
    for (repeats, reply, expected) in [
        (false, lost(), "not found: NOT_EXIST"),
        (true, lost(), "unknown"),
        (true, Reply::lost(TransportFailure::NotSent), "unknown"),
        (true, result("F", "FAIL", ""), "unknown"),
        // The wallet has signed a response, whatever it says.
        (false, Reply::signed("[]"), "unknown"),
    ] {
        let shop = Shop::new();
        shop.then([reply]);
        let call = shop.client.call_untyped(&PAY, &request).no_retry();
        let call = if repeats { call.repeat() } else { call };
        let Ok(Outcome::Unknown(unknown)) = call.await else { panic!("{expected}") };
        shop.then(vec![result("F", "NOT_EXIST", ""); 20]);
        assert_eq!(said(shop.client.settle(unknown).await), expected, "{repeats}");
    }
}

#[tokio::test]
async fn a_typed_request_is_settled_from_its_call_and_from_its_json() {
    let wallet = ScriptedWallet::new().unwrap();
    let client = claro_client::Client::new(wallet.config()).unwrap();
    let paid = r#"{"result":{"resultStatus":"S"},"paymentId":"2022","paymentRequestId":"order-1","paymentStatus":"SUCCESS"}"#;
    wallet.then(Reply::signed(paid)).then(Reply::signed(paid));
    let request = requests::pay();
    let stored = json::write(&request).unwrap();
    let settled = [
        client.settle(client.v1().payments().pay(&request)).await,
        client.settle(StoredRequest::new::<PayRequest>(stored)).await,
    ];
    for settled in settled {
        let Settled::Success(found) = settled else { panic!("{settled:?}") };
        assert_eq!(found.payment_id.as_ref().unwrap().as_str(), "2022");
    }
    assert!(wallet.seen().iter().all(|asked| asked.uri().path() == "/api/v1/payments/inquiryPayment"));
}

#[tokio::test]
async fn what_cannot_be_asked_about_says_why() {
    let shop = Shop::new();
    let alone = shop.lost(&ALONE, ORDER).await;
    let Settled::Unknown(unsettled) = shop.client.settle(alone).await else { panic!("nobody can be asked") };
    assert!(unsettled.last.is_none() && unsettled.asked == 0);
    assert!(unsettled.to_string().ends_with("no endpoint is known that could be asked"), "{unsettled}");
    for body in ["", "[]", "{}", "null", "<request/>", r#"{"orderNo":""}"#] {
        let kept = StoredRequest::<UntypedResponse>::untyped(&PAY, body);
        let Settled::Unknown(unsettled) = shop.client.settle(kept).await else { panic!("{body}") };
        assert!(unsettled.last.is_none() && unsettled.asked == 0, "{body}");
    }
    assert_eq!(shop.wallet.seen().len(), 1);

    // It breaks the spec, and so was never sent.
    let wallet = ScriptedWallet::new().unwrap();
    let client = claro_client::Client::new(wallet.config()).unwrap();
    let broken = RefundRequest::new(RefundRequired {
        partner_id: text!("P000000000000001"),
        refund_request_id: text!("refund-1"),
        refund_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("1") }),
    });
    let Settled::Unknown(unsettled) = client.settle(client.v1().payments().refund(&broken)).await else {
        panic!("it was never sent")
    };
    assert!(matches!(unsettled.last, Some(Err(Error::Invalid(_)))) && unsettled.asked == 0, "{unsettled}");
    assert!(wallet.seen().is_empty());
}
