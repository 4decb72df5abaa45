//! An endpoint's file.

use super::field::{ADDITIONAL_FIELDS, FIELD, HEADER};
use super::form::{Form, Key, NAMES, RUST_NAME, Takes, words};
use super::outcome::{SETTLED_BY, SETTLES, TELLS};
use super::results::{RESULTS, STATUSES};
use super::sandbox::SANDBOX;
use crate::spec::vocabulary::Kind;

const FIELDS: Takes = Takes::Mapping(|| &FIELDS_OF_A_BODY);

/// An endpoint's file.
pub(crate) static ENDPOINT: Form = Form::new(
        "an endpoint",
        &[
            Key::new("path", Takes::Text, "The file's place below the version. Folders become modules.")
                .required("payments/pay"),
            Key::new("version", Takes::Text, "The folder of the version: `v1`.").required("v1"),
            RUST_NAME,
            Key::new(
                "url_path",
                Takes::Text,
                "The whole URL path behind the base path, where it does not follow from version and path.",
            )
            .only(&["call"]),
            Key::new(
                "kind",
                Takes::Word(|| words(Kind::WORDS)),
                "`call` (default): you call the wallet. `notification`: the wallet calls you.",
            ),
            Key::new("summary", Takes::Text, "One sentence for the documentation.")
                .required("What it does, in one sentence."),
            Key::new("doc", Takes::Text, "More for the documentation, in Markdown."),
            Key::new(
                "deprecated",
                Takes::Text,
                "Why not to use it, and what instead. The compiler warns whoever does.",
            ),
            Key::new(
                "partial",
                Takes::Boolean,
                "The wallet's own tables are incomplete. The documentation says so.",
            ),
            Key::new(
                "idempotency_key",
                Takes::Any(&[Takes::Text, Takes::Mapping(|| &KEY)]),
                "The field, or fields, by which the wallet recognises a repeated request. A call with a key may be sent again.",
            ),
            Key::new(
                "settled_by",
                Takes::Mapping(|| &SETTLED_BY),
                "The endpoint that is asked when the outcome of this call is unknown, and how its response is read.",
            )
            .only(&["call"]),
            Key::new(
                "closed_by",
                Takes::Text,
                "The call that ends this one for good, where the wallet says that it also blocks an id that it does not know yet.",
            )
            .only(&["call"]),
            Key::new("tells", Takes::Mapping(|| &TELLS), "").only(&["call"]).older(),
            Key::new(
                "read_only",
                Takes::Boolean,
                "The call changes nothing, and may be sent again without a key. A notification that is read-only needs no key.",
            ),
            Key::new(
                "settles",
                Takes::List { of: &Takes::Mapping(|| &SETTLES), min: 0 },
                "The calls that the notification ends.",
            )
            .only(&["notification"]),
            Key::new(
                "sandbox",
                Takes::Mapping(|| &SANDBOX),
                "What the endpoint does in the sandbox. No effect on the client.",
            ),
            Key::new(
                "source",
                Takes::Mapping(|| &SOURCE),
                "The page that the spec was imported from. Written by `import-page`, for its next run.",
            ),
            Key::new(
                "sandbox_path",
                Takes::Word(|| words(SANDBOX_PATH)),
                "`none`: the wallet's sandbox does not have it. A client id that begins with `SANDBOX_` cannot call it.",
            )
            .only(&["call"]),
            Key::new(
                "not_callable",
                Takes::Text,
                "Why a generated client cannot call it: `Multipart body.` It is documented, and has no method.",
            )
            .only(&["call"]),
            Key::new(
                "headers",
                Takes::Entries { names: HEADER_NAMES, of: &Takes::Mapping(|| &HEADER), min: 0 },
                "Headers of this endpoint, such as `Agent-Token`. They are not signed.",
            )
            .only(&["call"]),
            Key::new(
                "result",
                Takes::Mapping(|| &FLAT_RESULT),
                "Where the response says how the call ended, if it has no `result`.",
            )
            .only(&["call"]),
            Key::new("request", FIELDS, "Fields of the request, in the order in which they are sent."),
            Key::new("response", FIELDS, "Fields of the response, without `result`, which is always there."),
            Key::new("results", RESULTS, "Result codes that `results.yaml` does not have, or has otherwise."),
            Key::new(
                "examples",
                Takes::List { of: &Takes::Mapping(|| &EXAMPLE), min: 0 },
                "Bodies that the wallet's documents show. They must fit the fields.",
            ),
        ],).by("kind");

/// `source`.
pub(crate) static SOURCE: Form = Form::new(
    "a `source`",
    &[
        Key::new("file", Takes::Text, "The page.").required("pay.html"),
        Key::new("date", Takes::Text, "The day of the import.").required("2026-01-31"),
        Key::new(
            "hash",
            Takes::Text,
            "Of each paragraph as it was taken over: what differs from it was written by a person.",
        ),
    ],
);

/// `idempotency_key` of several fields.
pub(crate) static KEY: Form = Form::new(
    "an `idempotency_key`",
    &[
        Key::new("all", NAMES, "The same request, if all of these fields are the same."),
        Key::new("any", NAMES, "The same request, if one of these fields is the same."),
    ],
)
.any_of(&["all", "any"]);

/// An entry of `examples`.
pub(crate) static EXAMPLE: Form = Form::new(
    "an example",
    &[
        Key::new("name", Takes::Text, "What it shows; unique in its endpoint.").required("what it shows"),
        Key::new("request", Takes::Body, "The body of the request."),
        Key::new("response", Takes::Body, "The body of the response, with its `result`."),
        Key::new("breaks", Takes::Text, "Why the example contradicts the tables. It then has to."),
    ],
)
.any_of(&["request", "response"]);

/// The words of `sandbox_path`.
pub(crate) const SANDBOX_PATH: &[(&str, bool)] = &[("none", true)];

/// The names of headers: tokens of HTTP.
const HEADER_NAMES: &str = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$";

/// The fields of a request or a response.
static FIELDS_OF_A_BODY: Form = Form::new("a body", &[ADDITIONAL_FIELDS]).others(Takes::Mapping(|| &FIELD));

/// `result` of an endpoint.
pub(crate) static FLAT_RESULT: Form = Form::new(
    "a flat `result`",
    &[
        Key::new(
            "in",
            Takes::Word(|| words(RESULT_IN)),
            "`body`: its parts are fields of the response itself.",
        )
        .required("body"),
        Key::new("status", Takes::Text, "The field with the status.").required("resultStatus"),
        Key::new("code", Takes::Text, "The field with the code.").required("resultCode"),
        Key::new("message", Takes::Text, "The field with the message.").required("resultMessage"),
        Key::new(
            "statuses",
            Takes::Entries { names: "", of: &Takes::Word(|| words(STATUSES)), min: 1 },
            "The words of the status, and what each means: S, A, F or U. All others mean that nobody knows.",
        )
        .required("{ SUCCESS: S, FAIL: F, UNKNOWN: U }"),
    ],
);

/// The words of `in` of a `result`.
pub(crate) const RESULT_IN: &[(&str, ())] = &[("body", ())];
