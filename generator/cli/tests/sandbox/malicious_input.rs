//! What nobody should send. Whatever it is: it is answered or cut, and the next one is served.

use super::support::{Answer, CLARO, Letter, ORDER, PAY, call, claro, config, connect, exchange};
use countersign_runtime::{Client, Outcome};
use countersign_sandbox::Sandbox;
use std::io::{Read, Write};

/// A right request is still served.
fn serves(sandbox: &Sandbox) {
    let client = Client::new(&CLARO, config(sandbox)).expect("a client");
    assert!(matches!(call(&client, &PAY, ORDER), Ok(Outcome::Accepted(_))));
}

#[test]
fn garbage_is_answered_or_cut() {
    let sandbox = claro();
    let long_header = format!("POST /api HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(1_000_000));
    let many_headers = format!("POST /api HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(10_000));
    let long_path = format!("POST /{} HTTP/1.1\r\n\r\n", "a".repeat(1_000_000));
    let table: &[&[u8]] = &[
        b"",
        b"\r\n\r\n\r\n",
        b"\0\xff\xfe garbage \r\n\r\n",
        b"GET\r\n\r\n",
        b"POST / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"CONNECT wallet.example:443 HTTP/1.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nconnection: close\r\n\r\n",
        b"POST /api/v1/payments/pay HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"POST /api/v1/payments/pay HTTP/1.1\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST /api/v1/payments/pay HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        b"POST /api/v1/payments/pay HTTP/1.1\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nZZ\r\n",
        b"POST /../../etc/passwd HTTP/1.1\r\nconnection: close\r\n\r\n",
        b"POST /api/%00%0d%0a HTTP/1.1\r\nconnection: close\r\n\r\n",
        b"POST http://[::1/api HTTP/1.1\r\nconnection: close\r\n\r\n",
        long_header.as_bytes(),
        many_headers.as_bytes(),
        long_path.as_bytes(),
    ];
    for bytes in table {
        let mut stream = connect(&sandbox);
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert!(
            answer.is_empty() || !answer.starts_with(b"HTTP/1.1 5"),
            "{shown}: {}",
            String::from_utf8_lossy(&answer)
        );
        assert!(answer.len() < 10_000, "{shown}");
    }
    serves(&sandbox);
}

#[test]
fn bytes_without_any_sense_are_answered_or_cut() {
    let sandbox = claro();
    let right = Letter::to(&sandbox, "/api/v1/payments/pay", ORDER).bytes(sandbox.merchant_key());
    let mut state: u32 = 1;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    for _ in 0..300 {
        let mut bytes = right.clone();
        for _ in 0..=random() % 4 {
            let (at, byte) = (random() % bytes.len(), u8::try_from(random() % 256).expect("a byte"));
            match random() % 3 {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, byte),
            }
        }
        let mut stream = connect(&sandbox);
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&bytes));
    }
    serves(&sandbox);
}

#[test]
fn a_body_that_is_too_long_is_refused_before_it_is_there() {
    let sandbox = claro();
    for head in ["content-length: 1073741824\r\n", "transfer-encoding: chunked\r\n"] {
        let mut stream = connect(&sandbox);
        let head = format!("POST /api/v1/payments/pay HTTP/1.1\r\nhost: sandbox\r\n{head}\r\n");
        stream.write_all(head.as_bytes()).expect("written");
        // Until the sandbox has had enough.
        let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
        let mut sent = 0;
        while sent < 1 << 30 && stream.write_all(&chunk).is_ok() {
            sent += chunk.len();
        }
        assert!(sent < 64 << 20, "{sent} bytes were taken");
        // The answer may be lost where the connection is reset.
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        if !answer.is_empty() {
            let answer = Answer::read(&answer);
            assert_eq!((answer.status, answer.result()[1].as_str()), (413, "PARAM_ILLEGAL"), "{answer:?}");
        }
    }
    serves(&sandbox);
    let long = sandbox.received().iter().filter(|received| received.body.len() > 1 << 20).count();
    assert_eq!(long, 0, "none was kept");
}

#[test]
fn several_requests_in_one_go_are_answered_in_order() {
    let sandbox = claro();
    let mut letter = Letter::to(&sandbox, "/api/v1/payments/pay", ORDER);
    letter.without = vec!["Connection"];
    let first = letter.bytes(sandbox.merchant_key());
    letter.path = "/api/v1/none".to_owned();
    let mut stream = connect(&sandbox);
    stream.write_all(&[first, letter.bytes(sandbox.merchant_key())].concat()).expect("written");
    assert_eq!(Answer::read_from(&mut stream).result()[0], "A");
    assert_eq!(Answer::read_from(&mut stream).result()[1], "INVALID_API");
}

#[test]
fn the_log_has_an_end() {
    let sandbox = claro();
    for _ in 0..1100 {
        exchange(&sandbox, b"POST /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    }
    let received = sandbox.received();
    assert_eq!(received.len(), 1000);
    assert_eq!(received.last().expect("one").number, 1100);
    assert_eq!(received.first().expect("one").number, 101);
    // Large ones are fewer.
    let large = format!(
        "POST /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{}",
        1 << 20,
        " ".repeat(1 << 20)
    );
    for _ in 0..20 {
        exchange(&sandbox, large.as_bytes());
    }
    let kept: usize = sandbox.received().iter().map(|received| received.body.len()).sum();
    assert!(kept <= 16 << 20, "{kept}");
}
