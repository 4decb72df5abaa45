//! `result` of an endpoint.

use super::mapping::{Mapping, text, unique};
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, wrong_kind};
use crate::spec::forms::{FLAT_RESULT, RESULT_IN, STATUSES};
use crate::spec::vocabulary::{FlatResult, Status};
use crate::spec::{Entry, Span};

/// Reads it. `None` when a part of it is missing or wrong.
pub(super) fn flat_result(endpoint: &Mapping<'_>, findings: &mut Findings) -> Option<FlatResult> {
    let entry = endpoint.get("result")?;
    let result = Mapping::read(&entry.value, entry.key_span, &FLAT_RESULT, findings)?;
    let place = result.choice("in", RESULT_IN, findings);
    let names = ["status", "code", "message"].map(|key| result.name(key, "a field", findings));
    let statuses = result.get("statuses").map(|entry| statuses(entry, findings));
    let [Some(status), Some(code), Some(message)] = names else { return None };
    for (one, others) in [(&code, [&status, &status]), (&message, [&status, &code])] {
        if let Some(other) = others.into_iter().find(|other| other.value == one.value) {
            let problem = "each part of a result has a field of its own";
            findings.push(bad_value::contradiction(one.span, problem, other.span, "the same"));
        }
    }
    let statuses = statuses?;
    place.map(|()| FlatResult { status: status.value, code: code.value, message: message.value, statuses })
}

fn statuses(entry: &Entry, findings: &mut Findings) -> Vec<(String, Status)> {
    let wanted = "a mapping from words to S, A, F or U: `{ SUCCESS: S, FAIL: F, UNKNOWN: U }`";
    let Some(entries) = entry.value.entries().filter(|entries| !entries.is_empty()) else {
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, "statuses", wanted));
        return Vec::new();
    };
    let words = unique(entries, "status", findings);
    let all: Vec<(String, Status)> = words.into_iter().filter_map(|word| status(word, findings)).collect();
    if all.len() == entries.len() && all.iter().all(|(_, status)| *status != Status::Success) {
        let span: Span = entry.key_span;
        let wanted = "a word that means success (S) among others";
        findings.push(bad_value::out_of_range(span, "statuses", wanted));
    }
    all
}

fn status(word: &Entry, findings: &mut Findings) -> Option<(String, Status)> {
    let letter = text(&word.value, &word.key, word.key_span, findings)?;
    let known = STATUSES.iter().find(|(known, _)| *known == letter.value);
    if known.is_none() {
        let letters: Vec<&str> = STATUSES.iter().map(|(letter, _)| *letter).collect();
        findings.push(bad_value::no_such_word(letter.span, "statuses", &letter.value, &letters));
    }
    known.map(|(_, status)| (word.key.clone(), *status))
}
