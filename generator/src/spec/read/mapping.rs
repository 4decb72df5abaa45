//! A mapping with known keys.

use crate::diagnostics::{Finding, Findings, nearest};
use crate::spec::findings::{bad_value, duplicate, missing_key, name_not_allowed, unknown_key, wrong_kind};
use crate::spec::forms::{Form, Key};
use crate::spec::vocabulary::Named;
use crate::spec::{Entry, Node, Scalar, Span, Spanned, Value};
use std::collections::HashMap;

/// The entries of a mapping whose keys are known and unique.
pub(super) struct Mapping<'n> {
    /// Where to point when a key is missing: the name of what the mapping describes.
    pub(super) at: Span,
    form: &'static Form,
    entries: Vec<&'n Entry>,
    /// Entries with a misspelled key, by the key that was meant: what needs it is not said to be missing.
    misspelled: Vec<(&'static str, &'n Entry)>,
}

impl<'n> Mapping<'n> {
    /// Takes the mapping apart. `at` is the place of what it describes.
    pub(super) fn read(
        node: &'n Node,
        at: Span,
        form: &'static Form,
        findings: &mut Findings,
    ) -> Option<Self> {
        Self::read_at_place(node, at, form, &[], findings)
    }

    /// The same, where the file's place says what some keys have to hold.
    pub(super) fn read_at_place(
        node: &'n Node,
        at: Span,
        form: &'static Form,
        place: &[(&str, &str)],
        findings: &mut Findings,
    ) -> Option<Self> {
        let Some(all) = node.entries() else {
            findings.push(wrong_kind::not_a_mapping(node, at, form.name));
            return None;
        };
        let mut entries = Vec::with_capacity(all.len());
        let mut misspelled = Vec::new();
        for entry in unique(all, "key", findings) {
            if form.rows(&entry.key).next().is_some() {
                entries.push(entry);
            } else {
                let known = form.names();
                findings.push(unknown_key::finding(entry, form.name, &known));
                let meant = nearest(&entry.key, known.iter().copied());
                misspelled.extend(meant.map(|key| (key, entry)));
            }
        }
        let mapping = Self { at, form, entries, misspelled };
        let meant = mapping.misspelled.iter().map(|(key, _)| *key);
        let there: Vec<&str> = mapping.entries().map(|entry| entry.key.as_str()).chain(meant).collect();
        for key in form.missing(&there) {
            let of_place = place.iter().find(|(name, _)| *name == key.name);
            findings.push(mapping.lacks(key, of_place.map_or(key.example, |(_, value)| value)));
        }
        Some(mapping)
    }

    /// One of its entries alone, without looking for others.
    pub(super) fn part(entry: &'n Entry, form: &'static Form) -> Self {
        Self { at: entry.key_span, form, entries: vec![entry], misspelled: Vec::new() }
    }

    /// All entries with a known key.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'n Entry> {
        self.entries.iter().copied()
    }

    /// The entry with that key, however it is spelled.
    pub(super) fn get(&self, key: &str) -> Option<&'n Entry> {
        let exact = self.entries().find(|entry| entry.key == key);
        exact.or_else(|| self.misspelled.iter().find(|(meant, _)| *meant == key).map(|(_, entry)| *entry))
    }

    /// The entries whose keys do not apply where [`Form::by`] has that value.
    pub(super) fn not_of(&self, value: &str) -> impl Iterator<Item = &'n Entry> {
        self.entries().filter(move |entry| !self.form.applies(&entry.key, value))
    }

    /// There is none of the keys of which one is needed.
    pub(super) fn has_none(&self) -> bool {
        !self.form.any_of.iter().any(|key| self.get(key).is_some())
    }

    /// The entry with a key that is required only where [`Form::by`] has that value, or a finding that shows how it is
    /// written.
    pub(super) fn require(&self, key: &str, value: &str, findings: &mut Findings) -> Option<&'n Entry> {
        let entry = self.get(key);
        if entry.is_none()
            && let Some(row) = self.form.rows(key).find(|row| row.only.contains(&value))
        {
            findings.push(self.lacks(row, row.example));
        }
        entry
    }

    fn lacks(&self, key: &Key, hint: &str) -> Finding {
        let name = self.form.name.split_once(' ').map_or(self.form.name, |(_, name)| name);
        missing_key::finding(self.at, &format!("the {name}"), key.name, hint)
    }

    /// A text, in its own spelling even where YAML would see a number.
    pub(super) fn text(&self, key: &str, findings: &mut Findings) -> Option<Spanned<String>> {
        let entry = self.get(key)?;
        let text = text(&entry.value, key, entry.key_span, findings)?;
        if let Some(finding) = name_not_allowed::check_text(key, &text.value, text.span) {
            findings.push(finding);
        }
        Some(text)
    }

    /// A name; `what` is what it is the name of: `a code`.
    pub(super) fn name(&self, key: &str, what: &str, findings: &mut Findings) -> Option<Spanned<String>> {
        let entry = self.get(key)?;
        let name = text(&entry.value, key, entry.key_span, findings)?;
        if let Some(finding) = name_not_allowed::check_name(what, &name.value, name.span) {
            findings.push(finding);
        }
        Some(name)
    }

    /// `rust_name`; nothing when it cannot be one.
    pub(super) fn rust_name(&self, named: Named, findings: &mut Findings) -> Option<String> {
        rust_name(self.get("rust_name")?, named, findings)
    }

    /// A text for people; nothing when it is left out or empty.
    pub(super) fn prose(&self, key: &str, findings: &mut Findings) -> Option<String> {
        let text = self.text(key, findings)?.value.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// `true` or `false`; `None` when it is left out.
    pub(super) fn boolean(&self, key: &str, findings: &mut Findings) -> Option<bool> {
        let entry = self.get(key)?;
        let Some(scalar) = entry.value.scalar() else {
            findings.push(wrong_kind::finding(&entry.value, entry.key_span, key, "`true` or `false`"));
            return None;
        };
        let boolean = scalar.boolean();
        if boolean.is_none() {
            findings.push(wrong_kind::not_boolean(entry.value.span, key, &scalar.text));
        }
        boolean
    }

    /// A whole number in the range of its key.
    pub(super) fn integer(&self, key: &str, findings: &mut Findings) -> Option<Spanned<i64>> {
        let entry = self.get(key)?;
        let (min, max) = self.form.range(key)?;
        let range = min..=max;
        let number = entry.value.scalar().and_then(Scalar::integer).filter(|number| range.contains(number));
        if number.is_none() {
            let wanted = if range == (i64::MIN..=i64::MAX) {
                "a 64-bit integer".to_owned()
            } else if range.start() == range.end() {
                format!("{}", range.start())
            } else {
                format!("a whole number from {} to {}", range.start(), range.end())
            };
            let span = if entry.value.is_null() { entry.key_span } else { entry.value.span };
            let finding = bad_value::out_of_range(span, key, &wanted);
            findings.push(match entry.value.scalar().and_then(|scalar| in_digits(&scalar.text)) {
                Some(digits) if range.contains(&digits) => finding.replace(
                    "a number is written in digits alone, without quotes",
                    span,
                    digits.to_string(),
                ),
                _ => finding,
            });
        }
        Some(Spanned::new(number?, entry.value.span))
    }

    /// One of a few words, each of which stands for something.
    pub(super) fn choice<T: Copy>(
        &self,
        key: &str,
        words: &[(&str, T)],
        findings: &mut Findings,
    ) -> Option<T> {
        let written = self.text(key, findings)?;
        let found = words.iter().find(|(word, _)| *word == written.value);
        if found.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            findings.push(bad_value::no_such_word(written.span, key, &written.value, &words));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// A list.
    pub(super) fn list(&self, key: &str, of: &str, findings: &mut Findings) -> &'n [Node] {
        let Some(entry) = self.get(key) else { return &[] };
        let Value::List(items) = &entry.value.value else {
            findings.push(wrong_kind::finding(&entry.value, entry.key_span, key, &format!("a list of {of}")));
            return &[];
        };
        items
    }
}

/// The value of `rust_name`; nothing when it cannot be one.
pub(super) fn rust_name(entry: &Entry, named: Named, findings: &mut Findings) -> Option<String> {
    let name = text(&entry.value, "rust_name", entry.key_span, findings)?;
    if named.accepts(&name.value) {
        return Some(name.value);
    }
    let finding = bad_value::out_of_range(name.span, "rust_name", named.wanted());
    let near = named.derived(&name.value);
    findings.push(if named.accepts(&near) {
        finding.replace(format!("write `{near}`"), name.span, near)
    } else {
        finding
    });
    None
}

/// The number that is meant by `\"64\"` and `4,096`.
fn in_digits(text: &str) -> Option<i64> {
    let digits = text.trim().replace([',', '_', '\'', ' '], "");
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A scalar's text.
pub(super) fn text(node: &Node, key: &str, at: Span, findings: &mut Findings) -> Option<Spanned<String>> {
    let Some(scalar) = node.scalar() else {
        findings.push(wrong_kind::finding(node, at, key, "a text"));
        return None;
    };
    Some(Spanned::new(scalar.text.clone(), node.span))
}

/// The entries without those whose key has been there before, each of which is a finding.
pub(super) fn unique<'n>(entries: &'n [Entry], what: &str, findings: &mut Findings) -> Vec<&'n Entry> {
    let mut first: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
    let mut kept = Vec::with_capacity(entries.len());
    for entry in entries {
        match first.get(entry.key.as_str()) {
            Some(place) => findings.push(duplicate::finding(what, &entry.key, entry.key_span, *place)),
            None => {
                first.insert(&entry.key, entry.key_span);
                kept.push(entry);
            }
        }
    }
    kept
}
