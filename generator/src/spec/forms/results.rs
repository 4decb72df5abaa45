//! Result codes.

use super::form::{Form, Key, NAMES, RUST_NAME, Takes, words};
use crate::spec::vocabulary::{Action, Status};

/// The words for statuses.
pub(crate) const STATUSES: &[(&str, Status)] =
    &[("S", Status::Success), ("A", Status::Accepted), ("F", Status::Failed), ("U", Status::Unknown)];

/// A list of them.
pub(super) const RESULTS: Takes = Takes::List { of: &Takes::Mapping(|| &RESULT), min: 0 };

/// `results.yaml`.
pub(crate) static RESULTS_FILE: Form = Form::new(
    "a file of results",
    &[Key::new("results", RESULTS, "The result codes that all endpoints of this version have.")
        .required("[...]")],
);

/// A result code.
pub(crate) static RESULT: Form = Form::new(
        "a result",
        &[
            Key::new("code", Takes::Text, "As on the wire.").required("PROCESS_FAIL"),
            Key::new(
                "status",
                Takes::Word(|| words(STATUSES)),
                "The status that comes with it. S: success. A: accepted, the user has a step to take. F: failed, for good. U: unknown, it may have happened.",
            )
            .required("S, A, F or U"),
            Key::new(
                "action",
                Takes::Word(|| words(Action::WORDS)),
                "What can be done after F or U. `final`: nothing. `retry_later`: send it again. `renew_token`: get a token, then send it again. `ask`: ask how it ended.",
            ),
            Key::new(
                "outcome",
                Takes::Mapping(|| &OUTCOME),
                "An outcome that the status does not show.",
            )
            .only(&["S", "U"]),
            Key::new(
                "field",
                Takes::Text,
                "The path of the field whose code it is, where that is not `result`. It decides no outcome.",
            ),
            Key::new("doc", Takes::Text, "What happened."),
            RUST_NAME,
        ],).by("status");

/// `outcome` of a result code.
pub(crate) static OUTCOME: Form = Form::new(
    "an `outcome`",
    &[Key::new(
        "accepted",
        NAMES,
        "The call counts as accepted if the response has one of these fields, not empty.",
    )
    .required("[actionForm]")],
);
