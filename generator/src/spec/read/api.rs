//! `api.yaml`.

use super::currencies::currencies;
use super::dialect::dialect;
use super::mapping::Mapping;
use crate::diagnostics::Findings;
use crate::spec::findings::{bad_value, name_not_allowed, place_differs};
use crate::spec::forms::API;
use crate::spec::vocabulary::{BASE_PATH, TEMPLATE, USUAL_TEMPLATE, has_base_path};
use crate::spec::{Node, Span, syntax::Head};

/// Reads the file; `folder` is the name of the folder that it is in.
pub(in crate::spec) fn head(node: &Node, at: Span, folder: &str, findings: &mut Findings) -> Head {
    let place = [("name", folder)];
    let Some(api) = Mapping::read_at_place(node, at, &API, &place, findings) else { return Head::default() };
    api.integer("format", findings);
    if let Some(name) = api.text("name", findings)
        && name.value != folder
    {
        findings.push(place_differs::finding("name", &name, folder));
    }
    if !is_api_name(folder) {
        let wanted = "a small letter, then small letters, digits and `-`, at most 64";
        findings.push(name_not_allowed::form(at, "an API", folder, wanted));
    }
    let written = api.get("dialect");
    let dialect = written.map(|entry| dialect(&entry.value, entry.key_span, findings)).unwrap_or_default();
    let base_path = base_path(&api, findings);
    let has_path = !base_path.is_empty() || !dialect.sandbox_base_path.is_empty();
    let title = api.prose("title", findings).unwrap_or_default();
    Head {
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        doc: api.prose("doc", findings),
        path_template: path_template(&api, has_path, findings),
        base_path,
        dialect,
        currencies: currencies(&api, findings),
    }
}

/// The name of an API: `claro`.
pub fn is_api_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('-')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// `has_path`: there is a base path, which then needs a place in the template.
fn path_template(api: &Mapping<'_>, has_path: bool, findings: &mut Findings) -> String {
    let usual = || USUAL_TEMPLATE.to_owned();
    let Some(template) = api.text("path_template", findings) else { return usual() };
    if !(TEMPLATE.fits)(&template.value) {
        findings.push(bad_value::out_of_range(template.span, "path_template", TEMPLATE.wanted));
        return usual();
    }
    if has_path && !has_base_path(&template.value) {
        let other = ["base_path", "dialect"].iter().find_map(|key| api.get(key));
        let message = "`path_template` has no `{base_path}`, and there is one";
        let other = other.map_or(template.span, |entry| entry.key_span);
        findings.push(
            bad_value::contradiction(template.span, message, other, "this would have no effect")
                .help(format!("write `{{base_path}}{}`", template.value)),
        );
    }
    template.value
}

fn base_path(api: &Mapping<'_>, findings: &mut Findings) -> String {
    let Some(path) = api.text("base_path", findings) else { return String::new() };
    if !(BASE_PATH.fits)(&path.value) {
        findings.push(bad_value::out_of_range(path.span, "base_path", BASE_PATH.wanted));
    }
    path.value
}
