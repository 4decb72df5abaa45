//! One endpoint, as data, and how the outcome of its calls is found out. Each names the other, so both are here.

use std::fmt;

use crate::settling::{FieldPair, Ids, ListEntry, NotFound, StatusMapping, VerdictRule};

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

/// How the outcome of a call is found out: by asking another endpoint about it. Made from `settled_by` of a spec.
#[derive(Debug, Clone, Copy)]
pub struct Settling {
    pub(crate) inquiry: &'static Endpoint,
    pub(crate) ask: &'static [FieldPair],
    pub(crate) ids: Ids,
    pub(crate) money: &'static [FieldPair],
    pub(crate) entry: Option<ListEntry>,
    pub(crate) status: StatusMapping,
    pub(crate) not_found: NotFound,
    pub(crate) unnamed_accepted: bool,
    pub(crate) closed_by: Option<Closing>,
}

impl Settling {
    /// Settling by this endpoint, whose response says by `status` how the call ended.
    #[must_use]
    pub const fn new(inquiry: &'static Endpoint, status: StatusMapping) -> Self {
        Self {
            inquiry,
            ask: &[],
            ids: Ids::All(&[]),
            money: &[],
            entry: None,
            status,
            not_found: NotFound::new(&[]),
            unnamed_accepted: false,
            closed_by: None,
        }
    }
    /// The fields that the inquiry is asked by: (inquiry's request, the call's request).
    #[must_use]
    pub const fn with_ask(mut self, fields: &'static [FieldPair]) -> Self {
        self.ask = fields;
        self
    }
    /// The ids by which the inquiry's response names the call: (inquiry's response, the call's request).
    #[must_use]
    pub const fn with_ids(mut self, ids: Ids) -> Self {
        self.ids = ids;
        self
    }
    /// Amounts of money that have to be equal: (inquiry's response, or the [entry](Self::with_entry) in it; the call's
    /// request).
    #[must_use]
    pub const fn with_money(mut self, fields: &'static [FieldPair]) -> Self {
        self.money = fields;
        self
    }
    /// The list of the response in which the call is one entry (`in` and `where`).
    #[must_use]
    pub const fn with_entry(mut self, entry: ListEntry) -> Self {
        self.entry = Some(entry);
        self
    }
    /// The result codes with status F that say that the wallet knows no such call.
    #[must_use]
    pub const fn with_not_found(mut self, not_found: NotFound) -> Self {
        self.not_found = not_found;
        self
    }
    /// The inquiry's response names no id, and is believed all the same (`unnamed: accepted`).
    #[must_use]
    pub const fn with_unnamed_accepted(mut self) -> Self {
        self.unnamed_accepted = true;
        self
    }
    /// The endpoint that cancels the call, and also blocks an id that the wallet does not know yet (`closed_by`).
    #[must_use]
    pub const fn with_closed_by(mut self, closing: Closing) -> Self {
        self.closed_by = Some(closing);
        self
    }
    /// The endpoint that is asked.
    #[must_use]
    pub const fn inquiry(&self) -> &'static Endpoint {
        self.inquiry
    }
}

/// The call that ends another one: its endpoint, and the fields of its request.
#[derive(Debug, Clone, Copy)]
pub struct Closing {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) fields: &'static [FieldPair],
}

impl Closing {
    /// Closing by this endpoint, with these fields: (its request, the call's request).
    #[must_use]
    pub const fn new(endpoint: &'static Endpoint, fields: &'static [FieldPair]) -> Self {
        Self { endpoint, fields }
    }
}
