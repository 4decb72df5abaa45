//! A payment in a test, with an injected fault: `cargo run --package countersign-sandbox --example fault`.
//!
//! Starts a sandbox on a free port of this machine and pays twice. The connection of the second payment is cut before the response,
//! so that the client cannot know whether the wallet has charged the user.

use claro_client::{
    Client, Config, Outcome, Settled, Text,
    signature::{SigningKey, WalletKey},
    text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::{Amount, AmountRequired},
    },
};
use countersign_sandbox::{Fault, Sandbox, Settings};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");
    let sandbox = Sandbox::start(Settings::new(specs).api("claro"))?;
    let our_key = SigningKey::from_text(sandbox.merchant_key())?;
    let wallet_key = WalletKey::from_text(sandbox.wallet_key())?;
    let claro = Client::new(Config::new(sandbox.url(), sandbox.client_id(), our_key, wallet_key))?;

    let paid = claro.v1().payments().pay(&order("order-1")?).await?;
    println!("order-1: {}", paid.name());

    sandbox.fault("v1/payments/pay", Fault::CutBefore)?;
    let lost = claro.v1().payments().pay(&order("order-2")?).no_retry().await?;
    println!("order-2: {}", lost.name());
    let Outcome::Unknown(unknown) = lost else { return Err("the fault was not injected".into()) };
    // The sandbox has carried it out: only the response was lost.
    println!("the sandbox has received {} requests", sandbox.received().len());
    // A shop must not pay again under another id: it asks.
    let settled = claro.settle(unknown).await;
    println!("order-2 is paid: {}", matches!(settled, Settled::Success(_)));
    Ok(())
}

fn order(id: &str) -> Result<PayRequest, Box<dyn Error>> {
    Ok(PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: Text::new(id.to_owned())?,
        payment_order_title: text!("SHOES"),
        payment_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("10000") }),
    })
    .payment_notify_url(text!("https://shop.example/paid")))
}
