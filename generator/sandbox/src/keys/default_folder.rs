//! Where test keys are kept.

use std::path::PathBuf;

/// The folder of test keys unless another one is named: `target/countersign/sandbox` of the cargo workspace that one is
/// in, else `.countersign` right here.
#[must_use]
pub fn default_folder() -> PathBuf {
    // The tag is cargo's, so that nobody else's folder of that name is written to.
    let is_cargos = |target: &PathBuf| target.join("CACHEDIR.TAG").is_file();
    let here = std::env::current_dir().unwrap_or_default();
    let target = here.ancestors().map(|folder| folder.join("target")).find(is_cargos);
    match target {
        // Short, where it can be.
        Some(target) => target.strip_prefix(&here).unwrap_or(&target).join("countersign").join("sandbox"),
        None => PathBuf::from(".countersign"),
    }
}
