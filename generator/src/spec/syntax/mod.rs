//! What the files of an API say, before anything is looked up.

mod outcome;
mod project;
mod sandbox;

pub use outcome::{
    KeyForm, KeySpec, OldCondition, OldTells, PairSpec, SettledBySpec, SettlesSpec, StatusSpec, WhenSpec,
};
pub use project::{GitReference, ProjectSpec, RuntimeSpec};
pub use sandbox::SandboxSpec;

use super::{FileId, Node, Scalar, Span, Spanned};
use crate::spec::vocabulary::{
    Currency, Dialect, Enum, FlatResult, KeyLimits, Kind, Primitive, ResultCode, Source, TextLimits,
    TypeRole, USUAL_TEMPLATE, Unseen,
};
use std::collections::BTreeMap;

/// `specs/<api>/`.
#[derive(Debug, Default)]
pub struct ApiSpec {
    /// The folder's name.
    pub name: String,
    /// `api.yaml`, or the folder when that is missing.
    pub span: Span,
    /// What `api.yaml` says.
    pub head: Head,
    /// The types of `types.yaml` beside `api.yaml`, which all versions share.
    pub shared_types: Vec<TypeDefSpec>,
    /// Sorted by name.
    pub versions: Vec<VersionSpec>,
}

/// `api.yaml`.
#[derive(Debug)]
pub struct Head {
    /// `title`.
    pub title: String,
    /// `doc`.
    pub doc: Option<String>,
    /// `base_path`.
    pub base_path: String,
    /// `path_template`.
    pub path_template: String,
    /// `dialect`.
    pub dialect: Dialect,
    /// `currencies`.
    pub currencies: BTreeMap<String, Currency>,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            title: String::new(),
            doc: None,
            base_path: String::new(),
            path_template: USUAL_TEMPLATE.to_owned(),
            dialect: Dialect::default(),
            currencies: BTreeMap::new(),
        }
    }
}

/// `specs/<api>/<version>/`.
#[derive(Debug, Default)]
pub struct VersionSpec {
    /// `v1`.
    pub name: String,
    /// All of its files, those included that could not be read.
    pub files: Vec<FileId>,
    /// `types.yaml`, if there is one.
    pub types_file: Option<FileId>,
    /// `types.yaml` could not be read, so that any type may be missing.
    pub types_unread: bool,
    /// Its own types, and the shared ones that it uses.
    pub types: Vec<TypeDefSpec>,
    /// `results.yaml`.
    pub results: Vec<ResultCode>,
    /// Sorted by path.
    pub endpoints: Vec<EndpointSpec>,
    /// Paths of endpoints whose files could not be read.
    pub unread: Vec<String>,
}

/// An entry of `types.yaml`.
#[derive(Debug, Clone)]
pub struct TypeDefSpec {
    /// Its name.
    pub name: Spanned<String>,
    /// `rust_name`.
    pub rust_name: Option<String>,
    /// `doc`.
    pub doc: Option<String>,
    /// `role`; the span is that of its value.
    pub role: Option<Spanned<TypeRole>>,
    /// `additional_fields`.
    pub additional: bool,
    /// Fields or values.
    pub shape: ShapeSpec,
}

/// What an entry of `types.yaml` consists of.
#[derive(Debug, Clone)]
pub enum ShapeSpec {
    /// Fields.
    Object(Vec<FieldSpec>),
    /// Values.
    Enum(Enum),
    /// Not readable; there is a finding.
    Broken,
}

/// `<path>.yaml`.
#[derive(Debug)]
pub struct EndpointSpec {
    /// The file.
    pub file: FileId,
    /// By the file's place; the span is that of `path`.
    pub path: Spanned<String>,
    /// `rust_name`.
    pub rust_name: Option<String>,
    /// `url_path`.
    pub url_path: Option<String>,
    /// `kind`.
    pub kind: Kind,
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `doc`.
    pub doc: Option<String>,
    /// `deprecated`.
    pub deprecated: Option<String>,
    /// `partial`.
    pub partial: bool,
    /// `idempotency_key`.
    pub idempotency_key: Option<KeySpec>,
    /// `settled_by`.
    pub settled_by: Option<SettledBySpec>,
    /// `closed_by`.
    pub closed_by: Option<Spanned<String>>,
    /// `read_only`; the span is that of the key.
    pub read_only: Option<Spanned<bool>>,
    /// `settles`.
    pub settles: Vec<SettlesSpec>,
    /// `sandbox`.
    pub sandbox: Option<SandboxSpec>,
    /// `source`.
    pub source: Option<Source>,
    /// `tells` of an older format.
    pub old_tells: Option<OldTells>,
    /// `settled_by` of an older format: an address alone.
    pub old_settled_by: Option<Spanned<String>>,
    /// `sandbox_path: none`.
    pub no_sandbox_path: bool,
    /// `not_callable`.
    pub not_callable: Option<String>,
    /// `headers`.
    pub headers: Vec<FieldSpec>,
    /// `result`.
    pub result: Option<FlatResult>,
    /// `request`.
    pub request: Vec<FieldSpec>,
    /// `additional_fields` of `request`.
    pub additional_request: bool,
    /// `response`.
    pub response: Vec<FieldSpec>,
    /// `additional_fields` of `response`.
    pub additional_response: bool,
    /// All fields of `request` and `response` could be read.
    pub whole: bool,
    /// `results`, as written.
    pub results: Vec<ResultCode>,
    /// `examples`.
    pub examples: Vec<ExampleSpec>,
}

/// An entry of `examples`.
#[derive(Debug)]
pub struct ExampleSpec {
    /// `name`.
    pub name: Spanned<String>,
    /// `request`, and the place of the key.
    pub request: Option<(Span, Node)>,
    /// `response`, and the place of the key.
    pub response: Option<(Span, Node)>,
    /// `breaks`.
    pub breaks: Option<Spanned<String>>,
}

/// A field.
#[derive(Debug, Clone)]
pub struct FieldSpec {
    /// Its name.
    pub name: Spanned<String>,
    /// `rust_name`.
    pub rust_name: Option<String>,
    /// `type` with its limits; the span is that of `type`'s value.
    pub ty: Spanned<TypeSpec>,
    /// `required`.
    pub required: bool,
    /// `required_when`.
    pub required_when: Vec<WhenSpec>,
    /// `required_when` of an older format: words, which are a `condition` now.
    pub old_condition: Option<OldCondition>,
    /// `condition`.
    pub condition: Option<String>,
    /// `one_of`.
    pub one_of: Option<String>,
    /// `id`.
    pub id: bool,
    /// `sensitive`; `None` when it is not written.
    pub sensitive: Option<bool>,
    /// `unseen`.
    pub unseen: Unseen,
    /// `nullable`.
    pub nullable: bool,
    /// `default`.
    pub default: Option<Spanned<Scalar>>,
    /// `deprecated`.
    pub deprecated: Option<String>,
    /// `doc`.
    pub doc: Option<String>,
    /// `wire: quoted`.
    pub quoted: bool,
    /// `json_text`.
    pub json_text: bool,
    /// The length of the value as it is written, where the type itself has none.
    pub written: LengthSpec,
}

/// `max_length` and `min_length`.
#[derive(Debug, Clone, Default)]
pub struct LengthSpec {
    /// `max_length`; `None` also for `unlimited`.
    pub max: Option<Spanned<i64>>,
    /// `min_length`.
    pub min: Option<Spanned<i64>>,
    /// Which of the two keys are written.
    pub keys: Vec<Spanned<String>>,
}

/// A type as it is written, names not looked up.
#[derive(Debug, Clone)]
pub enum TypeSpec {
    /// `string`.
    Text(TextSpec),
    /// `url`.
    Url(TextSpec),
    /// `integer`.
    Integer {
        /// `min`.
        min: Option<i64>,
        /// `max`.
        max: Option<i64>,
    },
    /// A type that takes no limits.
    Primitive(Primitive),
    /// `enum` with its values in place.
    Enum(Enum),
    /// `list`.
    List {
        /// `items`.
        items: Box<Spanned<TypeSpec>>,
        /// `max_items`.
        max: Option<usize>,
    },
    /// `map`.
    Map {
        /// `values`.
        values: Box<Spanned<TypeSpec>>,
        /// `keys`, `max_entries` and `max_key_length`.
        keys: KeyLimits,
    },
    /// Anything else: the name of a type.
    Named(String),
    /// Not readable; there is a finding.
    Broken,
}

/// A text and its limits.
#[derive(Debug, Clone)]
pub struct TextSpec {
    /// The limits.
    pub limits: TextLimits,
    /// `max_length` is written, be it a number or `unlimited`.
    pub limit_stated: bool,
}
