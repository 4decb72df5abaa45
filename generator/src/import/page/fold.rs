//! Letters without accents, so that words compare whatever their spelling.

/// The text with plain letters and signs; upper and lower case stay.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
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
    folded
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
