//! What the merchant has signed, and is a nuisance all the same.

use super::super::held::Then;
use super::{PAY, Random, Storm, bodies, check, garbage, shown};
use std::io::{Read, Write};

#[rustfmt::skip]
const FAULTS: &[&str] = &[
    "delay=20", "delay=600000", "timeout", "cut-before", "cut-during", "cut-after", "status=U:PAYMENT_IN_PROCESS",
    "status=F:X", "tampered", "wrong-key", "rotated-key", "unsigned", "stale-time", "wrong-client-id",
    "duplicate-notification", "late-notification=100", "bad-gateway", "huge-body=1", "huge-body=1024", "rate-limit",
    "unknown-enum", "extra-fields", "xml", "delay=99999999999999999999", "huge-body=-1", "nonsense", "status=",
];

/// A part of the answer is read, and the rest is left.
pub(super) fn faults(storm: &Storm, random: &mut Random) {
    let mut letter = storm.plain.letter(PAY, bodies::order(storm));
    let fault = random.item(FAULTS);
    letter.headers.push(("Sandbox-Fault".to_owned(), (*fault).to_owned()));
    let Some(mut stream) = storm.plain.connect() else { return };
    let _ = stream.write_all(&letter.bytes(&storm.plain.key));
    let never_comes = matches!(*fault, "timeout" | "delay=600000");
    if !never_comes {
        let mut some = vec![0; 1 + random.below(100_000)];
        let read = stream.read(&mut some).unwrap_or_default();
        check(&some[..read]);
    }
    if random.one_in(2) {
        storm.held.keep(stream, if never_comes { Then::Rests } else { Then::Drips });
    }
}

pub(super) fn encrypted(storm: &Storm, random: &mut Random) {
    let body = if random.one_in(2) { garbage(random, 5000) } else { bodies::order(storm).into_bytes() };
    let mut letter = storm.plain.letter(PAY, body);
    let long = format!("algorithm=RSA_AES,symmetricKey={}", "A".repeat(random.below(8000)));
    let header = random.pick(&[
        "",
        "x",
        "algorithm=RSA_AES,keyVersion=0,symmetricKey=eA",
        "algorithm=x,symmetricKey=",
        &long,
    ]);
    letter.headers.push(("Encrypt".to_owned(), header.to_owned()));
    // To an encrypted request there is an encrypted answer.
    let answer = shown(&storm.plain.ask(&letter.bytes(&storm.plain.key)));
    assert!(answer.is_empty() || answer.contains("\r\nsignature:"), "{answer}");
}

/// Real ones; nobody waits for their answers, and what they are told goes nowhere.
pub(super) fn payments(storm: &Storm, random: &mut Random) {
    for _ in 0..random.below(24) {
        let url = random.pick(&[
            "http://127.0.0.1:1/",
            "http://localhost:1/x",
            "http://example.com/",
            "file:///etc/passwd",
            "http://[::1]:1/",
        ]);
        let order = bodies::order(storm).replacen('{', &format!(r#"{{"paymentNotifyUrl":"{url}","#), 1);
        let bytes = storm.plain.letter(PAY, order).bytes(&storm.plain.key);
        let Some(mut stream) = storm.plain.connect() else { return };
        let _ = stream.write_all(&bytes);
        if random.one_in(2) {
            storm.held.keep(stream, Then::Drips);
        }
    }
}
