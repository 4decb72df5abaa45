//! The parts of a spec by which an outcome becomes known.

use crate::spec::vocabulary::{Comparison, FinalAfter, IdempotencyKey};
use crate::spec::{Span, Spanned};

/// `idempotency_key`.
#[derive(Debug)]
pub struct KeySpec {
    /// The value.
    pub span: Span,
    /// How it is written.
    pub form: KeyForm,
    /// The fields.
    pub fields: Vec<Spanned<String>>,
}

/// How an idempotency key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// A name, or `{ all: [...] }`.
    All,
    /// `{ any: [...] }`.
    Any,
    /// `[...]` of an older format, which does not say which of the two it is.
    List,
}

impl KeySpec {
    /// The key; a list of an older format counts as `all`.
    #[must_use]
    pub fn resolved(&self) -> IdempotencyKey {
        let fields = self.fields.iter().map(|field| field.value.clone()).collect();
        match self.form {
            KeyForm::All | KeyForm::List => IdempotencyKey::All(fields),
            KeyForm::Any => IdempotencyKey::Any(fields),
        }
    }
}

/// `settled_by`.
#[derive(Debug)]
pub struct SettledBySpec {
    /// The key.
    pub at: Span,
    /// `endpoint`.
    pub endpoint: Spanned<String>,
    /// `ask`: the inquiry's fields, and the call's.
    pub ask: Vec<PairSpec>,
    /// `in`.
    pub list: Option<Spanned<String>>,
    /// `where`: the entry's fields, and the call's.
    pub equal: Vec<PairSpec>,
    /// `status`, `success` and `failure`.
    pub status: Option<StatusSpec>,
    /// `not_found`, or its `codes`.
    pub not_found: Vec<Spanned<String>>,
    /// `final_after` of `not_found`.
    pub final_after: Option<FinalAfter>,
    /// `unnamed: accepted`.
    pub unnamed_accepted: bool,
}

/// `field: field`.
#[derive(Debug)]
pub struct PairSpec {
    /// A field of the inquiry, of an entry in its response, or of the notification.
    pub theirs: Spanned<String>,
    /// A field of the call's own request.
    pub own: Spanned<String>,
}

/// `status` and what its values mean.
#[derive(Debug)]
pub struct StatusSpec {
    /// `status`.
    pub status: Spanned<String>,
    /// `success`.
    pub success: Vec<Spanned<String>>,
    /// `failure`.
    pub failure: Vec<Spanned<String>>,
}

/// A row of `settles`.
#[derive(Debug)]
pub struct SettlesSpec {
    /// The row.
    pub at: Span,
    /// `endpoints`.
    pub endpoints: Vec<Spanned<String>>,
    /// One of the ids is enough: `id: { any: [...] }`.
    pub any_id: bool,
    /// `id`: the notification's fields, and the call's.
    pub ids: Vec<PairSpec>,
    /// `when`.
    pub when: Vec<WhenSpec>,
    /// `status`, `success` and `failure`.
    pub status: StatusSpec,
}

/// A comparison of `when` or `required_when`.
#[derive(Debug, Clone)]
pub struct WhenSpec {
    /// As it is understood.
    pub comparison: Comparison,
    /// The path of the field.
    pub path: Spanned<String>,
    /// The values that it is compared with.
    pub values: Vec<Spanned<String>>,
    /// Path and values have places of their own, and not that of the whole condition.
    pub exact: bool,
}

/// Words under `required_when`, as in an older format.
#[derive(Debug, Clone)]
pub struct OldCondition {
    /// The key.
    pub key: Span,
    /// The words.
    pub words: Spanned<String>,
}

/// `tells` of an older format, in which the inquiry said how other calls ended.
#[derive(Debug)]
pub struct OldTells {
    /// The key.
    pub key: Span,
    /// The value.
    pub value: Span,
    /// `status`, `success` and `failure`.
    pub status: Option<StatusSpec>,
    /// `not_found`.
    pub not_found: Vec<Spanned<String>>,
}
