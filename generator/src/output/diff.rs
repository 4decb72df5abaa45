//! What would change, as a unified diff.

use super::{Change, PlannedFile};
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

/// The difference between the disk and what is emitted, with `---` and `+++` heads. `root` stands before the path.
#[must_use]
pub fn unified(file: &PlannedFile, root: &str) -> String {
    let shown = format!("{root}/{}", file.path);
    let old_name = if file.change == Change::New { "/dev/null" } else { &shown };
    let new_name = if file.change == Change::Orphaned { "/dev/null" } else { &shown };
    let old = file.old.as_deref().unwrap_or_default();
    let new = file.text.as_deref().unwrap_or_default();
    let lines = InternedInput::new(old, new);
    let mut diff = Diff::compute(Algorithm::Histogram, &lines);
    diff.postprocess_lines(&lines);
    let printer = BasicLineDiffPrinter(&lines.interner);
    let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &lines);
    format!("--- {old_name}\n+++ {new_name}\n{hunks}")
}
