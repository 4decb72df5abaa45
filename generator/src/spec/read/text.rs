//! Texts that stand outside a mapping with known keys.

use crate::diagnostics::Findings;
use crate::spec::Entry;
use crate::spec::findings::name_not_allowed;

/// A text for people; nothing when it is empty.
pub(super) fn prose(entry: &Entry, findings: &mut Findings) -> Option<String> {
    let text = super::mapping::text(&entry.value, &entry.key, entry.key_span, findings)?;
    if let Some(finding) = name_not_allowed::check_text(&entry.key, &text.value, text.span) {
        findings.push(finding);
    }
    let trimmed = text.value.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
