//! Where one request ends and the next one begins.

use super::{PAY, Random, Storm, bodies, rest, shown};
use std::io::Write;

/// Answers in one stream.
fn answers(bytes: &[u8]) -> usize {
    bytes.windows(9).filter(|window| window == b"HTTP/1.1 ").count()
}

/// Each is answered, in order.
pub(super) fn pipelined(storm: &Storm, random: &mut Random) {
    let count = 1 + random.below(20);
    let mut bytes = Vec::new();
    for number in 0..count {
        let mut letter = storm.plain.letter(PAY, bodies::order(storm));
        if number + 1 < count {
            letter.without = vec!["Connection"];
        }
        bytes.extend(letter.bytes(&storm.plain.key));
    }
    let Some(mut stream) = storm.plain.connect() else { return };
    if stream.write_all(&bytes).is_err() {
        return;
    }
    let answer = rest(&mut stream);
    let paid = String::from_utf8_lossy(&answer).matches(r#""resultStatus":"A""#).count();
    assert!(answers(&answer) == paid && paid <= count, "{paid} of {count}: {}", shown(&answer));
}

/// A request in what may or may not be the body of another.
pub(super) fn smuggled(storm: &Storm, random: &mut Random) {
    let inner = "GET /-/faults HTTP/1.1\r\nhost: 127.0.0.1\r\nx-inner: 1\r\n\r\n";
    let length = inner.len();
    let framing = random.pick(&[
        "content-length: 0\r\ncontent-length: {}\r\n",
        "content-length: {}\r\ncontent-length: 0\r\n",
        "content-length: {}, {}\r\n",
        "content-length: 0\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: {}\r\n",
        "transfer-encoding: chunked, identity\r\n",
        "transfer-encoding: identity\r\ncontent-length: {}\r\n",
        "transfer-encoding: xchunked\r\ncontent-length: {}\r\n",
        "transfer-encoding : chunked\r\ncontent-length: {}\r\n",
        "transfer-encoding:\tchunked\r\ncontent-length: {}\r\n",
        "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\ncontent-length: {}\r\n",
        "transfer-encoding: gzip, chunked\r\n",
        "transfer-encoding\n : chunked\r\ncontent-length: {}\r\n",
        "content-length: +{}\r\n",
        "content-length: {}x\r\n",
        "content-length: 0x10\r\n",
        "content-length:\r\n",
        "content-length: -1\r\n",
        "content-length: 18446744073709551616\r\n",
        "content-length: 18446744073709551615\r\n",
        "content\0-length: {}\r\n",
    ]);
    let framing = framing.replace("{}", &length.to_string());
    let outer = format!("POST {PAY} HTTP/1.1\r\nhost: sandbox\r\n{framing}\r\n");
    let end = random.pick(&["", "0\r\n\r\n"]);
    let answer = storm.plain.throw(format!("{outer}{end}{inner}").as_bytes());
    assert!(answers(&answer) <= 2, "{}", shown(&answer));
    let version = format!(
        "POST {PAY} HTTP/1.0\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n{inner}"
    );
    storm.plain.throw(version.as_bytes());
}
