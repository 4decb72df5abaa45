//! Messages in one line, none too long to be shown.

use super::Finding;

/// Characters of a message; a name in it may be as long as a file.
const MAX_MESSAGE: usize = 400;

pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(MAX_MESSAGE) {
        Some((at, _)) => format!("{}...", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What to do, in one line: `use blanks: `  ``.
pub(super) fn help_line(finding: &Finding) -> Option<String> {
    finding.help.as_ref().map(|help| match &help.patch {
        Some(patch) => format!("{}: `{}`", help.text, patch.with),
        None => help.text.clone(),
    })
}
