//! Calls that one inquiry, `ask`, is asked about.

#![allow(dead_code, reason = "each test file uses a part of it")]

use super::support::Workshop;
use countersign_codegen::diagnostics::Findings;
use countersign_codegen::model::{Api, Endpoint, FieldPair, resolve};
use countersign_codegen::spec::{self, syntax::ApiSpec};

pub(crate) const TYPES: &str = "Money:
  role: money
  currency: { type: string, max_length: 3, required: true }
  value: { type: string, max_length: 16, required: true }
Stand:
  type: enum
  values: [DONE, FAIL, OPEN]
Inner:
  state: { type: Stand }
  secret: { type: string, max_length: 8, sensitive: true }
Order:
  number: { type: string, max_length: 8 }
  state: { type: Stand }
  price: { type: Money }
  text: { type: Inner, json_text: true }
";
/// The table of the inquiry's response.
pub(crate) const STANDS: &str = "  number: { type: string, max_length: 8 }
  token: { type: string, max_length: 8, sensitive: true }
  count: { type: integer }
  state: { type: Stand }
  price: { type: Money }
  order: { type: Order }
  free: { type: json }
  orders: { type: list, items: { type: Order }, max_items: 9 }
  names: { type: list, items: { type: string, max_length: 8 }, max_items: 9 }
";
/// The table of a call's request.
pub(crate) const REQUEST: &str = "  number: { type: string, max_length: 8, required: true }
  count: { type: integer, required: true }
  token: { type: string, max_length: 8, sensitive: true, required: true }
  price: { type: Money }
";

pub(crate) fn endpoint(path: &str, keys: &str, request: &str, response: &str) -> String {
    let response = if response.is_empty() { String::new() } else { format!("response:\n{response}") };
    format!("path: {path}\nversion: v1\nsummary: Does something.\n{keys}request:\n{request}{response}")
}

/// With the inquiry `ask`, which needs a number, or theirs.
pub(crate) fn workshop() -> Workshop {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/types.yaml", TYPES);
    let request = "  number: { type: string, max_length: 8, one_of: which }\n  theirs: { type: string, max_length: 8, one_of: which }\n  \
                   note: { type: string, max_length: 8 }\n";
    workshop.spec("demo/v1/ask.yaml", endpoint("ask", "", request, STANDS));
    workshop
}

/// With the call `pay`, which has these keys.
pub(crate) fn with_pay(keys: &str, request: &str) -> Workshop {
    let workshop = workshop();
    workshop.spec("demo/v1/pay.yaml", endpoint("pay", keys, request, "  count: { type: integer }\n"));
    workshop
}

pub(crate) fn read(workshop: &Workshop) -> (ApiSpec, Api) {
    let mut set = spec::read(&workshop.path("specs"), &[]).expect("specs");
    let spec = set.apis.remove(0);
    let api = resolve(&spec, &mut Findings::default());
    (spec, api)
}

pub(crate) fn api(workshop: &Workshop) -> Api {
    read(workshop).1
}

pub(crate) fn call<'a>(api: &'a Api, path: &str) -> &'a Endpoint {
    api.endpoint(&format!("v1/{path}")).expect("an endpoint").1
}

pub(crate) fn pairs(pairs: &[(&str, &str)]) -> Vec<FieldPair> {
    pairs.iter().map(|(theirs, own)| ((*theirs).to_owned(), (*own).to_owned())).collect()
}
