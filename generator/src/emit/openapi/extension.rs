//! What a spec says and OpenAPI cannot. Read back by `crate::openapi`.

/// At the root: the version of the spec format that the document was made from. It marks a document as one of ours.
pub(crate) const FORMAT: &str = "x-countersign-format";
/// At the root: the name of the API.
pub(crate) const NAME: &str = "x-countersign-name";
/// At the root: the keys of `dialect` that differ from the usual.
pub(crate) const DIALECT: &str = "x-countersign-dialect";
/// At the root: `path_template`, where it is not the usual one.
pub(crate) const PATH_TEMPLATE: &str = "x-countersign-path-template";
/// At the root: `currencies`.
pub(crate) const CURRENCIES: &str = "x-countersign-currencies";

/// Of an operation: its version and path (`v1/payments/pay`), where its URL path is not made of them as usual.
pub(crate) const ADDRESS: &str = "x-countersign-address";
/// Of an operation: `partial`.
pub(crate) const PARTIAL: &str = "x-countersign-partial";
/// Of an operation: `idempotency_key`.
pub(crate) const IDEMPOTENCY_KEY: &str = "x-countersign-idempotency-key";
/// Of an operation: `settled_by`.
pub(crate) const SETTLED_BY: &str = "x-countersign-settled-by";
/// Of an operation: `closed_by`.
pub(crate) const CLOSED_BY: &str = "x-countersign-closed-by";
/// Of a webhook: `settles`.
pub(crate) const SETTLES: &str = "x-countersign-settles";
/// Of an operation: `sandbox`.
pub(crate) const SANDBOX: &str = "x-countersign-sandbox";
/// Of an operation: `sandbox_path: none`.
pub(crate) const NO_SANDBOX_PATH: &str = "x-countersign-no-sandbox-path";
/// Of an operation: `not_callable`.
pub(crate) const NOT_CALLABLE: &str = "x-countersign-not-callable";
/// Of an operation: `result`, in the words of the spec.
pub(crate) const RESULT: &str = "x-countersign-result";
/// Of an object: `additional_fields`.
pub(crate) const ADDITIONAL_FIELDS: &str = "x-countersign-additional-fields";
/// Of a property: `unseen`.
pub(crate) const UNSEEN: &str = "x-countersign-unseen";
/// Of an operation: `source`.
pub(crate) const SOURCE: &str = "x-countersign-source";
/// Of an operation: `read_only`.
pub(crate) const READ_ONLY: &str = "x-countersign-read-only";
/// Of an operation: `[{ code, status, action, accepted, doc }]`.
pub(crate) const RESULTS: &str = "x-countersign-results";
/// Of an operation: the names of all examples in their order, where the bodies alone do not tell it.
pub(crate) const EXAMPLES: &str = "x-countersign-examples";
/// Of an example: why it does not fit the schema.
pub(crate) const BREAKS: &str = "x-countersign-breaks";

/// Of an operation or a property: why not to use it any more.
pub(crate) const DEPRECATED: &str = "x-countersign-deprecated";
/// Of a property: `required_when`.
pub(crate) const REQUIRED_WHEN: &str = "x-countersign-required-when";
/// Of a property: `condition`.
pub(crate) const CONDITION: &str = "x-countersign-condition";
/// Of a property: `one_of`.
pub(crate) const ONE_OF: &str = "x-countersign-one-of";
/// Of a property: `id`.
pub(crate) const ID: &str = "x-countersign-id";
/// Of a property: `sensitive`.
pub(crate) const SENSITIVE: &str = "x-countersign-sensitive";
/// Of a property that may hold anything: `nullable`.
pub(crate) const NULLABLE: &str = "x-countersign-nullable";
/// Of a text: `integer`, `boolean` or `decimal`, which is written as text.
pub(crate) const QUOTED: &str = "x-countersign-quoted";
/// Of a quoted integer: `min`.
pub(crate) const MIN: &str = "x-countersign-min";
/// Of a quoted integer: `max`.
pub(crate) const MAX: &str = "x-countersign-max";
/// Of a text: `pattern`, without what JSON Schema adds to make it match the whole text.
pub(crate) const PATTERN: &str = "x-countersign-pattern";
/// Of a text: `forbidden_chars`.
pub(crate) const FORBIDDEN_CHARS: &str = "x-countersign-forbidden-chars";
/// Of an object: `role`.
pub(crate) const ROLE: &str = "x-countersign-role";
/// Of an enum: `open`.
pub(crate) const OPEN: &str = "x-countersign-open";
/// Of an operation, a property or a type: `rust_name`.
pub(crate) const RUST_NAME: &str = "x-countersign-rust-name";
/// Of an enum: `rust_name` of its values.
pub(crate) const VALUE_RUST_NAMES: &str = "x-countersign-value-rust-names";
/// Of an enum: what each value means. Known to Redoc.
pub(crate) const VALUE_DOCS: &str = "x-enumDescriptions";
