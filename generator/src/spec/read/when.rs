//! Conditions that are checked, such as `when` of a row of `settles`, with the place of every name in them.

use super::mapping::Mapping;
use crate::diagnostics::Findings;
use crate::spec::findings::bad_condition;
use crate::spec::syntax::{OldCondition, WhenSpec};
use crate::spec::vocabulary::Comparison;
use crate::spec::{Span, Spanned};

/// Reads `when` of a row of `settles`.
pub(super) fn when(row: &Mapping<'_>, findings: &mut Findings) -> Vec<WhenSpec> {
    let (Some(written), Some(entry)) = (row.text("when", findings), row.get("when")) else {
        return Vec::new();
    };
    let is_plain = entry.value.scalar().is_some_and(|scalar| scalar.plain);
    comparisons(&written, is_plain, "when", findings)
}

/// Reads `required_when` of a field. Words are a `condition`, which older specs wrote under the same key.
pub(super) fn required_when(
    field: &Mapping<'_>,
    findings: &mut Findings,
) -> (Vec<WhenSpec>, Option<OldCondition>) {
    let (Some(written), Some(entry)) = (field.text("required_when", findings), field.get("required_when"))
    else {
        return (Vec::new(), None);
    };
    if Comparison::parse_all(&written.value).is_none() && !bad_condition::is_like_one(&written.value) {
        return (Vec::new(), Some(OldCondition { key: entry.key_span, words: written }));
    }
    let is_plain = entry.value.scalar().is_some_and(|scalar| scalar.plain);
    (comparisons(&written, is_plain, "required_when", findings), None)
}

/// Reads the comparisons of a text; `key` is the key that has it, and `is_plain` that it has no quotes around it.
pub(super) fn comparisons(
    written: &Spanned<String>,
    is_plain: bool,
    key: &str,
    findings: &mut Findings,
) -> Vec<WhenSpec> {
    let Some(comparisons) = Comparison::parse_all(&written.value) else {
        findings.push(bad_condition::finding(written, key));
        return Vec::new();
    };
    let mut places = Places::of(written, is_plain);
    let mut spec = |comparison: Comparison| {
        let path = places.next(comparison.path());
        let values = comparison.values().iter().map(|value| places.next(value)).collect();
        WhenSpec { comparison, path, values, exact: places.start.is_some() }
    };
    comparisons.into_iter().map(&mut spec).collect()
}

/// Finds one word of a text after the other.
struct Places<'a> {
    words: Vec<(usize, &'a str)>,
    whole: Span,
    /// Where the text begins in the file; `None` when its bytes there are others, as over several lines.
    start: Option<usize>,
}

impl<'a> Places<'a> {
    fn of(written: &'a Spanned<String>, is_plain: bool) -> Self {
        let Spanned { value, span } = written;
        let quote = usize::from(!is_plain);
        let (start, end) = (span.start as usize, span.end as usize);
        let is_same = end.saturating_sub(start) == value.len() + 2 * quote;
        let separates = |c: char| c.is_whitespace() || matches!(c, '=' | '!' | '|');
        let words = value.split(separates).filter(|word| !word.is_empty());
        let words = words.map(|word| (word.as_ptr() as usize - value.as_ptr() as usize, word));
        Self { words: words.collect(), whole: *span, start: is_same.then_some(start + quote) }
    }

    /// The place of the next such word.
    fn next(&mut self, word: &str) -> Spanned<String> {
        let found = self.words.iter().position(|(_, known)| *known == word);
        let at = found.and_then(|found| self.words.drain(..=found).next_back());
        let span = at
            .zip(self.start)
            .map(|((at, _), start)| Span::new(self.whole.file, start + at, start + at + word.len()));
        Spanned::new(word.to_owned(), span.unwrap_or(self.whole))
    }
}
