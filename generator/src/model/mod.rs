//! The checked API: names resolved, types known, limits in range. What `emit` works from, and nothing else.
//!
//! Everything is in a fixed order (versions, types and endpoints by name, fields as written), so that whatever is
//! made from a model depends on the specs alone and not on the order in which files were found.

mod advice;
mod condition;
mod fits;
pub mod migrate;
mod money;
pub(crate) mod name_clash;
pub mod names;
mod outcome;
mod path;
mod resolve;
mod sandbox;
mod sensitive;
mod settling;
pub(crate) mod unknown_type;
mod usage;
mod verdict;

pub use crate::spec::vocabulary::{
    Action, AlgorithmLabel, Comparison, Content, Currency, Dialect, DialectKey, DialectValue, Enum,
    EnumValue, FinalAfter, IdempotencyKey, JsonForm, KeyVersion, Kind, LedgerCase, LedgerField, LedgerRole,
    Primitive, PrimitiveInfo, ReceivedAs, RequestTime, ResponseTime, ResultCode, Scalars, Separator,
    SignatureEncoding, Status, Takes, TextForm, TextLimits, TypeRole, UnsignedResponses, Word,
    built_in_types,
};
pub use advice::{advice, advice_after};
pub use condition::Condition;
pub use fits::{Misfit, MisfitKind, misfits, response_misfits, value_misfits};
pub use money::is_money;
pub use outcome::{FieldPair, Ids, Inquiry, ListEntry, NotFound, SettledBy, Settles, StatusMapping};
pub use path::{PathError, Place, StatusField, Table, is_scalar};
pub use resolve::resolve;
pub(crate) use resolve::{
    default_json, sandbox as resolved_sandbox, settled_by as resolved_settled_by, settles as resolved_settles,
};
pub use sandbox::Sandbox;
pub use sensitive::hidden_fields;
pub use settling::{
    Closing, Settling, Unsettled, asked, asked_codes, changes_another, closing, goes_into, mark_inquiries,
    response_ids, settling,
};
pub(crate) use usage::named;
pub use verdict::{Verdict, verdicts};

use crate::spec::Span;
use crate::spec::vocabulary::usual_action;
use std::collections::BTreeMap;

/// One wallet's set of endpoints: the folder `specs/<name>/`.
#[derive(Debug, Clone, Hash)]
pub struct Api {
    /// `claro`: the folder's name; the crate is `claro-client`.
    pub name: String,
    /// A line for people.
    pub title: String,
    /// More about the API, in Markdown.
    pub doc: Option<String>,
    /// Between host and `/{version}/{path}`: empty, or `/api` (leading slash, no trailing one).
    pub base_path: String,
    /// What is particular to this wallet on the wire.
    pub dialect: Dialect,
    /// How the wallet differs from ISO 4217, by code.
    pub currencies: BTreeMap<String, Currency>,
    /// Sorted by name.
    pub versions: Vec<Version>,
}

impl Api {
    /// The endpoint with that [address](Endpoint::address), and its version.
    #[must_use]
    pub fn endpoint(&self, address: &str) -> Option<(&Version, &Endpoint)> {
        let (version, path) = address.split_once('/')?;
        let version = self.versions.iter().find(|known| known.name == version)?;
        Some((version, version.endpoints.iter().find(|known| known.path == path)?))
    }
}

/// `v1`, `v2`: the folder below the API's.
#[derive(Debug, Clone, Hash)]
pub struct Version {
    /// `v1`.
    pub name: String,
    /// Sorted by name; enums written in place are here too, under the name of their owner and field.
    pub types: Vec<TypeDef>,
    /// Sorted by path.
    pub endpoints: Vec<Endpoint>,
}

impl Version {
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
    /// Where its name stands.
    pub span: Span,
    /// In Markdown.
    pub doc: Option<String>,
    /// `role`.
    pub role: Option<TypeRole>,
    /// Fields or values.
    pub shape: Shape,
    /// Part of something that we send.
    pub sent: bool,
    /// Part of something that we receive.
    pub received: bool,
}

/// What a named type consists of.
#[derive(Debug, Clone, Hash)]
pub enum Shape {
    /// A JSON object.
    Object(Vec<Field>),
    /// A text out of a list.
    Enum(Enum),
}

/// One endpoint: `POST {base}/{version}/{path}`.
#[derive(Debug, Clone, Hash)]
pub struct Endpoint {
    /// `payments/pay`.
    pub path: String,
    /// `v1`.
    pub version: String,
    /// Where the path stands.
    pub span: Span,
    /// Who calls whom.
    pub kind: Kind,
    /// One sentence.
    pub summary: String,
    /// More, in Markdown.
    pub doc: Option<String>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// The wallet's tables were not complete when the spec was written.
    pub partial: bool,
    /// The fields by which a repeat is recognised.
    pub idempotency_key: IdempotencyKey,
    /// How the outcome of the call is found out.
    pub settled_by: Option<SettledBy>,
    /// `v1/payments/cancel`: the call that ends this one, and blocks an id that the wallet does not know yet.
    pub closed_by: Option<String>,
    /// It only asks, and changes nothing. So does every endpoint that a `settled_by` names.
    pub read_only: bool,
    /// The meaning of its response for other calls, as their `settled_by` says.
    pub inquiry: Option<Inquiry>,
    /// The calls that a notification ends.
    pub settles: Vec<Settles>,
    /// The effect on the sandbox's ledger; `None` where it has none.
    pub sandbox: Option<Sandbox>,
    /// As written.
    pub request: Vec<Field>,
    /// As written, without `result`.
    pub response: Vec<Field>,
    /// The version's common results and the endpoint's own, sorted by code; the endpoint's own win.
    pub results: Vec<ResultCode>,
    /// As written.
    pub examples: Vec<Example>,
}

impl Endpoint {
    /// What it is called throughout its API: `v1/payments/pay`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}/{}", self.version, self.path)
    }

    /// `["payments"]` for `payments/pay`.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        let mut segments: Vec<&str> = self.path.split('/').collect();
        segments.pop();
        segments
    }

    /// `pay` for `payments/pay`.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether the same request may be sent again after an unknown outcome: the wallet knows the repeat, or nothing
    /// changes by it.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.read_only || !self.idempotency_key.is_empty()
    }

    /// What a caller can do after a result code, where the spec says more than the status does. Nobody is told to send
    /// again what might then be carried out twice.
    #[must_use]
    pub fn action(&self, result: &ResultCode) -> Option<Action> {
        let twice = result.status == Status::Unknown && !self.is_repeatable();
        result.action.filter(|action| *action != Action::RetryLater || !twice)
    }

    /// Returns the same for a code that need not be listed. What a spec says of the code with another status does not
    /// count: that was about another case.
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
    /// On the wire.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What it holds.
    pub ty: Type,
    /// Always there.
    pub required: bool,
    /// `required_when`: a condition, in words or as `field = VALUE`.
    pub required_when: Option<String>,
    /// Name of a group of which at least one field is given.
    pub one_of: Option<String>,
    /// `id: true`: it names the call, besides or in place of the idempotency key.
    pub id: bool,
    /// Never shown.
    pub sensitive: bool,
    /// May be sent as `null`.
    pub nullable: bool,
    /// What the wallet takes when the field is left out, as JSON text.
    pub default: Option<String>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// In Markdown.
    pub doc: Option<String>,
    /// `wire: quoted`: a number or boolean that is written as text.
    pub quoted: bool,
    /// `json_text: true`: the value is JSON inside a string.
    pub json_text: bool,
}

/// What a field, an item of a list or a value of a map holds.
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
        /// `keys`: the only keys that may be sent; empty when any may.
        keys: Vec<String>,
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

/// A request, an answer, or both, as the wallet's documents show them.
#[derive(Debug, Clone, Hash)]
pub struct Example {
    /// Unique in its endpoint.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// The request's body.
    pub request: Option<serde_json::Value>,
    /// The answer's body.
    pub response: Option<serde_json::Value>,
    /// Why it does not fit the endpoint's own tables.
    pub breaks: Option<String>,
}
