//! The names in Rust of what is in a model.

use super::{Endpoint, EnumValue, Field, Kind, ResultCode, TypeDef, Version};
use crate::spec::vocabulary::stem;
pub use crate::spec::vocabulary::{Named, camel, snake};
use heck::ToUpperCamelCase;

/// A struct field and its setter: `payment_request_id`.
#[must_use]
pub fn field(field: &Field) -> String {
    name(Named::Field, field.rust_name.as_ref(), &field.name)
}

/// A variant of an enum: `MiniApp`.
#[must_use]
pub fn variant(value: &EnumValue) -> String {
    name(Named::Variant, value.rust_name.as_ref(), &value.value)
}

/// A variant of an endpoint's result codes: `RiskReject`.
#[must_use]
pub fn code(result: &ResultCode) -> String {
    name(Named::Variant, result.rust_name.as_ref(), &result.code)
}

/// A type: `Amount`.
#[must_use]
pub fn type_name(definition: &TypeDef) -> String {
    name(Named::Type, definition.rust_name.as_ref(), &definition.name)
}

/// The type of that name in the spec.
#[must_use]
pub fn type_in(version: &Version, name: &str) -> String {
    version.type_named(name).map_or_else(|| Named::Type.derived(name), type_name)
}

/// The struct of the required fields of a type: `AmountRequired`.
#[must_use]
pub fn required_of(definition: &TypeDef) -> String {
    let name = definition.rust_name.clone().unwrap_or_else(|| camel(&definition.name));
    format!("{name}Required")
}

/// The method of an endpoint, and its module: `inquiry_payment`.
#[must_use]
pub fn method(endpoint: &Endpoint) -> String {
    name(Named::Method, endpoint.rust_name.as_ref(), endpoint.last_segment())
}

/// The module of a version: `v1`.
#[must_use]
pub fn version(version: &str) -> String {
    Named::Method.derived(version)
}

/// The stem of an endpoint's type names: `Pay` of `payments/pay`, `Payment` of the notification
/// `payments/notifyPayment`.
#[must_use]
pub fn endpoint_stem(endpoint: &Endpoint) -> String {
    let own = endpoint.rust_name.as_deref().unwrap_or_else(|| endpoint.last_segment());
    let name = own.to_upper_camel_case();
    let camel = match (endpoint.kind, name.strip_prefix("Notify")) {
        (Kind::Notification, Some(rest)) if !rest.is_empty() => rest.to_owned(),
        _ => name,
    };
    stem(camel, own)
}

/// What the names of the types beside an endpoint begin with: `Pay`, and `PayHeaders` if headers are required; of a
/// notification `PaymentNotification`.
pub(crate) fn stems_of_types(endpoint: &Endpoint, has_headers: bool) -> Vec<String> {
    let stem = endpoint_stem(endpoint);
    match endpoint.kind {
        Kind::Notification => vec![format!("{stem}Notification")],
        Kind::Call if has_headers => vec![format!("{stem}Headers"), stem],
        Kind::Call => vec![stem],
    }
}

/// The name of an enum that is written in a field of `owner`: `osType` of `EnvInfo` gives `EnvInfoOsType`.
pub(crate) fn lifted(owner: &str, field: &str) -> String {
    let own = camel(field);
    format!("{owner}{}", own.trim_start_matches("r#").trim_start_matches('_'))
}

/// The crate of an API: `claro-client`.
#[must_use]
pub fn package(api: &str) -> String {
    format!("{api}-client")
}

fn name(named: Named, rust_name: Option<&String>, wire: &str) -> String {
    rust_name.cloned().unwrap_or_else(|| named.derived(wire))
}
