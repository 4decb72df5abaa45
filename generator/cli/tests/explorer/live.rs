//! What others send shows while one looks, and faults hold for everybody.

use crate::browser::with_page;
use crate::support::{Letter, PAY, SPECS, merchant, shipped};
use countersign_calling::{Options, apis, example_body, find_endpoint};
use serde_json::Value;

/// The request of the first example, with an id of its own.
fn order() -> Value {
    let claro = apis(SPECS, &["claro"]).expect("specs").remove(0);
    let (version, endpoint) = find_endpoint(&claro, "v1/payments/pay").expect("an endpoint");
    example_body(endpoint, version, None, true).expect("an example")
}

#[tokio::test]
async fn what_another_client_sends_appears_without_a_reload() {
    with_page(shipped(), |page| async move {
        page.open("received").await?;
        page.see("main", "Nothing yet. Requests show here as they arrive.").await?;
        let caller = merchant(&page.sandbox);
        let order = order();
        let report = caller.call("claro", "v1/payments/pay", &order, &Options::default()).await;
        assert_eq!(report.expect("a report").outcome.name(), "Accepted");
        page.see(".entries summary", PAY).await?;
        page.see(".entries .status", "A").await?;
        page.see("#count", "1").await?;
        assert_eq!(page.count("main .muted:not([hidden])").await?, 0, "no longer nothing");
        page.click(".entries summary").await?;
        page.see(".exchange", order["paymentRequestId"].as_str().expect("an id")).await?;

        // Somebody who is not the merchant, at a place where nothing is.
        let stranger = Letter::new("POST", "/nothing/here").header("host", "wallet.example").body("{}");
        stranger.send(&page.sandbox);
        page.see(".entries summary", "POST /nothing/here").await?;
        page.see(".verdict-line", "INVALID_CLIENT: the header Client-Id is missing").await?;
        assert_eq!(page.count(".exchange").await?, 1, "what was unfolded stays so");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_fault_holds_for_everybody_until_it_is_switched_off() {
    with_page(shipped(), |page| async move {
        let caller = merchant(&page.sandbox);
        let outcome = async || {
            let report = caller.call("claro", "v1/payments/pay", &order(), &Options::default()).await;
            report.expect("a report").outcome.name()
        };
        page.open("faults").await?;
        let switch = format!("select[data-endpoint=\"{PAY}\"]");
        page.choose(&switch, "tampered").await?;
        page.see("#faults-on", "1").await?;
        page.see(".switch.on", "The body is changed after it was signed.").await?;
        assert_eq!(outcome().await, "Unknown");

        // One that says more than its name, and what is no such thing.
        page.choose(&switch, "status").await?;
        page.see(".switch.on", "Another result; with status F the request is not carried out.").await?;
        assert_eq!(outcome().await, "Failed");
        let detail = page.find(".switch.on .picker > input").await?;
        assert_eq!(detail.property("value").await?, "F:ACCESS_DENIED", "a code of this endpoint");
        page.eval("void document.querySelector('.switch.on .picker > input').select()").await?;
        detail.keys("so\t").await?;
        page.see(".switch.wrong", "write `status=STATUS:CODE`").await?;
        assert_eq!(page.sandbox.faults().len(), 1);
        page.eval("void document.querySelector('.switch.on .picker > input').select()").await?;
        detail.keys("U:PAYMENT_IN_PROCESS\t").await?;
        page.see(".switch.on:not(.wrong)", "Another result").await?;
        assert_eq!(outcome().await, "Unknown");
        page.open(PAY).await?;
        page.see(".send", "Switched on for this endpoint: status=U:PAYMENT_IN_PROCESS.").await?;
        page.open("faults").await?;
        assert_eq!(
            page.find(".switch.on .picker > input").await?.property("value").await?,
            "U:PAYMENT_IN_PROCESS"
        );

        page.choose(&switch, "No fault").await?;
        page.find("#faults-on[hidden]").await?;
        assert!(page.sandbox.faults().is_empty());
        assert_eq!(outcome().await, "Accepted");
        Ok(())
    })
    .await;
}
