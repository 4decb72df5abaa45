//! A step of verifying, and how it went.

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It could not be made, because of another one.
    Skipped,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `signature header`, `algorithm`, `key version`, `client id`, `request id`, `time`, `clock` or `signature`.
    pub name: &'static str,
    /// How it ended.
    pub state: State,
    /// What was found, and what is wrong with it.
    pub detail: String,
}

impl Step {
    pub(super) fn new(name: &'static str, state: State, detail: impl Into<String>) -> Self {
        Self { name, state, detail: detail.into() }
    }
}
