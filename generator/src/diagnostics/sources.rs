//! All files that were read, for showing where something is.

use super::{FileId, Span};
use std::sync::OnceLock;

/// The text of every spec file that was read, and the path under which it is shown to people.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

#[derive(Debug, Clone)]
struct Source {
    path: String,
    text: String,
    /// Where lines begin; made when the first place in the file is asked for.
    lines: OnceLock<Vec<usize>>,
}

/// A place as editors count it: lines and characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Sources {
    /// Adds a file. A file that cannot be read, and a folder, is added with an empty text.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path, text, lines: OnceLock::new() });
        id
    }

    /// All of them, in the order of reading.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }

    /// The path as shown to people: with `/`, beginning with the specs folder as it was given.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.source(file).map_or("", |source| &source.path)
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.source(file).map_or("", |source| &source.text)
    }

    /// The text of a place.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column of a place's first byte.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        self.position_of(span.file, span.start as usize)
    }

    /// Line and column of the byte after a place's last one.
    #[must_use]
    pub fn end_position(&self, span: Span) -> Position {
        self.position_of(span.file, span.end as usize)
    }

    /// The byte at which a line (from 1) begins.
    #[must_use]
    pub fn line_start(&self, file: FileId, line: usize) -> usize {
        let lines = self.source(file).map(Source::lines).unwrap_or_default();
        lines.get(line.saturating_sub(1)).or(lines.last()).copied().unwrap_or(0)
    }

    fn source(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    fn position_of(&self, file: FileId, offset: usize) -> Position {
        let Some(source) = self.source(file) else { return Position { line: 1, column: 1 } };
        let line = source.lines().partition_point(|start| *start <= offset).max(1);
        let start = self.line_start(file, line);
        let before = source.text.get(start..offset).unwrap_or("");
        Position { line, column: before.chars().count() + 1 }
    }
}

impl Source {
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".to_owned(), "größe: 1\nß: xy\n".to_owned());
        let at = |start, end| Span::new(file, start, end);
        assert_eq!(sources.position(at(0, 1)), Position { line: 1, column: 1 });
        assert_eq!(sources.position(at(9, 10)), Position { line: 1, column: 8 });
        assert_eq!(sources.position(at(15, 17)), Position { line: 2, column: 4 });
        assert_eq!(sources.slice(at(15, 17)), "xy");
        assert_eq!(sources.end_position(at(15, 17)), Position { line: 2, column: 6 });
        assert_eq!(sources.position(at(900, 901)).line, 3);
    }
}
