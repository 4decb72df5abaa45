//! Findings: what is wrong, where, how severe it is and what to do, and the printers that show them.
//!
//! Knows nothing of specs: a finding points into a source by bytes, and names its rule, whoever made it.

mod finding;
mod line;
mod nearest;
pub mod print;
mod report;
mod rule;
mod sources;
mod span;

pub use finding::{Finding, Findings, Help, Patch};
pub use nearest::{count, listed, nearest};
pub use print::Style;
pub use report::Report;
pub use rule::{Rule, Severity};
pub use sources::{Position, Sources};
pub use span::{FileId, Span, Spanned};
