//! A finding with its source line underlined, as rustc shows it.

use crate::diagnostics::line::clipped;
use crate::diagnostics::{FileId, Sources, Span};
use crate::diagnostics::{Finding, Help, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use std::ops::Range;

/// The most bytes of a file that are handed to the renderer, which looks at all of them.
const MAX_WINDOW: usize = 64 * 1024;

pub(super) fn render(finding: &Finding, severity: Severity, sources: &Sources, coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clipped(&finding.message)).id(finding.rule.id);
    let mut main = places(finding, sources).into_iter().fold(title.elements(NOTHING), Group::element);
    let mut groups = Vec::new();
    match &finding.help {
        Some(Help { text, patch: Some(patch) }) => {
            groups.extend(correction(text, patch, sources));
        }
        Some(Help { text, patch: None }) => main = main.element(Level::HELP.message(clipped(text))),
        None => {}
    }
    groups.insert(0, main);
    renderer.render(&groups)
}

const NOTHING: [annotate_snippets::Element<'static>; 0] = [];

/// The finding's own place with what is related to it in the same file, then the other files.
fn places<'a>(finding: &'a Finding, sources: &'a Sources) -> Vec<annotate_snippets::Element<'a>> {
    let mut marks = vec![Mark { span: finding.span, label: &finding.label, kind: AnnotationKind::Primary }];
    let related = finding.related.iter();
    marks.extend(related.map(|(span, label)| Mark { span: *span, label, kind: AnnotationKind::Context }));
    let mut files: Vec<FileId> = Vec::new();
    for mark in &marks {
        if !files.contains(&mark.span.file) {
            files.push(mark.span.file);
        }
    }
    files.into_iter().map(|file| element(file, &marks, sources)).collect()
}

struct Mark<'a> {
    span: Span,
    label: &'a str,
    kind: AnnotationKind,
}

fn element<'a>(file: FileId, marks: &[Mark<'a>], sources: &'a Sources) -> annotate_snippets::Element<'a> {
    let mut marks: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.span.file == file).collect();
    let whole_file = marks.iter().all(|mark| mark.span.end == 0);
    if sources.text(file).is_empty() || whole_file {
        return Origin::path(sources.path(file)).into();
    }
    let mut window = window(&marks, sources);
    if window.len() > MAX_WINDOW {
        marks.truncate(1);
        window = self::window(&marks, sources);
    }
    let text = sources.text(file).get(window.clone()).unwrap_or_default();
    let line = sources.position(Span::new(file, window.start, window.start)).line;
    let snippet = Snippet::source(text).path(sources.path(file)).line_start(line).fold(true);
    let annotations = marks.into_iter().map(|mark| {
        let label = (!mark.label.is_empty()).then(|| clipped(mark.label));
        mark.kind.span(relative(mark.span, &window)).label(label)
    });
    snippet.annotations(annotations.collect::<Vec<_>>()).into()
}

/// The lines of a few places, from the first to the last.
fn window(marks: &[&Mark<'_>], sources: &Sources) -> Range<usize> {
    let Some(first) = marks.iter().map(|mark| mark.span).min() else { return 0..0 };
    let last = marks.iter().map(|mark| mark.span.end).max().unwrap_or(first.end) as usize;
    lines(first.file, first.start as usize, last, sources)
}

/// The whole lines of some bytes; of a line without end, only what is near.
fn lines(file: FileId, start: usize, end: usize, sources: &Sources) -> Range<usize> {
    let text = sources.text(file);
    let from = sources.line_start(file, sources.position(Span::new(file, start, start)).line);
    let to = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| end + at);
    if to - from <= MAX_WINDOW {
        return from..to;
    }
    let at_char = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = if start - from > MAX_WINDOW / 4 { at_char(start - MAX_WINDOW / 4) } else { from };
    from..at_char(to.min(end.min(start + MAX_WINDOW / 4) + MAX_WINDOW / 4).max(start))
}

/// A span of no width still shows where it is.
fn relative(span: Span, window: &Range<usize>) -> Range<usize> {
    let within = |offset: u32| (offset as usize).clamp(window.start, window.end) - window.start;
    within(span.start)..within(span.end)
}

/// The edit, shown as rustc shows it.
fn correction<'a>(text: &str, patch: &crate::diagnostics::Patch, sources: &'a Sources) -> Option<Group<'a>> {
    let span = patch.span;
    let window = lines(span.file, span.start as usize, span.end as usize, sources);
    let source = sources.text(span.file).get(window.clone())?;
    let line = sources.position(Span::new(span.file, window.start, window.start)).line;
    let snippet = Snippet::source(source)
        .path(sources.path(span.file))
        .line_start(line)
        .fold(true)
        .patch(Patch::new(relative(span, &window), clipped(&patch.with)));
    Some(Level::HELP.secondary_title(clipped(text)).element(snippet))
}
