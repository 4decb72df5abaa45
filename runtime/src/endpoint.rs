//! One endpoint, as data, and how the outcome of its calls is found out. Each names the other, so both are here.

use std::{borrow::Cow, fmt};

use crate::{
    descriptor::{Handle, Pairs, Texts, set},
    settling::{FieldPair, Ids, ListEntry, NotFound, StatusMapping, VerdictRule},
};

/// One endpoint: `POST {base_path}/{version}/{path}`, unless the API or the endpoint has another path.
///
/// In generated crates it is a `static`. One that is known at run time only owns its texts. The setters are for statics: they
/// forget the old value, so assign the field to replace an owned one.
///
/// ```
/// use countersign_runtime::{Endpoint, IdempotencyKey};
///
/// static PAY: Endpoint =
///     Endpoint::new("v1", "payments/pay").with_idempotency_key(IdempotencyKey::all(&["paymentRequestId"]));
///
/// let path = "payments/pay".to_owned();
/// let key = vec!["paymentRequestId".to_owned()];
/// let pay = Endpoint {
///     path: path.into(),
///     idempotency_key: IdempotencyKey::All(key.into()),
///     ..Endpoint::new("v1", "")
/// };
/// assert_eq!(pay.to_string(), PAY.to_string());
/// ```
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// `v1`.
    pub version: Cow<'static, str>,
    /// `payments/pay`.
    pub path: Cow<'static, str>,
    /// The whole path behind the base path, where it does not follow from version and path: `/v1/pay.do`.
    pub url_path: Option<Cow<'static, str>>,
    /// The fields by which the wallet recognises a repeated request.
    pub idempotency_key: IdempotencyKey,
    /// The ids of the request that the response has under the same names: a response that names another id is about
    /// another call.
    pub response_ids: Texts,
    /// How the outcome of a call is found out.
    pub settled_by: Option<Handle<Settling>>,
    /// The calls that a notification of this endpoint ends.
    pub settles: Cow<'static, [VerdictRule]>,
    /// Whether its calls change nothing at the wallet. An endpoint that is not marked so may move money.
    pub read_only: bool,
    /// What its calls do, in a word: `pay`, `refund`, `cancel`. From `sandbox.role` of the spec.
    pub purpose: Option<Cow<'static, str>>,
    /// The result codes with status U after which the wallet's documents say to send the request again.
    pub retried_codes: Texts,
    /// The result codes with status F after which the wallet has to be asked: they say nothing of a first request.
    pub asked_codes: Texts,
    /// The result codes that can mean that the call was accepted.
    pub accepted_codes: Cow<'static, [AcceptedCode]>,
    /// Where the response says how the call ended, if not in `result`.
    pub result: Option<FlatResult>,
    /// The headers that a call may be given, besides those of every request. Settling a call sends those that it was given
    /// again, to endpoints that have them too.
    pub headers: Texts,
    /// Those of the headers without which nothing is sent.
    pub required_headers: Texts,
    /// Whether the wallet's sandbox does not have the endpoint: a client id that begins with `SANDBOX_` cannot call it.
    pub no_sandbox_path: bool,
    /// The paths of sensitive fields among those that logs and errors show: the idempotency key, and the ids and amounts
    /// that are compared. For a notification, of its own fields.
    pub sensitive_fields: Texts,
}

/// A result whose parts are fields of the response itself, with words of its own for the statuses.
#[derive(Debug, Clone)]
pub struct FlatResult {
    /// The field with the status.
    pub status: Cow<'static, str>,
    /// The field with the code.
    pub code: Cow<'static, str>,
    /// The field with the message.
    pub message: Cow<'static, str>,
    /// The words of the status, each with S, A, F or U. Any other word is a status that nobody knows.
    pub statuses: Pairs,
}

impl FlatResult {
    /// The fields with status, code and message, and the words of the status: `("SUCCESS", "S")`.
    #[must_use]
    pub const fn new(
        status: &'static str,
        code: &'static str,
        message: &'static str,
        statuses: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            status: Cow::Borrowed(status),
            code: Cow::Borrowed(code),
            message: Cow::Borrowed(message),
            statuses: Pairs::Static(statuses),
        }
    }
}

/// The fields by which the wallet recognises that two requests are the same one.
#[derive(Debug, Clone)]
pub enum IdempotencyKey {
    /// All of these together. It counts when every one is there and not empty.
    All(Texts),
    /// Any one of these. It counts when one is there and not empty.
    Any(Texts),
}

impl IdempotencyKey {
    /// No key: the wallet does not recognise a repeat.
    pub const NONE: Self = Self::all(&[]);

    /// All of these fields together.
    #[must_use]
    pub const fn all(fields: &'static [&'static str]) -> Self {
        Self::All(Texts::Static(fields))
    }

    /// Any one of these fields.
    #[must_use]
    pub const fn any(fields: &'static [&'static str]) -> Self {
        Self::Any(Texts::Static(fields))
    }

    /// The names of the fields.
    #[must_use]
    pub const fn fields(&self) -> &Texts {
        match self {
            Self::All(fields) | Self::Any(fields) => fields,
        }
    }
}

/// A result code that means "accepted" where the response has one of these fields, whatever its status says.
#[derive(Debug, Clone)]
pub struct AcceptedCode {
    /// The code.
    pub code: Cow<'static, str>,
    /// The fields of which one has to be there and not empty.
    pub fields: Texts,
}

impl AcceptedCode {
    /// The code, and the fields of which one has to be there and not empty.
    #[must_use]
    pub const fn new(code: &'static str, fields: &'static [&'static str]) -> Self {
        Self { code: Cow::Borrowed(code), fields: Texts::Static(fields) }
    }
}

impl Endpoint {
    /// An endpoint by its version and path: `v1`, `payments/pay`.
    #[must_use]
    pub const fn new(version: &'static str, path: &'static str) -> Self {
        Self {
            version: Cow::Borrowed(version),
            path: Cow::Borrowed(path),
            url_path: None,
            idempotency_key: IdempotencyKey::NONE,
            response_ids: Texts::EMPTY,
            settled_by: None,
            settles: Cow::Borrowed(&[]),
            read_only: false,
            purpose: None,
            retried_codes: Texts::EMPTY,
            asked_codes: Texts::EMPTY,
            accepted_codes: Cow::Borrowed(&[]),
            result: None,
            headers: Texts::EMPTY,
            required_headers: Texts::EMPTY,
            no_sandbox_path: false,
            sensitive_fields: Texts::EMPTY,
        }
    }
    /// The whole path behind the base path, where it does not follow from version and path.
    #[must_use]
    pub const fn with_url_path(mut self, path: &'static str) -> Self {
        set(&mut self.url_path, Some(Cow::Borrowed(path)));
        self
    }
    /// The fields by which the wallet recognises a repeated request.
    #[must_use]
    pub const fn with_idempotency_key(mut self, key: IdempotencyKey) -> Self {
        set(&mut self.idempotency_key, key);
        self
    }
    /// The ids of the request that the response has under the same names: a response that names another id is about
    /// another call.
    #[must_use]
    pub const fn with_response_ids(mut self, names: &'static [&'static str]) -> Self {
        set(&mut self.response_ids, Texts::Static(names));
        self
    }
    /// How the outcome of a call is found out.
    #[must_use]
    pub const fn with_settled_by(mut self, settling: &'static Settling) -> Self {
        set(&mut self.settled_by, Some(Handle::Static(settling)));
        self
    }
    /// The calls that a notification of this endpoint ends.
    #[must_use]
    pub const fn with_settles(mut self, rules: &'static [VerdictRule]) -> Self {
        set(&mut self.settles, Cow::Borrowed(rules));
        self
    }
    /// The result codes with status F after which the wallet has to be asked: they say nothing of a first request.
    #[must_use]
    pub const fn with_asked_codes(mut self, codes: &'static [&'static str]) -> Self {
        set(&mut self.asked_codes, Texts::Static(codes));
        self
    }
    /// The result codes that can mean that the call was accepted.
    #[must_use]
    pub const fn with_accepted_codes(mut self, codes: &'static [AcceptedCode]) -> Self {
        set(&mut self.accepted_codes, Cow::Borrowed(codes));
        self
    }
    /// The fields of the response that say how the call ended, where there is no `result`.
    #[must_use]
    pub const fn with_result(mut self, result: FlatResult) -> Self {
        set(&mut self.result, Some(result));
        self
    }
    /// The headers that a call may be given, besides those of every request.
    #[must_use]
    pub const fn with_headers(mut self, names: &'static [&'static str]) -> Self {
        set(&mut self.headers, Texts::Static(names));
        self
    }
    /// Those of the headers without which nothing is sent.
    #[must_use]
    pub const fn with_required_headers(mut self, names: &'static [&'static str]) -> Self {
        set(&mut self.required_headers, Texts::Static(names));
        self
    }
    /// Marks it as missing in the wallet's sandbox.
    #[must_use]
    pub const fn with_no_sandbox_path(mut self) -> Self {
        self.no_sandbox_path = true;
        self
    }
    /// The paths of the request's sensitive fields that would otherwise be shown: those of the idempotency key, and the ids
    /// and amounts that are compared. For a notification, its own fields.
    #[must_use]
    pub const fn with_sensitive_fields(mut self, paths: &'static [&'static str]) -> Self {
        set(&mut self.sensitive_fields, Texts::Static(paths));
        self
    }
    /// Says what its calls do, in a word.
    #[must_use]
    pub const fn with_purpose(mut self, purpose: &'static str) -> Self {
        set(&mut self.purpose, Some(Cow::Borrowed(purpose)));
        self
    }
    /// Marks its calls as changing nothing at the wallet.
    #[must_use]
    pub const fn with_read_only(mut self) -> Self {
        self.read_only = true;
        self
    }
    /// The result codes with status U after which the wallet's documents say to send the request again.
    #[must_use]
    pub const fn with_retried_codes(mut self, codes: &'static [&'static str]) -> Self {
        set(&mut self.retried_codes, Texts::Static(codes));
        self
    }
}

impl Endpoint {
    pub(crate) fn result(&self) -> Option<&FlatResult> {
        self.result.as_ref()
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.version, self.path)
    }
}

/// How the outcome of a call is found out: by asking another endpoint about it. Made from `settled_by` of a spec.
#[derive(Debug, Clone)]
pub struct Settling {
    /// The endpoint that is asked.
    pub inquiry: Handle<Endpoint>,
    /// The fields that the inquiry is asked by: (inquiry's request, the call's request).
    pub ask: Pairs,
    /// The ids by which the inquiry's response names the call: (inquiry's response, the call's request).
    pub ids: Ids,
    /// Amounts of money that have to be equal: (inquiry's response, or the [entry](Self::entry) in it; the call's request).
    pub money: Pairs,
    /// The list of the response in which the call is one entry (`in` and `where`).
    pub entry: Option<ListEntry>,
    /// The final values of the response's status.
    pub status: StatusMapping,
    /// The result codes with status F that say that the wallet knows no such call.
    pub not_found: NotFound,
    /// Whether a response that names no id is believed all the same (`unnamed: accepted`).
    pub unnamed_accepted: bool,
    /// The endpoint that cancels the call, and also blocks an id that the wallet does not know yet (`closed_by`).
    pub closed_by: Option<Closing>,
}

impl Settling {
    /// Settling by this endpoint, whose response says by `status` how the call ended.
    #[must_use]
    pub const fn new(inquiry: &'static Endpoint, status: StatusMapping) -> Self {
        Self {
            inquiry: Handle::Static(inquiry),
            ask: Pairs::EMPTY,
            ids: Ids::all(&[]),
            money: Pairs::EMPTY,
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
        set(&mut self.ask, Pairs::Static(fields));
        self
    }
    /// The ids by which the inquiry's response names the call: (inquiry's response, the call's request).
    #[must_use]
    pub const fn with_ids(mut self, ids: Ids) -> Self {
        set(&mut self.ids, ids);
        self
    }
    /// Amounts of money that have to be equal: (inquiry's response, or the [entry](Self::with_entry) in it; the call's
    /// request).
    #[must_use]
    pub const fn with_money(mut self, fields: &'static [FieldPair]) -> Self {
        set(&mut self.money, Pairs::Static(fields));
        self
    }
    /// The list of the response in which the call is one entry (`in` and `where`).
    #[must_use]
    pub const fn with_entry(mut self, entry: ListEntry) -> Self {
        set(&mut self.entry, Some(entry));
        self
    }
    /// The result codes with status F that say that the wallet knows no such call.
    #[must_use]
    pub const fn with_not_found(mut self, not_found: NotFound) -> Self {
        set(&mut self.not_found, not_found);
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
        set(&mut self.closed_by, Some(closing));
        self
    }
}

/// The call that ends another one: its endpoint, and the fields of its request.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The endpoint.
    pub endpoint: Handle<Endpoint>,
    /// (Its request, the call's request).
    pub fields: Pairs,
}

impl Closing {
    /// Closing by this endpoint, with these fields: (its request, the call's request).
    #[must_use]
    pub const fn new(endpoint: &'static Endpoint, fields: &'static [FieldPair]) -> Self {
        Self { endpoint: Handle::Static(endpoint), fields: Pairs::Static(fields) }
    }
}
