//! Why a document cannot be imported at all.

use super::left_out::LeftOut;
use crate::diagnostics::Report;
use std::fmt;

/// Why a document cannot be imported at all.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImportError {
    /// `name` is not the name of an API.
    Name(String),
    /// `version` is not a version.
    Version(String),
    /// The document is not JSON, not OpenAPI 3.0 or 3.1, or too large.
    Unusable(String),
    /// The document is not YAML, or more than specs use of it.
    Yaml(Box<Report>),
    /// Not one operation can be an endpoint.
    Nothing(Vec<LeftOut>),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(
                f,
                "`{name}` cannot be the name of an API; use a small letter, then small letters, digits and `-`, at most 64"
            ),
            Self::Version(version) => {
                write!(f, "`{version}` cannot be a version; use `v` and a number, as in `v1`")
            }
            Self::Unusable(problem) => f.write_str(problem),
            Self::Yaml(report) => report.fmt(f),
            Self::Nothing(_) => f.write_str(
                "no operation of the document can be an endpoint: that takes POST, a version such as `v1` in the path \
                 (or `--version v1`), and an object as JSON body",
            ),
        }
    }
}

impl std::error::Error for ImportError {}
