//! Settings of the emitted crates.

/// What the files depend on besides the specs.
#[derive(Debug, Clone, Hash)]
pub struct Settings {
    /// The keys of the dependency on `countersign-runtime` in `Cargo.toml`, and their values.
    pub runtime: Vec<(&'static str, String)>,
    /// The licence of the crates, if they name one.
    pub license: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { runtime: vec![("version", "0.1".to_owned())], license: None }
    }
}
