//! What each cell of a field says, by its column.

use super::beginnings::{marked, typed};
use super::conditions::needed;
use super::facts::FieldReader;
use super::fold::fold;
use super::limits::{self, length_in};
use super::ranges::range_in;
use super::type_text::type_text;
use super::values::{ListedValue, inline, item};
use super::words::{Column, Presence, is_blank, presence};

impl FieldReader<'_> {
    pub(super) fn cell(&mut self, kind: Column, line: usize, text: &str) {
        if is_blank(text) && kind != Column::Required {
            return;
        }
        match kind {
            Column::Type => match type_text(text) {
                Some(found) => {
                    self.facts.ty.get_or_insert(found.ty);
                    self.facts.presence = self.facts.presence.or(found.presence);
                    if let Some(length) = found.length {
                        self.length(length);
                    }
                    self.ranges.extend(found.range.map(|range| (range, true)));
                    if let Some(rest) = found.rest
                        && !(self.is_enum() && self.listed(&rest))
                    {
                        self.unread(line, &rest);
                    }
                }
                None => self.type_in_lines(line, text),
            },
            Column::Required | Column::Optional => self.presence_cell(kind, line, text),
            Column::Length | Column::MinLength | Column::MaxItems => self.length_cell(kind, line, text),
            Column::Range => match (range_in(text), limits::length(text)) {
                (Some(found), _) => self.ranges.push((found.limit, true)),
                (None, Some(length)) => self.length(length),
                (None, None) => match inline(text) {
                    Some(values) => self.facts.values.extend(values),
                    None => self.description(line, text),
                },
            },
            Column::Values => self.values_cell(line, text),
            Column::Default => {
                self.facts.default = Some(super::document::plain(text).trim_matches('"').to_owned())
            }
            Column::Condition => match presence(text) {
                Some(found) => self.facts.presence = self.facts.presence.or(Some(found)),
                None => self.when(text),
            },
            Column::Example => self.facts.doc.push(format!("For example, {}.", as_code(text))),
            _ => self.description(line, text),
        }
    }

    /// Reads what no column says off the beginning of a description. Returns the rest.
    pub(super) fn beginning<'t>(&mut self, line: usize, text: &'t str) -> &'t str {
        let mark = marked(text).filter(|_| self.facts.presence.is_none());
        let rest = mark.map_or(text, |(found, rest)| {
            self.facts.presence = Some(found);
            rest
        });
        match typed(rest, mark.is_some()).filter(|_| self.facts.ty.is_none()) {
            Some((ty, rest)) => {
                self.cell(Column::Type, line, ty);
                rest
            }
            None => rest,
        }
    }

    fn when(&mut self, text: &str) {
        let sentence = format!("Required when {}", text.trim());
        let found = needed(text, self.known).or_else(|| needed(&sentence, self.known));
        match found {
            Some(needed) => self.needed(needed),
            None => self.facts.doc.push(text.to_owned()),
        }
    }

    /// A type whose cell has more lines than the type: length, presence, remarks.
    fn type_in_lines(&mut self, line: usize, text: &str) {
        let mut lines = text.splitn(2, '\n');
        let first = lines.next().unwrap_or_default();
        match (type_text(first), lines.next()) {
            (Some(_), Some(rest)) => {
                self.cell(Column::Type, line, first);
                self.description(line, rest);
            }
            _ => {
                match text.split_once([',', ';', ':', '：']).filter(|(before, _)| type_text(before).is_some())
                {
                    Some((before, after)) => {
                        self.cell(Column::Type, line, before);
                        self.description(line, after.trim());
                    }
                    None => self.unread(line, text),
                }
            }
        }
    }

    fn presence_cell(&mut self, kind: Column, line: usize, text: &str) {
        let turned = |found: Presence| match (kind, found) {
            (Column::Optional, Presence::Required) => Presence::Optional,
            (Column::Optional, Presence::Optional) => Presence::Required,
            (_, found) => found,
        };
        if let Some(found) = presence(text) {
            self.facts.presence = Some(turned(found));
            return;
        }
        if is_blank(text) {
            return;
        }
        let (head, rest) = match text.split_once([',', ';', ':', '(', '\n', '.']) {
            Some((head, rest)) => (head, rest),
            None => text.split_once(" - ").or_else(|| text.split_once(' ')).unwrap_or((text, "")),
        };
        let rest = rest.trim().trim_end_matches(')').trim();
        let whole = needed(text, self.known);
        match (presence(head), whole) {
            (_, Some(found)) => self.needed(found),
            (Some(found), None) => {
                self.facts.presence = Some(turned(found));
                let lower = fold(rest).to_lowercase();
                if ["when", "if", "cuando", "si "].iter().any(|word| lower.starts_with(word)) {
                    self.facts.presence = Some(Presence::Conditional);
                    self.description(line, &format!("Required {rest}"));
                } else {
                    self.description(line, rest);
                }
            }
            (None, None) => self.unread(line, text),
        }
    }

    fn length_cell(&mut self, kind: Column, line: usize, text: &str) {
        let found = limits::length(text).or_else(|| length_in(text).map(|found| found.limit));
        match (kind, found) {
            (Column::MinLength, Some(length)) => self.facts.length.min = length.max.or(length.min),
            (Column::MaxItems, Some(length)) => self.facts.max_items = length.max,
            (_, Some(length)) => self.length(length),
            (_, None) => self.unread(line, text),
        }
    }

    fn values_cell(&mut self, line: usize, text: &str) {
        let items: Option<Vec<ListedValue>> = text.lines().map(item).collect();
        match inline(text).or(items) {
            Some(values) => self.facts.values.extend(values),
            None => self.description(line, text),
        }
    }
}

fn as_code(text: &str) -> String {
    if text.contains(['`', '\n']) { text.to_owned() } else { format!("`{}`", text.trim()) }
}
