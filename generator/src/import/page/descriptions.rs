//! What a field's description says: values, limits and conditions. What is left of it stays the description.

use super::conditions::{needed, presence_in};
use super::defaults::default_in;
use super::facts::{FieldReader, Listing};
use super::forbidden::forbidden_in;
use super::limits::{self, Length, Unit, items_in, length_in, size_in};
use super::ranges::range_in;
use super::sentences::sentences;
use super::type_text::{PageType, type_text};
use super::values::{Lead, is_surely_value, item, lead};
use super::words::{BaseType, Column, column, is_furniture, presence};

/// Longer sentences state no limits; looking for them takes time.
const MAX_SENTENCE: usize = 2_000;

impl FieldReader<'_> {
    pub(super) fn description(&mut self, line: usize, text: &str) {
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
        if self.labelled(line, text) || (self.is_enum() || is_list_of_values(text)) && self.listed(text) {
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
    pub(super) fn end_list(&mut self) {
        if let Listing::Announced(Some(sentence)) = std::mem::replace(&mut self.listing, Listing::No) {
            self.facts.doc.push(sentence);
        }
    }

    /// `Required: Yes`: a cell in a line.
    fn labelled(&mut self, line: usize, text: &str) -> bool {
        let Some((label, value)) = text.split_once([':', '：']) else { return false };
        let value = value.trim();
        let Some(kind) = column(&label.replace('`', "")).filter(|_| !value.is_empty()) else { return false };
        if kind == Column::Length && self.is_list() && size_in(text).is_some() {
            return false;
        }
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
        if let Some(signs) = forbidden_in(sentence) {
            self.facts.forbidden.get_or_insert(signs);
            return Some(sentence.to_owned());
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

    fn limit(&mut self, sentence: &str) -> Option<String> {
        if self.is_list() && self.limits_of_list(sentence) {
            return Some(sentence.to_owned());
        }
        if self.is_list()
            && let Some(found) = items_in(sentence).or_else(|| size_in(sentence))
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
            let is_of_list = found.limit.of == Unit::Items;
            self.length(found.limit);
            // How many there are at least is nothing that a spec can say.
            let is_said = found.alone && !(is_of_list && found.limit.min.is_some());
            return (!is_said).then(|| sentence.to_owned());
        }
        if let Some(found) = range_in(sentence) {
            self.ranges.push((found.limit, false));
            if matches!(self.facts.ty, Some(PageType::Base(BaseType::Integer))) {
                return (!found.alone).then(|| sentence.to_owned());
            }
        }
        Some(sentence.to_owned())
    }
}

impl FieldReader<'_> {
    /// Up to so many items, each of so many characters. `false` where the sentence does not state both.
    fn limits_of_list(&mut self, sentence: &str) -> bool {
        let parts = sentence.split([',', ';', '(']).filter_map(length_in).map(|found| found.limit);
        let (items, texts): (Vec<Length>, Vec<Length>) =
            parts.filter(|limit| limit.of != Unit::Unsaid).partition(|limit| limit.of == Unit::Items);
        match (items.as_slice(), texts.as_slice()) {
            ([items], [text]) => {
                self.length(*items);
                self.length(*text);
                true
            }
            _ => false,
        }
    }
}

/// `SHOP: sells things; HOTEL: has beds`: values with what they mean, and nothing else.
fn is_list_of_values(text: &str) -> bool {
    let mut parts = text.split(';').map(str::trim).filter(|part| !part.is_empty()).peekable();
    let is_value = |part: &str| is_surely_value(part) && item(part).is_some_and(|(_, doc)| doc.is_some());
    text.contains(';') && parts.peek().is_some() && parts.all(is_value)
}
