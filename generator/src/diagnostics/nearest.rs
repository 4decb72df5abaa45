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
        let likeness = likeness(&lower, &candidate.to_lowercase());
        if likeness > 0.8 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// From 0 to 1. In a short word one slip leaves little that is alike, so that slips are counted there: one letter too many,
/// too few or another one, or two that have changed places.
fn likeness(written: &str, candidate: &str) -> f64 {
    let slips = strsim::osa_distance(written, candidate);
    let one_slip = if slips == 1 && candidate.len() > 2 { 0.85 } else { 0.0 };
    strsim::jaro_winkler(written, candidate).max(one_slip)
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
        for (written, meant) in
            [("pya", "pay"), ("aks", "ask"), ("viod", "void"), ("py", "pay"), ("usr", "user")]
        {
            assert_eq!(nearest(written, ["user", "pay", "ask", "void", "id"]), Some(meant), "{written}");
        }
        assert_eq!(nearest("xy", ["id", "v1"]), None);
        assert_eq!(nearest(&"x".repeat(100_000), keys), None);
    }
}
