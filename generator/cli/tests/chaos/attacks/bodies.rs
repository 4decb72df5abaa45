//! Bodies that are too long, too short, or not what was announced.

use super::{PAY, Random, Storm, garbage, is_refused, rest, shown};
use std::io::Write;

/// No sandbox takes more than this of a body, with all that is on its way between two sockets.
const ENOUGH: u64 = 64 << 20;
const GIGABYTE: u64 = 1 << 30;
const PIECE: usize = 0x10000;

fn head(how: &str) -> String {
    format!("POST {PAY} HTTP/1.1\r\nhost: sandbox\r\n{how}\r\n\r\n")
}

pub(super) fn announced_gigabyte(storm: &Storm, _: &mut Random) {
    stream_for_ever(storm, &head("content-length: 1073741824"), &[b' '; PIECE]);
}

pub(super) fn chunked_gigabyte(storm: &Storm, _: &mut Random) {
    let chunk = [b"10000\r\n".as_slice(), &[b' '; PIECE], b"\r\n"].concat();
    stream_for_ever(storm, &head("transfer-encoding: chunked"), &chunk);
}

/// Sends until nobody takes it any more.
fn stream_for_ever(storm: &Storm, head: &str, piece: &[u8]) {
    let Some(mut stream) = storm.plain.connect() else { return };
    let mut is_open = stream.write_all(head.as_bytes()).is_ok();
    let mut sent = 0;
    while is_open && sent < GIGABYTE {
        is_open = stream.write_all(piece).is_ok();
        sent += piece.len() as u64;
    }
    assert!(sent < ENOUGH, "{sent} bytes were taken");
    // The answer may be lost where the connection is reset.
    let answer = rest(&mut stream);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 413"), "{}", shown(&answer));
}

/// As long as it may be, and signed.
pub(super) fn full(storm: &Storm, random: &mut Random) {
    let body = random.pick(&[" ", "x", "[", "0,", "\u{1f980}", "\\u0000"]).repeat(1 << 20);
    let limit = (1 << 20) - random.below(2);
    let body = body.as_bytes()[..limit].to_vec();
    is_refused(&storm.plain.post(PAY, body), "PARAM_ILLEGAL");
}

pub(super) fn cut(storm: &Storm, random: &mut Random) {
    let order = order(storm);
    let bytes = storm.plain.letter(PAY, order.clone()).bytes(&storm.plain.key);
    let end = bytes.len() - 1 - random.below(order.len() - 1);
    let answer = storm.plain.throw(&bytes[..end]);
    assert!(!shown(&answer).contains(r#""resultStatus":"A""#), "{}", shown(&answer));
}

/// What comes after the body is another request, or none.
pub(super) fn longer(storm: &Storm, random: &mut Random) {
    let mut letter = storm.plain.letter(PAY, order(storm));
    if random.one_in(2) {
        letter.without = vec!["Connection"];
    }
    let mut bytes = letter.bytes(&storm.plain.key);
    bytes.extend(garbage(random, 2000));
    storm.plain.throw(&bytes);
}

pub(super) fn chunks(storm: &Storm, random: &mut Random) {
    let long = format!("1;x={}\r\na\r\n0\r\n\r\n", "y".repeat(random.below(200_000)));
    let trailers = format!("0\r\n{}\r\n", "a: b\r\n".repeat(random.below(20_000)));
    let small = "1\r\n \r\n".repeat(random.below(50_000));
    let chunks = random.pick(&[
        "ZZ\r\n",
        "-1\r\n",
        "ffffffffffffffff\r\nabc",
        "10000000000000000\r\n",
        "7fffffffffffffff\r\n",
        "0x10\r\n",
        "5\r\nabc\r\n0\r\n\r\n",
        "1\r\nabc\r\n0\r\n\r\n",
        "1 \r\na\r\n0\r\n\r\n",
        "1\na\n0\n\n",
        "\r\n\r\n",
        "00000000000000000000000000000000000000001\r\na\r\n0\r\n\r\n",
        &long,
        &trailers,
        &small,
    ]);
    let Some(mut stream) = storm.plain.connect() else { return };
    let head = head("transfer-encoding: chunked\r\nconnection: close");
    let _ = stream.write_all(&[head.as_bytes(), chunks.as_bytes()].concat());
    let _ = stream.shutdown(std::net::Shutdown::Write);
    rest(&mut stream);
}

/// A payment that could be made.
pub(super) fn order(storm: &Storm) -> String {
    let id = storm.order();
    format!(
        r#"{{"partnerId":"P1","paymentRequestId":"{id}","paymentOrderTitle":"SHOES","paymentAmount":{{"currency":"USD","value":"10000"}},"paymentFactor":{{"isCashierPayment":true}}}}"#
    )
}
