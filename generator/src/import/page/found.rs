//! What is found in a page, before it becomes specs.

use super::facts::RawField;
use super::left_out::Notes;
use super::place::PagePath;
use super::tables::{FoundResult, Weighed};
use super::words::{Column, Presence};

/// A page.
#[derive(Debug, Default)]
pub(super) struct FoundPage {
    /// The endpoints before the last one.
    pub(super) before: Vec<FoundEndpoint>,
    /// The endpoint that is read.
    pub(super) endpoint: FoundEndpoint,
    pub(super) shapes: Vec<FoundShape>,
    pub(super) notes: Notes,
    /// The field that what follows describes: the last one with a heading, or an item, of its own.
    pub(super) described: Option<usize>,
    /// Whether the page began to say more about it.
    pub(super) said_more: bool,
}

/// An endpoint.
#[derive(Debug, Default)]
pub(super) struct FoundEndpoint {
    pub(super) line: usize,
    pub(super) place: Option<PagePath>,
    /// A heading before the first section, and its line.
    pub(super) title: Option<(usize, String)>,
    /// What is said about it.
    pub(super) texts: Vec<String>,
    pub(super) request: Vec<Weighed>,
    pub(super) response: Vec<Weighed>,
    pub(super) results: Vec<FoundResult>,
    pub(super) samples: Vec<FoundSample>,
}

/// A type that has a heading of its own: its name, or the name of the field whose it is.
#[derive(Debug, Default)]
pub(super) struct FoundShape {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) fields: Vec<Weighed>,
    pub(super) values: Vec<(usize, String)>,
}

/// A body.
#[derive(Debug, Clone)]
pub(super) struct FoundSample {
    pub(super) line: usize,
    /// `None` where the page does not say whose it is.
    pub(super) response: Option<bool>,
    pub(super) text: String,
}

/// Where what is read belongs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Before the first section.
    #[default]
    Start,
    Request,
    Response,
    Results,
    Samples,
    /// Types follow, each with its heading.
    Types,
    /// The shape of that number.
    Shape(usize),
    Other,
}

impl FoundPage {
    /// The fields that a target has.
    pub(super) fn fields(&mut self, target: Target) -> Option<&mut Vec<Weighed>> {
        match target {
            Target::Request => Some(&mut self.endpoint.request),
            Target::Response => Some(&mut self.endpoint.response),
            Target::Shape(number) => self.shapes.get_mut(number).map(|shape| &mut shape.fields),
            _ => None,
        }
    }

    /// The field that was read last there.
    pub(super) fn last_field(&mut self, target: Target) -> Option<&mut RawField> {
        self.fields(target)?.last_mut().map(|(_, field)| field)
    }

    /// Begins a field, which what follows describes; `false` where the target has no fields.
    pub(super) fn begin(&mut self, target: Target, (weight, field): Weighed) -> bool {
        let Some(fields) = self.fields(target) else { return false };
        fields.push((weight, RawField { unmarked: true, ..field }));
        let last = fields.len() - 1;
        (self.described, self.said_more) = (Some(last), false);
        true
    }

    /// Where headings are marked only if a field is required, those without a mark say that theirs is not.
    pub(super) fn settle_marks(&mut self) {
        let endpoints = self.before.iter_mut().chain([&mut self.endpoint]);
        let bodies = endpoints.flat_map(|endpoint| [&mut endpoint.request, &mut endpoint.response]);
        let shapes = self.shapes.iter_mut().map(|shape| &mut shape.fields);
        let mut heads: Vec<&mut RawField> =
            bodies.chain(shapes).flatten().map(|(_, field)| field).filter(|field| field.unmarked).collect();
        let mut marks = heads.iter().filter_map(|field| field.mark()).peekable();
        let only_required = marks.peek().is_some() && marks.all(|mark| mark == Presence::Required);
        for field in &mut heads {
            field.unmarked = only_required && field.mark().is_none();
        }
    }

    /// Goes on with the field around the one that is described, if there is one.
    fn climb(&mut self, target: Target) -> bool {
        let described = self.described;
        let outer = self.fields(target).zip(described).and_then(|(fields, number)| {
            let (weight, _) = fields.get(number)?;
            fields.get(..number)?.iter().rposition(|(above, _)| above < weight)
        });
        self.described = outer.or(described);
        outer.is_some()
    }

    /// The page says more about a field. It does so once: for the second time it speaks of the field around it.
    pub(super) fn say_more(&mut self, target: Target) {
        if self.said_more {
            self.climb(target);
        }
        self.said_more = true;
    }

    /// A number of items, behind the last part of a list, is about the list.
    pub(super) fn count_items(&mut self, target: Target) {
        let started = self.described;
        loop {
            let described = self.described;
            let field = self.fields(target).zip(described).and_then(|(fields, number)| fields.get(number));
            if field.is_some_and(|(_, field)| field.is_list()) {
                return;
            }
            if !self.climb(target) {
                self.described = started;
                return;
            }
        }
    }

    /// Adds a cell to the field that is described; `false` where there is none.
    pub(super) fn describe(&mut self, target: Target, kind: Column, line: usize, text: &str) -> bool {
        let described = self.described;
        let fields = self.fields(target);
        let Some((_, field)) = described.and_then(|number| fields?.get_mut(number)) else { return false };
        field.cells.push((kind, line, text.to_owned()));
        true
    }
}
