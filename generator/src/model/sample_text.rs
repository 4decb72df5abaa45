//! Sample texts within limits: made by walking the pattern, where there is one.

use super::TextLimits;
use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest text that is made up.
const MAX_LENGTH: usize = 65_535;
/// How many parts of a pattern are walked for one text.
const MAX_STEPS: usize = 2 * MAX_LENGTH;
/// How many texts are made up before a pattern is given up: with other alternatives, and with more repetitions.
const MAX_ATTEMPTS: usize = 128;

/// The next number of a sequence that looks random.
pub(super) fn next_seed(seed: u64) -> u64 {
    seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)
}

/// The text, or something else that is within the limits; the same for the same `seed`. When a pattern asks for too much,
/// the text as far as it goes.
pub(super) fn fitting(text: &str, limits: &TextLimits, seed: u64) -> String {
    let sized = |text: &str| sized(text, limits);
    let Some(pattern) = &limits.pattern else { return sized(text) };
    let Ok(whole) = regex_lite::Regex::new(&format!("^(?:{pattern})$")) else { return sized(text) };
    let others =
        ["1", "100", "true", "USD", "US", "en_US", "A", "a", "https://sandbox.example/", "2020010112345678"];
    let mut candidates = std::iter::once(text).chain(others).map(sized);
    let found = candidates.find(|candidate| whole.is_match(candidate));
    found.or_else(|| matching(pattern, &whole, limits, seed)).unwrap_or_else(|| sized(text))
}

/// The text, cut or filled up, without what is forbidden.
fn sized(text: &str, limits: &TextLimits) -> String {
    let allowed = text.chars().filter(|c| !limits.forbidden_chars.contains(*c));
    let mut sized: String = allowed.take(limits.max.unwrap_or(usize::MAX)).collect();
    let missing = limits.min.saturating_sub(sized.chars().count());
    sized.extend(std::iter::repeat_n('0', missing.min(limits.max.unwrap_or(usize::MAX))));
    sized
}

/// A text that the pattern matches as a whole, within the limits.
fn matching(pattern: &str, whole: &regex_lite::Regex, limits: &TextLimits, seed: u64) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let max = limits.max.unwrap_or(MAX_LENGTH).min(MAX_LENGTH);
    let is_fitting = |text: &str| {
        (limits.min..=max).contains(&text.chars().count())
            && !text.contains(|c| limits.forbidden_chars.contains(c))
            && whole.is_match(text)
    };
    // First as few repetitions as the pattern asks for; then, as many more as characters are missing.
    let shortest = (0..MAX_ATTEMPTS).find_map(|attempt| {
        let text = Walk::text(&hir, limits, seed, attempt, 0)?;
        let missing = limits.min.max(1).saturating_sub(text.chars().count());
        let more = [0, missing].into_iter().chain(1..missing.min(MAX_ATTEMPTS));
        let mut texts = more.filter_map(|more| Walk::text(&hir, limits, seed, attempt, more));
        texts.find(|text| is_fitting(text))
    });
    shortest.filter(|text| is_fitting(text))
}

/// A way through a pattern.
struct Walk<'a> {
    text: String,
    forbidden: &'a str,
    seed: u64,
    /// Which alternatives are taken.
    attempt: usize,
    /// How many more repetitions there may be than there must.
    more: usize,
    /// How many more parts may be added: a pattern may repeat nothing without end.
    steps: usize,
}

impl<'a> Walk<'a> {
    /// The text of a way. `None` if there is none, or if it is too long.
    fn text(hir: &Hir, limits: &'a TextLimits, seed: u64, attempt: usize, more: usize) -> Option<String> {
        let forbidden = limits.forbidden_chars.as_str();
        let steps = MAX_STEPS;
        let mut walk = Self { text: String::new(), forbidden, seed, attempt, more, steps };
        walk.add(hir)?;
        Some(walk.text)
    }

    fn add(&mut self, hir: &Hir) -> Option<()> {
        self.steps = self.steps.checked_sub(1)?;
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => {
                let one = self.one_of(class)?;
                self.text.push(one);
            }
            HirKind::Capture(capture) => self.add(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.add(part))?,
            HirKind::Alternation(parts) => {
                let which = self.attempt % parts.len().max(1);
                self.attempt /= parts.len().max(1);
                self.add(parts.get(which)?)?;
            }
            HirKind::Repetition(repetition) => {
                for _ in 0..repetition.min {
                    self.add(&repetition.sub)?;
                }
                let most = repetition.max.map_or(usize::MAX, |max| (max - repetition.min) as usize);
                let more = self.more.min(most);
                self.more -= more;
                for _ in 0..more {
                    self.add(&repetition.sub)?;
                }
            }
        }
        Some(())
    }

    /// A character of a class: a digit or a letter if there is one.
    fn one_of(&mut self, class: &Class) -> Option<char> {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => {
                class.ranges().iter().map(|range| (range.start(), range.end())).collect()
            }
            Class::Bytes(class) => class
                .ranges()
                .iter()
                .map(|range| (char::from(range.start()), char::from(range.end())))
                .collect(),
        };
        let is_allowed = |c: &char| {
            !self.forbidden.contains(*c) && ranges.iter().any(|(from, to)| (from..=to).contains(&c))
        };
        let usual = [('0', '9'), ('A', 'Z'), ('a', 'z'), ('!', '~')].into_iter();
        let usual = usual.map(|(from, to)| (from..=to).filter(is_allowed).collect::<Vec<char>>());
        if let Some(found) = usual.into_iter().find(|found| !found.is_empty()) {
            // Another one for each character, the same for the same seed.
            self.seed = next_seed(self.seed);
            let number = usize::try_from(self.seed >> 33).unwrap_or_default() % found.len();
            return found.get(number).copied();
        }
        ranges.iter().flat_map(|(from, to)| (*from..=*to).take(256)).find(is_allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(min: usize, max: Option<usize>, pattern: &str, forbidden: &str) -> TextLimits {
        TextLimits { max, min, pattern: Some(pattern.to_owned()), forbidden_chars: forbidden.to_owned() }
    }

    #[test]
    fn patterns_are_honoured() {
        let table = [
            (0, Some(16), "[0-9]{16}", ""),
            (0, Some(8), "(VISA|MASTER)-[0-9]{2}", ""),
            (0, Some(30), "(?:pay|ref)_[a-z0-9]{6}(?:-[A-Z]{2})?", ""),
            (0, None, "\\+[1-9][0-9]{6,14}", ""),
            (10, Some(12), "[A-Z]+[0-9]*", ""),
            (0, Some(3), "(longer than three|ab|c)x?", "a"),
            (0, Some(64), "(?s:.*)(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?s:.*)", ""),
            (0, Some(40), "^(?i:abc)[^0-9]\\d\\w\\s?$", "A"),
            (0, Some(9), "\\d{4}-(0[1-9]|1[0-2])", ""),
            (2, Some(2), "[^a-zA-Z0-9]{2}", "!"),
            (300, Some(300), "x(yz)*", ""),
            (0, Some(4), "[äöü]{4}", "ä"),
        ];
        for (min, max, pattern, forbidden) in table {
            let limits = limits(min, max, pattern, forbidden);
            let text = fitting("sandbox", &limits, 7);
            let whole = regex_lite::Regex::new(&format!("^(?:{pattern})$")).expect("a pattern");
            let length = text.chars().count();
            if pattern == "x(yz)*" {
                // No text of an even length matches.
                assert_eq!(text, sized("sandbox", &limits));
                continue;
            }
            assert!(whole.is_match(&text), "{pattern}: {text}");
            assert!(length >= min && max.is_none_or(|max| length <= max), "{pattern}: {text}");
            assert!(!text.contains(|c| forbidden.contains(c)), "{pattern}: {text}");
            assert_eq!(text, fitting("sandbox", &limits, 7));
        }
        let of = |seed| fitting("sandbox", &limits(0, None, "P[0-9]{12}", ""), seed);
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn too_much_is_given_up() {
        for pattern in ["(a{1000}){1000}", "((a{100}){100}b){100}", "(?:)", "[^\\x00-\\x{10FFFF}]"] {
            assert!(fitting("x", &limits(1, Some(5), pattern, ""), 1).chars().count() <= 5, "{pattern}");
        }
    }
}
