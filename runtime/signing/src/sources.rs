//! This crate as texts.

use include_dir::{Dir, include_dir};

static SRC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// Returns the files that a copy of this crate consists of: the path of each below the crate's folder, with `/`, and its
/// text. Tests are left out.
#[must_use]
pub fn sources() -> Vec<(String, &'static str)> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), include_str!("../Cargo.toml")),
        ("LICENSE-APACHE".to_owned(), include_str!("../LICENSE-APACHE")),
        ("LICENSE-MIT".to_owned(), include_str!("../LICENSE-MIT")),
    ];
    add_sources(&SRC, &mut files);
    files
}

/// Adds the text files of the folder `src` of a crate, without its tests.
pub fn add_sources(folder: &Dir<'static>, files: &mut Vec<(String, &'static str)>) {
    let is_test = |name: &str| matches!(name, "tests" | "tests.rs");
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8()
            && !path.split('/').any(is_test)
        {
            files.push((format!("src/{path}"), text));
        }
    }
    folder.dirs().for_each(|folder| add_sources(folder, files));
}
