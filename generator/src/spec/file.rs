//! Reads one file of YAML.

use super::{FileId, Node, Sources, Span, yaml};
use crate::diagnostics::{Finding, Findings};
use crate::spec::findings::unreadable_file;
use std::path::Path;
use std::{fs, io};

/// The largest file read, in bytes; no person writes a larger one.
const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// Reads a file that has this metadata, and adds it to the sources. What prevents it is a finding, and there is no node.
pub(super) fn read(
    path: &Path,
    metadata: &io::Result<fs::Metadata>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> (FileId, Option<Node>) {
    match read_bytes(path, metadata) {
        Ok(bytes) => parse(path, bytes, sources, findings),
        Err(finding) => {
            let file = sources.add(display_path(path), String::new());
            findings.push(finding(Span::start_of(file)));
            (file, None)
        }
    }
}

fn parse(
    path: &Path,
    bytes: Vec<u8>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> (FileId, Option<Node>) {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            // Some editors put a byte-order mark in front; counting columns is easier without it.
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            let file = sources.add(display_path(path), text);
            (file, yaml::parse(file, sources.text(file), findings))
        }
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = sources.add(display_path(path), text);
            findings.push(unreadable_file::not_utf8(Span::new(file, bad, bad + '\u{FFFD}'.len_utf8())));
            (file, None)
        }
    }
}

/// Reads the bytes of a file. An error is a finding that still needs its place.
fn read_bytes<'a>(
    path: &Path,
    metadata: &'a io::Result<fs::Metadata>,
) -> Result<Vec<u8>, Box<dyn FnOnce(Span) -> Finding + 'a>> {
    match metadata {
        Err(error) => Err(Box::new(move |span| unreadable_file::io(span, error))),
        Ok(metadata) if metadata.is_dir() => Err(Box::new(unreadable_file::is_folder)),
        // Opening a pipe would wait for somebody to write to it.
        Ok(metadata) if !metadata.is_file() => Err(Box::new(unreadable_file::not_a_file)),
        Ok(metadata) if metadata.len() > MAX_FILE_BYTES => {
            Err(Box::new(move |span| unreadable_file::too_large(span, metadata.len(), MAX_FILE_BYTES)))
        }
        Ok(_) => fs::read(path).map_err(|error| -> Box<dyn FnOnce(Span) -> _> {
            Box::new(move |span| unreadable_file::io(span, &error))
        }),
    }
}

/// The path as text, with `/` on every system, so that messages and tests are the same everywhere.
#[must_use]
pub fn display_path(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}
