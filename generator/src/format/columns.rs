//! What stands below each other: the parts of rows of `{ }`, and values behind keys.

/// The parts of a row in one line, each but the last as wide as its column. `None` when the row fits into none: it is too
/// long for `room`, or a part is wider than its column.
pub(crate) fn row(parts: &[String], widths: &[usize], room: usize) -> Option<String> {
    let (last, leading) = parts.split_last()?;
    let mut line = "{ ".to_owned();
    for (number, part) in leading.iter().enumerate() {
        let blanks = widths.get(number)?.checked_sub(length(part))?;
        line.push_str(part);
        line.push(',');
        line.push_str(&" ".repeat(blanks + 1));
    }
    line.push_str(last);
    line.push_str(" }");
    (length(&line) <= room).then_some(line)
}

/// How wide the columns are. Rows that are too long for `room` in columns stand over several lines each, and count for
/// nothing; neither does what ends a row.
pub(crate) fn widths(rows: &[Vec<String>], room: usize) -> Vec<usize> {
    // Four characters of braces, two between parts.
    let alone = |parts: &&Vec<String>| parts.iter().map(|part| length(part) + 2).sum::<usize>() + 2 <= room;
    let mut counted: Vec<&Vec<String>> = rows.iter().filter(alone).collect();
    loop {
        let widths = widest(&counted);
        let before = counted.len();
        counted.retain(|parts| row(parts, &widths, room).is_some());
        if counted.len() == before {
            return widths;
        }
    }
}

/// Where values begin that stand below each other: behind the longest key whose line fits into `room` then. `lines` are the
/// lengths of keys and values.
pub(crate) fn behind_keys(lines: &[(usize, usize)], room: usize) -> usize {
    let widest = |column: usize| {
        let fits = |(key, line): &&(usize, usize)| column.max(*key) + 2 + line <= room;
        lines.iter().filter(fits).map(|(key, _)| *key).max().unwrap_or_default()
    };
    let mut column = widest(0);
    // A wide column pushes lines out of the page, and the longest key may be in one of them.
    loop {
        let narrower = widest(column);
        if narrower >= column {
            return column;
        }
        column = narrower;
    }
}

fn widest(rows: &[&Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for parts in rows {
        for (number, part) in parts.iter().enumerate().take(parts.len().saturating_sub(1)) {
            match widths.get_mut(number) {
                Some(known) => *known = length(part).max(*known),
                None => widths.push(length(part)),
            }
        }
    }
    widths
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(row: &str) -> Vec<String> {
        row.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn what_ends_a_row_needs_no_column() {
        let rows = [parts("code: A|doc: Something long."), parts("code: LONGER|action: ask|doc: Short.")];
        let widths = widths(&rows, 60);
        assert_eq!(widths, [12, 11]);
        let lines: Vec<Option<String>> = rows.iter().map(|parts| row(parts, &widths, 60)).collect();
        assert_eq!(lines[0].as_deref(), Some("{ code: A,      doc: Something long. }"));
        assert_eq!(lines[1].as_deref(), Some("{ code: LONGER, action: ask, doc: Short. }"));
    }

    #[test]
    fn a_row_that_does_not_fit_widens_nothing() {
        let rows = [parts("code: A|doc: x"), parts("code: FAR_TOO_LONG|doc: And words.")];
        let widths = widths(&rows, 30);
        assert_eq!(widths, [7]);
        assert_eq!(row(&rows[0], &widths, 30).as_deref(), Some("{ code: A, doc: x }"));
        assert_eq!(row(&rows[1], &widths, 30), None);
    }
}
