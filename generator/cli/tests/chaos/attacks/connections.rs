//! Connections that are no good to anybody.

use super::super::held::{Held, Then};
use super::super::target::Target;
use super::{PAY, Random, Storm, rest};
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::Ordering;

fn one_of<'a>(storm: &'a Storm, random: &mut Random) -> &'a Target {
    random.pick(&[&storm.plain, &storm.secure])
}

/// As many as the system allows, all at once.
pub(super) fn flood(storm: &Storm, random: &mut Random) {
    // One at a time: two would have no more connections between them.
    let Ok(most) = storm.flood.try_lock() else { return silent(storm, random) };
    let target = one_of(storm, random);
    let mut open: Vec<TcpStream> = Vec::new();
    for number in 0..*most {
        let Some(mut stream) = target.connect() else { break };
        if number % 7 == 0 {
            let _ = stream.write_all(b"POST ");
        }
        open.push(stream);
    }
    storm.most_at_once.fetch_max(open.len(), Ordering::Relaxed);
    drop(open);
}

pub(super) fn silent(storm: &Storm, random: &mut Random) {
    let count = 1 + random.below(60);
    open(storm, random, count, b"");
}

/// Closed, or reset with something unread.
pub(super) fn cut(storm: &Storm, random: &mut Random) {
    let target = one_of(storm, random);
    for _ in 0..random.below(100) {
        let Some(mut stream) = target.connect() else { return };
        match random.below(4) {
            0 => drop(stream.shutdown(Shutdown::Write)),
            1 => drop(stream.shutdown(Shutdown::Both)),
            2 => drop(stream.write_all(b"GET /-/apis.json HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")),
            _ => {}
        }
    }
}

/// A byte now and then is all that comes after this.
pub(super) fn slow_headers(storm: &Storm, random: &mut Random) {
    let begun = random.pick(&[
        "P",
        "POST ",
        "POST /api/v1/payments/pay HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ",
    ]);
    let count = 1 + random.below(60);
    open(storm, random, count, begun.as_bytes());
}

pub(super) fn slow_bodies(storm: &Storm, random: &mut Random) {
    let length =
        random.pick(&["content-length: 1000000", "content-length: 900", "transfer-encoding: chunked"]);
    let nearly_whole = " ".repeat(980_000);
    let begun = random.pick(&["", "{", "10\r\n{", "f", &nearly_whole]);
    let head = format!("POST {PAY} HTTP/1.1\r\nhost: sandbox\r\n{length}\r\n\r\n{begun}");
    let count = 1 + random.below(if begun.len() > 10 { 20 } else { 60 });
    open(storm, random, count, head.as_bytes());
}

/// Asks for much, again and again, and takes nothing of it.
pub(super) fn unread(storm: &Storm, random: &mut Random) {
    let path = random.pick(&["/", "/-/apis.json", "/-/received", "/-/app.js", "/-/faults"]);
    let asked = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").repeat(1 + random.below(50));
    let count = 1 + random.below(20);
    open(storm, random, count, asked.as_bytes());
    // One of them is read after all.
    let Some(mut stream) = storm.plain.connect() else { return };
    let last = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
    let _ = stream.write_all(last.as_bytes());
    rest(&mut stream);
}

/// Opens some, and leaves them open.
fn open(storm: &Storm, random: &mut Random, count: usize, begun: &[u8]) {
    let target = one_of(storm, random);
    let held: &Held = &storm.held;
    for _ in 0..count {
        let Some(mut stream) = target.connect() else { return };
        let _ = stream.write_all(begun);
        held.keep(stream, Then::Drips);
    }
}
