//! The explorer's own paths.

use super::{Random, Storm, bodies, bytes, garbage, shown};
use serde_json::json;

const OWN: &str = "content-type: application/json\r\nx-countersign-explorer: 1\r\n";
/// No good call is made to it.
const OTHER: &str = "claro/v1/payments/refund";

fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
}

pub(super) fn pages(storm: &Storm, random: &mut Random) {
    let path = random.pick(&[
        "/",
        "/-/apis.json",
        "/-/faults",
        "/-/app.js",
        "/-/style.css",
        "/-/none",
        "/-/..",
        "/-",
    ]);
    let answer = storm.plain.ask(get(path).as_bytes());
    let is_right =
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 200") || answer.starts_with(b"HTTP/1.1 404");
    assert!(is_right, "{}", shown(&answer));
    let changed = bytes::changed(get(path).as_bytes(), random);
    storm.plain.throw(&changed);
}

/// All of what was received, which is the longest answer that there is.
pub(super) fn log(storm: &Storm, random: &mut Random) {
    let after = random.pick(&[
        "",
        "?after=0",
        "?after=18446744073709551616",
        "?after=-1",
        "?after=%30",
        "?&&&after=1&after=2",
    ]);
    let answer = storm.plain.ask(get(&format!("/-/received{after}")).as_bytes());
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 200"), "{}", shown(&answer));
}

pub(super) fn calls(storm: &Storm, random: &mut Random) {
    let fault = random.pick(&["", "tampered", "cut-before", "huge-body", "xml", "nonsense"]);
    let body = bodies::order(storm);
    let order =
        json!({ "api": "claro", "endpoint": "v1/payments/pay", "body": body, "fault": fault }).to_string();
    let changed =
        if random.one_in(2) { bytes::changed(order.as_bytes(), random) } else { order.into_bytes() };
    let depth = 1 + random.below(100_000);
    for path in ["/-/call", "/-/check"] {
        storm.plain.ask(&post(path, OWN, &changed));
        storm.plain.ask(&post(path, OWN, &garbage(random, 2000)));
        storm.plain.ask(&post(path, OWN, "[".repeat(depth).as_bytes()));
    }
}

/// As much as a body can hold, in forms that are shown in several ways.
pub(super) fn huge_calls(storm: &Storm, random: &mut Random) {
    // Some are longer than they may be.
    let length = *random.item(&[100, 5000, 12_000, 400_000]);
    let times = |item: &str| item.repeat(length / item.len());
    let (endpoint, body) = match random.below(5) {
        0 => ("v1/payments/pay", format!(r#"{{"extendInfo":"{}"}}"#, times("x"))),
        1 => ("v2/payments/pay", format!(r#"{{"order":{{"goods":[{}0]}}}}"#, times("0,"))),
        2 => ("v2/payments/pay", format!(r#"{{"order":{{"goods":[{}{{}}]}}}}"#, times("{},"))),
        3 => ("v1/payments/pay", format!("[{}0]", times("0,"))),
        _ => {
            let texts: String = (0..length / 12).map(|number| format!(r#""{number}":"x","#)).collect();
            let body = format!(
                r#"{{"appId":"A","accessToken":"T","requestId":"R","templateCode":"C",
                    "templates":[{{"templateParameters":{{{texts}"last":"x"}}}}]}}"#
            );
            ("v2/miniprogram/message/send", body)
        }
    };
    let order = json!({ "api": "claro", "endpoint": endpoint, "body": body, "fault": null }).to_string();
    let path = random.pick(&["/-/call", "/-/check"]);
    storm.plain.ask_at_once(&vec![post(path, OWN, order.as_bytes()); 1 + random.below(30)]);
}

pub(super) fn faults(storm: &Storm, random: &mut Random) {
    let fault = random.pick(&["", "timeout", "delay=600000", "huge-body=64", "x", "status=U:X", "\u{0}"]);
    let endpoint = random.pick(&[OTHER, "claro/v1/none", "none", "", "claro/"]);
    let order = json!({ "endpoint": endpoint, "fault": fault }).to_string();
    storm.plain.ask(&post("/-/faults", OWN, order.as_bytes()));
    let changed = bytes::changed(json!({ "endpoint": OTHER, "fault": "xml" }).to_string().as_bytes(), random);
    storm.plain.ask(&post("/-/faults", OWN, &changed));
}

/// Nothing that comes from elsewhere is taken.
pub(super) fn other_sites(storm: &Storm, random: &mut Random) {
    let order = json!({ "endpoint": "claro/v1/payments/pay", "fault": "timeout" }).to_string();
    let headers = random.pick(&[
        "",
        "content-type: application/json\r\n",
        "x-countersign-explorer: 1\r\n",
        "content-type: text/plain\r\nx-countersign-explorer: 1\r\n",
        "content-type: application/json\r\nx-countersign-explorer: 1\r\norigin: http://evil.example\r\n",
        "content-type: application/json\r\nx-countersign-explorer: 1\r\norigin: null\r\n",
        "content-type: application/json\r\nx-countersign-explorer: 1\r\nsec-fetch-site: cross-site\r\n",
        "content-type: application/json\r\nx-countersign-explorer: 1\r\nhost: evil.example\r\n",
    ]);
    let path = random.pick(&["/-/call", "/-/check", "/-/faults"]);
    let answer = storm.plain.ask(&post(path, headers, order.as_bytes()));
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 403"), "{}", shown(&answer));
    let host = random.pick(&[
        "evil.example",
        "127.0.0.1.evil.example",
        "",
        "[::2]",
        "127.0.0.1@evil.example",
        "é",
        "localhost.evil:80",
        "0.0.0.0",
    ]);
    let text = format!("GET /-/received HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    let answer = storm.plain.ask(text.as_bytes());
    let is_right =
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 403") || answer.starts_with(b"HTTP/1.1 400");
    assert!(is_right, "{}", shown(&answer));
}
