//! Migrates specs from older editions of the format: entries with only one meaning are rewritten, the rest is reported.
//!
//! In older specs, `tells` of the inquiry said how its response is read, and a key of several fields was a list.

use super::settling::{asked, is_asked_by_own};
use super::{Api, Endpoint, Field, SettledBy, Shape, Type, Version};
use crate::spec::syntax::{
    ApiSpec, EndpointSpec, FieldSpec, KeyForm, KeySpec, OldTells, ShapeSpec, StatusSpec,
};
use crate::spec::{Span, Spanned};
use heck::ToSnakeCase;
use std::collections::BTreeSet;

/// An entry at the top of a file, written as it is now.
#[derive(Debug, Clone)]
pub struct Rewrite {
    /// The place by which findings name it.
    pub span: Span,
    /// Its key.
    pub key: &'static str,
    /// The entry with its key; `None` removes it.
    pub entry: Option<String>,
}

/// `settled_by` as it is written now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Migrated {
    /// It can mean nothing else.
    Certain(String),
    /// For this call the values may mean something else, or the opposite.
    Open(String),
}

/// All that can be rewritten in an API.
#[must_use]
pub fn rewrites(spec: &ApiSpec, api: &Api) -> Vec<Rewrite> {
    let mut rewrites = Vec::new();
    for (endpoint, version) in endpoints(spec) {
        rewrites.extend(endpoint.idempotency_key.as_ref().and_then(|key| {
            let entry = Some(format!("idempotency_key: {}", migrated_key(key, endpoint)?));
            Some(Rewrite { span: key.span, key: "idempotency_key", entry })
        }));
        rewrites.extend(endpoint.old_settled_by.as_ref().and_then(|old| {
            let migrated = migrated_settled_by(spec, api, &address(endpoint, version))?;
            let Migrated::Certain(with) = migrated else { return None };
            Some(Rewrite { span: old.span, key: "settled_by", entry: Some(format!("settled_by: {with}")) })
        }));
        rewrites.extend(moved_tells(spec, api, endpoint, version));
    }
    rewrites
}

/// Whether words under `required_when` can only be a `condition`: they do not begin with a field beside it, and there is no
/// `condition` yet.
#[must_use]
pub fn is_only_words(field: &FieldSpec, beside: &[FieldSpec]) -> bool {
    let Some(old) = &field.old_condition else { return false };
    let first = old.words.value.split([' ', '.']).next().unwrap_or_default();
    field.condition.is_none() && beside.iter().all(|other| other.name.value != first)
}

/// The keys `required_when` that become `condition`, by their places.
#[must_use]
pub fn renamed_conditions(spec: &ApiSpec) -> Vec<Span> {
    let types = spec.versions.iter().flat_map(|version| &version.types).chain(&spec.shared_types);
    let objects = types.filter_map(|definition| match &definition.shape {
        ShapeSpec::Object(fields) => Some(fields.as_slice()),
        ShapeSpec::Enum(_) | ShapeSpec::Broken => None,
    });
    let bodies = endpoints(spec).flat_map(|(endpoint, _)| [endpoint.request.as_slice(), &endpoint.response]);
    let fields = objects.chain(bodies).flat_map(|fields| fields.iter().map(move |field| (field, fields)));
    let renamed = fields.filter(|(field, beside)| is_only_words(field, beside));
    // A shared type is in each version that uses it.
    let keys: BTreeSet<Span> =
        renamed.filter_map(|(field, _)| Some(field.old_condition.as_ref()?.key)).collect();
    keys.into_iter().collect()
}

/// Removes a `tells` that no call needs any more.
fn moved_tells(spec: &ApiSpec, api: &Api, endpoint: &EndpointSpec, version: &str) -> Option<Rewrite> {
    let tells = endpoint.old_tells.as_ref()?;
    let own = address(endpoint, version);
    let mut is_asked = false;
    for (call, version) in endpoints(spec) {
        let is_open = || match migrated_settled_by(spec, api, &address(call, version)) {
            Some(Migrated::Certain(_)) => false,
            Some(Migrated::Open(_)) | None => true,
        };
        match (&call.old_settled_by, &call.settled_by) {
            (Some(old), _) if old.value == own && is_open() => return None,
            (Some(old), _) => is_asked |= old.value == own,
            (None, Some(new)) => is_asked |= new.endpoint.value == own,
            (None, None) => {}
        }
    }
    // A file that cannot be read may need it.
    if spec.versions.iter().any(|version| !version.unread.is_empty()) {
        return None;
    }
    // An endpoint that no call asks says itself that it only asks.
    let says_it = is_asked || endpoint.read_only.is_some();
    let entry = (!says_it).then(|| "read_only: true".to_owned());
    Some(Rewrite { span: tells.key, key: "tells", entry })
}

/// A list of key fields as `all` or `any`, where their table says which.
#[must_use]
pub fn migrated_key(key: &KeySpec, endpoint: &EndpointSpec) -> Option<String> {
    if key.form != KeyForm::List {
        return None;
    }
    if let [only] = key.fields.as_slice() {
        return Some(spelled(&only.value));
    }
    let fields: Option<Vec<_>> = key
        .fields
        .iter()
        .map(|name| endpoint.request.iter().find(|field| field.name.value == name.value))
        .collect();
    let fields = fields.filter(|fields| !fields.is_empty())?;
    let one_of = fields.first()?.one_of.as_ref();
    let in_one_group = one_of.is_some() && fields.iter().all(|field| field.one_of.as_ref() == one_of);
    // Where one field is always there, others would add nothing to a key of which one is enough.
    let word = match (in_one_group, fields.iter().any(|field| field.required)) {
        (true, false) => "any",
        (false, true) => "all",
        _ => return None,
    };
    let names: Vec<String> = key.fields.iter().map(|field| spelled(&field.value)).collect();
    Some(format!("{{ {word}: [{}] }}", names.join(", ")))
}

/// `settled_by` of the call with that address, with what the inquiry's `tells` said.
#[must_use]
pub fn migrated_settled_by(spec: &ApiSpec, api: &Api, call: &str) -> Option<Migrated> {
    let (written, _) = endpoints(spec).find(|(endpoint, version)| address(endpoint, version) == call)?;
    let old = written.old_settled_by.as_ref()?;
    let (asked_spec, _) =
        endpoints(spec).find(|(endpoint, version)| address(endpoint, version) == old.value)?;
    let (version, call) = api.endpoint(call)?;
    let (_, inquiry) = api.endpoint(&old.value)?;
    let Some(tells) = &asked_spec.old_tells else {
        return Some(Migrated::Certain(format!("{{ endpoint: {} }}", spelled(&old.value))));
    };
    let rules = SettledBy::new(old.value.clone());
    let ask = asked(call, inquiry, &rules);
    let amounts = || call.request.iter().filter(|field| is_amount(field, version));
    let returned = amounts().any(|amount| inquiry.response.iter().any(|field| field.name == amount.name));
    // A refund whose key is the id of the payment is asked about like the payment, and only the payment's amount comes back.
    let is_shared = || {
        asking(spec, api, &old.value).filter(|(_, other)| other.address() != call.address()).any(
            |(version, other)| {
                let has_amount = other.request.iter().any(|field| is_amount(field, version));
                has_amount && asked(other, inquiry, &rules) == ask
            },
        )
    };
    let is_certain =
        amounts().next().is_some() && is_asked_by_own(call, inquiry, &ask) && (returned || !is_shared());
    let mapped = mapping(&old.value, tells, is_certain);
    Some(if is_certain { Migrated::Certain(mapped) } else { Migrated::Open(mapped) })
}

/// The calls whose old `settled_by` names this inquiry.
fn asking<'a>(
    spec: &'a ApiSpec,
    api: &'a Api,
    inquiry: &str,
) -> impl Iterator<Item = (&'a Version, &'a Endpoint)> {
    endpoints(spec)
        .filter(move |(call, _)| call.old_settled_by.as_ref().is_some_and(|old| old.value == inquiry))
        .filter_map(|(call, version)| api.endpoint(&address(call, version)))
}

/// Writes `tells` as a `settled_by`. Values that may mean something else are left open, as `[...]`.
fn mapping(endpoint: &str, tells: &OldTells, certain: bool) -> String {
    let list = |values: &[Spanned<String>]| {
        let values: Vec<String> = values.iter().map(|value| spelled(&value.value)).collect();
        format!("[{}]", values.join(", "))
    };
    let mut entries = vec![format!("endpoint: {}", spelled(endpoint))];
    if let Some(StatusSpec { status, success, failure }) = &tells.status {
        entries.push(format!("status: {}", spelled(&status.value)));
        if certain {
            entries.push(format!("success: {}", list(success)));
            entries.extend((!failure.is_empty()).then(|| format!("failure: {}", list(failure))));
        } else {
            entries.extend(["success: [...]".to_owned(), "failure: [...]".to_owned()]);
        }
    }
    entries.extend((!tells.not_found.is_empty()).then(|| format!("not_found: {}", list(&tells.not_found))));
    format!("{{ {} }}", entries.join(", "))
}

/// An amount of money, whether or not its type says so: older specs could not.
fn is_amount(field: &Field, version: &Version) -> bool {
    let name = field.name.to_snake_case();
    let named = name.rsplit('_').next().is_some_and(|last| matches!(last, "amount" | "money" | "price"));
    let Type::Named(ty) = &field.ty else { return named };
    version.type_named(ty).is_some_and(|definition| match &definition.shape {
        Shape::Object(fields) => {
            ["currency", "value"].iter().all(|wanted| fields.iter().any(|field| field.name == *wanted))
        }
        Shape::Enum(_) => false,
    })
}

fn endpoints(spec: &ApiSpec) -> impl Iterator<Item = (&EndpointSpec, &str)> {
    spec.versions
        .iter()
        .flat_map(|version| version.endpoints.iter().map(|endpoint| (endpoint, version.name.as_str())))
}

fn address(endpoint: &EndpointSpec, version: &str) -> String {
    format!("{version}/{}", endpoint.path.value)
}

/// A text as YAML reads it within `{ }`: names stand as they are, all else in quotes.
fn spelled(text: &str) -> String {
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    let reads_otherwise = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if is_name && !reads_otherwise { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
