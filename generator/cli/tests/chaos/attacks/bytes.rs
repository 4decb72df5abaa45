//! Bytes without sense.

use super::{PAY, Random, Storm, bodies, garbage};

/// A right request with some changes.
pub(super) fn mutated(storm: &Storm, random: &mut Random) {
    let right = storm.plain.letter(PAY, bodies::order(storm)).bytes(&storm.plain.key);
    for _ in 0..10 {
        let bytes = changed(&right, random);
        storm.plain.throw(&bytes);
    }
}

/// The same bytes with some changes.
pub(super) fn changed(right: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = right.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(20)).min(bytes.len());
        match random.below(5) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes.truncate(at.max(1)),
            2 => bytes.insert(at, random.below(256) as u8),
            3 => drop(bytes.drain(at..end.min(at + bytes.len() - 1))),
            _ => {
                let part = bytes[at..end].repeat(1 + random.below(100));
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

pub(super) fn random(storm: &Storm, random: &mut Random) {
    for _ in 0..10 {
        let begin = random.pick(&[
            "",
            "POST / HTTP/1.1\r\n",
            "POST /api/v1/payments/pay HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n",
        ]);
        let bytes = [begin.as_bytes(), &garbage(random, 5000)].concat();
        storm.plain.throw(&bytes);
    }
}
