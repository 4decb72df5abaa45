//! Settings of the emitted crates.

/// What the files depend on besides the specs.
#[derive(Debug, Clone, Hash)]
pub struct Settings {
    /// The path from the crate to `countersign-runtime`, for its `Cargo.toml`.
    pub runtime_path: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { runtime_path: "../../runtime".to_owned() }
    }
}
