//! The checked API: names resolved, types known, limits in range. It is the only input of `emit`.
//!
//! Everything is in a fixed order (versions, types and endpoints by name, fields as written), so that whatever is
//! made from a model depends on the specs alone and not on the order in which files were found.

mod advice;
mod cycles;
mod first_call;
mod fits;
mod fits_response;
pub mod migrate;
mod money;
pub(crate) mod name_clash;
pub mod names;
mod outcome;
mod path;
mod resolve;
mod response_status;
mod sample;
mod sample_text;
mod sandbox;
mod sensitive;
mod settling;
pub(crate) mod spelling;
pub(crate) mod unknown_type;
mod url_path;
mod usage;
mod verdict;

pub use crate::spec::vocabulary::{
    Action, AlgorithmLabel, Comparison, Content, Currency, Dialect, DialectKey, DialectValue, Enum,
    EnumValue, FinalAfter, FlatResult, IdempotencyKey, JsonForm, KeyLimits, KeyVersion, Kind, LedgerCase,
    LedgerField, LedgerRole, Primitive, PrimitiveInfo, ReceivedAs, RequestTime, ResponseTime, ResultCode,
    Scalars, Separator, SignatureEncoding, Source, Status, Takes, TextForm, TextLimits, TypeRole, Unseen,
    UnsignedResponses, Word, built_in_types,
};
pub use advice::{advice, advice_after};
pub(crate) use cycles::{Step, endless_cycles};
pub use first_call::{FirstCall, first_call};
pub use fits::{Misfit, MisfitKind, misfits, request_misfits, value_misfits};
pub use fits_response::response_misfits;
pub use money::{is_money, money_range};
pub use outcome::{FieldPair, Ids, Inquiry, ListEntry, NotFound, SettledBy, Settles, StatusMapping};
pub use path::{PathError, Place, StatusField, Table, is_scalar};
pub use resolve::resolve;
pub(crate) use resolve::{
    default_json, sandbox as resolved_sandbox, settled_by as resolved_settled_by, settles as resolved_settles,
};
pub use response_status::response_status;
pub use sample::{SampleValues, sample_request};
pub use sandbox::Sandbox;
pub use sensitive::hidden_fields;
pub use settling::{
    Closing, Settling, Unsettled, asked, asked_codes, changes_another, closing, goes_into, mark_inquiries,
    response_ids, settling,
};
pub use usage::named;
pub(crate) use usage::unseen_fields;
pub use verdict::{Verdict, verdicts};

use crate::spec::Span;
use crate::spec::vocabulary::usual_action;
use std::collections::BTreeMap;

/// One wallet's set of endpoints: the folder `specs/<name>/`.
#[derive(Debug, Clone, Hash)]
pub struct Api {
    /// `claro`: the folder's name.
    pub name: String,
    /// The name of its crate: `claro-client`, unless the settings have a prefix.
    pub package: String,
    /// A one-line title for people.
    pub title: String,
    /// More about the API, in Markdown.
    pub doc: Option<String>,
    /// The path between the host and what an endpoint adds: empty, or `/api` (leading slash, no trailing one).
    pub base_path: String,
    /// The parts of every URL path, in order: `{base_path}/{version}/{path}`.
    pub path_template: String,
    /// How this wallet differs from others on the wire.
    pub dialect: Dialect,
    /// How the wallet differs from ISO 4217, by code.
    pub currencies: BTreeMap<String, Currency>,
    /// The versions, sorted by name.
    pub versions: Vec<Version>,
}

impl Api {
    /// Puts a text before the name of the crate.
    pub fn prefix_package(&mut self, prefix: &str) {
        self.package.insert_str(0, prefix);
    }

    /// The endpoint with that [address](Endpoint::address), and its version.
    #[must_use]
    pub fn endpoint(&self, address: &str) -> Option<(&Version, &Endpoint)> {
        let (version, path) = address.split_once('/')?;
        let version = self.versions.iter().find(|known| known.name == version)?;
        Some((version, version.endpoint(path)?))
    }
}

/// A version of an API, such as `v1`: a folder below the API's.
#[derive(Debug, Clone, Hash)]
pub struct Version {
    /// `v1`.
    pub name: String,
    /// The named types, sorted by name. Enums written in place are included, named after their owner and field.
    pub types: Vec<TypeDef>,
    /// The endpoints, sorted by path.
    pub endpoints: Vec<Endpoint>,
}

impl Version {
    /// The endpoint of that path.
    #[must_use]
    pub fn endpoint(&self, path: &str) -> Option<&Endpoint> {
        let at = self.endpoints.binary_search_by(|endpoint| endpoint.path.as_str().cmp(path)).ok()?;
        self.endpoints.get(at)
    }

    /// The type of that name.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<&TypeDef> {
        let at = self.types.binary_search_by(|definition| definition.name.as_str().cmp(name)).ok()?;
        self.types.get(at)
    }
}

/// A named type of a version: an object, or an enum.
#[derive(Debug, Clone, Hash)]
pub struct TypeDef {
    /// As written in the spec: `Amount`.
    pub name: String,
    /// Its name in Rust, where it is not the one that follows from the name in the spec.
    pub rust_name: Option<String>,
    /// The source location of the name.
    pub span: Span,
    /// The description, in Markdown.
    pub doc: Option<String>,
    /// `role`.
    pub role: Option<TypeRole>,
    /// Whether the object may have further fields.
    pub additional: bool,
    /// The fields of an object, or the values of an enum.
    pub shape: Shape,
    /// Whether it is part of something that we send.
    pub sent: bool,
    /// Whether it is part of something that we receive.
    pub received: bool,
}

/// The shape of a named type.
#[derive(Debug, Clone, Hash)]
pub enum Shape {
    /// A JSON object.
    Object(Vec<Field>),
    /// One of a list of texts.
    Enum(Enum),
}

/// One endpoint; [`Api::url_path`] says where it is.
#[derive(Debug, Clone, Hash)]
pub struct Endpoint {
    /// `payments/pay`.
    pub path: String,
    /// `v1`.
    pub version: String,
    /// The whole path behind the base path, where it does not follow from version and path.
    pub url_path: Option<String>,
    /// The name of its method, where it is not the one that follows from the path: written, or spelled out.
    pub rust_name: Option<String>,
    /// The modules of its groups: `["payments"]`.
    pub modules: Vec<String>,
    /// The source location of the path.
    pub span: Span,
    /// Whether we call the wallet or the wallet calls us.
    pub kind: Kind,
    /// A summary in one sentence.
    pub summary: String,
    /// A longer description, in Markdown.
    pub doc: Option<String>,
    /// The reason for its deprecation, if it is deprecated.
    pub deprecated: Option<String>,
    /// Whether the wallet's tables were incomplete when the spec was written.
    pub partial: bool,
    /// The fields by which a repeat is recognised.
    pub idempotency_key: IdempotencyKey,
    /// The inquiry that settles the outcome of the call.
    pub settled_by: Option<SettledBy>,
    /// `v1/payments/cancel`: the call that ends this one, and blocks an id that the wallet does not know yet.
    pub closed_by: Option<String>,
    /// Whether it changes nothing. True for every endpoint that a `settled_by` names.
    pub read_only: bool,
    /// How its response settles other calls, as their `settled_by` says.
    pub inquiry: Option<Inquiry>,
    /// The calls that a notification ends.
    pub settles: Vec<Settles>,
    /// The effect on the sandbox's ledger; `None` where it has none.
    pub sandbox: Option<Sandbox>,
    /// Whether the wallet's sandbox does not have it.
    pub no_sandbox_path: bool,
    /// The reason why a generated client cannot call it, if there is one.
    pub not_callable: Option<String>,
    /// The headers of its requests, besides those of every request.
    pub headers: Vec<Field>,
    /// Where the response says how the call ended, if not in `result`.
    pub flat_result: Option<FlatResult>,
    /// The page that it was imported from.
    pub source: Option<Source>,
    /// The request's fields, in the order of the spec.
    pub request: Vec<Field>,
    /// Whether the request may have further fields.
    pub additional_request: bool,
    /// The response's fields, in the order of the spec, without `result`.
    pub response: Vec<Field>,
    /// Whether the response may have further fields.
    pub additional_response: bool,
    /// The version's common results and the endpoint's own, sorted by code; the endpoint's own win.
    pub results: Vec<ResultCode>,
    /// Codes of other fields than `result`, sorted by field and code. They decide no outcome.
    pub field_results: Vec<ResultCode>,
    /// The examples, in the order of the spec.
    pub examples: Vec<Example>,
}

impl Endpoint {
    /// Whether a generated client has a method for it.
    #[must_use]
    pub fn is_callable(&self) -> bool {
        self.kind == Kind::Call && self.not_callable.is_none()
    }

    /// The name that is unique within its API: `v1/payments/pay`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}/{}", self.version, self.path)
    }

    /// The groups that it is in: `["payments"]` for `payments/pay`.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        let mut segments: Vec<&str> = self.path.split('/').collect();
        segments.pop();
        segments
    }

    /// The last segment of its path: `pay` for `payments/pay`.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether the same request may be sent again after an unknown outcome: the wallet recognises the repeat, or
    /// the call changes nothing.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.read_only || !self.idempotency_key.is_empty()
    }

    /// The recommended action after a result code, if the spec says more than the status does. Never recommends to
    /// resend a request that might then be carried out twice.
    #[must_use]
    pub fn action(&self, result: &ResultCode) -> Option<Action> {
        let twice = result.status == Status::Unknown && !self.is_repeatable();
        result.action.filter(|action| *action != Action::RetryLater || !twice)
    }

    /// Returns the recommended action after any code, listed or not. A code that is listed with another status does not
    /// count: that describes another case.
    #[must_use]
    pub fn action_after(&self, code: &str, status: Status) -> Option<Action> {
        let listed = self.results.iter().find(|known| known.code == code && known.status == status);
        let usual = || (!self.read_only).then(|| usual_action(code, status)).flatten();
        listed.and_then(|known| self.action(known)).or_else(usual)
    }
}

/// One field of an object.
#[derive(Debug, Clone, Hash)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// Its name in Rust, where it is not the one that follows from the name on the wire: written, or spelled out.
    pub rust_name: Option<String>,
    /// The source location of the name.
    pub span: Span,
    /// The type of its value.
    pub ty: Type,
    /// Whether it is always present.
    pub required: bool,
    /// `required_when`: it is required when all of these hold. They begin at the fields beside it.
    pub required_when: Vec<Comparison>,
    /// `condition`: when it is needed, in words.
    pub condition: Option<String>,
    /// Name of a group of which at least one field is given.
    pub one_of: Option<String>,
    /// `id: true`: it names the call, besides or in place of the idempotency key.
    pub id: bool,
    /// Whether its value is never shown.
    pub sensitive: bool,
    /// `unseen`: what the wallet's table did not show.
    pub unseen: Unseen,
    /// Whether it may be sent as `null`.
    pub nullable: bool,
    /// The value that the wallet assumes when the field is left out, as JSON text.
    pub default: Option<String>,
    /// The reason for its deprecation, if it is deprecated.
    pub deprecated: Option<String>,
    /// The description, in Markdown.
    pub doc: Option<String>,
    /// `wire: quoted`: a number or boolean that is written as text.
    pub quoted: bool,
    /// `json_text: true`: the value is JSON inside a string.
    pub json_text: bool,
    /// The length of the value as it is written, where its type is no text with limits of its own.
    pub written: TextLimits,
    /// Whether its Rust type is in a box: the field leads back to the type that it is of.
    pub boxed: bool,
}

/// The type of a field, of an item of a list, or of a value of a map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `string`.
    Text(TextLimits),
    /// `integer`.
    Integer {
        /// `min`.
        min: Option<i64>,
        /// `max`.
        max: Option<i64>,
    },
    /// `url`.
    Url(TextLimits),
    /// `boolean`, `date`: a type without limits of its own.
    Primitive(Primitive),
    /// `list`.
    List {
        /// `items`.
        items: Box<Type>,
        /// `max_items`.
        max: Option<usize>,
    },
    /// `map`: an object whose keys are data.
    Map {
        /// `values`.
        values: Box<Type>,
        /// `keys`, `max_entries` and `max_key_length`.
        keys: KeyLimits,
    },
    /// A type of the same version, by name.
    Named(String),
}

impl Type {
    /// `json`: any JSON value.
    pub const JSON: Self = Self::Primitive(Primitive::Json);

    /// Returns `type` as specs spell it; the name of a type that is defined.
    #[must_use]
    pub fn keyword(&self) -> &str {
        match self {
            Self::Text(_) => "string",
            Self::Url(_) => "url",
            Self::Integer { .. } => "integer",
            Self::Primitive(primitive) => primitive.info().keyword,
            Self::List { .. } => "list",
            Self::Map { .. } => "map",
            Self::Named(name) => name,
        }
    }

    /// Whether a received value is held in an `Option` even where it is required: it has no empty value.
    #[must_use]
    pub fn is_received_as_option(&self) -> bool {
        match self {
            Self::Integer { .. } => true,
            Self::Primitive(primitive) => primitive.info().received == ReceivedAs::Optional,
            _ => false,
        }
    }
}

/// An example of a request, a response, or both, as in the wallet's documents.
#[derive(Debug, Clone, Hash)]
pub struct Example {
    /// The name, unique in its endpoint.
    pub name: String,
    /// The source location of the name.
    pub span: Span,
    /// The request's body.
    pub request: Option<serde_json::Value>,
    /// The response's body.
    pub response: Option<serde_json::Value>,
    /// The reason why it breaks the endpoint's own tables, if it does.
    pub breaks: Option<String>,
}
