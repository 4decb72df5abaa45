//! C0009 of conditions: what looks like comparisons, and is none.

use super::bad_value;
use crate::diagnostics::Finding;
use crate::spec::Spanned;
use crate::spec::vocabulary::Comparison;

const WANTED: &str =
    "comparisons joined by `and`: `field = A | B`, `field != A`, `field is present`, `field is absent`";

/// How people write comparisons in other languages, and how they are written here. The order matters.
const SPELLINGS: &[(&str, &str)] = &[
    ("===", "="),
    ("==", "="),
    ("<>", "!="),
    ("\u{2260}", "!="),
    ("&&", " and "),
    (" AND ", " and "),
    ("||", " | "),
    ("!= null", "is present"),
    ("= null", "is absent"),
    ("is not null", "is present"),
    ("is null", "is absent"),
    ("is not present", "is absent"),
    ("is not absent", "is present"),
    ("is not empty", "is present"),
    ("is empty", "is absent"),
];

/// Whether a text looks like comparisons rather than like words.
pub(crate) fn is_like_one(text: &str) -> bool {
    text.contains(['=', '<', '>', '\u{2260}'])
        || text.contains("&&")
        || text.contains("||")
        || [" is present", " is absent", " is null", " is not null", " is not present", " is not absent"]
            .iter()
            .any(|end| text.trim_end().ends_with(end) && text.split_whitespace().count() <= 4)
}

/// A text that is to be comparisons, and is none.
pub(crate) fn finding(written: &Spanned<String>, key: &str) -> Finding {
    let finding = bad_value::out_of_range(written.span, key, WANTED);
    match respelled(&written.value) {
        Some(respelled) => finding.replace("it is written like this", written.span, respelled),
        None if written.value.contains(['<', '>']) => {
            finding.help("less and greater are not compared; what is only for people goes into `condition`")
        }
        None => finding.help("a value is one word; what is only for people goes into `condition`"),
    }
}

/// The same in the grammar, if it can be told what is meant.
fn respelled(text: &str) -> Option<String> {
    let mut spelled = text.replace(['\'', '"'], "");
    for (other, own) in SPELLINGS {
        spelled = spelled.replace(other, own);
    }
    let comparisons =
        Comparison::parse_all(&spelled).or_else(|| Comparison::parse_all(&alternatives(&spelled)))?;
    Some(Comparison::spelled(&comparisons))
}

/// `a = B or C` and `a = B, C` as `a = B | C`.
fn alternatives(text: &str) -> String {
    let words = text.replace(',', " or ");
    let words: Vec<&str> =
        words.split_whitespace().map(|word| if word == "or" { "|" } else { word }).collect();
    words.join(" ").replace("| |", "|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_offered() {
        for (text, offered) in [
            ("grantType == X", Some("grantType = X")),
            ("grantType = 'X'", Some("grantType = X")),
            ("grantType = X or Y", Some("grantType = X | Y")),
            ("grantType = X, Y or Z", Some("grantType = X | Y | Z")),
            ("paymentId = null", Some("paymentId is absent")),
            ("paymentId != null && b == 1", Some("paymentId is present and b = 1")),
            ("a <> B", Some("a != B")),
            ("a is not present", Some("a is absent")),
            ("a >= 1", None),
            ("a = b or c = d", None),
        ] {
            assert!(is_like_one(text), "{text}");
            assert_eq!(respelled(text).as_deref(), offered, "{text}");
        }
        for words in ["the user has paid", "a payment fails", "the code that was given is present", "never"] {
            assert!(!is_like_one(words), "{words}");
        }
    }
}
