//! From rows with weights to fields within fields.

use super::facts::RawField;
use super::left_out::Notes;
use super::tables::Weighed;

/// Fields in fields that are followed; what is deeper is listed.
const MAX_DEPTH: usize = 24;

/// A field and its parts.
#[derive(Debug, Clone, Default)]
pub(super) struct FieldNode {
    pub(super) raw: RawField,
    /// It is there only because a path leads through it.
    pub(super) implied: bool,
    /// A path says that it is a list: `goods[].name`.
    pub(super) list: bool,
    pub(super) parts: Vec<FieldNode>,
}

/// Puts fields into fields: a row that weighs more than the one before is a part of it, and so is `amount.value`.
pub(super) fn tree(rows: &[Weighed], notes: &mut Notes) -> Vec<FieldNode> {
    let mut roots = Vec::new();
    let mut open: Vec<(usize, Vec<String>)> = Vec::new();
    for (weight, raw) in rows {
        while open.last().is_some_and(|(above, _)| above >= weight) {
            open.pop();
        }
        let parent = open.last().map(|(_, path)| path.clone()).unwrap_or_default();
        let path = path_of(&raw.name, parent, &roots);
        if path.len() > MAX_DEPTH {
            notes.add(raw.line, format!("`{}` is nested too deeply; it is left out", raw.name));
            continue;
        }
        open.push((*weight, path.clone()));
        insert(&mut roots, &path, raw, notes);
    }
    roots
}

/// The names that lead to a field. A path with dots begins at the top if its first name is there.
fn path_of(name: &str, parent: Vec<String>, roots: &[FieldNode]) -> Vec<String> {
    let steps: Vec<String> = name.split('.').map(str::to_owned).collect();
    let first = steps.first().map(|step| without_brackets(step)).unwrap_or_default();
    let from_top = steps.len() > 1 && (roots.iter().any(|root| root.raw.name == first) || parent.is_empty());
    if from_top { steps } else { parent.into_iter().chain(steps).collect() }
}

fn without_brackets(step: &str) -> String {
    step.split('[').next().unwrap_or_default().to_owned()
}

fn insert(fields: &mut Vec<FieldNode>, path: &[String], raw: &RawField, notes: &mut Notes) {
    let Some((step, rest)) = path.split_first() else { return };
    let name = without_brackets(step);
    let at = match fields.iter().position(|field| field.raw.name == name) {
        Some(at) => at,
        None => {
            let raw = RawField { name: name.clone(), line: raw.line, ..RawField::default() };
            fields.push(FieldNode { raw, implied: true, list: false, parts: Vec::new() });
            fields.len() - 1
        }
    };
    let Some(field) = fields.get_mut(at) else { return };
    field.list |= step.contains('[');
    if !rest.is_empty() {
        return insert(&mut field.parts, rest, raw, notes);
    }
    if field.implied {
        field.implied = false;
        field.raw = RawField { name, ..raw.clone() };
    } else {
        notes.add(raw.line, format!("`{name}` is there twice; the first one counts"));
        for (_, line, text) in &raw.cells {
            notes.unused(*line, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fields: &[FieldNode]) -> String {
        let one = |field: &FieldNode| match field.parts.as_slice() {
            [] => field.raw.name.clone(),
            parts => format!("{}({})", field.raw.name, shown(parts)),
        };
        fields.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_become_a_tree() {
        let row = |(weight, name): (usize, &str)| {
            (weight, RawField { name: name.to_owned(), ..RawField::default() })
        };
        let table: [(&[(usize, &str)], &str); 4] = [
            (&[(0, "a"), (2, "b"), (4, "c"), (2, "d"), (0, "e")], "a(b(c) d) e"),
            (&[(0, "a"), (0, "a.b"), (0, "a.b.c"), (0, "d")], "a(b(c)) d"),
            (&[(0, "goods"), (1, "goods[].id"), (0, "x.y")], "goods(id) x(y)"),
            (&[(5, "a"), (3, "b"), (4, "c")], "a b(c)"),
        ];
        for (rows, expected) in table {
            let rows: Vec<Weighed> = rows.iter().copied().map(row).collect();
            assert_eq!(shown(&tree(&rows, &mut Notes::default())), expected);
        }
    }
}
