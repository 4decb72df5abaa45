//! How outcomes become known: `settled_by` of a call, `settles` of a notification.

use super::form::{Form, Key, NAMES, Takes, words};

/// The words of `unnamed`.
pub(crate) const UNNAMED: &[(&str, bool)] = &[("accepted", true)];

/// From fields to fields of this request.
const PAIRS: Takes = Takes::Entries { names: "", of: &Takes::Text, min: 1 };
const TEXTS: Takes = Takes::List { of: &Takes::Text, min: 0 };

const STATUS: &str = "Path of the field that says how the call stands, also into JSON inside a text.";
const SUCCESS: &str = "Its values that mean that the call took effect.";
const FAILURE: &str = "Its values that mean that the call did not take effect, and never will.";

/// `settled_by`.
pub(crate) static SETTLED_BY: Form = Form::new(
    "a `settled_by`",
    &[
        Key::new("endpoint", Takes::Text, "The inquiry, with its version: `v1/payments/inquiryPayment`.")
            .required("v1/payments/inquiryPayment"),
        Key::new(
            "ask",
            PAIRS,
            "The fields that it is asked by: the inquiry's field, and a field of this request. Required fields of the same name need no entry.",
        ),
        Key::new("in", Takes::Text, "Path of the list that the status stands in.")
            .with(&["where"], "transactions"),
        Key::new(
            "where",
            PAIRS,
            "The entry of the list that is meant: its field, and the field of this request that has the same value.",
        )
        .with(&["in"], "{ transactionRequestId: captureRequestId }"),
        Key::new("status", Takes::Text, STATUS).with(&["success"], "paymentStatus"),
        Key::new("success", NAMES, SUCCESS).with(&["status"], "[SUCCESS]"),
        Key::new("failure", TEXTS, FAILURE).with(&["status", "success"], "[FAIL]"),
        Key::new(
            "not_found",
            Takes::Any(&[TEXTS, Takes::Mapping(|| &NOT_FOUND)]),
            "Result codes with status F by which the inquiry says that it knows no such call.",
        ),
        Key::new(
            "unnamed",
            Takes::Word(|| words(UNNAMED)),
            "The inquiry's response names none of the ids that it was asked by, and is believed all the same.",
        ),
    ],
);

/// `not_found` with when it is final.
pub(crate) static NOT_FOUND: Form = Form::new(
    "a `not_found`",
    &[
        Key::new("codes", TEXTS, "The result codes.").required("[ORDER_NOT_EXIST]"),
        Key::new(
            "final_after",
            Takes::Mapping(|| &FINAL_AFTER),
            "When they are final, where the wallet documents it.",
        ),
    ],
);

/// `final_after`.
pub(crate) static FINAL_AFTER: Form = Form::new(
    "a `final_after`",
    &[
        Key::new("times", Takes::Integer(1, 100), "So many such responses in a row.").required("3"),
        Key::new("every", Takes::Pattern("^[0-9]+[smh]$"), "This far apart: `15s`, `2m`, `1h`.")
            .required("15s"),
    ],
);

/// A row of `settles`.
pub(crate) static SETTLES: Form = Form::new(
    "a row of `settles`",
    &[
        Key::new("endpoints", NAMES, "The calls that it can be about.").required("[v1/payments/pay]"),
        Key::new(
            "id",
            Takes::Any(&[Takes::Text, Takes::Mapping(|| &ANY_ID), PAIRS]),
            "The field by which it names the call; several as `{ any: [...] }`, or as a mapping to the call's fields.",
        )
        .required("paymentRequestId"),
        Key::new(
            "when",
            Takes::Text,
            "The row counts only if this holds: `field = A | B`, `field != A`, `field is present`, joined by `and`.",
        ),
        Key::new("status", Takes::Text, STATUS).required("paymentStatus"),
        Key::new("success", NAMES, SUCCESS).required("[SUCCESS]"),
        Key::new("failure", TEXTS, FAILURE),
    ],
);

/// `id` of several fields.
static ANY_ID: Form = Form::new(
    "an `id`",
    &[
        Key::new("any", NAMES, "One of these is enough."),
        Key::new("all", NAMES, "All of these have to be equal."),
    ],
)
.any_of(&["any", "all"]);

/// `tells` of an older format.
pub(crate) static TELLS: Form = Form::new(
    "a `tells`",
    &[
        Key::new("status", Takes::Text, STATUS).required("paymentStatus"),
        Key::new("success", NAMES, SUCCESS).required("[SUCCESS]"),
        Key::new("failure", TEXTS, FAILURE),
        Key::new("not_found", TEXTS, ""),
    ],
);
