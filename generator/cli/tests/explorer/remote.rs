//! The explorer of a sandbox that other machines can reach.

use crate::browser::with_page;
use crate::support::{Answer, Letter, PAY, settings};
use countersign_sandbox::Sandbox;
use serde_json::json;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};

const PATHS: [&str; 6] = ["/", "/-", "/-/app.js", "/-/apis.json", "/-/received", "/-/faults"];

/// At all addresses of this machine, and the one that is not loopback. When there is none, says that the test is skipped.
fn open() -> Option<(Sandbox, SocketAddr, String)> {
    let open = settings().api("claro").host(Ipv4Addr::UNSPECIFIED.into()).allow_remote(true);
    let sandbox = Sandbox::start(open).expect("started");
    let url = sandbox.remote_explorer_url().expect("a URL");
    let (origin, query) = url.split_once("/?").expect("a query");
    let address: SocketAddr = origin.strip_prefix("http://").expect("a URL").parse().expect("an address");
    let query = format!("/?{query}");
    if address.ip().is_unspecified() {
        // Not by `eprintln!`, whose output is shown only of tests that fail.
        let test = std::thread::current();
        let test = test.name().unwrap_or("a test");
        let _ = writeln!(std::io::stderr(), "skipped {test}: needs an address other than loopback");
        return None;
    }
    Some((sandbox, address, query))
}

fn get(path: &str, host: &str) -> Letter {
    Letter::new("GET", path).header("host", host)
}

fn call() -> Letter {
    let body = json!({ "api": "claro", "endpoint": "v1/payments/pay", "body": "{}", "fault": null });
    Letter::new("POST", "/-/call").own().body(body.to_string())
}

/// The peer is the address that is connected to, as on another machine it would be another one than loopback.
#[test]
fn a_forged_host_opens_nothing() {
    let Some((_sandbox, address, _)) = open() else { return };
    for host in ["localhost", "127.0.0.1", "[::1]:4040", &address.to_string()] {
        for path in PATHS {
            let answer = get(path, host).send_to(address);
            assert_eq!(answer.status, 403, "{host} {path}");
            assert!(answer.body.contains("the URL with the token"), "{}", answer.body);
        }
        let answer = call().header("host", host).send_to(address);
        assert_eq!(answer.status, 403, "{host}");
    }
    for path in ["/?token=", "/?token=x", "/-/received?token=x"] {
        assert_eq!(get(path, &address.to_string()).send_to(address).status, 403, "{path}");
    }
}

#[test]
fn the_printed_url_opens_all_of_it() {
    let Some((_sandbox, address, url)) = open() else { return };
    let host = address.to_string();
    let opened = get(&url, &host).send_to(address);
    assert_eq!((opened.status, opened.header("location")), (303, Some("/")), "{opened:?}");
    assert_eq!(opened.header("referrer-policy"), Some("no-referrer"));
    let cookie = opened.header("set-cookie").expect("a cookie");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair");
    let status = |answer: Answer| answer.status;
    for path in PATHS {
        let answer = get(path, &host).header("cookie", cookie).send_to(address);
        assert_eq!(status(answer), if path == "/-" { 404 } else { 200 }, "{path}");
    }
    let answer = call().header("host", &host).header("cookie", cookie).send_to(address);
    assert_eq!(answer.status, 200, "{answer:?}");
    let foreign =
        call().header("host", &host).header("cookie", cookie).header("origin", "http://evil.example");
    assert_eq!(status(foreign.send_to(address)), 403);
}

/// With the token as a cookie, which the page's scripts and requests bring by themselves.
#[tokio::test]
async fn a_browser_opens_the_printed_url_and_calls() {
    let Some((sandbox, address, query)) = open() else { return };
    with_page(sandbox, move |page| async move {
        page.driver.goto(&format!("http://{address}{query}#{PAY}")).await?;
        page.find("#main[data-ready]").await?;
        assert_eq!(
            page.eval("location.href").await?,
            format!("http://{address}/#{PAY}"),
            "the token is gone"
        );
        assert_eq!(page.eval("document.cookie").await?, "", "and no script has it");
        page.send("Accepted").await?;
        page.click("#to-received").await?;
        page.see(".entries summary", PAY).await?;
        Ok(())
    })
    .await;
}

#[test]
fn this_machine_needs_no_token() {
    let Some((sandbox, ..)) = open() else { return };
    let url = sandbox.explorer_url();
    assert_eq!(url, sandbox.url());
    let address: SocketAddr = url.strip_prefix("http://").expect("a URL").parse().expect("an address");
    assert!(address.ip().is_loopback());
    assert_eq!(get("/-/received", &address.to_string()).send_to(address).status, 200);
    assert_eq!(
        get("/-/received", "wallet.example").send_to(address).status,
        403,
        "a name that was made to point here"
    );
}

#[test]
fn a_sandbox_of_this_machine_alone_has_no_other_url() {
    let sandbox = Sandbox::start(settings().api("claro")).expect("started");
    assert_eq!(sandbox.remote_explorer_url(), None);
    assert_eq!(sandbox.explorer_url(), sandbox.url());
}
