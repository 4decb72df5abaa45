//! The sandbox answers where the client sends: by `path_template`, by `url_path`, and for client ids of a sandbox.

use super::support::{block_on, config};
use countersign_runtime::{Api, Client, Dialect, Endpoint, Json, Outcome};
use countersign_sandbox::{Sandbox, Settings};

static PAY: Endpoint = Endpoint::new("v1", "pay");
static ASK: Endpoint = Endpoint::new("v1", "users/inquire").with_url_path("/v2/users/inquire-User.htm");

/// The path at which the sandbox answered.
fn answered_at(sandbox: &Sandbox, dialect: Dialect, endpoint: &'static Endpoint) -> String {
    let api = Api::new("paths").with_base_path("/api").with_path_template("{base_path}/open/{path}.do");
    let client = Client::new(&api.with_dialect(dialect), config(sandbox)).expect("a client");
    let body: Json = r#"{"count":7}"#.parse().expect("JSON");
    match block_on(async { client.call_untyped(endpoint, &body).await }) {
        Ok(Outcome::Success(_)) => sandbox.received().pop().expect("one").path.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn paths_on_the_wire_are_those_of_the_spec() {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specs");
    let sandbox = Sandbox::start(Settings::new(specs).api("paths")).unwrap_or_else(|error| panic!("{error}"));
    let own = || Dialect::new().sandbox_base_path("/sandbox/api");
    assert_eq!(answered_at(&sandbox, Dialect::new(), &PAY), "/api/open/pay.do");
    assert_eq!(answered_at(&sandbox, own(), &PAY), "/sandbox/api/open/pay.do");
    assert_eq!(answered_at(&sandbox, Dialect::new(), &ASK), "/api/v2/users/inquire-User.htm");
    assert_eq!(answered_at(&sandbox, own(), &ASK), "/sandbox/api/v2/users/inquire-User.htm");
}
