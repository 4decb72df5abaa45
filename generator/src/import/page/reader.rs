//! From blocks to what they are about: headings open sections, and what follows belongs to them.

use super::document::{Block, BlockKind, Document, plain};
use super::found::{FoundEndpoint, FoundPage, Target};
use super::place::PagePath;
use super::tables::{self, Part};
use super::words::{Column, Section, section, side_of};

/// The weight of a level of headings, beside which a table's rows weigh little.
pub(super) const HEADING_WEIGHT: usize = 10_000_000;

/// Reads the blocks of a page.
pub(super) fn read(document: Document) -> FoundPage {
    let mut reader = Reader::default();
    let blocks = document.blocks;
    for (number, block) in blocks.iter().enumerate() {
        reader.block(block, blocks.get(number + 1));
    }
    reader.page.settle_marks();
    reader.page
}

/// What was found so far, and where the reader is.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) page: FoundPage,
    pub(super) target: Target,
    /// The level of the heading that began the section.
    pub(super) level: usize,
    /// Whose bodies follow: those of the response, or of the request.
    pub(super) side: Option<bool>,
    /// The heading of the request or the response that the reader is within: its level, and which of the two.
    pub(super) within: Option<(usize, bool)>,
    /// The level of the heading of the field that is read.
    pub(super) field_level: Option<usize>,
    /// Whether fields have lines of their own, and no headings.
    pub(super) in_lines: bool,
}

impl Reader {
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        let line = block.line;
        match &block.kind {
            BlockKind::Heading(level, text) => self.heading(line, *level, text, next),
            BlockKind::Paragraph(text) => self.paragraph(line, text, next),
            BlockKind::Item(depth, text) => self.item(line, *depth, text),
            BlockKind::Table(rows) => {
                let under = self.field_level.is_some();
                for part in tables::read(rows, self.target == Target::Results, under) {
                    self.part(part);
                }
            }
            BlockKind::Code(text) => self.code(line, text),
        }
    }

    pub(super) fn in_fields(&self) -> bool {
        matches!(self.target, Target::Request | Target::Response | Target::Shape(_))
    }

    pub(super) fn section(&mut self, section: Section, level: usize, line: usize, text: &str) {
        let within = self.within.is_some_and(|(_, response)| response);
        let side = match section {
            Section::Request => Some(false),
            Section::Response => Some(true),
            Section::Body => Some(within),
            _ => side_of(text).or(self.side.filter(|_| section == Section::Samples)),
        };
        self.side = side;
        (self.field_level, self.page.described, self.in_lines) = (None, None, false);
        if self.target == Target::Samples && side.is_some() && level > self.level {
            return;
        }
        match section {
            Section::Request | Section::Response => self.within = Some((level, section == Section::Response)),
            Section::Body | Section::Other => {}
            Section::Results | Section::Samples | Section::Types => self.leave(level),
        }
        self.target = match section {
            Section::Body if within => Target::Response,
            Section::Request | Section::Body => Target::Request,
            Section::Response => Target::Response,
            Section::Results => Target::Results,
            Section::Samples => Target::Samples,
            Section::Types => Target::Types,
            Section::Other => Target::Other,
        };
        self.level = level;
        if section == Section::Other {
            self.page.notes.unused(line, text);
        }
    }

    /// A heading of this level is no longer within the request or the response.
    pub(super) fn leave(&mut self, level: usize) {
        self.within = self.within.filter(|(outer, _)| *outer < level);
    }

    pub(super) fn place(&mut self, line: usize, place: PagePath, heading: bool) {
        let endpoint = &mut self.page.endpoint;
        match &mut endpoint.place {
            None => {
                endpoint.place = Some(place);
                endpoint.line = line;
            }
            Some(known) if known.version == place.version && known.path == place.path => {
                if known.base.is_empty() {
                    known.base = place.base;
                }
            }
            Some(_) if heading => {
                let started = FoundEndpoint { line, place: Some(place), ..FoundEndpoint::default() };
                self.page.before.push(std::mem::replace(&mut self.page.endpoint, started));
            }
            Some(_) => return self.page.notes.unused(line, &format!("{}/{}", place.version, place.path)),
        }
        if heading {
            (self.target, self.level, self.field_level) = (Target::Start, 0, None);
            (self.within, self.page.described) = (None, None);
        }
    }

    pub(super) fn lacks_place(&self) -> bool {
        self.page.endpoint.place.is_none()
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Title(line, text) => match section(&text) {
                Some(section) => self.section(section, self.level.max(3), line, &text),
                None => self.page.notes.unused(line, &text),
            },
            Part::Unread(line, text) => match PagePath::named_by(&plain(&text)) {
                Some(place) if self.lacks_place() => self.place(line, place, false),
                _ => self.page.notes.unused(line, &text),
            },
            Part::Result(found) => self.page.endpoint.results.push(found),
            Part::Value(line, text) => {
                if !self.page.describe(self.target, Column::Values, line, &text) {
                    self.page.notes.unused(line, &text);
                }
            }
            Part::Field((weight, field)) => self.row(weight, field),
        }
    }

    fn row(&mut self, weight: usize, field: super::facts::RawField) {
        if matches!(self.target, Target::Start | Target::Types) {
            // Without headings, the first table is the request.
            let is_first = self.page.endpoint.request.is_empty();
            if is_first || !field.name.starts_with("result") {
                self.target = Target::Request;
            }
        }
        // Under the heading of a field, rows are its parts.
        let base = self.field_level.map_or(0, |level| (level + 1) * HEADING_WEIGHT);
        match self.page.fields(self.target) {
            Some(fields) => fields.push((base + weight, field)),
            None => {
                self.page.notes.unused(field.line, &field.name);
                for (_, line, text) in &field.cells {
                    self.page.notes.unused(*line, text);
                }
            }
        }
    }
}
