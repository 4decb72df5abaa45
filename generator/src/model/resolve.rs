//! From the syntax tree to the model: names looked up, enums in place given names, results put together.
//!
//! There is always a model, so that the rules can go on; where something was broken it holds `json`, which fits
//! anything. Nothing is emitted from a model with errors.

use super::names::Named;
use super::{
    Api, Endpoint, Enum, Example, Field, FieldPair, Ids, JsonForm, Kind, ListEntry, NotFound, ResultCode,
    Sandbox, SettledBy, Settles, Shape, StatusMapping, TextLimits, Type, TypeDef, TypeRole, Version, cycles,
    mark_inquiries, names, usage,
};
use super::{name_clash, spelling, unknown_type};
use crate::diagnostics::Findings;
use crate::spec::syntax::{
    ApiSpec, EndpointSpec, ExampleSpec, FieldSpec, PairSpec, SandboxSpec, SettledBySpec, SettlesSpec,
    ShapeSpec, StatusSpec, TypeDefSpec, TypeSpec, VersionSpec, WhenSpec,
};
use crate::spec::{Scalar, Span, Spanned, json};
use std::collections::BTreeMap;

/// Resolves an API. Unknown types and clashes of names are findings.
pub fn resolve(spec: &ApiSpec, findings: &mut Findings) -> Api {
    let mut api = Api {
        name: spec.name.clone(),
        package: names::package(&spec.name),
        title: spec.head.title.clone(),
        doc: spec.head.doc.clone(),
        base_path: spec.head.base_path.clone(),
        path_template: spec.head.path_template.clone(),
        dialect: spec.head.dialect.clone(),
        currencies: spec.head.currencies.clone(),
        versions: spec.versions.iter().map(|version| resolve_version(version, findings)).collect(),
    };
    forget_usual_paths(&mut api);
    mark_inquiries(&mut api);
    api
}

/// A `url_path` that says no more than the template.
fn forget_usual_paths(api: &mut Api) {
    let mut versions = std::mem::take(&mut api.versions);
    for endpoint in versions.iter_mut().flat_map(|version| &mut version.endpoints) {
        let usual = api.usual_path(&endpoint.version, &endpoint.path);
        endpoint.url_path.take_if(|path| *path == usual);
    }
    api.versions = versions;
}

fn resolve_version(spec: &VersionSpec, findings: &mut Findings) -> Version {
    let defined =
        spec.types.iter().map(|definition| (definition.name.value.clone(), definition.name.span)).collect();
    let mut resolver = Resolver { defined, lifted: Vec::new(), anything_goes: spec.types_unread, findings };
    let mut types: Vec<TypeDef> =
        spec.types.iter().filter_map(|definition| resolver.definition(definition)).collect();
    let mut endpoints: Vec<Endpoint> = spec.endpoints.iter().map(|endpoint| head(endpoint, spec)).collect();
    spelling::endpoints(&mut endpoints, spelling::told_apart);
    for (endpoint, written) in endpoints.iter_mut().zip(&spec.endpoints) {
        let stem = names::endpoint_stem(endpoint);
        endpoint.headers = resolver.fields(&written.headers, &stem);
        endpoint.request = resolver.fields(&written.request, &stem);
        endpoint.response = resolver.fields(&written.response, &stem);
    }
    types.append(&mut resolver.lifted);
    types.sort_by(|a, b| a.name.cmp(&b.name));
    spelling::types(&mut types);
    let mut version = Version { name: spec.name.clone(), types, endpoints };
    usage::mark(&mut version);
    cycles::mark_boxed(&mut version);
    version
}

struct Resolver<'a> {
    /// Names of types that are written or lifted, and where.
    defined: BTreeMap<String, Span>,
    /// Enums that were written in place.
    lifted: Vec<TypeDef>,
    /// The file with the types could not be read: an unknown name is nobody's fault.
    anything_goes: bool,
    findings: &'a mut Findings,
}

impl Resolver<'_> {
    fn definition(&mut self, spec: &TypeDefSpec) -> Option<TypeDef> {
        let shape = match &spec.shape {
            ShapeSpec::Object(fields) => Shape::Object(self.fields(fields, &spec.name.value)),
            ShapeSpec::Enum(values) => Shape::Enum(told_apart(values)),
            ShapeSpec::Broken => return None,
        };
        let role = spec.role.as_ref().map(|role| role.value);
        let (rust_name, additional) = (spec.rust_name.clone(), spec.additional);
        Some(TypeDef { rust_name, additional, ..definition(&spec.name, spec.doc.clone(), role, shape) })
    }

    fn fields(&mut self, specs: &[FieldSpec], owner: &str) -> Vec<Field> {
        let wanted: Vec<_> =
            specs.iter().map(|spec| (spec.name.value.as_str(), spec.rust_name.as_deref())).collect();
        let names = spelling::told_apart(Named::Field, &wanted);
        specs.iter().zip(names).map(|(spec, rust_name)| self.field(spec, rust_name, owner)).collect()
    }

    fn field(&mut self, spec: &FieldSpec, rust_name: Option<String>, owner: &str) -> Field {
        let own = rust_name.as_deref().unwrap_or(&spec.name.value);
        let ty = self.ty(&spec.ty, spec, &Lifting { owner, field: own });
        Field {
            name: spec.name.value.clone(),
            rust_name,
            span: spec.name.span,
            default: spec.default.as_ref().map(|default| default_json(&default.value, &ty)),
            ty,
            required: spec.required,
            required_when: spec.required_when.iter().map(|when| when.comparison.clone()).collect(),
            condition: spec.condition.clone(),
            one_of: spec.one_of.clone(),
            id: spec.id,
            sensitive: spec.sensitive.unwrap_or_default(),
            unseen: spec.unseen,
            nullable: spec.nullable,
            deprecated: spec.deprecated.clone(),
            doc: spec.doc.clone(),
            quoted: spec.quoted,
            json_text: spec.json_text,
            written: written(spec),
            boxed: false,
        }
    }

    fn ty(&mut self, spec: &Spanned<TypeSpec>, field: &FieldSpec, name: &Lifting<'_>) -> Type {
        match &spec.value {
            TypeSpec::Text(text) => Type::Text(text.limits.clone()),
            TypeSpec::Url(text) => Type::Url(text.limits.clone()),
            TypeSpec::Integer { min, max } => Type::Integer { min: *min, max: *max },
            TypeSpec::Primitive(primitive) => Type::Primitive(*primitive),
            TypeSpec::Broken => Type::JSON,
            TypeSpec::List { items, max } => {
                Type::List { items: Box::new(self.ty(items, field, name)), max: *max }
            }
            TypeSpec::Map { values, keys } => {
                Type::Map { values: Box::new(self.ty(values, field, name)), keys: keys.clone() }
            }
            TypeSpec::Enum(values) => Type::Named(self.lift(values, field, name)),
            TypeSpec::Named(name) => self.named(name, spec.span),
        }
    }

    fn named(&mut self, name: &str, span: Span) -> Type {
        if self.defined.contains_key(name) {
            return Type::Named(name.to_owned());
        }
        if !self.anything_goes {
            self.findings.push(unknown_type::finding(span, name, self.defined.keys().map(String::as_str)));
        }
        Type::JSON
    }

    /// An enum in place gets the name of its owner and field.
    fn lift(&mut self, values: &Enum, field: &FieldSpec, name: &Lifting<'_>) -> String {
        let name = names::lifted(name.owner, name.field);
        let place = Spanned::new(name.clone(), field.name.span);
        match self.defined.get(&name) {
            Some(first) => self.findings.push(name_clash::lifted(&name, &field.name, *first)),
            None => {
                self.defined.insert(name.clone(), place.span);
                self.lifted.push(definition(
                    &place,
                    field.doc.clone(),
                    None,
                    Shape::Enum(told_apart(values)),
                ));
            }
        }
        name
    }
}

/// An endpoint without its fields.
fn head(spec: &EndpointSpec, version: &VersionSpec) -> Endpoint {
    let mut results = results(version, spec);
    let mut own = results.remove(&None).unwrap_or_default();
    spelling::codes(&mut own, spelling::told_apart);
    Endpoint {
        path: spec.path.value.clone(),
        version: version.name.clone(),
        url_path: spec.url_path.clone(),
        rust_name: spec.rust_name.clone(),
        modules: Vec::new(),
        span: spec.path.span,
        kind: spec.kind,
        summary: spec.summary.as_ref().map(|text| text.value.trim().to_owned()).unwrap_or_default(),
        doc: spec.doc.clone(),
        deprecated: spec.deprecated.clone(),
        partial: spec.partial,
        idempotency_key: spec.idempotency_key.as_ref().map(|key| key.resolved()).unwrap_or_default(),
        settled_by: spec.settled_by.as_ref().map(settled_by),
        closed_by: spec.closed_by.as_ref().map(|address| address.value.clone()),
        read_only: spec.read_only.as_ref().is_some_and(|written| written.value),
        inquiry: None,
        settles: spec.settles.iter().map(settles).collect(),
        sandbox: spec.sandbox.as_ref().map(sandbox),
        source: spec.source.clone(),
        no_sandbox_path: spec.no_sandbox_path,
        not_callable: spec.not_callable.clone(),
        headers: Vec::new(),
        flat_result: spec.result.clone(),
        request: Vec::new(),
        additional_request: spec.additional_request,
        response: Vec::new(),
        additional_response: spec.additional_response,
        results: own,
        field_results: results.into_values().flatten().collect(),
        examples: spec.examples.iter().map(example).collect(),
    }
}

/// What an enum in place is named after: the owner, and the field by its name in Rust if it has one of its own.
struct Lifting<'a> {
    owner: &'a str,
    field: &'a str,
}

fn told_apart(written: &Enum) -> Enum {
    let mut values = written.clone();
    spelling::values(&mut values.values, spelling::told_apart);
    values
}

fn written(spec: &FieldSpec) -> TextLimits {
    let count = |limit: &Option<Spanned<i64>>| usize::try_from(limit.as_ref()?.value).ok();
    TextLimits {
        max: count(&spec.written.max),
        min: count(&spec.written.min).unwrap_or_default(),
        ..TextLimits::default()
    }
}

fn definition(name: &Spanned<String>, doc: Option<String>, role: Option<TypeRole>, shape: Shape) -> TypeDef {
    let (name, span) = (name.value.clone(), name.span);
    TypeDef { name, rust_name: None, span, doc, role, additional: false, shape, sent: false, received: false }
}

/// The version's common results and the endpoint's own, sorted by code; the endpoint's own win. They are in lists by the field
/// whose codes they are: those of `result` are under no field.
fn results(version: &VersionSpec, endpoint: &EndpointSpec) -> BTreeMap<Option<String>, Vec<ResultCode>> {
    let common = version.results.iter().rev().filter(|result| has_field(result, endpoint));
    let common = common.map(|result| among_its_fields(result, endpoint));
    // The response to a notification is ours: nothing is done about it.
    let is_call = endpoint.kind == Kind::Call;
    let common = common.map(|result| ResultCode { action: result.action.filter(|_| is_call), ..result });
    let all = common.chain(endpoint.results.iter().rev().cloned());
    let key = |result: &ResultCode| (result.field.clone(), result.code.clone());
    let by_code: BTreeMap<_, ResultCode> = all.map(|result| (key(&result), result)).collect();
    let mut by_field: BTreeMap<Option<String>, Vec<ResultCode>> = BTreeMap::new();
    for ((field, _), result) in by_code {
        by_field.entry(field).or_default().push(result);
    }
    by_field
}

/// A common result of another field than `result` is of the endpoints that have the field.
fn has_field(common: &ResultCode, endpoint: &EndpointSpec) -> bool {
    let Some(first) = common.field.as_deref().and_then(|path| path.split('.').next()) else { return true };
    let fields = match endpoint.kind {
        Kind::Call => &endpoint.response,
        Kind::Notification => &endpoint.request,
    };
    fields.iter().any(|field| field.name.value == first)
}

/// A common result names fields for all endpoints; each takes those that its response has.
fn among_its_fields(common: &ResultCode, endpoint: &EndpointSpec) -> ResultCode {
    let mut result = common.clone();
    let has = |name: &String| endpoint.response.iter().any(|field| field.name.value == *name);
    result.accepted.retain(has);
    result
}

/// `settled_by` without its places.
pub(crate) fn settled_by(spec: &SettledBySpec) -> SettledBy {
    SettledBy {
        endpoint: spec.endpoint.value.clone(),
        ask: pairs(&spec.ask),
        entry: spec
            .list
            .as_ref()
            .map(|list| ListEntry { list: list.value.clone(), equal: pairs(&spec.equal) }),
        status: spec.status.as_ref().map(status),
        not_found: NotFound { codes: values(&spec.not_found), final_after: spec.final_after },
        unnamed_accepted: spec.unnamed_accepted,
    }
}

/// A row of `settles` without its places.
pub(crate) fn settles(spec: &SettlesSpec) -> Settles {
    let ids = pairs(&spec.ids);
    Settles {
        endpoints: values(&spec.endpoints),
        ids: if spec.any_id { Ids::Any(ids) } else { Ids::All(ids) },
        when: spec.when.iter().map(|when| when.comparison.clone()).collect(),
        status: status(&spec.status),
    }
}

/// `sandbox` without its places.
pub(crate) fn sandbox(spec: &SandboxSpec) -> Sandbox {
    let comparisons =
        |condition: &Vec<WhenSpec>| condition.iter().map(|when| when.comparison.clone()).collect();
    Sandbox {
        role: spec.role.value,
        fields: spec.fields.iter().map(|(field, paths)| (*field, values(paths))).collect(),
        when: spec
            .when
            .iter()
            .map(|(case, conditions)| (*case, conditions.iter().map(comparisons).collect()))
            .collect(),
    }
}

fn status(spec: &StatusSpec) -> StatusMapping {
    StatusMapping {
        status: spec.status.value.clone(),
        success: values(&spec.success),
        failure: values(&spec.failure),
    }
}

fn pairs(specs: &[PairSpec]) -> Vec<FieldPair> {
    specs.iter().map(|pair| (pair.theirs.value.clone(), pair.own.value.clone())).collect()
}

fn values(specs: &[Spanned<String>]) -> Vec<String> {
    specs.iter().map(|value| value.value.clone()).collect()
}

fn example(spec: &ExampleSpec) -> Example {
    Example {
        name: spec.name.value.clone(),
        span: spec.name.span,
        request: spec.request.as_ref().map(|(_, body)| json(body)),
        response: spec.response.as_ref().map(|(_, body)| json(body)),
        breaks: spec.breaks.as_ref().map(|reason| reason.value.trim().to_owned()),
    }
}

/// A default is a number or a boolean only for a field that holds one; `0100` and `no` are texts.
pub(crate) fn default_json(scalar: &Scalar, ty: &Type) -> String {
    let form = match ty {
        Type::Integer { .. } => JsonForm::Number,
        Type::Primitive(primitive) => primitive.info().form,
        _ => JsonForm::Text,
    };
    let value = match form {
        JsonForm::Number => scalar.number().map(serde_json::Value::Number),
        JsonForm::Boolean => scalar.boolean().map(serde_json::Value::Bool),
        JsonForm::Text | JsonForm::Any => None,
    };
    value.unwrap_or_else(|| serde_json::Value::String(scalar.text.clone())).to_string()
}
