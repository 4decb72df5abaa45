//! Headings: of sections, fields, types, endpoints.

use super::document::{Block, BlockKind, plain};
use super::found::{FoundShape, Target};
use super::head_line::{head_line, is_lone_name};
use super::place::PagePath;
use super::reader::{HEADING_WEIGHT, Reader};
use super::shape_name::shape_name;
use super::type_text::is_type_name;
use super::words::{is_about, section};

impl Reader {
    pub(super) fn heading(&mut self, line: usize, level: usize, text: &str, next: Option<&Block>) {
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
        // `Request Body` within `Request` is no field of the type `Body`; `message Message` is one.
        if section(text).is_some() && !field.name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return false;
        }
        let begun = self.page.begin(self.target, (level * HEADING_WEIGHT, field));
        if begun {
            self.field_level = Some(level);
        }
        begun
    }

    /// A heading that is the name of a type, or of a field whose parts follow.
    pub(super) fn shape_heading(
        &mut self,
        line: usize,
        level: usize,
        text: &str,
        next: Option<&Block>,
    ) -> bool {
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
        self.leave(level);
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
        self.leave(level);
        self.target = if about { Target::Start } else { Target::Other };
        self.level = level;
    }
}
