//! What generated code says of an API and its endpoints, as data.

use std::fmt;

use crate::{
    codec::{Decode, Encode},
    dialect::Dialect,
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
    idempotency_key: &'static [&'static str],
    settled_by: Option<&'static str>,
    read_only: bool,
    retried_codes: &'static [&'static str],
}

impl Endpoint {
    /// An endpoint by its version and path: `v1`, `payments/pay`.
    #[must_use]
    pub const fn new(version: &'static str, path: &'static str) -> Self {
        Self { version, path, idempotency_key: &[], settled_by: None, read_only: false, retried_codes: &[] }
    }
    /// The fields that, when they are the same, make two requests the same one for the wallet.
    #[must_use]
    pub const fn with_idempotency_key(mut self, fields: &'static [&'static str]) -> Self {
        self.idempotency_key = fields;
        self
    }
    /// The endpoint that tells how an unknown outcome ended.
    #[must_use]
    pub const fn with_settled_by(mut self, endpoint: &'static str) -> Self {
        self.settled_by = Some(endpoint);
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
    /// The fields that, when they are the same, make two requests the same one for the wallet; empty when there are none.
    #[must_use]
    pub const fn idempotency_key(&self) -> &'static [&'static str] {
        self.idempotency_key
    }
    /// The endpoint that tells how an unknown outcome ended: `v1/payments/inquiryPayment`.
    #[must_use]
    pub const fn settled_by(&self) -> Option<&'static str> {
        self.settled_by
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

/// What a call is answered with.
pub trait Response: Encode + Decode + fmt::Debug + Send + Sync + 'static {
    /// Where the request goes.
    const ENDPOINT: &'static Endpoint;
    /// Its result codes.
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

/// A call whose unknown outcome another endpoint settles.
#[diagnostic::on_unimplemented(
    message = "no inquiry is known that tells how this call ended",
    label = "`{Self}` is not the answer of a call that can be settled",
    note = "the spec of the endpoint names one by `settled_by`, and what its answer means by `tells`",
    note = "the call's request has to have the fields that the inquiry requires"
)]
pub trait Settles: Response {
    /// What that endpoint answers.
    type By: Inquiry;
    /// The fields of the inquiry's request that are those of the call's own request, by their common names.
    const CARRIED: &'static [&'static str];
}

/// The answer to a question about another call.
pub trait Inquiry: Response {
    /// Where it says how that call ended.
    const TELLS: Tells;
}

/// Where an inquiry's answer says how the other call ended.
#[derive(Debug, Clone, Copy)]
pub struct Tells {
    pub(crate) status: &'static str,
    pub(crate) success: &'static [&'static str],
    pub(crate) failure: &'static [&'static str],
    pub(crate) not_found: &'static [&'static str],
}

impl Tells {
    /// By the field with this name; `paymentResult.resultStatus` is one inside another.
    #[must_use]
    pub const fn new(status: &'static str) -> Self {
        Self { status, success: &[], failure: &[], not_found: &[] }
    }
    /// The values that say that the call took effect.
    #[must_use]
    pub const fn with_success(mut self, values: &'static [&'static str]) -> Self {
        self.success = values;
        self
    }
    /// The values that say that it did not, and never will.
    #[must_use]
    pub const fn with_failure(mut self, values: &'static [&'static str]) -> Self {
        self.failure = values;
        self
    }
    /// The result codes with status F that say that the wallet knows no such call, or not yet.
    #[must_use]
    pub const fn with_not_found(mut self, codes: &'static [&'static str]) -> Self {
        self.not_found = codes;
        self
    }
}
