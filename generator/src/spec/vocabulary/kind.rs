//! Calls and notifications.

/// Direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// We call the wallet.
    #[default]
    Call,
    /// The wallet calls us.
    Notification,
}

impl Kind {
    /// All, as specs spell them.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("call", Self::Call), ("notification", Self::Notification)];

    /// As specs spell it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}
