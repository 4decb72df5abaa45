//! What is thrown at a sandbox. An attack fails when what comes back is no answer, or not the right one.

mod bodies;
mod bytes;
mod connections;
mod explorer;
mod framing;
mod heads;
mod json;
mod paths;
mod signed;
mod tls;

use super::random::Random;
use super::storm::Storm;
use super::target::{check, rest, shown};

pub(crate) type Attack = fn(&Storm, &mut Random);

/// The path of a payment.
const PAY: &str = "/api/v1/payments/pay";

/// What is attacked, and how.
pub(crate) const ATTACKS: &[(&str, Attack)] = &[
    ("floods of connections", connections::flood),
    ("connections that say nothing", connections::silent),
    ("connections cut at once", connections::cut),
    ("headers that come slowly", connections::slow_headers),
    ("bodies that come slowly", connections::slow_bodies),
    ("answers that nobody reads", connections::unread),
    ("a gigabyte that is announced", bodies::announced_gigabyte),
    ("a gigabyte in chunks", bodies::chunked_gigabyte),
    ("bodies just below the limit", bodies::full),
    ("bodies cut in the middle", bodies::cut),
    ("bodies longer than announced", bodies::longer),
    ("chunks without sense", bodies::chunks),
    ("JSON that is none", json::broken),
    ("JSON that is nested", json::deep),
    ("JSON that goes on and on", json::wide),
    ("JSON with strange values", json::strange),
    ("headers that are huge", heads::huge),
    ("headers by the thousand", heads::many),
    ("headers that are there twice", heads::twice),
    ("headers without sense", heads::odd),
    ("signatures without sense", heads::signatures),
    ("methods and versions", heads::first_lines),
    ("upgrades", heads::upgrades),
    ("paths", paths::tricks),
    ("paths that are long", paths::long),
    ("requests in one go", framing::pipelined),
    ("requests within requests", framing::smuggled),
    ("right requests with wrong bytes", bytes::mutated),
    ("random bytes", bytes::random),
    ("faults on purpose", signed::faults),
    ("encryption without sense", signed::encrypted),
    ("payments by the dozen", signed::payments),
    ("the explorer's pages", explorer::pages),
    ("the explorer's log", explorer::log),
    ("the explorer's calls", explorer::calls),
    ("the explorer's calls, huge", explorer::huge_calls),
    ("the explorer's faults", explorer::faults),
    ("the explorer from other sites", explorer::other_sites),
    ("TLS cut short", tls::cut),
    ("TLS without sense", tls::garbage),
    ("TLS to the port of HTTP", tls::to_plain),
    ("HTTP to the port of TLS", tls::plain),
    ("what is bad, within TLS", tls::inside),
];

/// Bytes that are anything.
fn garbage(random: &mut Random, most: usize) -> Vec<u8> {
    (0..random.below(most)).map(|_| random.below(256) as u8).collect()
}

/// An answer with status F and this code, signed by the wallet; or none, when the connection was cut, or one to a body
/// that waited too long for other large ones.
fn is_refused(answer: &[u8], code: &str) {
    if answer.starts_with(b"HTTP/1.1 408") {
        return;
    }
    let text = String::from_utf8_lossy(answer);
    let is_right =
        text.contains(r#""resultStatus":"F""#) && text.contains(code) && text.contains("\r\nsignature:");
    assert!(answer.is_empty() || is_right, "{}", shown(answer));
}
