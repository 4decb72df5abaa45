//! An endpoint's file.

use super::field::FIELD;
use super::form::{Form, Key, NAMES, RUST_NAME, Takes, words};
use super::outcome::{SETTLED_BY, SETTLES, TELLS};
use super::results::RESULTS;
use super::sandbox::SANDBOX;
use crate::spec::vocabulary::Kind;

const FIELDS: Takes = Takes::Entries { names: "", of: &Takes::Mapping(|| &FIELD), min: 0 };

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
            Key::new("request", FIELDS, "Fields of the request, in the order in which they are sent."),
            Key::new("response", FIELDS, "Fields of the response, without `result`, which is always there."),
            Key::new("results", RESULTS, "Result codes that `results.yaml` does not have, or has otherwise."),
            Key::new(
                "examples",
                Takes::List { of: &Takes::Mapping(|| &EXAMPLE), min: 0 },
                "Bodies that the wallet's documents show. They must fit the fields.",
            ),
        ],).by("kind");

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
