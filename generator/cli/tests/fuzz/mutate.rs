//! Texts that are nearly right.

use super::random::Random;

/// What YAML, the format or the generator could stumble over.
#[rustfmt::skip]
const SPOILERS: &[&str] = &[
    "\t", "\0", "*a", "&a ", "!t ", "!!int ", "\"", "'", "{", "}", "[", "]", ":", ": ", "- ", "? ", ",",
    "#", " #", "|", ">", "|-\n", "\n", "\r\n", "\n\n", "  ", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "~",
    "null", "true", "no", "\u{feff}", "\u{2028}", "\u{85}", "\u{a0}", "🦀", "é", "e\u{301}", "\u{202e}",
    "\\", "\\u0000", "\\x", "0777", "1e9", "-1", "65535", "65536", "9223372036854775807",
    "9223372036854775808", "1.5", "unlimited", "type", "enum", "list", "map", "values", "items",
    "required: true", "max_length: 0", "result", "self", "Self", "new", "x=", "x = y",
];

/// A text with a few changes; `others` are what parts are taken from.
pub(crate) fn mutated(text: &[u8], others: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=random.below(6) {
        change(&mut text, others, random);
    }
    text
}

fn change(text: &mut Vec<u8>, others: &[Vec<u8>], random: &mut Random) {
    let at = random.below(text.len() + 1);
    let end = (at + 1 + random.below(12)).min(text.len());
    match random.below(9) {
        0 => drop(text.drain(at..end)),
        1 => text.truncate(at),
        2 => text.splice(at..at, [random.below(256) as u8]).for_each(drop),
        3 => text.splice(at..end, random.pick(SPOILERS).bytes()).for_each(drop),
        4 | 5 => text.splice(at..at, random.pick(SPOILERS).bytes()).for_each(drop),
        6 => {
            let line = line(text, random);
            text.splice(at..at, line).for_each(drop);
        }
        7 => {
            let other: &Vec<u8> = random.item(others);
            let (line, place) = (line(other, random), start_of_line(text, at));
            text.splice(place..place, line).for_each(drop);
        }
        _ => {
            let part = text[at..end].to_vec();
            let times = 1 << random.below(8);
            text.splice(at..at, part.repeat(times)).for_each(drop);
        }
    }
}

fn start_of_line(text: &[u8], at: usize) -> usize {
    text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
}

/// Some line, with its end.
fn line(text: &[u8], random: &mut Random) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.is_empty() { Vec::new() } else { random.item(&lines).to_vec() }
}
