//! Paths that look like others.

use super::{PAY, Random, Storm, bodies, shown};

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "/", "//", "/.", "/..", "/../", "/%2e%2e/", "/%2E%2E%2F", "/..%2f", "/%252e%252e/", "/%00", "%00", "/%0d%0a", "%", "%zz",
    "%c0%af", "%e0%80%af", "/é", "/\u{202e}", "\\", "/..\\", ";", ";jsessionid=1", "?", "?a=b", "?a=b?c", "#", "#x", "*",
    "/api", "/API", "/v1", "/v2", "/payments", "/pay", "/pay/", "/-", "/-/", "/-/call", "/-/received", "/etc/passwd",
    "/api/v1/payments/pay", "/api//v1/payments/pay", "@", "127.0.0.1", ":", "~", "|", "`", "{", "<script>", "\"", "'", "^",
];

/// Only the path itself leads to the payment.
pub(super) fn tricks(storm: &Storm, random: &mut Random) {
    let made: String = (0..=random.below(5)).map(|_| random.pick(PARTS)).collect();
    let nearly = PAY.replacen(random.pick(&["/", "p", "v1", "pay"]), random.pick(PARTS), 1);
    let target = random.pick(&[&*made, &*nearly]);
    let before = random.pick(&[
        "",
        "",
        "",
        "http://sandbox",
        "https://x:1",
        "http://[::1",
        "ftp://x",
        "//x",
        "http:",
        "http://u:p@x",
    ]);
    let target = format!("{before}{target}");
    let mut letter = storm.plain.letter(&target, bodies::order(storm));
    let answer = storm.plain.throw(&letter.bytes(&storm.plain.key));
    let is_paid = shown(&answer).contains(r#"Status":"A""#);
    let is_the_path = target.split(['?', '#']).next().is_some_and(|path| path.ends_with(PAY));
    assert!(!is_paid || is_the_path, "{target}: {}", shown(&answer));
    // As if it were signed for the real one.
    letter.signed_path = Some(PAY.to_owned());
    let answer = storm.plain.throw(&letter.bytes(&storm.plain.key));
    assert!(!shown(&answer).contains(r#"Status":"A""#) || is_the_path, "{target}: {}", shown(&answer));
    storm
        .plain
        .throw(format!("GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").as_bytes());
}

pub(super) fn long(storm: &Storm, random: &mut Random) {
    let part: &str = random.pick(PARTS);
    let length = *random.item(&[100, 250, 260, 5000, 30_000, 33_000, 70_000, 1_000_000]);
    let path = format!(
        "{}{}",
        random.pick(&["", "/", "/api/v1/", "/-/", "/-/received?after="]),
        part.repeat(length / part.len())
    );
    let letter = storm.plain.letter(&path, bodies::order(storm));
    storm.plain.throw(&letter.bytes(&storm.plain.key));
    storm
        .plain
        .throw(format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").as_bytes());
}
