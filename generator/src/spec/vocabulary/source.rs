//! Where a spec comes from.

/// `source`: the page that a spec was imported from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The page.
    pub file: String,
    /// The day of the import.
    pub date: String,
    /// The hashes of its paragraphs as they were taken over, with blanks between them.
    pub hash: Option<String>,
}
