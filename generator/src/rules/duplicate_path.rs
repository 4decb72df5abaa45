//! C0010: two calls with one path on the wire.

use super::Context;
use crate::diagnostics::{Finding, Findings};
use crate::model::Kind;
use crate::spec::findings::duplicate::RULE;
use std::collections::HashMap;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut first = HashMap::new();
    for (_, endpoint, _) in context.endpoints().filter(|(_, endpoint, _)| endpoint.kind == Kind::Call) {
        let path = context.api.url_path(endpoint);
        let message = format!("`{path}` is the path of two endpoints on the wire");
        if let Some((other, address)) = first.insert(path, (endpoint.span, endpoint.address())) {
            findings.push(
                Finding::new(&RULE, endpoint.span, message)
                    .label("the second")
                    .related(other, format!("the first is {address}"))
                    .help("give one of them another `url_path`, or write `{version}` into `path_template`"),
            );
        }
    }
}
