//! Reads how an outcome becomes known from the extensions of an operation, and the effect on the sandbox.

use super::left_out::Notes;
use super::pointer::Place;
use crate::diagnostics::{Findings, Severity};
use crate::emit::openapi::extension;
use crate::model::{
    Endpoint, Field, IdempotencyKey, Kind, resolved_sandbox, resolved_settled_by as settled_by,
    resolved_settles as settles,
};
use crate::spec::syntax::{KeyForm, KeySpec};
use crate::spec::{OutcomeSpec, read_outcome};

/// Reads all of them. Whether there are such endpoints, fields, values and codes is judged when everything is known.
pub(super) fn read(operation: &Place<'_>, endpoint: &mut Endpoint, notes: &mut Notes) {
    let key = spec(operation, extension::IDEMPOTENCY_KEY, "idempotency_key", notes).idempotency_key;
    endpoint.idempotency_key =
        key.and_then(|key| known(&key, operation, &endpoint.request, notes)).unwrap_or_default();
    let sandbox = spec(operation, extension::SANDBOX, "sandbox", notes).sandbox;
    endpoint.sandbox = sandbox.as_ref().map(resolved_sandbox);
    endpoint.source = spec(operation, extension::SOURCE, "source", notes).source;
    match endpoint.kind {
        Kind::Call => {
            if notes.map(operation, extension::SETTLED_BY).is_some() {
                let spec = spec(operation, extension::SETTLED_BY, "settled_by", notes);
                endpoint.settled_by = spec.settled_by.as_ref().map(settled_by);
            }
            let spec = spec(operation, extension::CLOSED_BY, "closed_by", notes);
            endpoint.closed_by = spec.closed_by.map(|address| address.value);
        }
        Kind::Notification => {
            let spec = spec(operation, extension::SETTLES, "settles", notes);
            endpoint.settles = spec.settles.iter().map(settles).collect();
        }
    }
}

/// Reads what is special about the messages of a call.
pub(super) fn read_wire(operation: &Place<'_>, endpoint: &mut Endpoint, notes: &mut Notes) {
    if endpoint.kind == Kind::Notification {
        const KEYS: [&str; 4] =
            [extension::ADDRESS, extension::NO_SANDBOX_PATH, extension::NOT_CALLABLE, extension::RESULT];
        for place in KEYS.iter().filter_map(|key| operation.get(key)) {
            notes.add(&place, "calls have it, notifications do not");
        }
        return;
    }
    endpoint.no_sandbox_path = notes.flag(operation, extension::NO_SANDBOX_PATH);
    let spec = spec(operation, extension::NOT_CALLABLE, "not_callable", notes);
    endpoint.not_callable = spec.not_callable;
    endpoint.flat_result = self::spec(operation, extension::RESULT, "result", notes).result;
}

/// Reads an extension as the specs are read. If it has errors, they are noted and it is ignored.
fn spec(operation: &Place<'_>, extension: &str, key: &str, notes: &mut Notes) -> OutcomeSpec {
    let Some(place) = operation.get(extension) else { return OutcomeSpec::default() };
    let mut findings = Findings::default();
    let spec = read_outcome(key, place.node, &mut findings);
    let errors = findings.kept().iter().filter(|finding| finding.rule.severity == Severity::Error);
    errors.for_each(|finding| notes.add(&place, &finding.message));
    if findings.errors() == 0 { spec } else { OutcomeSpec::default() }
}

/// A key whose fields are there. A list of several, of an older export, does not say whether it needs all of them.
fn known(
    key: &KeySpec,
    operation: &Place<'_>,
    request: &[Field],
    notes: &mut Notes,
) -> Option<IdempotencyKey> {
    let place = operation.get(extension::IDEMPOTENCY_KEY)?;
    if key.form == KeyForm::List && key.fields.len() > 1 {
        notes.add(&place, "should say whether the key is `all` or `any` of these fields");
        return None;
    }
    let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let is_known = |path: &str| request.iter().any(|field| field.name == first(path));
    if !key.fields.iter().all(|path| is_known(&path.value)) {
        notes.add(&place, "should be fields of the request");
        return None;
    }
    Some(key.resolved())
}
