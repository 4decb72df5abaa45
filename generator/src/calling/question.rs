//! Which call tells how another one ended, and what it is asked with.

use super::advice::Call;
use super::violation::violations;
use crate::model::{self, Endpoint, Field, Kind, Version};
use serde_json::Value;

/// The question how a call ended.
pub(super) struct Question<'a> {
    /// Who is asked.
    pub(super) inquiry: &'a Endpoint,
    /// What the call's own request says for it.
    pub(super) values: Vec<(&'a str, &'a Value)>,
    /// What the spec wants besides, as flags.
    pub(super) missing: Vec<String>,
}

impl<'a> Question<'a> {
    /// `None` when there is nobody to ask, or nothing to ask with.
    pub(super) fn about(call: &Call<'a>) -> Option<Self> {
        let (version, inquiry) = call.api.endpoint(&call.endpoint.settled_by.as_ref()?.endpoint)?;
        if inquiry.kind != Kind::Call {
            return None;
        }
        let shown = super::hidden(call.body, &call.endpoint.request, call.version);
        let may_show = |field: &Field, value: &Value| {
            let hides = field.sensitive || shown.get(&field.name) != Some(value);
            call.options.show_sensitive || !hides
        };
        let needed = |field: &&Field| field.required || field.one_of.is_some();
        let given = inquiry.request.iter().filter(needed).filter_map(|field| {
            let value = call.body.get(&field.name).filter(|value| !value.is_null())?;
            let fits = model::value_misfits(value, field, version).is_empty() && may_show(field, value);
            fits.then_some((field.name.as_str(), value))
        });
        let values: Vec<(&str, &Value)> = given.collect();
        let missing = missing(inquiry, version, &values);
        (!values.is_empty()).then_some(Self { inquiry, values, missing })
    }
}

/// Each field that has to be given besides; of a group the first one.
fn missing(inquiry: &Endpoint, version: &Version, values: &[(&str, &Value)]) -> Vec<String> {
    let body = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).clone())).collect();
    let flag = |name: &str| format!("--set {name}=...");
    let found = violations(&Value::Object(body), inquiry, version);
    let mut missing: Vec<String> =
        found.iter().filter(|one| !one.path.is_empty()).map(|one| flag(&one.path)).collect();
    let mut groups: Vec<&str> = Vec::new();
    for field in &inquiry.request {
        let Some(group) = field.one_of.as_deref().filter(|group| !groups.contains(group)) else { continue };
        groups.push(group);
        let mut members = inquiry.request.iter().filter(|other| other.one_of.as_deref() == Some(group));
        if !members.any(|member| values.iter().any(|(name, _)| *name == member.name)) {
            missing.push(flag(&field.name));
        }
    }
    missing
}
