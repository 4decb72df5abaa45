//! A payment whose response is lost: `cargo run --package countersign-runtime --features testing --example lost_response`.
//!
//! The wallet charges the user, but its response does not arrive. The client asks the wallet until a signed response says what
//! happened. The wallet is a scripted one in this process, without a network. A generated client has the endpoints that are
//! described by hand here.

use countersign_runtime::testing::{Reply, ScriptedWallet};
use countersign_runtime::transport::TransportFailure;
use countersign_runtime::{
    Api, Client, Endpoint, IdempotencyKey, Ids, Json, Outcome, Settled, Settling, StatusMapping,
};
use std::error::Error;

static API: Api = Api::new("shop");
static INQUIRY: Endpoint = Endpoint::new("v1", "payments/inquiryPayment").with_read_only();
static PAY: Endpoint = Endpoint::new("v1", "payments/pay")
    .with_idempotency_key(IdempotencyKey::all(&["paymentRequestId"]))
    .with_settled_by(&SETTLING);
static SETTLING: Settling =
    Settling::new(&INQUIRY, StatusMapping::new("paymentStatus", &["SUCCESS"], &["FAIL"]))
        .with_ask(&[("paymentRequestId", "paymentRequestId")])
        .with_ids(Ids::all(&[("paymentRequestId", "paymentRequestId")]));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let wallet = ScriptedWallet::new()?;
    let client = Client::new(&API, wallet.config())?;
    let request: Json =
        r#"{"paymentRequestId":"order-10042","paymentAmount":{"currency":"USD","value":"100"}}"#.parse()?;

    wallet.then(Reply::lost(TransportFailure::TimedOut));
    // `Err` means that nothing was sent. Everything else is an outcome.
    let unknown = match client.call_untyped(&PAY, &request).no_retry().await? {
        Outcome::Unknown(unknown) => unknown,
        other => return Err(format!("unexpected: {}", other.name()).into()),
    };
    println!("pay: {unknown}");

    // The first inquiry comes too early.
    wallet.then(status("PROCESSING")).then(status("SUCCESS"));
    match client.settle(unknown).await {
        Settled::Success(found) => println!("settled: paid, {}", String::from_utf8_lossy(found.raw_body())),
        Settled::Failed(why) => println!("settled: not paid, {why:?}"),
        // Neither is a reason to pay again under another id.
        Settled::Unknown(unsettled) => println!("still open: {unsettled}"),
        Settled::Conflict(conflict) => println!("the wallet contradicts itself: {conflict}"),
    }
    println!("requests: {}", wallet.seen().len());
    Ok(())
}

fn status(status: &str) -> Reply {
    Reply::signed(format!(
        r#"{{"result":{{"resultStatus":"S"}},"paymentRequestId":"order-10042","paymentStatus":"{status}"}}"#
    ))
}
