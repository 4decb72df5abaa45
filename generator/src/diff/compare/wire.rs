//! What is special about the messages of an endpoint: headers, the form of the result, who can call it.

use super::pairs;
use super::scope::{At, Scope};
use crate::diff::{Kind, Place};
use crate::model::{Endpoint, Field, FlatResult, Type, names};

pub(super) fn wire(scope: &mut Scope<'_>, old: &Endpoint, new: &Endpoint) {
    let at = |key: &str| At::new(key, Place::new(new.span));
    let callable = [Kind::CallableRemoved, Kind::DocChanged, Kind::CallableAdded];
    scope.optional(callable, &at("not_callable"), old.not_callable.clone(), new.not_callable.clone());
    if old.no_sandbox_path != new.no_sandbox_path {
        let shown = |none: bool| Some(if none { "none" } else { "as usual" }.to_owned());
        let (before, after) = (shown(old.no_sandbox_path), shown(new.no_sandbox_path));
        scope.add(Kind::SandboxPathChanged, &at("sandbox_path"), before, after);
    }
    if old.flat_result != new.flat_result {
        let (before, after) = (form(old.flat_result.as_ref()), form(new.flat_result.as_ref()));
        scope.add(Kind::ResultFormChanged, &at("result"), Some(before), Some(after));
    }
    for (part, before, after) in [
        ("request", old.additional_request, new.additional_request),
        ("response", old.additional_response, new.additional_response),
    ] {
        additional(scope, &at(&format!("{part}.additional_fields")), before, after);
    }
    headers(scope, old, new);
}

/// Notes that an object has further fields, or no longer has them.
pub(super) fn additional(scope: &mut Scope<'_>, at: &At, old: bool, new: bool) {
    match (old, new) {
        (false, true) => scope.add(Kind::AdditionalFieldsAllowed, at, None, None),
        (true, false) => scope.add(Kind::AdditionalFieldsForbidden, at, None, None),
        _ => {}
    }
}

fn form(flat: Option<&FlatResult>) -> String {
    let Some(flat) = flat else { return "result".to_owned() };
    let words = flat.statuses.iter().map(|(word, status)| format!("{word}: {}", status.letter()));
    format!("{} ({})", flat.names().join(", "), words.collect::<Vec<_>>().join(", "))
}

fn headers(scope: &mut Scope<'_>, old: &Endpoint, new: &Endpoint) {
    let subject = |header: &Field| format!("headers.{}", header.name);
    let same = |header: &Field| header.name.to_ascii_lowercase();
    let paired = pairs(&old.headers, &new.headers, same, names::field);
    for (before, after) in paired.new {
        let at = At::new(subject(after), Place::new(after.span));
        let Some(before) = before else {
            let kind = if after.required { Kind::HeaderAddedRequired } else { Kind::HeaderAdded };
            scope.add(kind, &at, None, None);
            continue;
        };
        match (before.required, after.required) {
            (false, true) => scope.add(Kind::HeaderRequired, &at, None, None),
            (true, false) => scope.add(Kind::HeaderOptional, &at, None, None),
            _ => {}
        }
        if (&before.ty, before.sensitive) != (&after.ty, after.sensitive) {
            scope.add(Kind::HeaderChanged, &at, Some(in_words(before)), Some(in_words(after)));
        }
        scope.doc(&at, before.doc.as_deref(), after.doc.as_deref());
    }
    for header in paired.removed {
        scope.add(Kind::HeaderRemoved, &At::new(subject(header), Place::old(header.span)), None, None);
    }
}

fn in_words(header: &Field) -> String {
    let limit = match &header.ty {
        Type::Text(limits) => {
            limits.max.map_or("any length".to_owned(), |max| format!("at most {max} characters"))
        }
        _ => header.ty.keyword().to_owned(),
    };
    let sensitive = if header.sensitive { ", sensitive" } else { "" };
    format!("{limit}{sensitive}")
}
