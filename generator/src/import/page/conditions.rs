//! When a field is needed: `mandatory`, `required when`, `one of`.

use super::fold::{fold, unfolded};
use super::words::{Presence, presence};
use regex_lite::Regex;
use std::sync::LazyLock;

/// What a sentence says about when a field is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Needed {
    /// In this case, as a spec spells it, or in the page's words.
    When(String),
    /// One of these fields is there, at least.
    OneOf(Vec<String>),
}

const SUBJECT: &str = r"(?:(?:this|the|este|el)\s+(?:parameter|field|value|parametro|campo|valor)\s+|it\s+|note:?\s*)?(?:(?:is|must be|should be|needs to be|es|debe ser|sera|becomes)\s+)?(?:only\s+)?";
const NEEDED: &str = r"(?:required|mandatory|specified|provided|obligatori[oa]|requerid[oa]|needed|returned|passed in|present|se devuelve|devuelto|se requiere|se retorna|conditional|condicional)";
const WHEN: &str = r"(?:only\s+|solo\s+)?(?:when|if|cuando|si|in case|where)";

static BEHIND: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^{SUBJECT}{NEEDED}\s*[:,-]?\s*{WHEN}\s+(.+?)\s*[.;]?$")).ok());
static BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^{WHEN}\s+(.+?),\s*{SUBJECT}{NEEDED}\s*[.;]?$")).ok());
static EITHER: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        r"(?i)\b(?:one of|either|al menos uno de|uno de|una de|alguno de)\s+(.+?)\s+(?:must|is required|is mandatory|is needed|should|needs|has to|have to|debe|es obligatori|es requerid|shall|are required|tiene que)",
        r"(?i)^(.+?)\s+(?:cannot|can't|can not|must not|may not|no pueden|no deben)\s+(?:both\s+|all\s+|ambos\s+)?(?:be|estar)\s+(?:both\s+|all\s+)?(?:empty|null|blank|omitted|missing|vacios|nulos)",
        r"(?i)^(?:specify|provide|pass|set|give|indique|especifique|proporcione)\s+(?:either|at least one of|one of|al menos uno de)\s+(.+?)\s*\.?$",
        r"(?i)^(?:at least one of|one of)\s+(.+?)\s+(?:required|mandatory)\s*\.?$",
        r"(?i)^(.+?\s+(?:or|o)\s+.+?)\s+(?:must be|is required|es obligatori|es requerid|debe)",
    ];
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});
static PRESENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:this|the|este|el)\s+(?:parameter|field|parametro|campo)\s+(?:is\s+|es\s+)|it is\s+)?(not required|required|mandatory|optional|conditional|obligatori[oa]|opcional|requerid[oa]|condicional)[.;:]?$").ok()
});
static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*").ok());
static IS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)^(?:the\s+|el\s+|la\s+)?(?:value\s+of\s+|valor\s+de\s+|field\s+|parameter\s+|parametro\s+|campo\s+)?(?:the\s+)?([A-Za-z_][A-Za-z0-9_.]*)(?:\s+(?:field|parameter|value))?\s*(?:(?:is|are|was|equals|es|esta|sea|has|tiene|=|==)\s*)+(?:(?:set|equal|igual|the|el|value|valor|of|to|a)\s+)*(not\s+|no\s+|!=\s*)?["'`]?([A-Za-z0-9_]+)["'`]?((?:\s*(?:,|\bor\b|\bo\b|\|)\s*(?:or\s+|o\s+)?["'`]?[A-Za-z0-9_]+["'`]?)*)$"#,
    )
    .ok()
});
static NOT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)^(?:the\s+)?(?:value of\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*(?:!=|is not|isn't|no es)\s*["'`]?([A-Za-z0-9_]+)["'`]?$"#).ok()
});

/// Reads a sentence that says only whether a field is always there.
pub(super) fn presence_in(sentence: &str) -> Option<Presence> {
    presence(PRESENCE.as_ref()?.captures(&fold(sentence))?.get(1)?.as_str())
}

/// Reads a sentence that says when a field is needed. `known` says whether there is such a field beside it.
pub(super) fn needed(sentence: &str, known: &dyn Fn(&str) -> bool) -> Option<Needed> {
    let sentence = sentence.trim();
    let text = &fold(sentence);
    if let Some(fields) = one_of(text, known) {
        return Some(Needed::OneOf(fields));
    }
    let found = [&*BEHIND, &*BEFORE].into_iter().flatten().find_map(|regex| regex.captures(text));
    let case = unfolded(sentence, found?.get(1)?.range());
    Some(Needed::When(condition(case, known)))
}

fn one_of(text: &str, known: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let name = NAME.as_ref()?;
    EITHER.iter().find_map(|regex| {
        let part = regex.captures(text)?.get(1)?.as_str();
        let mut names: Vec<String> = Vec::new();
        for found in name.find_iter(part).map(|found| found.as_str()).filter(|found| known(found)) {
            if !names.iter().any(|name| name == found) {
                names.push(found.to_owned());
            }
        }
        (names.len() > 1).then_some(names)
    })
}

/// A case as a spec spells it where all of it can be; else in its own words.
fn condition(case: &str, known: &dyn Fn(&str) -> bool) -> String {
    let split = case.replace(" && ", " and ").replace(" y ", " and ");
    let clauses: Option<Vec<String>> = split.split(" and ").map(|clause| comparison(clause, known)).collect();
    clauses.map_or_else(|| case.trim().replace('`', ""), |clauses| clauses.join(" and "))
}

fn comparison(clause: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let clause = clause.trim();
    let plain = fold(clause).replace('`', "");
    let is_field = |name: &str| known(name) || name.starts_with("result.");
    if let Some(captures) = NOT.as_ref()?.captures(&plain) {
        let (name, value) = (captures.get(1)?.as_str(), captures.get(2)?.as_str());
        if is_field(name) && !is_state(value) {
            return is_value(clause, value).then(|| format!("{name} != {value}"));
        }
    }
    let captures = IS.as_ref()?.captures(&plain)?;
    let name = captures.get(1)?.as_str();
    let (value, more) = (captures.get(3)?.as_str(), captures.get(4).map_or("", |more| more.as_str()));
    let negated = captures.get(2).is_some();
    if !is_field(name) {
        return None;
    }
    match (state(value), more.is_empty()) {
        (Some(present), true) if present != negated => return Some(format!("{name} is present")),
        (Some(_), true) => return Some(format!("{name} is absent")),
        _ => {}
    }
    let mut values = vec![value];
    let separators = |c: char| !(c.is_alphanumeric() || c == '_');
    values.extend(
        more.split(separators).filter(|word| !matches!(word.to_lowercase().as_str(), "" | "or" | "o")),
    );
    let sound = values.iter().all(|value| is_value(clause, value));
    let sign = if negated { "!=" } else { "=" };
    (sound && !(negated && values.len() > 1)).then(|| format!("{name} {sign} {}", values.join(" | ")))
}

/// `present`, `empty`: whether the word means that a field is there.
fn state(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "present" | "specified" | "provided" | "given" | "presente" | "passed" => Some(true),
        "absent" | "empty" | "null" | "blank" | "missing" | "ausente" | "vacio" | "nulo" => Some(false),
        _ => None,
    }
}

fn is_state(word: &str) -> bool {
    state(word).is_some()
}

/// A value and no word: marked as code or a quotation, written in capitals or digits, or a boolean.
fn is_value(clause: &str, value: &str) -> bool {
    let marked = ['`', '"', '\''].iter().any(|mark| clause.contains(&format!("{mark}{value}{mark}")));
    marked
        || matches!(value, "true" | "false")
        || value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions() {
        let known = |name: &str| matches!(name, "grantType" | "guests" | "a" | "b" | "status");
        let when = |text: &str| Some(Needed::When(text.to_owned()));
        let table = [
            (
                "This parameter is required when `grantType` is `REFRESH_TOKEN`.",
                when("grantType = REFRESH_TOKEN"),
            ),
            ("Required if grantType = A or B", when("grantType = A | B")),
            ("Returned when `result.resultStatus` is `S`.", when("result.resultStatus = S")),
            ("This parameter is required when `guests` is greater than 8.", when("guests is greater than 8")),
            (
                "Obligatorio cuando `grantType` es `X` y a está presente.",
                when("grantType = X and a is present"),
            ),
            ("Obligatorio cuando el menú no se envía.", when("el menú no se envía")),
            ("Si el menú no está vacío, es obligatorio.", when("el menú no está vacío")),
            ("Required when `status` is not `OPEN`.", when("status != OPEN")),
            ("Required when `a` is empty.", when("a is absent")),
            ("Required when `a` is not empty.", when("a is present")),
            ("When the value of `status` is `DONE`, this field is required.", when("status = DONE")),
            ("Required when the payment is done.", when("the payment is done")),
            ("One of `a` and `b` must be given.", Some(Needed::OneOf(vec!["a".to_owned(), "b".to_owned()]))),
            ("a and b cannot both be empty.", Some(Needed::OneOf(vec!["a".to_owned(), "b".to_owned()]))),
            ("One of `a` and `c` must be given.", None),
            ("The id of the payment.", None),
        ];
        for (text, expected) in table {
            assert_eq!(needed(text, &known), expected, "{text}");
        }
    }
}
