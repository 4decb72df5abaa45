//! Findings about fields, values and codes that other keys name.

use super::Context;
use crate::diagnostics::{Finding, Rule, listed, nearest};
use crate::model::{
    Endpoint, Field, Kind, PathError, Place, Status, StatusField, StatusMapping, Table, Type,
};
use crate::spec::Spanned;
use crate::spec::syntax::{StatusSpec, WhenSpec};

/// A path that leads nowhere; `table` is what it begins at: `the response`.
pub(super) fn lost(
    rule: &'static Rule,
    written: &Spanned<String>,
    error: &PathError<'_>,
    table: &str,
) -> Finding {
    let finding = |message: String| Finding::new(rule, written.span, message);
    match error {
        PathError::NoObject(name) => finding(format!("`{name}` is no object, so there is nothing in it"))
            .help("name the fields from the outside inwards, with dots between them"),
        PathError::NoValue(name) => finding(format!("`{name}` is no single value"))
            .help("name a text, a number or an enum, with dots between names for one inside another"),
        PathError::NoText(name) => finding(format!("`{name}` is neither a text nor an enum"))
            .help("name the field that says how the call ended"),
        PathError::NoList(name) => finding(format!("`{name}` is no list of objects"))
            .help("name the list in which the call is one entry"),
        PathError::Unknown(name, known) => {
            let finding = finding(format!("{table} has no field `{name}`"));
            match nearest(name, known.iter().copied()) {
                // The name may be one of several.
                Some(near) => finding.replace(
                    "a field with a similar name exists",
                    written.span,
                    written.value.replacen(name, near, 1),
                ),
                None => finding
                    .help(format!("name a field of {table}, with dots between names for one inside another")),
            }
        }
    }
}

/// What is wrong with a status and its values.
pub(super) fn status(
    rule: &'static Rule,
    spec: &StatusSpec,
    mapping: &StatusMapping,
    table: &Table<'_>,
    name: &str,
) -> Vec<Finding> {
    match table.status_at(&mapping.status) {
        Ok(StatusField::Text) => Vec::new(),
        Ok(StatusField::Listed(values)) => {
            let written = spec.success.iter().chain(&spec.failure);
            written.filter_map(|value| unlisted(rule, value, &values, &mapping.status)).collect()
        }
        Err(error) => vec![lost(rule, &spec.status, &error, name)],
    }
}

/// What is wrong with a comparison of a field's condition, which may also ask whether an object or a list is there.
pub(super) fn condition(rule: &'static Rule, when: &WhenSpec, table: &Table<'_>, name: &str) -> Vec<Finding> {
    if when.values.is_empty() && table.at(&when.path.value).is_ok() {
        return Vec::new();
    }
    comparisons(rule, std::slice::from_ref(when), table, name)
}

/// What is wrong with the paths and values of comparisons.
pub(super) fn comparisons(
    rule: &'static Rule,
    condition: &[WhenSpec],
    table: &Table<'_>,
    name: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for WhenSpec { path, values, exact, .. } in condition {
        let wrong: Vec<Finding> = match (table.value_at(&path.value), table.status_at(&path.value)) {
            (Err(error), _) => vec![lost(rule, path, &error, name)],
            (Ok(_), Ok(StatusField::Listed(listed))) => {
                values.iter().filter_map(|value| unlisted(rule, value, &listed, &path.value)).collect()
            }
            (Ok(Place::Field(field)), _) => {
                values.iter().filter_map(|value| unspelled(rule, value, field, &path.value)).collect()
            }
            (Ok(_), _) => Vec::new(),
        };
        findings
            .extend(wrong.into_iter().map(|finding| if *exact { finding } else { without_patch(finding) }));
    }
    findings
}

/// For a place that is not that of the path itself: nothing can be replaced there.
pub(super) fn without_patch(mut finding: Finding) -> Finding {
    if let Some(help) = &mut finding.help
        && let Some(patch) = help.patch.take()
    {
        help.text = format!("did you mean `{}`?", patch.with);
    }
    finding
}

/// A value that a number or a boolean never has.
fn unspelled(rule: &'static Rule, value: &Spanned<String>, field: &Field, path: &str) -> Option<Finding> {
    let (fits, expected) = match &field.ty {
        Type::Integer { .. } => (value.value.parse::<i64>().is_ok(), "an integer"),
        Type::Primitive(primitive) if primitive.info().form.is_quotable() => {
            ((primitive.info().is_value)(&value.value), primitive.info().expected)
        }
        _ => return None,
    };
    let finding = || Finding::new(rule, value.span, format!("`{}` is not a value of `{path}`", value.value));
    (!fits).then(|| finding().help(format!("`{path}` is {expected}")))
}

/// A value that an enum, or a result, does not have.
pub(super) fn unlisted(
    rule: &'static Rule,
    value: &Spanned<String>,
    values: &[&str],
    field: &str,
) -> Option<Finding> {
    let known = || values.iter().copied();
    if known().any(|known| known == value.value) {
        return None;
    }
    let finding = Finding::new(rule, value.span, format!("`{}` is not a value of `{field}`", value.value));
    let all = format!("`{field}` is one of {}", listed(known()));
    Some(match nearest(&value.value, known()) {
        Some(near) => finding.replace(all, value.span, near),
        None => finding.help(all),
    })
}

/// A code that an inquiry does not have, or that comes with another status than F.
pub(super) fn not_found(rule: &'static Rule, code: &Spanned<String>, inquiry: &Endpoint) -> Option<Finding> {
    match inquiry.results.iter().find(|result| result.code == code.value) {
        Some(result) if result.status == Status::Failed => None,
        Some(result) => Some(
            Finding::new(rule, code.span, format!("`{}` does not come with status F", code.value))
                .related(result.span, "its status")
                .help("`not_found` takes codes that fail the inquiry, because there is no such call"),
        ),
        None => {
            let message = format!("`{}` has no result code `{}`", inquiry.address(), code.value);
            let finding = Finding::new(rule, code.span, message);
            let known = inquiry.results.iter().map(|result| result.code.as_str());
            Some(match nearest(&code.value, known) {
                Some(near) => finding.replace("a code with a similar name exists", code.span, near),
                None => finding.help("add it to the `results` of that endpoint, with status F"),
            })
        }
    }
}

/// An address at which there is no call. `None` when there is one, or a file that has errors of its own.
pub(super) fn no_call(
    rule: &'static Rule,
    written: &Spanned<String>,
    context: &Context<'_>,
) -> Option<Finding> {
    let finding = |message: String| Finding::new(rule, written.span, message);
    match context.api.endpoint(&written.value) {
        Some((_, Endpoint { not_callable: Some(_), .. })) => {
            let finding = finding(format!("`{}` is not callable", written.value));
            return Some(finding.help("name an endpoint that a client can call"));
        }
        Some((_, endpoint)) if endpoint.kind == Kind::Call => return None,
        Some(_) => {
            let finding = finding(format!("`{}` is a notification", written.value));
            return Some(finding.help("name an endpoint of `kind: call`"));
        }
        None if context.is_unread(&written.value) => return None,
        None => {}
    }
    let finding = finding(format!("there is no endpoint `{}`", written.value));
    let finding = finding.label("names no endpoint of this API");
    let calls = context.calls();
    Some(match nearest(&written.value, calls.iter().map(String::as_str)) {
        Some(near) => finding.replace("an endpoint with a similar name exists", written.span, near),
        None => finding.help("name it with its version: `v1/payments/inquiryPayment`"),
    })
}
