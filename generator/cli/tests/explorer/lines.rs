//! The same call elsewhere: what the page shows for a shell runs there, and its Rust is the reference's.

use crate::browser::{Page, with_page};
use crate::driver::Checked;
use crate::support::{PAY, kept, reference};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Runs a line as somebody does who has copied it into a shell: its exit code, and what it prints.
fn run(line: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_countersign")).parent().expect("a folder");
    let mut path = OsString::from(program);
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(elsewhere.path()).env("PATH", path).env("NO_PROXY", "*");
    let output = shell.env_remove("CARGO").output().expect("a shell");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8") + &errors)
}

/// What a tab beside "Step by step" shows.
async fn shown(page: &Page, tab: &str) -> Checked<String> {
    page.click(&format!(".told [data-tab={tab}]")).await?;
    page.text(".told [role=tabpanel]:not([hidden]) pre").await
}

#[tokio::test]
async fn the_lines_run_in_a_shell() {
    let folder = tempfile::tempdir().expect("a folder");
    with_page(kept(&folder.path().join("my keys")), |page| async move {
        page.open(PAY).await?;
        page.fill("paymentOrderTitle", "it's $(reboot) `x`").await?;
        page.send("Accepted").await?;
        let line = shown(&page, "command").await?;
        assert!(line.starts_with("countersign call claro v1/payments/pay --body '{"), "{line}");
        let (code, out) = run(&line);
        // The user has paid in the meantime, and the same request gets the payment's answer.
        assert!(code == Some(0) && out.starts_with("outcome: Success\n"), "{code:?}: {out}");
        assert_eq!(page.sent()["paymentOrderTitle"], "it's $(reboot) `x`");
        assert_eq!(page.calls(), 2);

        page.choose("#fault", "tampered").await?;
        page.send("Unknown").await?;
        let (code, out) = run(&shown(&page, "command").await?);
        assert!(code == Some(4) && out.starts_with("outcome: Unknown\n"), "{code:?}: {out}");
        page.choose("#fault", "status").await?;
        page.send("Failed").await?;
        let (code, out) = run(&shown(&page, "command").await?);
        assert!(code == Some(3) && out.starts_with("outcome: Failed\n"), "{code:?}: {out}");

        // What breaks its table is sent from a shell, too.
        page.choose("#fault", "No fault").await?;
        page.fill("partnerId", &"P".repeat(33)).await?;
        page.click("#anyway").await?;
        page.see("#outcome code", "PARAM_ILLEGAL").await?;
        let (code, out) = run(&shown(&page, "command").await?);
        assert!(code == Some(3) && out.contains("$.partnerId has 33 characters"), "{code:?}: {out}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_curl_line_is_answered_by_the_wallet() {
    let folder = tempfile::tempdir().expect("a folder");
    with_page(kept(folder.path()), |page| async move {
        page.open(PAY).await?;
        page.fill("paymentOrderTitle", "it's").await?;
        page.send("Accepted").await?;
        let line = shown(&page, "curl").await?;
        assert!(line.starts_with("curl --silent --show-error --include http://127.0.0.1:"), "{line}");
        let first = page.last();
        if !crate::tools::available(&["curl"]) {
            return Ok(());
        }
        let (code, out) = run(&line);
        assert!(code == Some(0) && out.contains("\"resultCode\":\"SUCCESS\""), "{code:?}: {out}");
        assert!(out.to_lowercase().contains("\nsignature: algorithm=rsa256"), "{out}");
        let last = page.last();
        assert_eq!((&last.body, page.calls()), (&first.body, 2), "the same bytes once more");
        assert_eq!(last.headers["signature"], first.headers["signature"]);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_rust_is_that_of_the_reference() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = reference(folder.path());
    with_page(kept(&folder.path().join("keys")), |page| async move {
        page.open(PAY).await?;
        page.choose("#example", "cashier payment").await?;
        page.send("Accepted").await?;
        let rust = shown(&page, "rust").await?;
        page.driver.goto(&index.replace("index.html", "claro/v1/payments/pay.html")).await?;
        let css = "document.querySelector('.example .rust code').textContent";
        let documented = page.eval(css).await?.as_str().expect("a text").to_owned();
        assert_eq!(rust, documented);
        // An id in the code would be that of everybody who has pasted it.
        assert!(rust.contains("payment_request_id: order_id.parse()?"), "{rust}");
        Ok(())
    })
    .await;
}
