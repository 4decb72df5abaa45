//! `max_lenght`: did you mean `max_length`?

/// The one that is most like what was written, if any is like it.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A name that long is no slip of the fingers, and comparing takes the product of both lengths.
    if written.chars().count() > 64 {
        return None;
    }
    let lower = written.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let likeness = strsim::jaro_winkler(&lower, &candidate.to_lowercase());
        if likeness > 0.8 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `a`, `b` and `c`, each in backquotes.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let keys = ["type", "max_length", "min_length", "max", "required", "doc"];
        assert_eq!(nearest("max_lenght", keys), Some("max_length"));
        assert_eq!(nearest("Required", keys), Some("required"));
        assert_eq!(nearest("maxLength", keys), Some("max_length"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest(&"x".repeat(100_000), keys), None);
    }
}
