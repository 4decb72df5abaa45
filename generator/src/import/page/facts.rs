//! What the cells and sentences of one field say.

use super::conditions::{Needed, needed, presence_in};
use super::defaults::default_in;
use super::fold::fold;
use super::limits::{self, Length, Unit, items_in, length_in};
use super::ranges::{Range, range_in};
use super::sentences::sentences;
use super::type_text::{PageType, type_text};
use super::values::{Lead, ListedValue, inline, is_surely_value, item, lead};
use super::words::{BaseType, Column, Presence, column, is_blank, is_furniture, presence};

/// Longer sentences state no limits; looking for them takes time.
const MAX_SENTENCE: usize = 2_000;

/// A field's cells and lines, as they stand in the page.
#[derive(Debug, Clone, Default)]
pub(super) struct RawField {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) cells: Vec<(Column, usize, String)>,
}

impl RawField {
    /// Whether its type is a list.
    pub(super) fn is_list(&self) -> bool {
        let types = self.cells.iter().filter(|(kind, ..)| *kind == Column::Type);
        types.filter_map(|(_, _, text)| type_text(text)).any(|found| matches!(found.ty, PageType::List(_)))
    }
}

/// What a page says about a field.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) ty: Option<PageType>,
    pub(super) presence: Option<Presence>,
    pub(super) length: Length,
    pub(super) item_length: Length,
    pub(super) max_items: Option<usize>,
    pub(super) range: Range,
    pub(super) values: Vec<ListedValue>,
    pub(super) default: Option<String>,
    pub(super) required_when: Option<String>,
    pub(super) one_of: Vec<String>,
    pub(super) doc: Vec<String>,
    /// Lines and texts that are not in the spec.
    pub(super) unread: Vec<(usize, String)>,
}

/// Reads what is said about a field. `known` says which fields are beside it.
pub(super) fn facts(raw: &RawField, known: &dyn Fn(&str) -> bool) -> Facts {
    let mut reader = Reader { facts: Facts::default(), known, ranges: Vec::new(), listing: Listing::No };
    // What a limit is of depends on the type, and what a sentence is about on all other cells.
    let of = |wanted: fn(&Column) -> bool| raw.cells.iter().filter(move |(kind, ..)| wanted(kind));
    let types = of(|kind| *kind == Column::Type);
    let rest = of(|kind| !matches!(kind, Column::Type | Column::Description));
    for (kind, line, text) in types.chain(rest) {
        reader.cell(*kind, *line, text);
    }
    for (_, line, text) in of(|kind| *kind == Column::Description) {
        reader.description(*line, text);
    }
    reader.finish()
}

/// Whether lines are values.
#[derive(Debug, Clone, PartialEq)]
enum Listing {
    No,
    /// Announced by a sentence, which is kept until a value comes.
    Announced(Option<String>),
    Yes,
}

struct Reader<'a> {
    facts: Facts,
    known: &'a dyn Fn(&str) -> bool,
    /// Ranges, and whether each has a cell of its own.
    ranges: Vec<(Range, bool)>,
    listing: Listing,
}

impl Reader<'_> {
    fn unread(&mut self, line: usize, text: &str) {
        self.facts.unread.push((line, text.to_owned()));
    }

    fn cell(&mut self, kind: Column, line: usize, text: &str) {
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

    fn length(&mut self, found: Length) {
        let (is_list, of_objects) = (self.is_list(), self.is_list_of_objects());
        let holds = &mut self.facts;
        match found.of {
            Unit::Items => holds.max_items = found.max.or(holds.max_items),
            Unit::Unsaid if of_objects => holds.max_items = found.max.or(holds.max_items),
            Unit::Characters if is_list => holds.item_length.complete(found),
            _ => holds.length.complete(found),
        }
    }

    fn needed(&mut self, found: Needed) {
        match found {
            Needed::When(case) => {
                self.facts.required_when.get_or_insert(case);
                self.facts.presence.get_or_insert(Presence::Conditional);
            }
            Needed::OneOf(fields) => self.facts.one_of = fields,
        }
    }

    fn description(&mut self, line: usize, text: &str) {
        // A list that was pressed into one line.
        let text = text.replace(" * `", "\n* `");
        for (number, part) in text.split('\n').enumerate() {
            let line = if text.contains('\n') { line + number } else { line };
            self.line(line, part.trim());
        }
    }

    fn line(&mut self, line: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        if is_furniture(text) {
            return self.unread(line, text);
        }
        if let Some(rest) =
            text.strip_prefix("* ").or_else(|| text.strip_prefix("- ")).or_else(|| text.strip_prefix("• "))
        {
            return self.item(line, rest.trim());
        }
        if self.listing != Listing::No && item(text).is_some_and(|_| is_surely_value(text)) {
            return self.item(line, text);
        }
        self.end_list();
        self.text(line, text, "");
    }

    /// A text that is no value of a list. What is kept of it goes into the description, with `mark` before it.
    fn text(&mut self, line: usize, text: &str, mark: &str) {
        if self.labelled(line, text) || self.is_enum() && self.listed(text) {
            return;
        }
        let kept: Vec<String> =
            sentences(text).iter().filter_map(|sentence| self.sentence(sentence)).collect();
        if !kept.is_empty() {
            self.facts.doc.push(format!("{mark}{}", kept.join(" ")));
        }
    }

    fn item(&mut self, line: usize, text: &str) {
        let announced = self.listing != Listing::No;
        let lone = !announced
            && self.facts.doc.last().is_some_and(|last| last.ends_with(':'))
            && is_surely_value(text);
        if let Some(value) = item(text).filter(|_| announced || lone) {
            self.facts.values.push(value);
            self.listing = Listing::Yes;
            return;
        }
        self.end_list();
        self.text(line, text, "* ");
    }

    /// A sentence that announced values after which none came is part of the description.
    fn end_list(&mut self) {
        if let Listing::Announced(Some(sentence)) = std::mem::replace(&mut self.listing, Listing::No) {
            self.facts.doc.push(sentence);
        }
    }

    /// `Required: Yes`: a cell in a line.
    fn labelled(&mut self, line: usize, text: &str) -> bool {
        let Some((label, value)) = text.split_once([':', '：']) else { return false };
        let value = value.trim();
        let Some(kind) = column(&label.replace('`', "")).filter(|_| !value.is_empty()) else { return false };
        let fits = match kind {
            Column::Type => type_text(value).is_some(),
            Column::Required | Column::Optional => presence(value).is_some(),
            Column::Length | Column::MinLength | Column::MaxItems => {
                limits::length(value.trim_end_matches('.')).is_some()
            }
            Column::Default => value.split_whitespace().count() == 1,
            _ => false,
        };
        if fits {
            self.cell(kind, line, value.trim_end_matches('.'));
        }
        fits
    }

    /// What is left of a sentence for the description.
    fn sentence(&mut self, sentence: &str) -> Option<String> {
        if sentence.len() > MAX_SENTENCE {
            return Some(sentence.to_owned());
        }
        if let Some(found) = presence_in(sentence) {
            self.facts.presence.get_or_insert(found);
            return None;
        }
        if let Some(needed) = needed(sentence, self.known) {
            self.needed(needed);
            return None;
        }
        if let Some((value, alone)) = default_in(sentence) {
            self.facts.default.get_or_insert(value);
            return (!alone).then(|| sentence.to_owned());
        }
        if self.is_enum() && self.listed(sentence) {
            return None;
        }
        match lead(sentence) {
            Some(Lead::Are { values, alone }) => {
                self.facts.values.extend(values);
                return (!alone).then(|| sentence.to_owned());
            }
            Some(Lead::Follow { alone }) => {
                self.listing = Listing::Announced(alone.then(|| sentence.to_owned()));
                return (!alone).then(|| sentence.to_owned());
            }
            None => {}
        }
        self.limit(sentence)
    }

    fn is_enum(&self) -> bool {
        let of = match &self.facts.ty {
            Some(PageType::List(Some(of))) => of.as_ref(),
            Some(ty) => ty,
            None => return false,
        };
        *of == PageType::Base(BaseType::Enum)
    }

    /// Values of a type that is an enum, which no word announces. `false` where the text is none.
    fn listed(&mut self, text: &str) -> bool {
        let one = || item(text).filter(|_| is_surely_value(text)).map(|value| vec![value]);
        let Some(values) = inline(text).or_else(one) else { return false };
        self.facts.values.extend(values);
        true
    }

    fn limit(&mut self, sentence: &str) -> Option<String> {
        if self.is_list()
            && let Some(found) = items_in(sentence)
        {
            self.length(found.limit);
            return (!found.alone).then(|| sentence.to_owned());
        }
        if let Some(found) = length_in(sentence)
            && (found.limit.of != Unit::Unsaid || !self.is_number())
        {
            if self.is_number() {
                // So many digits are no limit that a number can have.
                return Some(sentence.to_owned());
            }
            self.length(found.limit);
            return (!found.alone).then(|| sentence.to_owned());
        }
        if let Some(found) = range_in(sentence) {
            self.ranges.push((found.limit, false));
            if matches!(self.facts.ty, Some(PageType::Base(BaseType::Integer))) {
                return (!found.alone).then(|| sentence.to_owned());
            }
        }
        Some(sentence.to_owned())
    }

    fn is_list(&self) -> bool {
        matches!(self.facts.ty, Some(PageType::List(_)))
    }

    /// Objects have no length: a limit can only be the list's.
    fn is_list_of_objects(&self) -> bool {
        let Some(PageType::List(of)) = &self.facts.ty else { return false };
        matches!(of.as_deref(), None | Some(PageType::Named(_) | PageType::Base(BaseType::Object)))
    }

    fn is_number(&self) -> bool {
        matches!(self.facts.ty, Some(PageType::Base(BaseType::Integer | BaseType::Decimal)))
    }

    fn finish(mut self) -> Facts {
        self.end_list();
        // In sentences about a text, a range is one of what the text says, and stays in the description.
        let is_integer = matches!(self.facts.ty, Some(PageType::Base(BaseType::Integer)));
        for (range, _) in self.ranges.iter().filter(|(_, cell)| *cell || is_integer) {
            self.facts.range.min = self.facts.range.min.or(range.min);
            self.facts.range.max = self.facts.range.max.or(range.max);
        }
        self.facts
    }
}

fn as_code(text: &str) -> String {
    if text.contains(['`', '\n']) { text.to_owned() } else { format!("`{}`", text.trim()) }
}
