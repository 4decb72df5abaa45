//! Reads `countersign.yaml`, the settings of a project.

use super::findings::bad_value;
use super::syntax::ProjectSpec;
use super::{Sources, Span, file, folder, read as reader};
use crate::diagnostics::{Findings, Report};
use std::fs;
use std::path::Path;

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "countersign.yaml";

/// The settings of a project, and the text that they were read from.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What they say.
    pub spec: ProjectSpec,
    sources: Sources,
}

/// Reads a settings file.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub fn read_project(path: &Path) -> Result<Settings, Box<Report>> {
    let (mut sources, mut findings) = (Sources::default(), Findings::default());
    let (file, node) = file::read(path, &fs::metadata(path), &mut sources, &mut findings);
    let project = node.map(|node| reader::project_file(&node, Span::start_of(file), &mut findings));
    match project {
        Some(spec) if findings.errors() == 0 => Ok(Settings { spec, sources }),
        _ => Err(Box::new(Report::new(findings, sources))),
    }
}

impl Settings {
    /// Checks that each of its `apis` is in the specs folder. A folder that cannot be read is left to the reader of specs.
    ///
    /// # Errors
    /// One is not.
    pub fn check_apis(&self, specs: &Path) -> Result<(), Box<Report>> {
        let Ok(known) = folder::names(specs) else { return Ok(()) };
        let mut findings = Findings::default();
        let wanted = format!("APIs of `{}`: {}", specs.display(), known.join(", "));
        for api in self.spec.apis.iter().filter(|api| !known.contains(&api.value)) {
            findings.push(bad_value::out_of_range(api.span, "apis", &wanted));
        }
        match findings.errors() {
            0 => Ok(()),
            _ => Err(Box::new(Report::new(findings, self.sources.clone()))),
        }
    }
}
