//! Inputs that are nearly right.

use super::random::Random;

/// An input with a few changes: parts dropped, repeated or moved, bytes changed, and some of the target's `spoilers`
/// put in.
pub(crate) fn mutated(input: &[u8], spoilers: &[&str], random: &mut Random) -> Vec<u8> {
    let mut input = input.to_vec();
    for _ in 0..=random.below(6) {
        change(&mut input, spoilers, random);
    }
    input
}

fn change(input: &mut Vec<u8>, spoilers: &[&str], random: &mut Random) {
    let at = random.below(input.len() + 1);
    let end = (at + 1 + random.below(24)).min(input.len());
    match random.below(8) {
        0 => drop(input.drain(at..end)),
        1 => input.truncate(at),
        2 => input.splice(at..at, [random.below(256) as u8]).for_each(drop),
        3 => input.splice(at..end, random.pick(spoilers).bytes()).for_each(drop),
        4 | 5 => input.splice(at..at, random.pick(spoilers).bytes()).for_each(drop),
        6 => {
            let part = input[at..end].to_vec();
            let place = random.below(input.len() + 1);
            input.splice(place..place, part).for_each(drop);
        }
        _ => {
            let part = input[at..end].to_vec();
            let times = 1 << random.below(8);
            input.splice(at..at, part.repeat(times)).for_each(drop);
        }
    }
}
