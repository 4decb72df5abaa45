//! Breadth-first search over rewritings of some bytes: fewer rewritings come first.

use std::collections::HashSet;

/// A change that may have been made to some bytes, and can be undone.
pub(super) trait Rewrite {
    /// Returns the bytes before the change; `None` if it cannot have been made.
    fn undone(&self, bytes: &[u8]) -> Option<Vec<u8>>;

    /// Describes the change. `bytes` are those that [`Rewrite::undone`] was given.
    fn wrong(&self, bytes: &[u8]) -> String;
}

/// Bytes that may be the right ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) bytes: Vec<u8>,
    /// The changes that were made if they are: one sentence each.
    pub(super) wrong: Vec<String>,
}

/// How far a search goes.
pub(super) struct Limits {
    /// Rewritings at the same time.
    pub(super) depth: usize,
    /// Different guesses.
    pub(super) guesses: usize,
    /// Bytes of all guesses together.
    pub(super) bytes: usize,
}

/// All different results of at most [`Limits::depth`] rewritings, those of the fewest first: the bytes as they are lead.
pub(super) fn guesses(start: &[u8], rewrites: &[impl Rewrite], limits: &Limits) -> Vec<Guess> {
    let mut found = vec![Guess { bytes: start.to_vec(), wrong: Vec::new() }];
    let mut known: HashSet<Vec<u8>> = HashSet::from([start.to_vec()]);
    let (mut next, mut size) = (0, start.len());
    while let Some(guess) = found.get(next).cloned() {
        next += 1;
        if guess.wrong.len() == limits.depth {
            break;
        }
        for rewrite in rewrites {
            let Some(bytes) = rewrite.undone(&guess.bytes).filter(|bytes| !known.contains(bytes)) else {
                continue;
            };
            size = size.saturating_add(bytes.len());
            if found.len() == limits.guesses || size > limits.bytes {
                return found;
            }
            known.insert(bytes.clone());
            let wrong = [guess.wrong.as_slice(), &[rewrite.wrong(&guess.bytes)]].concat();
            found.push(Guess { bytes, wrong });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes the byte away wherever it is.
    struct Without(u8);

    impl Rewrite for Without {
        fn undone(&self, bytes: &[u8]) -> Option<Vec<u8>> {
            Some(bytes.iter().copied().filter(|byte| *byte != self.0).collect())
        }

        fn wrong(&self, _: &[u8]) -> String {
            char::from(self.0).to_string()
        }
    }

    fn texts(limits: &Limits) -> Vec<(String, String)> {
        let found = guesses(b"abc", &[Without(b'a'), Without(b'b'), Without(b'x')], limits);
        let shown = |guess: Guess| (String::from_utf8(guess.bytes).expect("ASCII"), guess.wrong.concat());
        found.into_iter().map(shown).collect()
    }

    #[test]
    fn fewer_rewritings_come_first_and_nothing_twice() {
        let all = [("abc", ""), ("bc", "a"), ("ac", "b"), ("c", "ab")];
        let all = all.map(|(text, wrong)| (text.to_owned(), wrong.to_owned()));
        let limits = |depth, guesses, bytes| Limits { depth, guesses, bytes };
        assert_eq!(texts(&limits(3, 9, 99)), all);
        assert_eq!(texts(&limits(1, 9, 99)), all[..3]);
        assert_eq!(texts(&limits(3, 2, 99)), all[..2]);
        assert_eq!(texts(&limits(3, 9, 7)), all[..3]);
        assert_eq!(texts(&limits(0, 9, 99)), all[..1]);
    }
}
