//! Parts of paths.

/// A part of a path: `payments`.
pub fn is_segment(segment: &str) -> bool {
    segment.len() <= 64
        && segment.starts_with(|c: char| c.is_ascii_alphanumeric())
        && segment.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
}
