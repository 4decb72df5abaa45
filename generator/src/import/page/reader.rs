//! From blocks to what they are about: headings open sections, and what follows belongs to them.

use super::document::{Block, BlockKind, Document, is_only_links, plain};
use super::found::{FoundEndpoint, FoundPage, FoundSample, FoundShape, Target};
use super::head_line::{head_line, is_lone_name, split_item};
use super::place::PagePath;
use super::results::result_line;
use super::shape_name::shape_name;
use super::tables::{self, Part};
use super::type_text::{is_type_name, type_text};
use super::words::{Column, Section, is_about, is_furniture, section, side_of};

/// The weight of a level of headings, beside which a table's rows weigh little.
const HEADING_WEIGHT: usize = 10_000_000;

/// Reads the blocks of a page.
pub(super) fn read(document: Document) -> FoundPage {
    let mut reader = Reader::default();
    let blocks = document.blocks;
    for (number, block) in blocks.iter().enumerate() {
        reader.block(block, blocks.get(number + 1));
    }
    reader.page
}

struct Reader {
    page: FoundPage,
    target: Target,
    /// The level of the heading that began the section.
    level: usize,
    /// Whose bodies follow.
    side: Option<bool>,
    /// The level of the heading of the field that is read.
    field_level: Option<usize>,
}

impl Default for Reader {
    fn default() -> Self {
        Self { page: FoundPage::default(), target: Target::Start, level: 0, side: None, field_level: None }
    }
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

    fn in_fields(&self) -> bool {
        matches!(self.target, Target::Request | Target::Response | Target::Shape(_))
    }

    fn heading(&mut self, line: usize, level: usize, text: &str, next: Option<&Block>) {
        let text = plain(text);
        if let Some(place) = PagePath::find(&text).filter(|_| text.split_whitespace().count() <= 10) {
            return self.place(line, place, true);
        }
        if self.in_fields() && level > self.level && self.field_heading(line, level, &text) {
            return;
        }
        if let Some(section) = section(&text) {
            return self.section(section, level, line, &text);
        }
        (self.field_level, self.page.described) = (None, None);
        if self.shape_heading(line, level, &text, next) {
            return;
        }
        self.other_heading(line, level, &text);
    }

    /// A heading that is a field.
    fn field_heading(&mut self, line: usize, level: usize, text: &str) -> bool {
        let Some(field) = head_line(line, text) else { return false };
        let lone = field.cells.is_empty();
        if lone && (!is_lone_name(&field, text) || is_type_name(&field.name)) {
            return false;
        }
        let begun = self.page.begin(self.target, (level * HEADING_WEIGHT, field));
        if begun {
            self.field_level = Some(level);
        }
        begun
    }

    /// A heading that is the name of a type, or of a field whose parts follow.
    fn shape_heading(&mut self, line: usize, level: usize, text: &str, next: Option<&Block>) -> bool {
        if matches!(self.target, Target::Start | Target::Results | Target::Samples) {
            return false;
        }
        let followed = next.is_some_and(|next| match &next.kind {
            BlockKind::Table(_) => true,
            BlockKind::Heading(next_level, text) => {
                *next_level > level && head_line(0, text).is_some_and(|field| !field.cells.is_empty())
            }
            BlockKind::Paragraph(_) | BlockKind::Item(..) => true,
            BlockKind::Code(_) => false,
        });
        let Some(name) = shape_name(text, &|name| self.has_field(name)).filter(|_| followed) else {
            return false;
        };
        self.page.described = None;
        self.page.shapes.push(FoundShape { name, line, ..FoundShape::default() });
        self.target = Target::Shape(self.page.shapes.len() - 1);
        self.level = level;
        true
    }

    fn has_field(&self, name: &str) -> bool {
        let endpoint = &self.page.endpoint;
        let shapes = self.page.shapes.iter().map(|shape| &shape.fields);
        [&endpoint.request, &endpoint.response]
            .into_iter()
            .chain(shapes)
            .flatten()
            .any(|(_, field)| field.name == name)
    }

    fn other_heading(&mut self, line: usize, level: usize, text: &str) {
        let about = is_about(text);
        let at_start = self.target == Target::Start;
        if at_start && about {
            return;
        }
        let endpoint = &mut self.page.endpoint;
        let is_better =
            endpoint.title.as_ref().is_none_or(|(_, title)| title.contains('|') || title.contains(text));
        if at_start && is_better {
            if let Some((line, old)) = endpoint.title.replace((line, text.to_owned())) {
                self.page.notes.unused(line, &old);
            }
            return;
        }
        self.page.notes.unused(line, text);
        self.target = if about { Target::Start } else { Target::Other };
        self.level = level;
    }

    fn section(&mut self, section: Section, level: usize, line: usize, text: &str) {
        let side = match section {
            Section::Request => Some(false),
            Section::Response => Some(true),
            _ => side_of(text).or(self.side.filter(|_| section == Section::Samples)),
        };
        self.side = side;
        (self.field_level, self.page.described) = (None, None);
        if self.target == Target::Samples && side.is_some() && level > self.level {
            return;
        }
        self.target = match section {
            Section::Request => Target::Request,
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

    fn place(&mut self, line: usize, place: PagePath, heading: bool) {
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
            self.page.described = None;
        }
    }

    fn lacks_place(&self) -> bool {
        self.page.endpoint.place.is_none()
    }

    fn paragraph(&mut self, line: usize, text: &str, next: Option<&Block>) {
        let before_fields = matches!(self.target, Target::Start | Target::Other);
        let found = PagePath::named_by(&plain(text)).filter(|_| before_fields && !is_only_links(text));
        if let Some(place) = found {
            return self.place(line, place, false);
        }
        if is_furniture(text) {
            return self.page.notes.unused(line, text);
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
        let typed = self.in_fields() && self.type_line(line, text);
        if typed || self.in_fields() && self.page.describe(self.target, Column::Description, line, text) {
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

    /// The line under a heading that is only a name: `String  REQUIRED`.
    fn type_line(&mut self, line: usize, text: &str) -> bool {
        let is_new = |field: &super::facts::RawField| field.cells.is_empty();
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

    fn item(&mut self, line: usize, depth: usize, text: &str) {
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
        if self.in_fields() && self.page.describe(self.target, Column::Description, line, &format!("{indent}* {text}")) {
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

    fn code(&mut self, line: usize, text: &str) {
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
