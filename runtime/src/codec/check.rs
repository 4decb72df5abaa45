//! Checks before sending of what types can't hold.

use crate::{
    condition::{Condition, Found},
    descriptor::Texts,
};

use super::{
    Decode, Encode, Problem, ReadError, View, Violation, Violations, deviations::HIDDEN, from_json_strict,
    shape::Check, to_json,
};

/// Checks the constraints of a message that its types can't express.
///
/// # Errors
/// All violations, with their paths.
pub fn check(message: &dyn Encode) -> Result<(), Violations> {
    let mut walk = Walk { path: String::new(), sensitive: false, violations: Vec::new() };
    walk.value(message);
    Violations::none(walk.violations)
}

/// Reads a message that is to be sent, and checks it against all limits of its spec.
///
/// # Errors
/// It is not JSON, or breaks the spec anywhere.
pub fn read_checked<T: Decode + Encode>(json: &[u8]) -> Result<T, ReadError> {
    let message: T = from_json_strict(json)?;
    check(&message)?;
    Ok(message)
}

struct Walk {
    path: String,
    /// Whether the walk is inside a sensitive value, whose text no violation may show.
    sensitive: bool,
    violations: Vec<Violation>,
}

impl Walk {
    fn value(&mut self, value: &dyn Encode) {
        value.encode(&mut |view| self.view(view));
    }

    fn view(&mut self, view: View<'_>) {
        match view {
            View::Unlisted(text) => {
                self.add(Problem::NotListed { value: Some(text.to_owned()) });
            }
            View::Sensitive(value) => self.concealed(|walk| walk.value(value)),
            View::JsonText(value) | View::Quoted(value) => self.value(value),
            View::List(items) => {
                for (at, item) in items.enumerate() {
                    self.inside(&format!("[{at}]"), |walk| walk.value(item));
                }
            }
            View::Map(entries) => {
                for (key, value) in entries {
                    self.entry(key, |walk| walk.value(value));
                }
            }
            View::Object(shape, fields) => {
                for (name, value) in fields {
                    match *name {
                        "" => self.further(*value, fields),
                        name => self.inside(&format!(".{name}"), |walk| walk.value(*value)),
                    }
                }
                for check in shape.checks {
                    self.check(check, fields);
                }
            }
            View::Absent | View::Boolean(_) | View::Integer(_) | View::Number(_) | View::Text(_) => {}
        }
    }

    /// Checks the fields that the spec does not list: none of them stands in the place of one that it does.
    fn further(&mut self, value: &dyn Encode, fields: &[(&str, &dyn Encode)]) {
        value.encode(&mut |view| {
            let View::Map(entries) = view else { return };
            for (name, value) in entries {
                self.entry(name, |walk| match find(fields, name) {
                    Some(_) => walk.add(Problem::Repeated),
                    None => walk.value(value),
                });
            }
        });
    }

    fn check(&mut self, check: &Check, fields: &[(&str, &dyn Encode)]) {
        match *check {
            Check::MinLength(field, min) => self.texts(field, fields, &|text| {
                let len = text.chars().count();
                (len < min).then_some(Problem::TooShort { min, len })
            }),
            Check::Written(field, min, max) => {
                let Some(value) = find(fields, field).filter(|_| is_given(fields, field)) else { return };
                let problem = match written_length(value) {
                    len if len > max => Problem::TooLong { max, len },
                    len if len < min => Problem::TooShort { min, len },
                    _ => return,
                };
                self.inside(&format!(".{field}"), |walk| walk.add(problem));
            }
            Check::Pattern(field, pattern) => {
                // The generator has refused patterns that do not compile.
                let Ok(regex) = regex_lite::Regex::new(&format!("^(?:{pattern})$")) else { return };
                self.texts(field, fields, &|text| {
                    (!regex.is_match(text)).then_some(Problem::NoMatch { pattern })
                });
            }
            Check::Forbidden(field, chars) => self.texts(field, fields, &|text| {
                let found = text.chars().find(|c| chars.contains(*c));
                found.map(|char| Problem::ForbiddenChar { char: Some(char) })
            }),
            Check::Url(field) => self.texts(field, fields, &|text| {
                (!is_http_url(text)).then_some(Problem::Form { expected: "an http or https URL" })
            }),
            Check::Keys(field, keys) => self.maps(field, fields, &|walk, given| {
                for key in given.iter().filter(|key| !keys.contains(*key)) {
                    walk.entry(key, |walk| walk.add(Problem::UnknownKey { keys }));
                }
            }),
            Check::Entries(field, max) => self.maps(field, fields, &|walk, given| {
                if given.len() > max {
                    walk.add(Problem::TooManyEntries { max, len: given.len() });
                }
            }),
            Check::KeyLength(field, max) => self.maps(field, fields, &|walk, given| {
                for (key, len) in given.iter().map(|key| (key, key.chars().count())) {
                    if len > max {
                        walk.entry(key, |walk| walk.add(Problem::KeyTooLong { max, len }));
                    }
                }
            }),
            Check::OneOf(group) => {
                if !group.iter().any(|name| is_given(fields, name)) {
                    self.add(Problem::NoneOf { fields: group });
                }
            }
            Check::RequiredWhen(field, conditions) => {
                if !is_given(fields, field)
                    && let Some(condition) = reason(conditions, fields)
                {
                    self.inside(&format!(".{field}"), |walk| walk.add(Problem::MissingWhen { condition }));
                }
            }
        }
    }

    /// Checks the text of a field, of each item of a list, and of each value of a map, also in JSON inside a text.
    fn texts(
        &mut self,
        field: &str,
        fields: &[(&str, &dyn Encode)],
        problem: &dyn Fn(&str) -> Option<Problem>,
    ) {
        if let Some(value) = find(fields, field) {
            self.inside(&format!(".{field}"), |walk| walk.text(value, problem));
        }
    }

    fn text(&mut self, value: &dyn Encode, problem: &dyn Fn(&str) -> Option<Problem>) {
        value.encode(&mut |view| match view {
            View::Text(text) => {
                if let Some(problem) = problem(text) {
                    self.add(problem);
                }
            }
            View::Sensitive(value) => self.concealed(|walk| walk.text(value, problem)),
            View::JsonText(value) => self.text(value, problem),
            View::List(items) => {
                for (at, item) in items.enumerate() {
                    self.inside(&format!("[{at}]"), |walk| walk.text(item, problem));
                }
            }
            View::Map(entries) => {
                for (key, value) in entries {
                    self.entry(key, |walk| walk.text(value, problem));
                }
            }
            _ => {}
        });
    }

    /// Looks at the keys of a field that is a map, or a list of maps, also in JSON inside a text.
    fn maps(&mut self, field: &str, fields: &[(&str, &dyn Encode)], look: &dyn Fn(&mut Self, &[&str])) {
        if let Some(value) = find(fields, field) {
            self.inside(&format!(".{field}"), |walk| walk.maps_in(value, look));
        }
    }

    fn maps_in(&mut self, value: &dyn Encode, look: &dyn Fn(&mut Self, &[&str])) {
        value.encode(&mut |view| match view {
            View::Sensitive(value) => self.concealed(|walk| walk.maps_in(value, look)),
            View::JsonText(value) => self.maps_in(value, look),
            View::List(items) => {
                for (at, item) in items.enumerate() {
                    self.inside(&format!("[{at}]"), |walk| walk.maps_in(item, look));
                }
            }
            View::Map(entries) => look(self, &entries.map(|(key, _)| key).collect::<Vec<_>>()),
            _ => {}
        });
    }

    fn concealed(&mut self, walk: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.sensitive, true);
        walk(self);
        self.sensitive = before;
    }

    /// Enters an entry of a map. Its key is data, and as sensitive as the map.
    fn entry(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        let key = if self.sensitive { HIDDEN } else { key };
        self.inside(&format!(".{key}"), walk);
    }

    fn inside(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let before = self.path.len();
        self.path += step;
        walk(self);
        self.path.truncate(before);
    }

    fn add(&mut self, problem: Problem) {
        let problem = if self.sensitive { problem.without_value() } else { problem };
        let path = self.path.strip_prefix('.').unwrap_or(&self.path).to_owned();
        self.violations.push(Violation { path, problem });
    }
}

fn find<'a>(fields: &[(&str, &'a dyn Encode)], name: &str) -> Option<&'a dyn Encode> {
    fields.iter().find(|(field, _)| *field == name).map(|(_, value)| *value)
}

/// Whether a field has a value. `null` is none.
fn is_given(fields: &[(&str, &dyn Encode)], name: &str) -> bool {
    let Some(value) = find(fields, name).filter(|value| !value.is_absent()) else { return false };
    let mut is_null = false;
    value.encode(&mut |view| is_null = matches!(view, View::Absent));
    !is_null
}

/// The characters of a value as it is written: of a text, or of JSON, which may be inside a text.
fn written_length(value: &dyn Encode) -> usize {
    let mut length = 0;
    let json =
        |value: &dyn Encode| to_json(value).map_or(0, |json| String::from_utf8_lossy(&json).chars().count());
    value.encode(&mut |view| {
        length = match view {
            View::Text(text) | View::Unlisted(text) => text.chars().count(),
            View::Sensitive(value) => written_length(value),
            View::JsonText(value) => json(value),
            _ => json(value),
        }
    });
    length
}

/// Why a field is required: the conditions in words, if all of them hold.
fn reason(conditions: &[Condition], fields: &[(&str, &dyn Encode)]) -> Option<String> {
    let mut words = Vec::new();
    for condition in conditions {
        let path: Vec<&str> = condition.path().split('.').collect();
        let mut value = AtPath { found: Found::Absent, is_sensitive: false };
        value.look(fields, &path);
        if !condition.holds(&value.found) {
            return None;
        }
        words.push(in_words(condition, value.is_sensitive));
    }
    Some(words.join(" and "))
}

/// `` `grantType` is REFRESH_TOKEN ``. The values that a sensitive field is compared with tell what it has.
fn in_words(condition: &Condition, is_sensitive: bool) -> String {
    let path = condition.path();
    let any = |values: &Texts| match is_sensitive {
        true => HIDDEN.to_owned(),
        false => values.iter().collect::<Vec<_>>().join(" or "),
    };
    match condition {
        Condition::Is(_, values) => format!("`{path}` is {}", any(values)),
        Condition::IsNot(_, values) => format!("`{path}` is not {}", any(values)),
        Condition::Present(_) => format!("`{path}` is present"),
        Condition::Absent(_) => format!("`{path}` is absent"),
    }
}

/// The value at a path of fields.
struct AtPath {
    found: Found<'static>,
    is_sensitive: bool,
}

impl AtPath {
    fn look(&mut self, fields: &[(&str, &dyn Encode)], path: &[&str]) {
        if let Some((first, rest)) = path.split_first()
            && let Some(value) = find(fields, first)
        {
            self.look_into(value, rest);
        }
    }

    fn look_into(&mut self, value: &dyn Encode, path: &[&str]) {
        value.encode(&mut |view| match view {
            View::Absent => {}
            View::Sensitive(value) => {
                self.is_sensitive = true;
                self.look_into(value, path);
            }
            View::JsonText(value) | View::Quoted(value) => self.look_into(value, path),
            View::Object(_, fields) if !path.is_empty() => self.look(fields, path),
            _ if !path.is_empty() => {}
            View::Object(_, fields) => self.is_there(fields.iter().any(|(_, value)| !value.is_absent())),
            View::List(items) => self.is_there(items.next().is_some()),
            View::Map(entries) => self.is_there(entries.next().is_some()),
            View::Boolean(value) => self.found = Found::Scalar(value.to_string().into()),
            View::Integer(value) => self.found = Found::Scalar(value.to_string().into()),
            View::Number(text) | View::Text(text) | View::Unlisted(text) if !text.is_empty() => {
                self.found = Found::Scalar(text.to_owned().into());
            }
            View::Number(_) | View::Text(_) | View::Unlisted(_) => {}
        });
    }

    fn is_there(&mut self, is_there: bool) {
        if is_there {
            self.found = Found::Other;
        }
    }
}

fn is_http_url(text: &str) -> bool {
    text.parse::<http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    })
}
