//! First lines and headers.

use super::{PAY, Random, Storm, bodies, garbage, shown};

fn request(headers: &str) -> String {
    format!("POST {PAY} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n{headers}\r\n")
}

pub(super) fn huge(storm: &Storm, random: &mut Random) {
    let long = "y".repeat(1000 + random.below(3_000_000));
    let name = random.pick(&[
        "x",
        "client-id",
        "signature",
        "host",
        "sandbox-fault",
        "request-time",
        "content-type",
    ]);
    let header = if random.one_in(5) { format!("{long}: x\r\n") } else { format!("{name}: {long}\r\n") };
    storm.plain.throw(request(&header).as_bytes());
    let mut letter = storm.plain.letter(PAY, bodies::order(storm));
    letter.headers.push((name.to_owned(), long[..random.below(20_000).min(long.len())].to_owned()));
    storm.plain.ask(&letter.bytes(&storm.plain.key));
}

pub(super) fn many(storm: &Storm, random: &mut Random) {
    let count = random.below(20_000);
    let same = "a: b\r\n".repeat(count);
    let other: String = (0..count).map(|number| format!("x{number}: y\r\n")).collect();
    storm.plain.throw(request(random.pick(&[&*same, &*other])).as_bytes());
    let mut letter = storm.plain.letter(PAY, bodies::order(storm));
    letter.headers = (0..random.below(200)).map(|number| (format!("x{number}"), "y".to_owned())).collect();
    storm.plain.ask(&letter.bytes(&storm.plain.key));
}

/// Nobody can tell which of them was meant.
pub(super) fn twice(storm: &Storm, random: &mut Random) {
    let mut letter = storm.plain.letter(PAY, bodies::order(storm));
    let name = random.pick(&["Client-Id", "Request-Time", "Signature"]);
    let value =
        random.pick(&["", "x", "algorithm=RSA256, keyVersion=1, signature=eA", "2020-01-01T00:00:00Z"]);
    letter.headers.push((name.to_owned(), value.to_owned()));
    let answer = storm.plain.ask(&letter.bytes(&storm.plain.key));
    let is_right = answer.is_empty() || shown(&answer).contains("more than once");
    assert!(is_right, "{}", shown(&answer));
    let header = random.pick(&[
        "host: x\r\nhost: y\r\n",
        "host:\r\n",
        "content-type: a\r\ncontent-type: b\r\n",
        "connection: close\r\nconnection: keep-alive\r\n",
    ]);
    storm.plain.throw(request(header).as_bytes());
}

pub(super) fn odd(storm: &Storm, random: &mut Random) {
    let header = random.pick(&[
        ": x\r\n",
        "x\r\n",
        "x : y\r\n",
        " x: y\r\n",
        "x: y\r\n z\r\n",
        "x: \0\r\n",
        "x: \u{1}\r\n",
        "x: é\r\n",
        "é: x\r\n",
        "x:y\n",
        "x: y\rz: 1\r\n",
        "x\ty: z\r\n",
        "(x): y\r\n",
        "x: y\r\n\r",
        "expect: 100-continue\r\n",
        "expect: 200-ok\r\n",
        "te: trailers, deflate\r\n",
        "content-encoding: gzip\r\n",
        "range: bytes=0-\r\n",
        "content-type: application/json; charset=utf-7\r\n",
        "host: \r\n",
        "cookie: a=b\r\n",
        "trailer: signature\r\n",
        "client-id: \u{ff}\r\n",
        "request-time: 99999-13-45T99:99:99Z\r\n",
        "request-time: -1\r\n",
        "request-time: 9223372036854775807\r\n",
        "signature: ,,,===\r\n",
        "keep-alive: timeout=999999999\r\n",
    ]);
    let mut bytes = request(header).into_bytes();
    if random.one_in(3) {
        let at = bytes.len() - 2;
        bytes.splice(at..at, garbage(random, 100));
    }
    storm.plain.throw(&bytes);
    let mut letter = storm.plain.letter(PAY, bodies::order(storm));
    if let Some((name, value)) =
        header.trim_end().split_once(": ").filter(|(name, value)| name.is_ascii() && value.is_ascii())
    {
        letter.headers.push((name.to_owned(), value.to_owned()));
        storm.plain.throw(&letter.bytes(&storm.plain.key));
    }
}

/// What is not signed by the merchant is not carried out.
pub(super) fn signatures(storm: &Storm, random: &mut Random) {
    let mut letter = storm.plain.letter(PAY, bodies::order(storm));
    letter.without = vec!["Signature"];
    let long = format!("algorithm=RSA256,keyVersion=1,signature={}", "A".repeat(random.below(8000)));
    let many = format!("{}signature=eA", "a=b,".repeat(random.below(6000)));
    let header = random.pick(&[
        "",
        "x",
        "algorithm=RSA256",
        "algorithm=RSA256,keyVersion=1,signature=",
        "signature=%%%",
        "algorithm=none,keyVersion=1,signature=eA",
        "algorithm=HS256,keyVersion=1,signature=eA",
        "algorithm=ECC224,keyVersion=1,signature=eA",
        "algorithm=RSA256,keyVersion=99999999999999999999,signature=eA",
        "algorithm=RSA256,keyVersion=-1,signature=eA",
        "algorithm=RSA256,algorithm=RSA256,signature=eA",
        "algorithm=\"RSA256\";keyVersion='1';signature=\"eA\"",
        "=,=,=",
        &long,
        &many,
    ]);
    letter.headers.push(("Signature".to_owned(), header.to_owned()));
    let answer = storm.plain.ask(&letter.bytes(&storm.plain.key));
    let text = shown(&answer);
    let is_right = answer.is_empty() || !text.contains("\r\nsignature:") && !text.contains(r#"Status":"A""#);
    assert!(is_right, "{text}");
}

pub(super) fn first_lines(storm: &Storm, random: &mut Random) {
    let method = random.pick(&[
        "GET",
        "HEAD",
        "PUT",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "PATCH",
        "PROPFIND",
        "post",
        "P\0ST",
        "PÖST",
        "",
        "POSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOSTPOST",
        "PRI",
        "(x)",
    ]);
    let target = random.pick(&[PAY, "/", "*", "", " ", "sandbox:443", "/-/received", "/-/call"]);
    let version = random.pick(&[
        "HTTP/1.1",
        "HTTP/1.0",
        "HTTP/0.9",
        "HTTP/2.0",
        "HTTP/9.9",
        "HTTP/1.10",
        "http/1.1",
        "HTTP/",
        "",
        "ICY",
        "RTSP/1.0",
    ]);
    let end = random.pick(&[
        "\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
        "\n\n",
        "\r\n\r\n",
        "\r\n",
        "\r\r\r",
        "\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}",
    ]);
    let begin = random.pick(&["", "", "", "\r\n\r\n", "\n", " ", "\0"]);
    storm.plain.throw(format!("{begin}{method} {target} {version}{end}").as_bytes());
    storm.plain.throw(
        random
            .pick(&[
                "GET /\r\n",
                "GET\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
                "\r\n",
                "HELO x\r\n",
                "EHLO x\r\nMAIL FROM:<x>\r\n",
                "SSH-2.0-x\r\n",
                "*1\r\n$4\r\nPING\r\n",
            ])
            .as_bytes(),
    );
}

pub(super) fn upgrades(storm: &Storm, random: &mut Random) {
    let header = random.pick(&[
        "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n",
        "upgrade: TLS/1.2\r\n",
        "upgrade: x, y, z, websocket, h2c\r\n",
    ]);
    let path = random.pick(&[PAY, "/", "/-/received", "/-/app.js"]);
    let method = random.pick(&["GET", "POST", "CONNECT"]);
    let text =
        format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade, close\r\n{header}\r\n");
    let answer = storm.plain.throw(&[text.as_bytes(), &garbage(random, 500)].concat());
    assert!(!answer.starts_with(b"HTTP/1.1 101"), "{}", shown(&answer));
}
