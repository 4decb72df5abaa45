//! From a form to an outcome: the wallet behind the page is the real one.

use crate::browser::{Page, with_page};
use crate::driver::Checked;
use crate::support::{INQUIRY, PAY, SPECS, shipped};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

#[tokio::test]
async fn a_payment_is_accepted_and_found_again() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.click("#clear").await?;
        page.fill("partnerId", "P000000000000001").await?;
        page.fill("paymentOrderTitle", "Zwölf Äpfel").await?;
        page.fill("paymentRequestId", "order-10042").await?;
        page.fill("paymentAmount.currency", "USD").await?;
        page.fill("paymentAmount.value", "10000").await?;
        page.send("Accepted").await?;
        let expected = json!({
            "partnerId": "P000000000000001",
            "paymentOrderTitle": "Zwölf Äpfel",
            "paymentRequestId": "order-10042",
            "paymentAmount": { "currency": "USD", "value": "10000" },
        });
        assert_eq!(page.sent(), expected);
        page.see("#outcome", "Ask v1/payments/inquiryPayment how it ended.").await?;
        every_step_is_there(&page).await?;

        // The question is filled in, and knows the payment.
        page.click("#ask").await?;
        page.see("h1", "inquiryPayment").await?;
        page.send("Success").await?;
        page.see("#outcome .advice", "The question was answered: read the status inside the answer.").await?;
        assert_eq!(
            page.sent(),
            json!({ "partnerId": "P000000000000001", "paymentRequestId": "order-10042" })
        );
        let answer = page.last().answer.as_ref().and_then(countersign_sandbox::Answered::json);
        let answer = answer.expect("an answer");
        assert_eq!(
            (&answer["paymentStatus"], &answer["paymentAmount"]["value"]),
            (&"SUCCESS".into(), &"10000".into())
        );
        page.see(".steps > li:nth-child(4)", "\"paymentStatus\": \"SUCCESS\"").await?;

        // One that is not there is not found.
        page.fill("paymentRequestId", "order-10043").await?;
        page.click("#send").await?;
        page.see("#outcome", "ORDER_NOT_EXIST").await?;
        page.see("#outcome h2", "Failed").await.map(|_| ())
    })
    .await;
}

/// What was signed is what was sent, and the answer came from the wallet.
async fn every_step_is_there(page: &Page) -> Checked {
    let last = page.last();
    let header = |name: &str| last.headers[name].to_str().expect("text").to_owned();
    let body = String::from_utf8(last.body.to_vec()).expect("UTF-8");
    let titles = page.eval("[...document.querySelectorAll('.steps h3')].map((h) => h.innerText)").await?;
    let expected =
        ["Body", "Content to be signed", "Headers", "Response", "Its signature", "Outcome"].map(String::from);
    assert_eq!(titles, json!(expected));
    let content = page.text(".steps > li:nth-child(2) code").await?;
    let (id, time) = (header("client-id"), header("request-time"));
    assert_eq!(content, format!("POST /api/v1/payments/pay\n{id}.{time}.{body}"));
    let headers = page.text(".steps > li:nth-child(3) .headers").await?;
    assert!(headers.contains(&header("signature")) && headers.contains(&id), "{headers}");
    page.click(".steps > li:first-child .exact input").await?;
    assert_eq!(page.text(".steps > li:first-child code").await?, body, "byte for byte");
    page.see(".steps > li:nth-child(4)", "HTTP status 200.").await?;
    page.see(".steps > li:nth-child(4)", "\"resultCode\": \"ACCEPT\"").await?;
    page.see(".steps .verdict.good", "Holds. The wallet's key has signed exactly these bytes.").await?;
    page.see(".steps > li:last-child", "Accepted.").await.map(|_| ())
}

#[tokio::test]
async fn an_example_can_be_sent_again_and_again() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        for value in ["1", "2"] {
            page.choose("#example", "cashier payment").await?;
            page.fill("paymentAmount.value", value).await?;
            page.send("Accepted").await?;
            page.see(".steps", &format!("\"value\": \"{value}\"")).await?;
        }
        assert_eq!(page.calls(), 2);
        // The same id with another amount is another matter.
        page.fill("paymentAmount.value", "3").await?;
        page.click("#send").await?;
        page.see("#outcome", "REPEAT_REQ_INCONSISTENT").await?;
        // The first request stands.
        page.see("#outcome h2", "Unknown").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn an_outcome_of_another_request_is_dimmed() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.choose("#example", "cashier payment").await?;
        let opacity = "getComputedStyle(document.querySelector('.told > *')).opacity";
        page.fill("paymentAmount.value", "1").await?;
        assert_eq!(page.count(".told[data-stale]").await?, 0, "nothing was sent yet");
        page.send("Accepted").await?;
        assert_eq!((page.count(".told[data-stale]").await?, page.eval(opacity).await?), (0, "1".into()));
        for (changed, back) in [("12", "1")] {
            page.fill("paymentAmount.value", changed).await?;
            page.find(".told[data-stale]").await?;
            assert_eq!(page.eval(opacity).await?, "0.5");
            page.fill("paymentAmount.value", back).await?;
            page.find(".told:not([data-stale])").await?;
        }
        page.choose("#fault", "tampered").await?;
        page.find(".told[data-stale]").await?;
        page.send("Unknown").await?;
        page.find(".told:not([data-stale])").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn code_is_scrolled_and_not_wrapped() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.send("Accepted").await?;
        let scrolls = "[...document.querySelectorAll('.told [role=tabpanel]:not([hidden]) pre')].some((pre) => \
                       getComputedStyle(pre).whiteSpace === 'pre' && pre.scrollWidth > pre.clientWidth)";
        for tab in ["steps", "curl", "command", "rust"] {
            page.click(&format!(".told [data-tab={tab}]")).await?;
            assert_eq!(page.eval(scrolls).await?, true, "{tab}");
        }
        let wide = page.eval("document.documentElement.scrollWidth - innerWidth").await?;
        assert!(wide.as_i64() <= Some(0), "only the panes are: {wide}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_loaded_example_and_the_keys_are_named() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.see("#loaded", "Example: ").await?;
        page.choose("#example", "cashier payment").await?;
        page.see("#loaded", "Example: cashier payment").await?;
        page.see(".send", "Ctrl+Enter").await?;
        page.see(".empty", "Ctrl+Enter").await?;
        // It is there again when one comes back, and gone with the values.
        page.click(&format!(".side a[href=\"#{INQUIRY}\"]")).await?;
        page.see("h1", "inquiryPayment").await?;
        page.eval("void history.back()").await?;
        page.see("#loaded", "Example: cashier payment").await?;
        page.click("#clear").await?;
        page.find("#loaded:empty").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn what_breaks_its_table_is_marked_and_refused_by_name() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.fill("partnerId", &"P".repeat(33)).await?;
        page.see("[data-path=partnerId] .error", "Has 33 characters; `max_length` is 32.").await?;
        page.click("#send").await?;
        assert_eq!(page.calls(), 0, "marked, and not sent");
        page.click("#anyway").await?;
        page.see("#outcome h2", "Failed").await?;
        page.see("#outcome code", "PARAM_ILLEGAL").await?;
        page.see("#outcome .said", "$.partnerId has 33 characters").await?;
        assert_eq!(page.calls(), 1, "whoever insists sees what the wallet says");
        page.click(".told [data-tab=rust]").await?;
        page.see(".told pre", "no way to write this request").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn faults_for_one_call_change_its_outcome() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        for (fault, outcome, said) in [
            ("tampered", "Unknown", "the signature is not this wallet key's"),
            ("unsigned", "Unknown", "it has no signature"),
            ("timeout", "Unknown", "time"),
            ("bad-gateway", "Unknown", "HTTP 502"),
            ("status", "Failed", "as the fault says"),
            ("extra-fields", "Success", "success"),
        ] {
            page.choose("#fault", fault).await?;
            page.send(outcome).await?;
            let text = page.text("#outcome").await?;
            assert!(text.contains(said), "{fault}: {text}");
            let verdict = page.text(".steps .verdict").await?;
            let expected = match fault {
                "timeout" => "Not checked. There was nothing to verify.",
                "status" | "extra-fields" => "Holds. ",
                _ => "Does not hold. ",
            };
            assert!(verdict.starts_with(expected), "{fault}: {verdict}");
            assert_eq!(page.count("#ask").await?, u64::from(outcome == "Unknown"), "{fault}");
            let fault = page.last().fault.as_ref().map(ToString::to_string).expect("a fault");
            page.click(".told [data-tab=command]").await?;
            page.see(".told pre", &format!("--fault {fault}")).await?;
        }
        page.choose("#fault", "No fault").await?;
        page.send("Success").await
    })
    .await;
}

/// `countersign sandbox`, which ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_printed_url_leads_to_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.args(["sandbox", "--port", "0", "--specs", SPECS, "--keys"]).arg(folder.path());
    let mut running = Running(command.stdout(Stdio::piped()).spawn().expect("started"));
    let output = running.0.stdout.take().expect("an output");
    let urls = BufReader::new(output).lines().map(|line| line.expect("text"));
    let url = urls.filter(|line| line.starts_with("http://")).find(|line| line.contains("claro"));
    let url = url.and_then(|line| Some(line.split_whitespace().next()?.to_owned())).expect("a URL");
    with_page(shipped(), |page| async move {
        let _running = running;
        page.driver.goto(&url).await?;
        page.see("h1", "A wallet on your own machine").await?;
        page.click("details[data-fold=claro] > summary").await?;
        page.click(&format!(".side a[href=\"#{INQUIRY}\"]")).await?;
        page.see("h1", "inquiryPayment").await?;
        page.click(&format!(".side a[href=\"#{PAY}\"]")).await?;
        page.see("h1", "pay").await?;
        page.send("Accepted").await?;
        assert_eq!(page.calls(), 0, "the other one was asked");
        Ok(())
    })
    .await;
}
