//! A call that is given up. No published wallet documents a cancel that closes an unknown id, so the API is our own.

use std::time::Duration;

use countersign_runtime::{
    Api, Client, Closing, Endpoint, IdempotencyKey, Ids, Json, Outcome, Settling, StatusMapping,
};
use countersign_tests::{There, Way};

use crate::outcomes::calls::settled_as;

static API: Api = Api::new("shop").with_base_path("/api");
static INQUIRY: Endpoint = Endpoint::new("v1", "orders/inquiry").with_read_only();
static CANCEL: Endpoint = Endpoint::new("v1", "orders/cancel");
static PAY: Endpoint = Endpoint::new("v1", "orders/pay")
    .with_idempotency_key(IdempotencyKey::all(&["orderNo"]))
    .with_settled_by(&PAID);
static PAID: Settling = Settling::new(&INQUIRY, StatusMapping::new("payStatus", &["SUCCESS"], &["FAIL"]))
    .with_ask(&[("orderNo", "orderNo")])
    .with_ids(Ids::all(&[("orderNo", "orderNo")]))
    .with_closed_by(Closing::new(&CANCEL, &[("orderNo", "orderNo")]));

pub(crate) fn given_up(there: &There, way: Way) -> String {
    given_up_within(there, way, Duration::from_secs(10))
}

/// One question, one cancel.
pub(crate) fn given_up_at_once(there: &There, way: Way) -> String {
    given_up_within(there, way, Duration::ZERO)
}

/// Pays, and gives up what is unknown then.
fn given_up_within(there: &There, way: Way, time: Duration) -> String {
    let client = Client::new(&API, there.wallet.config().expect("a key")).expect("a client");
    let request: Json = r#"{"orderNo":1001}"#.parse().expect("JSON");
    let call = client.call_untyped(&PAY, &request);
    let outcome = match way {
        Way::Awaited => there.done(call),
        Way::Blocking => call.wait(),
    };
    let Ok(Outcome::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
    let settle = client.settle(unknown).every(Duration::from_millis(1)).during(time).give_up();
    settled_as(&match way {
        Way::Awaited => there.done(settle),
        Way::Blocking => settle.wait(),
    })
}
