//! What a document says in words: descriptions, titles, addresses of further texts, values for example.

use super::fate::Kind;
use super::identifiers;
use super::left_out::Notes;
use super::pointer::Place;
use crate::spec::Value;

/// The longest example that a sentence takes.
const MAX_EXAMPLE: usize = 100;

/// What schemas that hold together say of a field or type, as Markdown. `name` is what the field or type is called.
pub(super) fn of_schema(
    levels: &[Place<'_>],
    name: &str,
    with_examples: bool,
    notes: &mut Notes,
) -> Option<String> {
    let all = |key: &'static str| levels.iter().filter_map(move |level| level.get(key));
    let description = notes.first(all("description")).and_then(|place| text(&place, notes));
    let title = all("title").next().and_then(|place| text(&place, notes));
    let mut parts: Vec<String> =
        description.or_else(|| title.filter(|title| words(title) != words(name))).into_iter().collect();
    if with_examples {
        parts.extend(example(levels, notes));
    }
    parts.extend(levels.iter().filter_map(|level| further(level, notes)));
    joined(parts)
}

/// A text for people. What is no text is noted.
pub(super) fn text(place: &Place<'_>, notes: &mut Notes) -> Option<String> {
    match place.scalar() {
        Some(scalar) => identifiers::clean(&scalar.text),
        None if place.node.is_null() => None,
        None => {
            notes.add(place, "should be a text");
            None
        }
    }
}

/// The text under a key.
pub(super) fn text_of(owner: &Place<'_>, key: &str, notes: &mut Notes) -> Option<String> {
    owner.get(key).and_then(|place| text(&place, notes))
}

/// Paragraphs as one text.
pub(super) fn joined(parts: impl IntoIterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// `See [the guide](https://wallet.example/guide).` for `externalDocs`.
pub(super) fn further(owner: &Place<'_>, notes: &mut Notes) -> Option<String> {
    let docs = notes.map(owner, "externalDocs")?;
    notes.audit(&docs, Kind::ExternalDocs);
    let url = docs.get("url").and_then(|url| url.text());
    let is_address = |url: &&str| {
        (url.starts_with("https://") || url.starts_with("http://"))
            && url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\\`()".contains(c))
    };
    let Some(url) = url.filter(is_address) else {
        notes.add(&docs, "it has no address of the web");
        return None;
    };
    let name = text_of(&docs, "description", notes).and_then(|text| identifiers::one_line(&text));
    Some(match name.filter(|name| !name.contains(['[', ']', '\\', '`'])) {
        Some(name) => format!("See [{}]({url}).", name.trim_end_matches('.')),
        None => format!("See <{url}>."),
    })
}

/// `For example: "A-1".` What is no plain value is noted.
fn example(levels: &[Place<'_>], notes: &mut Notes) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    let singles = levels.iter().filter_map(|level| level.get("example"));
    let several = levels.iter().filter_map(|level| level.get("examples"));
    let several = several.flat_map(|list| list.items().collect::<Vec<_>>());
    for place in singles.chain(several).collect::<Vec<_>>() {
        let shown = match &place.node.value {
            _ if place.node.is_null() => continue,
            Value::Scalar(scalar) => identifiers::one_line(&scalar.text),
            _ => None,
        };
        match shown.filter(|shown| shown.chars().count() <= MAX_EXAMPLE && !shown.contains('`')) {
            Some(shown) if found.contains(&shown) => {}
            Some(shown) => found.push(shown),
            None => notes.add(&place, "the docs of a field show only short and plain values for example"),
        }
    }
    for place in levels.iter().filter_map(|level| level.get("examples")).filter(|list| !list.is_list()) {
        notes.add(&place, "should be a list");
    }
    let shown: Vec<String> = found.iter().map(|value| format!("`{value}`")).collect();
    (!shown.is_empty()).then(|| format!("For example: {}.", shown.join(", ")))
}

/// What a response says of itself, unless that is only that it is one.
pub(super) fn of_response(response: &Place<'_>, notes: &mut Notes) -> Option<String> {
    const NOTHING_NEW: &[&str] = &[
        "a",
        "an",
        "the",
        "ok",
        "okay",
        "fine",
        "done",
        "seen",
        "created",
        "accepted",
        "success",
        "successful",
        "successfully",
        "succeeded",
        "operation",
        "request",
        "response",
        "answer",
        "default",
        "200",
        "201",
        "http",
        "status",
        "code",
        "returned",
        "call",
    ];
    let text = text_of(response, "description", notes)?;
    (!words(&text).iter().all(|word| NOTHING_NEW.contains(&word.as_str()))).then_some(text)
}

/// The words of a text or a name, to tell whether two say the same.
fn words(text: &str) -> Vec<String> {
    use heck::ToSnakeCase;
    text.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
