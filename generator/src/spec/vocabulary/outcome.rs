//! Idempotency keys, and when "not found" is final.

use std::time::Duration;

/// `idempotency_key`: the fields by which a repeat is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IdempotencyKey {
    /// All of these together; empty when there is no key.
    All(Vec<String>),
    /// Any one of these.
    Any(Vec<String>),
}

impl IdempotencyKey {
    /// The paths of its fields: names of the request's fields, of a notification also dotted.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        match self {
            Self::All(fields) | Self::Any(fields) => fields,
        }
    }

    /// There is no key: a repeat is not recognised.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields().is_empty()
    }

    /// The fields in a sentence: `a` and `b`, or `a` or `b`, each as `shown` writes it.
    #[must_use]
    pub fn words(&self, shown: impl Fn(&str) -> String) -> String {
        let word = if matches!(self, Self::All(_)) { " and " } else { " or " };
        self.fields().iter().map(|field| shown(field)).collect::<Vec<_>>().join(word)
    }
}

impl Default for IdempotencyKey {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// How often in a row "not found" has to be the response, and how far apart, before the call counts as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FinalAfter {
    /// At least 1.
    pub times: u32,
    /// At least a second.
    pub every: Duration,
}
