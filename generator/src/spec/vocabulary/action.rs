//! What can be done after a result code.

/// `action` of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Nothing: the same request would fail again.
    Final,
    /// Send it again, later.
    RetryLater,
    /// Get a new token, then send it again.
    RenewToken,
    /// Ask the wallet how it ended.
    Ask,
}

impl Action {
    /// All, as specs spell them.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("final", Self::Final),
        ("retry_later", Self::RetryLater),
        ("renew_token", Self::RenewToken),
        ("ask", Self::Ask),
    ];

    /// As specs spell it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, action)| *action == self).map_or("", |(word, _)| word)
    }

    /// What a word stands for.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, action)| *action)
    }
}
