//! Paragraphs, items of lists and code.

use super::document::{Block, BlockKind, is_only_links, plain};
use super::facts::RawField;
use super::found::{FoundSample, Target};
use super::head_line::{head_line, split_item};
use super::limits::{Unit, length_in};
use super::place::PagePath;
use super::reader::{HEADING_WEIGHT, Reader};
use super::results::result_line;
use super::type_text::{PageType, type_text};
use super::words::{Column, is_furniture, says_more, section, side_of};

impl Reader {
    pub(super) fn paragraph(&mut self, line: usize, text: &str, next: Option<&Block>) {
        let before_fields = matches!(self.target, Target::Start | Target::Other);
        let found = PagePath::named_by(&plain(text)).filter(|_| before_fields && !is_only_links(text));
        if let Some(place) = found {
            return self.place(line, place, false);
        }
        if is_furniture(text) {
            if says_more(text) {
                self.page.say_more(self.target);
            }
            return self.page.notes.unused(line, text);
        }
        if self.in_fields()
            && (self.type_line(line, text) || self.lone_name(line, text, next) || self.field_line(line, text))
        {
            return;
        }
        // A bold line is a heading that does not say so.
        if let Some(section) = section(text).filter(|_| !text.contains('\n') && !text.contains('`')) {
            return self.section(
                section,
                self.level.max(3) + usize::from(self.target == Target::Samples),
                line,
                text,
            );
        }
        if self.target == Target::Samples {
            self.side = side_of(text).or(self.side);
        }
        if self.describe(line, text) {
            return;
        }
        let is_table_next = next.is_some_and(|next| matches!(next.kind, BlockKind::Table(_)));
        if is_table_next && self.shape_heading(line, self.level.max(3), &plain(text), next) {
            return;
        }
        match self.target {
            Target::Start if self.is_about(text) => self.page.endpoint.texts.push(text.to_owned()),
            _ => self.page.notes.unused(line, text),
        }
    }

    /// A line of the description of the field that is described.
    fn describe(&mut self, line: usize, text: &str) -> bool {
        if !self.in_fields() {
            return false;
        }
        if length_in(text).is_some_and(|found| found.limit.of == Unit::Items) {
            self.page.count_items(self.target);
        }
        self.page.describe(self.target, Column::Description, line, text)
    }

    /// A name in a line of its own, with its type in the next one.
    fn lone_name(&mut self, line: usize, text: &str, next: Option<&Block>) -> bool {
        let Some(BlockKind::Paragraph(next)) = next.map(|next| &next.kind) else { return false };
        let Some(field) = head_line(line, text)
            .filter(|field| {
                field.cells.is_empty() && field.name.starts_with(|c: char| c.is_ascii_lowercase())
            })
            .filter(|_| type_text(next).is_some())
        else {
            return false;
        };
        self.begin_line(field)
    }

    /// A name with its type in a line of its own, as headings have them: `paymentId String REQUIRED`.
    fn field_line(&mut self, line: usize, text: &str) -> bool {
        if self.field_level.is_some() && !self.in_lines {
            return false;
        }
        let Some(field) = head_line(line, text).filter(|_| !text.contains('\n')) else { return false };
        let is_own =
            |ty: &str| ty.eq_ignore_ascii_case(&field.name) || self.in_lines || field.mark().is_some();
        let types = field.cells.iter().filter(|(kind, ..)| *kind == Column::Type);
        // Two words may be the beginning of a text: `see Amount`.
        let is_typed = types.filter_map(|(_, _, text)| type_text(text)).any(|found| match found.ty {
            PageType::Named(name) => is_own(&name),
            _ => true,
        });
        is_typed && field.name.starts_with(|c: char| c.is_ascii_lowercase()) && self.begin_line(field)
    }

    fn begin_line(&mut self, field: RawField) -> bool {
        let level = self.level + 1;
        (self.field_level, self.in_lines) = (Some(level), true);
        self.page.begin(self.target, (level * HEADING_WEIGHT, field))
    }

    /// The line under a heading that is only a name: `String  REQUIRED`.
    fn type_line(&mut self, line: usize, text: &str) -> bool {
        let is_new = |field: &RawField| field.cells.is_empty();
        if !self.page.last_field(self.target).is_some_and(|field| is_new(field)) {
            return false;
        }
        let Some(field) = head_line(line, &format!("x {text}"))
            .filter(|_| type_text(text).is_some() || !text.contains('.'))
        else {
            return false;
        };
        match self.page.last_field(self.target) {
            Some(last) if field.cells.iter().any(|(kind, ..)| *kind == Column::Type) => {
                last.cells.extend(field.cells);
                true
            }
            _ => false,
        }
    }

    /// Whether a paragraph is about the endpoint: a sentence behind its name.
    fn is_about(&self, text: &str) -> bool {
        let named = self.page.endpoint.place.is_some() || self.page.endpoint.title.is_some();
        let count = text.split_whitespace().count();
        let lower = text.to_lowercase();
        let stamp = [
            "last updated",
            "updated",
            "version",
            "ultima actualizacion",
            "última actualización",
            "copyright",
            "©",
        ];
        let is_sentence = count >= 3 && (text.trim_end().ends_with(['.', ':', '!', '。']) || count >= 6);
        named
            && is_sentence
            && text.chars().any(char::is_lowercase)
            && !is_only_links(text)
            && !stamp.iter().any(|start| lower.starts_with(start))
    }

    pub(super) fn item(&mut self, line: usize, depth: usize, text: &str) {
        if let Some(found) = result_line(line, text).filter(|_| self.target == Target::Results) {
            return self.page.endpoint.results.push(found);
        }
        let before_fields = matches!(self.target, Target::Start | Target::Other);
        let may_place = before_fields && self.lacks_place() && !is_only_links(text);
        let names_place = may_place && (text.contains(':') || text.contains("POST"));
        if let Some(place) = PagePath::named_by(&plain(text)).filter(|_| names_place) {
            return self.place(line, place, false);
        }
        if self.in_fields() && self.field_item(line, depth, text) {
            return;
        }
        let indent = if depth > 0 { "  " } else { "" };
        if self.describe(line, &format!("{indent}* {text}")) {
            return;
        }
        if let Target::Shape(number) = self.target
            && let Some(shape) = self.page.shapes.get_mut(number)
        {
            return shape.values.push((line, text.to_owned()));
        }
        match self.target {
            Target::Start if !self.page.endpoint.texts.is_empty() => {
                self.page.endpoint.texts.push(format!("* {text}"));
            }
            _ => self.page.notes.unused(line, text),
        }
    }

    /// `paymentId (String, required): The id.` in a list of fields.
    fn field_item(&mut self, line: usize, depth: usize, text: &str) -> bool {
        if self.field_level.is_some() {
            return false;
        }
        let (head, rest) = split_item(text);
        let Some(field) =
            head_line(line, &head).filter(|field| field.cells.iter().any(|(kind, ..)| *kind == Column::Type))
        else {
            return false;
        };
        let begun = self.page.begin(self.target, (HEADING_WEIGHT + depth, field));
        if begun && !rest.is_empty() {
            self.page.describe(self.target, Column::Description, line, &rest);
        }
        begun
    }

    pub(super) fn code(&mut self, line: usize, text: &str) {
        let before_fields = matches!(self.target, Target::Start | Target::Other);
        if let Some(place) = PagePath::named_by(text).filter(|_| before_fields && self.lacks_place()) {
            return self.place(line, place, false);
        }
        let side = match self.target {
            Target::Request => Some(false),
            Target::Response => Some(true),
            _ => self.side,
        };
        let Some(at) = text.find('{') else { return self.page.notes.unused(line, text) };
        let body = text.get(at..).unwrap_or_default().trim().to_owned();
        self.page.endpoint.samples.push(FoundSample { line, response: side, text: body });
    }
}
