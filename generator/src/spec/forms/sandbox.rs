//! `sandbox` of an endpoint.

use super::form::{Form, Key, ONE_OR_MORE, Takes};
use crate::spec::vocabulary::LedgerRole;

/// `sandbox`. Which fields and cases there are depends on the role: `LedgerRole::FORMS` has them.
pub(crate) static SANDBOX: Form = Form::new(
    "a `sandbox`",
    &[
        Key::new("role", Takes::Word(roles), "What the endpoint does to payments, refunds and tokens.")
            .required("pay"),
        Key::new(
            "fields",
            Takes::Entries { names: "", of: &ONE_OR_MORE, min: 0 },
            "Which field holds what: a path, or several of which the first that is given counts.",
        ),
        Key::new(
            "when",
            Takes::Entries { names: "", of: &ONE_OR_MORE, min: 0 },
            "Cases, told apart by a condition on the request, or several of which one is enough.",
        ),
    ],
);

fn roles() -> Vec<&'static str> {
    LedgerRole::FORMS.iter().map(|form| form.role.word()).collect()
}
