//! This crate and countersign-signing as texts.

use include_dir::{Dir, include_dir};

static SRC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// Returns the files that a copy of this crate (below `runtime/`) and of countersign-signing (below `signing/`) consists of: the
/// path of each, with `/`, and its text. Tests are left out.
#[must_use]
pub fn sources() -> Vec<(String, &'static str)> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), include_str!("../Cargo.toml")),
        ("LICENSE-APACHE".to_owned(), include_str!("../LICENSE-APACHE")),
        ("LICENSE-MIT".to_owned(), include_str!("../LICENSE-MIT")),
    ];
    countersign_signing::add_sources(&SRC, &mut files);
    let below = |folder: &str, (path, text)| (format!("{folder}/{path}"), text);
    let signing = countersign_signing::sources();
    let own = files.into_iter().map(|file| below("runtime", file));
    own.chain(signing.into_iter().map(|file| below("signing", file))).collect()
}
