//! Why a page cannot be imported at all.

use super::left_out::LeftOut;
use crate::diagnostics::Report;
use std::fmt;

/// Why a page cannot be imported at all.
#[derive(Debug)]
#[non_exhaustive]
pub enum PageError {
    /// `name` is not the name of an API.
    Name(String),
    /// The page is not text, or what is asked of it cannot be done.
    Unusable(String),
    /// There is no endpoint in it.
    Nothing(Vec<LeftOut>),
    /// The specs would have errors.
    Broken(Box<Report>),
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(
                f,
                "`{name}` cannot be the name of an API; use a small letter, then small letters, digits and `-`, at most 64"
            ),
            Self::Unusable(problem) => f.write_str(problem),
            Self::Nothing(_) => f.write_str(
                "the page has no table or list of fields that could be read; those have a name and a type, such as \
                 `Field | Data type | Required | Description`, or headings such as `orderId String REQUIRED`",
            ),
            Self::Broken(report) => report.fmt(f),
        }
    }
}

impl std::error::Error for PageError {}
