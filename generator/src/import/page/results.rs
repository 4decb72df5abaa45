//! Result codes.

use super::document::plain;
use super::fold::fold;
use super::left_out::Notes;
use super::tables::FoundResult;
use super::words::is_blank;
use crate::emit::specs::yaml::{Entry, Yaml, entry};
use crate::openapi::identifiers::{name_problem, one_line};
use std::collections::BTreeSet;

/// Words for the statuses.
const STATUSES: &[(&str, &[&str])] = &[
    ("S", &["s", "success", "succeeded", "successful", "exito", "exitoso"]),
    ("A", &["a", "accept", "accepted", "aceptado", "aceptada"]),
    ("F", &["f", "fail", "failed", "failure", "error", "fallo", "fallido", "fallida"]),
    ("U", &["u", "unknown", "process", "processing", "in process", "pending", "desconocido", "desconocida"]),
];

/// Words by which a text advises an action.
const ADVICE: &[(&str, &[&str])] = &[
    (
        "ask",
        &[
            "inquir",
            "query",
            "consult",
            "get the result",
            "obtain the result",
            "check the status",
            "check the result",
            "obtener el resultado",
            "verificar el estado",
        ],
    ),
    (
        "retry_later",
        &[
            "retry",
            "try again",
            "call the interface again",
            "reintent",
            "intente de nuevo",
            "intentar de nuevo",
            "intente nuevamente",
            "call again",
            "resend",
        ],
    ),
];

/// The rows of `results`.
///
/// `answered` says that the codes are the merchant's own answer, after which the merchant does nothing.
pub(super) fn rows(found: &[FoundResult], answered: bool, notes: &mut Notes) -> Vec<Vec<Entry>> {
    let mut codes = BTreeSet::new();
    found.iter().filter_map(|found| row(found, answered, &mut codes, notes)).collect()
}

fn row(
    found: &FoundResult,
    answered: bool,
    codes: &mut BTreeSet<String>,
    notes: &mut Notes,
) -> Option<Vec<Entry>> {
    let code = plain(&found.code);
    let whole = || [&found.code, &found.status, &found.message, &found.action].map(String::as_str).join(" ");
    if code.is_empty() || code.contains(char::is_whitespace) || name_problem("a code", &code).is_some() {
        notes.unused(found.line, &whole());
        return None;
    }
    let Some(status) = status(&plain(&found.status), &code) else {
        notes
            .add(found.line, format!("the code `{code}` has no status; it is left out: {}", plain(&whole())));
        return None;
    };
    if !codes.insert(code.clone()) {
        notes.add(found.line, format!("the code `{code}` is there twice; the first one counts"));
        return None;
    }
    let mut row = vec![entry("code", Yaml::text(code)), entry("status", Yaml::text(status))];
    row.extend(action(status, found).filter(|_| !answered).map(|action| entry("action", Yaml::text(action))));
    row.extend(one_line(&told(found)).map(|doc| entry("doc", Yaml::prose(doc))));
    Some(row)
}

/// The message and the action, each a sentence.
fn told(found: &FoundResult) -> String {
    let texts = [found.message.trim(), found.action.trim()].into_iter().filter(|text| !is_blank(text));
    texts.fold(String::new(), |told, text| match told.chars().last() {
        None => text.to_owned(),
        Some('.' | '!' | '?' | ':' | ';' | '。') => format!("{told} {text}"),
        Some(_) => format!("{told}. {text}"),
    })
}

/// Reads a result code in a line: `CODE (S): text`, `CODE - F - text`. `None` where it begins with no code.
pub(super) fn result_line(line: usize, text: &str) -> Option<FoundResult> {
    let text = plain(text);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (code, rest) = text.split_at_checked(end)?;
    if code.len() < 2 || code.chars().any(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let signs = [' ', '\n', '-', '–', '—', ':', '|', ',', '.', '(', ')', '[', ']'];
    let rest = rest.trim_start_matches(signs);
    let (head, tail) = rest
        .split_once(|c: char| signs.get(1..).is_some_and(|signs| signs.contains(&c)))
        .unwrap_or((rest, ""));
    let is_status = of_word(&fold(head).trim().to_lowercase()).is_some();
    let (status, message) =
        if is_status { (head.trim(), tail.trim_start_matches(signs)) } else { ("", rest) };
    let [code, status, message] = [code, status, message].map(str::to_owned);
    Some(FoundResult { line, code, status, message, action: String::new() })
}

fn of_word(word: &str) -> Option<&'static str> {
    STATUSES.iter().find(|(_, words)| words.contains(&word)).map(|(status, _)| *status)
}

fn status(text: &str, code: &str) -> Option<&'static str> {
    let word = fold(text).trim().to_lowercase();
    // `S: success`, `F (failed)`.
    let first = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
    of_word(&word)
        .or_else(|| of_word(&first))
        .or_else(|| (word.is_empty() && code == "SUCCESS").then_some("S"))
}

/// What to do after a code, as far as the page advises it. After U there is always something to do.
fn action(status: &str, found: &FoundResult) -> Option<&'static str> {
    let text = fold(&format!("{} {}", found.action, found.message)).to_lowercase();
    let is_negated = ["do not retry", "don't retry", "not retry", "no reintent", "do not try again"];
    let negated = is_negated.iter().any(|words| text.contains(words));
    let advised = ADVICE.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    let advised = advised.map(|(action, _)| *action).filter(|action| !(negated && *action == "retry_later"));
    match status {
        "U" => Some(advised.unwrap_or("ask")),
        // A failure is final unless the page says that the same request may be sent again.
        "F" => advised.filter(|action| *action == "retry_later" && text.contains("later")),
        _ => None,
    }
}
