//! Marks in cells, cells that say nothing, and lines that belong to the portal.

use super::super::fold::{fold, words};
use super::has;

/// Whether a field is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Presence {
    Required,
    Optional,
    /// Required in some cases.
    Conditional,
}

const PRESENCES: &[(Presence, &str)] = &[
    (
        Presence::Required,
        "m, y, yes, required, mandatory, true, si, s, obligatorio, obligatoria, requerido, requerida, r, \
         must, ✓, ✔, √, ●, ☑, ✅, *, compulsory, ✔️, ☑️, is required, yes required, always, siempre",
    ),
    (
        Presence::Optional,
        "o, n, no, optional, false, opcional, ✗, ✘, ×, ☐, ❌, not required, no obligatorio, no requerido, \
         not mandatory, no requerida, no obligatoria, ✖, ✖️",
    ),
    (
        Presence::Conditional,
        "c, conditional, condicional, conditionally required, conditional required, conditionally, o/c, \
         c/o, depends, m/o, required conditionally, conditional mandatory",
    ),
];

/// What a mark in the column of required fields, or beside a name, says.
pub(in super::super) fn presence(mark: &str) -> Option<Presence> {
    let mark = fold(mark)
        .trim()
        .trim_matches(['[', ']', '(', ')', '.', ':', '`', ',', ';', '|', '<', '>'])
        .trim()
        .to_lowercase();
    let found = PRESENCES.iter().find(|(_, list)| has(list, &mark));
    found.map(|(presence, _)| *presence)
}

/// Marks for "yes" that have none for "no": where a column has only these, a blank cell is a no.
pub(in super::super) fn is_tick(mark: &str) -> bool {
    matches!(mark.trim(), "✓" | "✔" | "√" | "●" | "☑" | "✅" | "*" | "✔️" | "☑️")
}

/// A cell that says nothing.
pub(in super::super) fn is_blank(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "-"
            | "--"
            | "–"
            | "—"
            | "n/a"
            | "na"
            | "none"
            | "/"
            | "\\"
            | "."
            | "n.a."
            | "no aplica"
            | "ninguno"
            | "not applicable"
    )
}

/// Lines that belong to the page, not to the API.
const FURNITURE: &str = "show all, hide all, show child parameters, hide child parameters, more information, expand, collapse, expand all, collapse all, \
         copy, show more, show less, mostrar todo, mostrar parametros secundarios, ver mas, child parameters, show child attributes, \
         hide child attributes, mostrar mas, ocultar, less information about this field";

/// Buttons behind which a portal says more about a field.
const MORE: &str = "more information about this field, mas informacion sobre este campo, \
         more information about this parameter, mas informacion sobre este parametro";

/// Whether a line is a button of the page.
pub(in super::super) fn is_furniture(text: &str) -> bool {
    has(FURNITURE, &words(text)) || says_more(text)
}

/// Whether a line is a button behind which a field's limits follow.
pub(in super::super) fn says_more(text: &str) -> bool {
    has(MORE, &words(text))
}
