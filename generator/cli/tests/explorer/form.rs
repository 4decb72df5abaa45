//! Filling a form: what is marked, what becomes of it, and without a mouse.

use crate::browser::{BACKSPACE, CONTROL, ENTER, Page, RIGHT, TAB, with_page};
use crate::driver::Checked;
use crate::support::{PAY, shipped};

#[tokio::test]
async fn a_limit_that_is_exceeded_is_marked_while_typing() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        // 32 characters, of which some take two units of UTF-16.
        page.fill("partnerId", &"ü".repeat(31)).await?;
        let control = page.control("partnerId").await?;
        page.eval("void (() => { const i = document.querySelector('[data-path=partnerId] input'); i.value += '😀'; i.dispatchEvent(new Event('input')); })()").await?;
        assert_eq!(page.text("[data-path=partnerId] .counter").await?, "32 / 32");
        assert_eq!(control.attribute("aria-invalid").await?, None);
        control.keys("x").await?;
        assert_eq!(page.text("[data-path=partnerId] .counter").await?, "33 / 32");
        page.see("[data-path=partnerId] .error", "Has 33 characters; `max_length` is 32.").await?;
        assert_eq!(control.attribute("aria-invalid").await?.as_deref(), Some("true"));
        page.see("#problems", "partnerId has 33 characters").await?;
        // Sending leads there, and does not send.
        page.find("#problems a").await?;
        page.click("#send").await?;
        page.find("[data-path=partnerId] input:focus").await?;
        assert_eq!(page.calls(), 0);
        page.click("#anyway").await?;
        page.find("#outcome").await?;
        assert_eq!(page.calls(), 1, "whoever insists may see what the wallet says");
        control.keys(BACKSPACE).await?;
        page.find("[data-path=partnerId] input:not([aria-invalid])").await?;
        page.find("#problems:empty").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_marked_when_one_tries_to_send() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.click("#clear").await?;
        page.see("#problems", "5 required fields are still empty").await?;
        assert!(page.count("[aria-invalid]").await? == 0, "not before one tries");
        page.click("#send").await?;
        page.see("#problems", "5 problems").await?;
        for path in [
            "partnerId",
            "paymentOrderTitle",
            "paymentRequestId",
            "paymentAmount.currency",
            "paymentAmount.value",
        ] {
            let css = format!("[data-path=\"{path}\"] > .error");
            page.see(&css, "Is required, but missing.").await?;
            assert_eq!(
                page.control(path).await?.attribute("aria-invalid").await?.as_deref(),
                Some("true"),
                "{path}"
            );
        }
        assert_eq!(page.calls(), 0);
        // A condition: `authCode` is needed for this grant, and not for the other.
        page.open("tngd/v1/authorizations/applyToken").await?;
        page.click("#clear").await?;
        page.click("#send").await?;
        for (grant, needed, free) in [
            ("AUTHORIZATION_CODE", "authCode", "refreshToken"),
            ("REFRESH_TOKEN", "refreshToken", "authCode"),
        ] {
            page.choose("[data-path=grantType]", grant).await?;
            page.see(
                &format!("[data-path={needed}] > .error"),
                &format!("Is missing, but required when grantType = {grant}"),
            )
            .await?;
            page.find(&format!("[data-path={free}] input:not([aria-invalid])")).await?;
        }
        Ok(())
    })
    .await;
}

/// Replaces `fetch` of the page for checks. `check(ask)` gets a function that sends the request after all.
fn replaced(check: &str) -> String {
    format!(
        "void (() => {{ const real = window.fetch; const check = {check}; \
         window.fetch = (path, options) => path === '/-/check' ? check(() => real(path, options)) : real(path, options); }})()"
    )
}

#[tokio::test]
async fn an_old_answer_does_not_replace_a_newer_one() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        // Each check is held back until the test lets it through.
        page.eval("void (window.held = [])").await?;
        page.eval(&replaced("(ask) => new Promise((done) => held.push(() => ask().then(done)))")).await?;
        page.eval("new Promise((done) => setTimeout(done, 300))").await?;
        let before = page.eval("held.length").await?.as_u64().unwrap_or_default();
        for (at, text) in (before..).zip(["P".repeat(33), String::new()]) {
            let typed = format!(
                "void (() => {{ const i = document.querySelector('[data-path=partnerId] input'); \
                 i.value = '{text}'; i.dispatchEvent(new Event('input')); }})()"
            );
            page.eval(&typed).await?;
            let asked = format!(
                "new Promise((done) => {{ const look = () => held.length > {at} ? done() : setTimeout(look, 10); look(); }})"
            );
            page.eval(&asked).await?;
        }
        let let_through =
            |at: u64| format!("held[{at}]().then(() => new Promise((done) => setTimeout(done, 100)))");
        page.eval(&let_through(before + 1)).await?;
        page.see("#problems", "1 required field is still empty").await?;
        page.eval(&let_through(before)).await?;
        assert_eq!(page.text("#problems").await?, "1 required field is still empty.");
        assert_eq!(page.count("[aria-invalid]").await?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_body_that_cannot_be_checked_can_be_sent() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.eval(&replaced("() => Promise.reject(new TypeError('lost'))")).await?;
        page.fill("paymentOrderTitle", "BOOTS").await?;
        page.see("#problems", "The body could not be checked: The sandbox cannot be reached").await?;
        page.click("#send").await?;
        page.click("#anyway").await?;
        page.see("#outcome h2", "Accepted").await?;
        assert_eq!((page.calls(), &page.sent()["paymentOrderTitle"]), (1, &"BOOTS".into()));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn form_and_json_are_one_body() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.fill("paymentOrderTitle", "BOOTS").await?;
        page.click(".ask [data-tab=json]").await?;
        let json = page.find("#json").await?;
        let text = json.property("value").await?;
        let text = text.as_str().unwrap_or_default();
        assert!(
            text.contains("\"paymentOrderTitle\": \"BOOTS\"") && text.starts_with("{\n  \"partnerId\""),
            "{text}"
        );
        // Numbers keep their spelling, and what the table lacks is not lost.
        page.eval("void document.getElementById('json').select()").await?;
        json.keys(r#"{"other": 12.50, "mcc": "4399", "partnerId": "P1"}"#).await?;
        page.see("#problems", "other is not in the spec").await?;
        page.click(".ask [data-tab=form]").await?;
        page.click(".ask [data-tab=json]").await?;
        let text = page.find("#json").await?.property("value").await?;
        assert!(text.as_str().is_some_and(|text| text.contains("12.50")), "{text}");
        page.click(".ask [data-tab=form]").await?;
        assert_eq!(page.control("partnerId").await?.property("value").await?, "P1");
        page.fill("partnerId", "P2").await?;
        page.click("#send").await?;
        page.click("#anyway").await?;
        page.find("#outcome").await?;
        assert_eq!(page.sent(), serde_json::json!({ "partnerId": "P2", "mcc": "4399", "other": 12.5 }));
        page.click(".ask [data-tab=json]").await?;
        page.find("#json").await?.keys("}").await?;
        page.see("#json-error", "not a JSON body").await?;
        page.see("#problems", "not a body that can be sent").await?;
        page.click("#send").await?;
        assert_eq!(page.calls(), 1, "what is no body is not sent");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn nested_objects_lists_and_enums() {
    with_page(shipped(), |page| async move {
        page.open(PAY).await?;
        page.click("#clear").await?;
        page.click(".form > .more > summary").await?;
        page.click("[data-path=extraParams] > .label button").await?;
        page.click("[data-path=\"extraParams.ORDER\"] > .label button").await?;
        page.fill("extraParams.ORDER.referenceOrderId", "O-1").await?;
        page.click("[data-path=envInfo] > .label button").await?;
        page.choose("[data-path=\"envInfo.osType\"]", "ANDROID").await?;
        page.choose("[data-path=\"envInfo.terminalType\"]", "Another").await?;
        page.find("[data-path=\"envInfo.terminalType\"] .free").await?.keys("WATCH").await?;
        page.see("[data-path=\"envInfo.terminalType\"] > .error", "Is \"WATCH\", not one of").await?;
        page.click("#send").await?;
        page.click("#anyway").await?;
        page.find("#outcome").await?;
        let sent = page.sent();
        assert_eq!(sent["extraParams"]["ORDER"], r#"{"referenceOrderId":"O-1"}"#, "JSON inside a text");
        assert_eq!(sent["envInfo"], serde_json::json!({ "terminalType": "WATCH", "osType": "ANDROID" }));
        page.click("[data-path=envInfo] > .label button").await?;
        page.click("#anyway").await?;
        // A list, of at most five.
        page.open("tngd/v2/customers/message/sendByAccessToken").await?;
        page.click("#clear").await?;
        page.click("#send").await?;
        page.see("[data-path=templates] > .error", "Is required, but missing.").await?;
        for _ in 0..5 {
            page.click("[data-path=templates] > .inside > .add > button").await?;
        }
        assert!(
            page.find("[data-path=templates] > .inside > .add > button").await?.property("disabled").await?
                == true
        );
        page.see("[data-path=templates] > .inside > .add", "5 of at most 5").await?;
        page.click("[data-path=templates] > .inside > .part:nth-child(2) > .add > button").await?;
        page.see("[data-path=templates] > .inside > .add", "4 of at most 5").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn without_a_mouse() {
    with_page(shipped(), |page| async move {
        page.open("").await?;
        page.press("/").await?;
        assert_eq!(page.eval("document.activeElement.id").await?, "find");
        page.press("refund claro").await?;
        page.press(ENTER).await?;
        page.see("h1", "efund").await?;
        page.open(PAY).await?;
        // From the top of the page, by Tab alone.
        page.press(TAB).await?;
        page.see(":focus", "Skip to content").await?;
        page.press(ENTER).await?;
        assert_eq!(page.eval("document.activeElement.id").await?, "main");
        tab_to(&page, "#clear").await?;
        page.press(ENTER).await?;
        for (path, text) in [
            ("partnerId", "P1"),
            ("paymentOrderTitle", "SHOES"),
            ("paymentRequestId", "R1"),
            ("paymentAmount.currency", "USD"),
            ("paymentAmount.value", "1"),
        ] {
            tab_to(&page, &format!("[data-path=\"{path}\"] :is(input, textarea)")).await?;
            let outline = page.eval("getComputedStyle(document.activeElement).outlineStyle").await?;
            assert_eq!(outline, "solid", "the focus is visible");
            page.press(text).await?;
        }
        page.press(&format!("{CONTROL}{ENTER}")).await?;
        page.see("#outcome h2", "Accepted").await?;
        assert_eq!(page.sent()["paymentAmount"]["value"], "1");
        page.eval("void document.querySelector('.told [role=tab]').focus()").await?;
        page.press(RIGHT).await?;
        page.see(".told [aria-selected=true]", "curl").await?;
        assert_eq!(page.eval("document.activeElement.dataset.tab").await?, "curl");
        Ok(())
    })
    .await;
}

/// Presses Tab until the focus is there.
async fn tab_to(page: &Page, css: &str) -> Checked {
    for _ in 0..40 {
        if page.eval(&format!("document.activeElement.matches('{css}')")).await? == true {
            return Ok(());
        }
        page.press(TAB).await?;
    }
    panic!("Tab does not lead to {css}");
}
