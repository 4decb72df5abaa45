//! What generated code says of an API and its endpoints, as data.

use std::fmt;

use crate::{
    codec::{Decode, Encode},
    dialect::Dialect,
    settling::{Settling, VerdictRule},
    value::OpenEnum,
};

/// One wallet's set of endpoints.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    name: &'static str,
    base_path: &'static str,
    dialect: Dialect,
}

impl Api {
    /// An API by the name of its folder.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, base_path: "", dialect: Dialect::new() }
    }
    /// What stands between the host and `/{version}/{path}`.
    #[must_use]
    pub const fn with_base_path(mut self, base_path: &'static str) -> Self {
        self.base_path = base_path;
        self
    }
    /// What is particular to the wallet on the wire.
    #[must_use]
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }
    /// The name: `claro`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
    /// What stands between the host and `/{version}/{path}`.
    #[must_use]
    pub const fn base_path(&self) -> &'static str {
        self.base_path
    }
    /// What is particular to the wallet on the wire.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }
}

/// One endpoint: `POST {base}/{version}/{path}`.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    version: &'static str,
    path: &'static str,
    idempotency_key: IdempotencyKey,
    response_ids: &'static [&'static str],
    settled_by: Option<&'static Settling>,
    settles: &'static [VerdictRule],
    read_only: bool,
    retried_codes: &'static [&'static str],
    asked_codes: &'static [&'static str],
    accepted_codes: &'static [AcceptedCode],
    sensitive_fields: &'static [&'static str],
}

/// The fields by which the wallet recognises that two requests are the same one.
#[derive(Debug, Clone, Copy)]
pub enum IdempotencyKey {
    /// All of these together. It counts when every one is there and not empty.
    All(&'static [&'static str]),
    /// Any one of these. It counts when one is there and not empty.
    Any(&'static [&'static str]),
}

impl IdempotencyKey {
    /// No key: the wallet does not recognise a repeat.
    pub const NONE: Self = Self::All(&[]);

    /// The names of the fields.
    #[must_use]
    pub const fn fields(&self) -> &'static [&'static str] {
        match self {
            Self::All(fields) | Self::Any(fields) => fields,
        }
    }
}

/// A result code that means "accepted" where the response has one of these fields, whatever its status says.
#[derive(Debug, Clone, Copy)]
pub struct AcceptedCode {
    pub(crate) code: &'static str,
    pub(crate) fields: &'static [&'static str],
}

impl AcceptedCode {
    /// The code, and the fields of which one has to be there and not empty.
    #[must_use]
    pub const fn new(code: &'static str, fields: &'static [&'static str]) -> Self {
        Self { code, fields }
    }
}

impl Endpoint {
    /// An endpoint by its version and path: `v1`, `payments/pay`.
    #[must_use]
    pub const fn new(version: &'static str, path: &'static str) -> Self {
        Self {
            version,
            path,
            idempotency_key: IdempotencyKey::NONE,
            response_ids: &[],
            settled_by: None,
            settles: &[],
            read_only: false,
            retried_codes: &[],
            asked_codes: &[],
            accepted_codes: &[],
            sensitive_fields: &[],
        }
    }
    /// The fields by which the wallet recognises a repeated request.
    #[must_use]
    pub const fn with_idempotency_key(mut self, key: IdempotencyKey) -> Self {
        self.idempotency_key = key;
        self
    }
    /// The ids of the request that the response has under the same names: a response that names another id is about
    /// another call.
    #[must_use]
    pub const fn with_response_ids(mut self, names: &'static [&'static str]) -> Self {
        self.response_ids = names;
        self
    }
    /// How the outcome of a call is found out.
    #[must_use]
    pub const fn with_settled_by(mut self, settling: &'static Settling) -> Self {
        self.settled_by = Some(settling);
        self
    }
    /// The calls that a notification of this endpoint ends.
    #[must_use]
    pub const fn with_settles(mut self, rules: &'static [VerdictRule]) -> Self {
        self.settles = rules;
        self
    }
    /// The result codes with status F after which the wallet has to be asked: they say nothing of a first request.
    #[must_use]
    pub const fn with_asked_codes(mut self, codes: &'static [&'static str]) -> Self {
        self.asked_codes = codes;
        self
    }
    /// The result codes that can mean that the call was accepted.
    #[must_use]
    pub const fn with_accepted_codes(mut self, codes: &'static [AcceptedCode]) -> Self {
        self.accepted_codes = codes;
        self
    }
    /// The paths of the request's sensitive fields that would otherwise be shown: those of the idempotency key, and the ids
    /// and amounts that are compared. For a notification, its own fields.
    #[must_use]
    pub const fn with_sensitive_fields(mut self, paths: &'static [&'static str]) -> Self {
        self.sensitive_fields = paths;
        self
    }
    /// It only asks, and changes nothing at the wallet.
    #[must_use]
    pub const fn with_read_only(mut self) -> Self {
        self.read_only = true;
        self
    }
    /// The result codes with status U after which the wallet's documents say to send the request again.
    #[must_use]
    pub const fn with_retried_codes(mut self, codes: &'static [&'static str]) -> Self {
        self.retried_codes = codes;
        self
    }

    /// `v1`.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        self.version
    }
    /// `payments/pay`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }
    /// The fields by which the wallet recognises a repeated request.
    #[must_use]
    pub const fn idempotency_key(&self) -> IdempotencyKey {
        self.idempotency_key
    }
    /// The ids of the request that the response has under the same names.
    #[must_use]
    pub const fn response_ids(&self) -> &'static [&'static str] {
        self.response_ids
    }
    /// How the outcome of a call is found out.
    #[must_use]
    pub const fn settled_by(&self) -> Option<&'static Settling> {
        self.settled_by
    }
    /// The calls that a notification of this endpoint ends.
    #[must_use]
    pub const fn settles(&self) -> &'static [VerdictRule] {
        self.settles
    }
    /// The result codes with status F after which the wallet has to be asked.
    #[must_use]
    pub const fn asked_codes(&self) -> &'static [&'static str] {
        self.asked_codes
    }
    /// The result codes that can mean that the call was accepted.
    #[must_use]
    pub const fn accepted_codes(&self) -> &'static [AcceptedCode] {
        self.accepted_codes
    }
    /// The paths of fields whose values are never shown.
    #[must_use]
    pub const fn sensitive_fields(&self) -> &'static [&'static str] {
        self.sensitive_fields
    }
    /// Whether it only asks. One that is not said to may move money.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }
    /// The result codes with status U after which the wallet's documents say to send the request again.
    #[must_use]
    pub const fn retried_codes(&self) -> &'static [&'static str] {
        self.retried_codes
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.version, self.path)
    }
}

/// A request of an endpoint. Its type says where it goes and what comes back, so that neither can be mixed up.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the request of an endpoint",
    label = "expected a request, such as `PayRequest`",
    note = "generated crates have one for each endpoint; JSON goes to `call_untyped`"
)]
pub trait Request: Encode + Sync {
    /// The response's body.
    type Response: Response;
    /// The endpoint that the request is sent to.
    const ENDPOINT: &'static Endpoint;
}

/// The body of the response to a call.
pub trait Response: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// The endpoint's result codes.
    type Code: ResultCode;
}

/// What the wallet tells us without being asked.
pub trait Notification: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// Where it goes.
    const ENDPOINT: &'static Endpoint;
    /// What we answer, besides the result.
    type Answer: Encode + Decode;
}

/// A result code of an endpoint: an open enum that says what can be done.
pub trait ResultCode: OpenEnum + fmt::Debug + fmt::Display {
    /// What the caller can do, where the spec says more than the status does.
    fn action(&self) -> Option<Action> {
        None
    }
}

/// What can be done after a call that neither succeeded nor was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Nothing: the same request would fail again.
    Final,
    /// Send it again, later and more slowly: the same request with the same idempotency key.
    RetryLater,
    /// Get a new token, then send it again.
    RenewToken,
    /// Ask the wallet how it ended.
    Ask,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_what_it_was_made_of() {
        let dialect = Dialect::new().request_time(crate::RequestTime::EpochMillis);
        let api = Api::new("shop").with_base_path("/api").with_dialect(dialect);
        assert_eq!((api.name(), api.base_path(), api.dialect()), ("shop", "/api", dialect));
    }
}
