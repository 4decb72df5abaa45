//! Reads `countersign.yaml`, the settings of a project.

use super::syntax::ProjectSpec;
use super::{Sources, Span, file, read as reader};
use crate::diagnostics::{Findings, Report};
use std::fs;
use std::path::Path;

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "countersign.yaml";

/// Reads a settings file.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub fn read_project(path: &Path) -> Result<ProjectSpec, Box<Report>> {
    let (mut sources, mut findings) = (Sources::default(), Findings::default());
    let (file, node) = file::read(path, &fs::metadata(path), &mut sources, &mut findings);
    let project = node.map(|node| reader::project_file(&node, Span::start_of(file), &mut findings));
    match project {
        Some(project) if findings.errors() == 0 => Ok(project),
        _ => Err(Box::new(Report::new(findings, sources))),
    }
}
