//! Letters without accents, so that words compare whatever their spelling.

use std::ops::Range;

/// The text with plain letters and signs; upper and lower case stay.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| push(c, &mut folded));
    folded
}

/// The part of a text that is at `range` of its folded form: what is found in plain letters, as the page spells it.
pub(super) fn unfolded(text: &str, range: Range<usize>) -> &str {
    let (mut folded, mut start, mut end) = (String::with_capacity(text.len()), text.len(), text.len());
    for (at, c) in text.char_indices() {
        if folded.len() >= range.start {
            start = start.min(at);
        }
        if folded.len() >= range.end {
            end = at;
            break;
        }
        push(c, &mut folded);
    }
    text.get(start..end).unwrap_or_default()
}

fn push(c: char, folded: &mut String) {
    match c {
        'á' | 'à' | 'â' | 'ã' => folded.push('a'),
        'é' | 'è' | 'ê' => folded.push('e'),
        'í' | 'ì' => folded.push('i'),
        'ó' | 'ò' | 'ô' | 'õ' => folded.push('o'),
        'ú' | 'ù' | 'ü' => folded.push('u'),
        'ñ' => folded.push('n'),
        'Á' | 'À' => folded.push('A'),
        'É' => folded.push('E'),
        'Í' => folded.push('I'),
        'Ó' => folded.push('O'),
        'Ú' | 'Ü' => folded.push('U'),
        'Ñ' => folded.push('N'),
        '：' => folded.push(':'),
        '（' => folded.push('('),
        '）' => folded.push(')'),
        '，' => folded.push(','),
        '–' | '—' | '−' | '‐' | '‑' => folded.push('-'),
        '’' | '‘' => folded.push('\''),
        '“' | '”' => folded.push('"'),
        '～' => folded.push('~'),
        '≤' | '⩽' => folded.push_str("<="),
        '≥' | '⩾' => folded.push_str(">="),
        '\u{a0}' => folded.push(' '),
        '\u{200B}' => {}
        other => folded.push(other),
    }
}

/// The words of a heading in small letters: without numbers, signs and what is in parentheses.
pub(super) fn words(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    let mut depth = 0_usize;
    let kept: String = folded
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 => return true,
                _ => {}
            }
            false
        })
        .map(|c| if c.is_alphanumeric() || c == '/' { c } else { ' ' })
        .collect();
    let words = kept.split_whitespace().filter(|word| !word.chars().all(|c| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_folded_is_shown_as_it_is_spelled() {
        for text in ["está – así ≤ 3", "\u{200B}año", "plain", ""] {
            let folded = fold(text);
            assert_eq!(unfolded(text, 0..folded.len()), text);
        }
        let text = "no se envía ≤ más";
        let folded = fold(text);
        for word in ["envia", "<=", "mas"] {
            let at = folded.find(word).expect("a word");
            assert_eq!(fold(unfolded(text, at..at + word.len())), word);
        }
        assert_eq!(unfolded(text, 6..11), "envía");
    }
}
