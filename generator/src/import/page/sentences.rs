//! A description, sentence by sentence.

/// Words before whose `.` no sentence ends.
const SHORTENED: &[&str] =
    &["max", "min", "máx", "mín", "e.g", "i.e", "approx", "ej", "p.ej", "vs", "incl", "nro", "núm"];

/// The sentences of a line, each with its `.`.
pub(super) fn sentences(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    let mut depth = 0_usize;
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    for (number, (at, c)) in chars.iter().enumerate() {
        match c {
            '`' => in_code = !in_code,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = chars.get(number + 1).map(|(_, c)| *c);
        let ends = match c {
            '.' | '。' => next.is_some_and(char::is_whitespace) || *c == '。',
            // A sign alone is one of a list: `@ # ? are not supported`.
            '!' | '?' => {
                next.is_some_and(char::is_whitespace)
                    && !line.get(..*at).is_some_and(|start| start.ends_with(' '))
            }
            ';' => next.is_some_and(char::is_whitespace),
            _ => false,
        };
        if !ends
            || in_code
            || depth > 0
            || (*c == '.' && is_shortened(line.get(start..*at).unwrap_or_default()))
        {
            continue;
        }
        let end = at + c.len_utf8();
        found.push(line.get(start..end).unwrap_or_default().trim().to_owned());
        start = end;
    }
    found.push(line.get(start..).unwrap_or_default().trim().to_owned());
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    SHORTENED.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parted() {
        let table: [(&str, &[&str]); 5] = [
            ("No @ # ? here! Really? Yes", &["No @ # ? here!", "Really?", "Yes"]),
            ("Own id. Max. length: 64.", &["Own id.", "Max. length: 64."]),
            ("Platos. Máx. 20 elementos", &["Platos.", "Máx. 20 elementos"]),
            ("Such as `a. b` or 1.5 (e.g. Really). Yes", &["Such as `a. b` or 1.5 (e.g. Really).", "Yes"]),
            ("", &[]),
        ];
        for (line, expected) in table {
            assert_eq!(sentences(line), expected);
        }
    }
}
