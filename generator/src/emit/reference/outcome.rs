//! How the outcome of a call becomes known, in sentences.

use super::code;
use crate::model::{
    self, Api, Comparison, Endpoint, FieldPair, IdempotencyKey, Ids, NotFound, SettledBy, Settles,
    StatusMapping,
};
use crate::spec::spelled_duration;

/// Returns terms and their explanations, in Markdown.
pub fn outcome_facts(endpoint: &Endpoint, api: &Api) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&str, String)> = Vec::new();
    facts.extend(key(&endpoint.idempotency_key).map(|text| ("Same request by", text)));
    if let Some(rules) = &endpoint.settled_by {
        settled_by(endpoint, rules, api, &mut facts);
    }
    facts.extend(endpoint.closed_by.as_ref().map(|by| ("Given up by", code(by))));
    facts.extend(endpoint.settles.iter().map(|row| ("Ends", ends(row))));
    if endpoint.read_only {
        facts.push(("Effect", "none: it only asks".to_owned()));
    }
    facts
}

/// Where a response says how the call ended, in Markdown.
#[must_use]
pub fn where_the_result_is(endpoint: &Endpoint) -> String {
    let Some(flat) = &endpoint.flat_result else {
        return "Every response also has `result`, with `resultStatus`, `resultCode` and `resultMessage`."
            .to_owned();
    };
    let [status, code, message] = flat.names();
    let words = flat.statuses.iter().map(|(word, status)| format!("`{word}` ({})", status.word()));
    let words: Vec<String> = words.collect();
    format!("Every response also has `{status}` (one of {}), `{code}` and `{message}`.", words.join(", "))
}

/// The fields of a key.
fn key(key: &IdempotencyKey) -> Option<String> {
    let fields = key.words(code);
    match key {
        key if key.is_empty() => None,
        IdempotencyKey::Any(several) if several.len() > 1 => Some(format!("{fields}, whichever is given")),
        IdempotencyKey::All(_) | IdempotencyKey::Any(_) => Some(fields),
    }
}

fn settled_by(call: &Endpoint, rules: &SettledBy, api: &Api, facts: &mut Vec<(&'static str, String)>) {
    facts.push(("Unknown outcomes are settled by", code(&rules.endpoint)));
    let inquiry = api.endpoint(&rules.endpoint).map(|(_, inquiry)| inquiry);
    let asked = inquiry.map(|inquiry| model::asked(call, inquiry, rules)).unwrap_or_default();
    if !asked.is_empty() {
        facts.push(("It is asked by", pairs(&asked, ", ")));
    }
    if let Some(entry) = &rules.entry {
        let equal = pairs(&entry.equal, " and ");
        facts.push(("Which is found", format!("in {}, as the one entry with {equal}", code(&entry.list))));
    }
    facts.extend(rules.status.iter().flat_map(|status| meanings(status, ["Success is", "Failure is"])));
    facts.extend(not_found(&rules.not_found).map(|text| ("Not found is", text)));
    if rules.unnamed_accepted {
        facts.push(("Believed", "though its response does not name the call".to_owned()));
    }
}

fn meanings(status: &StatusMapping, terms: [&'static str; 2]) -> Vec<(&'static str, String)> {
    let lists = terms.into_iter().zip([&status.success, &status.failure]);
    let lists = lists.filter(|(_, values)| !values.is_empty());
    lists.map(|(term, values)| (term, is(&status.status, values))).collect()
}

fn not_found(not_found: &NotFound) -> Option<String> {
    let codes = any_of(&not_found.codes);
    let when = match not_found.final_after {
        Some(after) => {
            let every = spelled_duration(after.every);
            format!("final after {} responses in a row, {every} apart", after.times)
        }
        None => "never final".to_owned(),
    };
    (!not_found.codes.is_empty()).then(|| format!("{codes}: {when}"))
}

/// The calls that a row of `settles` ends, and how.
fn ends(row: &Settles) -> String {
    let word = if matches!(row.ids, Ids::Any(_)) { " or " } else { " and " };
    let when: Vec<String> = row.when.iter().map(comparison).collect();
    let when = if when.is_empty() { String::new() } else { format!(", when {}", when.join(" and ")) };
    let means = meanings(&row.status, ["success", "failure"]);
    let means: Vec<String> = means.into_iter().map(|(what, when)| format!("{what} if {when}")).collect();
    format!("{} with {}{when}: {}", any_of(&row.endpoints), pairs(row.ids.pairs(), word), means.join(", "))
}

fn comparison(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Is(path, values) => is(path, values),
        Comparison::IsNot(path, values) => format!("{} is not {}", code(path), any_of(values)),
        Comparison::Present(path) => format!("{} is there", code(path)),
        Comparison::Absent(path) => format!("{} is not there", code(path)),
    }
}

fn is(path: &str, values: &[String]) -> String {
    format!("{} is {}", code(path), any_of(values))
}

fn any_of(texts: &[String]) -> String {
    texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(" or ")
}

/// `paymentId` where both have that name; else what is equal to what of the request.
fn pairs(pairs: &[FieldPair], between: &str) -> String {
    let pair = |(theirs, own): &FieldPair| match theirs == own {
        true => format!("the same {}", code(own)),
        false => format!("{} as {} of the call", code(theirs), code(own)),
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join(between)
}
