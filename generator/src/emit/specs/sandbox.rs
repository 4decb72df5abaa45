//! `sandbox` of an endpoint.

use super::layout::fits_on_a_line;
use super::yaml::{Yaml, entry};
use crate::model::{Comparison, Sandbox};

/// In one line where it fits.
pub(super) fn sandbox(sandbox: &Sandbox) -> Yaml {
    let mut entries = vec![entry("role", Yaml::text(sandbox.role.word()))];
    let fields = sandbox.fields.iter().map(|(field, paths)| entry(field.word(), one_or_several(paths)));
    let fields: Vec<_> = fields.collect();
    entries.extend((!fields.is_empty()).then(|| entry("fields", Yaml::Map(fields))));
    let when = sandbox.when.iter().map(|(case, conditions)| {
        let spelled: Vec<String> = conditions.iter().map(|one| Comparison::spelled(one)).collect();
        entry(case.word(), one_or_several(&spelled))
    });
    let when: Vec<_> = when.collect();
    entries.extend((!when.is_empty()).then(|| entry("when", Yaml::Map(when))));
    let line = Yaml::Map(entries.clone());
    if fits_on_a_line("sandbox", &line) { line } else { Yaml::Fields(entries) }
}

fn one_or_several(texts: &[String]) -> Yaml {
    match texts {
        [only] => Yaml::text(only),
        several => Yaml::texts(several),
    }
}
