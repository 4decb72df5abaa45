//! What the cells and sentences of one field say.

use super::conditions::Needed;
use super::limits::{Length, Unit};
use super::ranges::Range;
use super::type_text::{PageType, type_text};
use super::values::{ListedValue, inline, is_surely_value, item};
use super::words::{BaseType, Column, Presence, presence};

/// A field's cells and lines, as they stand in the page.
#[derive(Debug, Clone, Default)]
pub(super) struct RawField {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) cells: Vec<(Column, usize, String)>,
    /// Others of its kind are marked as required, and it is not: that is how the page says that it is optional.
    pub(super) unmarked: bool,
}

impl RawField {
    /// What a mark beside its name or its type says.
    pub(super) fn mark(&self) -> Option<Presence> {
        self.cells.iter().find_map(|(kind, _, text)| match kind {
            Column::Required => presence(text),
            Column::Type => type_text(text)?.presence,
            _ => None,
        })
    }

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
    /// Characters that the text must not have.
    pub(super) forbidden: Option<String>,
    pub(super) default: Option<String>,
    pub(super) required_when: Option<String>,
    pub(super) one_of: Vec<String>,
    pub(super) doc: Vec<String>,
    /// Lines and texts that are not in the spec.
    pub(super) unread: Vec<(usize, String)>,
}

/// Reads what is said about a field. `known` says which fields are beside it.
pub(super) fn facts(raw: &RawField, known: &dyn Fn(&str) -> bool) -> Facts {
    let mut reader = FieldReader { facts: Facts::default(), known, ranges: Vec::new(), listing: Listing::No };
    // What a limit is of depends on the type, and what a sentence is about on all other cells.
    let of = |wanted: fn(&Column) -> bool| raw.cells.iter().filter(move |(kind, ..)| wanted(kind));
    let types = of(|kind| *kind == Column::Type);
    let rest = of(|kind| !matches!(kind, Column::Type | Column::Description));
    for (kind, line, text) in types.chain(rest) {
        reader.cell(*kind, *line, text);
    }
    for (number, (_, line, text)) in of(|kind| *kind == Column::Description).enumerate() {
        let text = if number == 0 { reader.beginning(*line, text) } else { text };
        reader.description(*line, text);
    }
    reader.finish()
}

/// Whether lines are values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Listing {
    No,
    /// Announced by a sentence, which is kept until a value comes.
    Announced(Option<String>),
    Yes,
}

/// Reads the cells of one field.
pub(super) struct FieldReader<'a> {
    pub(super) facts: Facts,
    pub(super) known: &'a dyn Fn(&str) -> bool,
    /// Ranges, and whether each has a cell of its own.
    pub(super) ranges: Vec<(Range, bool)>,
    pub(super) listing: Listing,
}

impl FieldReader<'_> {
    pub(super) fn unread(&mut self, line: usize, text: &str) {
        self.facts.unread.push((line, text.to_owned()));
    }

    pub(super) fn length(&mut self, found: Length) {
        let (is_list, of_objects) = (self.is_list(), self.is_list_of_objects());
        let holds = &mut self.facts;
        match found.of {
            Unit::Items => holds.max_items = found.max.or(holds.max_items),
            Unit::Unsaid if of_objects => holds.max_items = found.max.or(holds.max_items),
            Unit::Characters if is_list => holds.item_length.complete(found),
            _ => holds.length.complete(found),
        }
    }

    pub(super) fn needed(&mut self, found: Needed) {
        match found {
            Needed::When(case) => {
                self.facts.required_when.get_or_insert(case);
                self.facts.presence.get_or_insert(Presence::Conditional);
            }
            Needed::OneOf(fields) => self.facts.one_of = fields,
        }
    }

    pub(super) fn is_enum(&self) -> bool {
        let of = match &self.facts.ty {
            Some(PageType::List(Some(of))) => of.as_ref(),
            Some(ty) => ty,
            None => return false,
        };
        *of == PageType::Base(BaseType::Enum)
    }

    /// Values of a type that is an enum, which no word announces. `false` where the text is none.
    pub(super) fn listed(&mut self, text: &str) -> bool {
        let one = || item(text).filter(|_| is_surely_value(text)).map(|value| vec![value]);
        let Some(values) = inline(text).or_else(one) else { return false };
        self.facts.values.extend(values);
        true
    }

    pub(super) fn is_list(&self) -> bool {
        matches!(self.facts.ty, Some(PageType::List(_)))
    }

    /// Objects have no length: a limit can only be the list's.
    fn is_list_of_objects(&self) -> bool {
        let Some(PageType::List(of)) = &self.facts.ty else { return false };
        matches!(of.as_deref(), None | Some(PageType::Named(_) | PageType::Base(BaseType::Object)))
    }

    pub(super) fn is_number(&self) -> bool {
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
        // Where the items have a length of their own, the other one is the list's.
        if self.is_list() && self.facts.item_length.max.is_some() && self.facts.max_items.is_none() {
            self.facts.max_items = std::mem::take(&mut self.facts.length).max;
        }
        // Two sentences may speak of two things.
        if self.facts.range.min.zip(self.facts.range.max).is_some_and(|(min, max)| min > max) {
            self.facts.range = Range::default();
        }
        self.facts
    }
}
