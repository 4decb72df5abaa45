//! A payment from beginning to end: `cargo run -p countersign-tests --example pay`.
//!
//! Asks a wallet to charge a user, and then asks what became of it. The wallet is a test wallet on this machine, so that
//! this runs anywhere; with a real one only the configuration differs.

use std::error::Error;

use claro_client::{
    Client, Config, Outcome, Text,
    signature::{SigningKey, WalletKey},
    text,
    v1::{
        payments::{InquiryPaymentRequest, InquiryPaymentRequired, PayRequest, PayRequired},
        types::{Amount, AmountRequired, PaymentFactor, PaymentStatus},
    },
};
use countersign_runtime::{Exchange, signature::Backend};
use countersign_tests::{Wallet, keys};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let wallet = Wallet::start(Backend::default()).await?;

    // Who we are, where the wallet is, and the keys of both. Keys are read from files or from a key service; here they
    // are test keys.
    let our_key = SigningKey::from_text(keys::MERCHANT)?;
    let wallet_key = WalletKey::from_text(keys::WALLET_PUBLIC)?;
    let claro = Client::new(Config::new(wallet.url(), keys::CLIENT_ID, our_key, wallet_key))?;

    // Our id of the payment. Keep it before the call: whatever happens, it is what to ask about.
    let payment_request_id = format!("order-{}", 10_042);
    pay(&claro, &payment_request_id).await?;
    inquire(&claro, &payment_request_id).await
}

async fn pay(claro: &Client, payment_request_id: &str) -> Result<(), Box<dyn Error>> {
    let request = PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"), // the compiler checks its length
        payment_request_id: Text::new(payment_request_id.to_owned())?, // checked here
        payment_order_title: text!("SHOES"),
        payment_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("10000") }),
    })
    .payment_factor(PaymentFactor::new().is_cashier_payment(true))
    .payment_notify_url(text!("https://shop.example/paid"));

    // `Err`: nothing was sent, nothing has happened. All else is an outcome.
    let outcome = claro.v1().payments().pay(&request).await?;

    show("v1/payments/pay", outcome.exchange());
    println!("outcome: {}", outcome.name());
    match outcome {
        Outcome::Success(paid) => {
            println!("paid at once; the wallet's id is {}", optional(&paid.payment_id));
        }
        // The usual one: the user has to confirm. A mini program opens this URL.
        Outcome::Accepted(pending) => {
            let url = pending.action_form.as_ref().and_then(|form| form.redirection_url.as_ref());
            println!("the user goes on at {}", url.map_or("", |url| url.as_str()));
        }
        // Final: no money has moved. Decide by the code, never by the message.
        Outcome::Failed(failure) => println!("not paid: {failure}"),
        // Money may have moved. Never pay again under another id: ask, as below, until there is an answer.
        Outcome::Unknown(unknown) => println!("{unknown}"),
    }
    println!();
    Ok(())
}

async fn inquire(claro: &Client, payment_request_id: &str) -> Result<(), Box<dyn Error>> {
    let request =
        InquiryPaymentRequest::new(InquiryPaymentRequired { partner_id: text!("P000000000000001") })
            .payment_request_id(Text::new(payment_request_id.to_owned())?);

    let outcome = claro.v1().payments().inquiry_payment(&request).await?;

    show("v1/payments/inquiryPayment", outcome.exchange());
    println!("outcome: {}", outcome.name());
    match outcome {
        // The question was answered. Whether the payment succeeded is inside.
        Outcome::Success(found) => match &found.payment_status {
            Some(PaymentStatus::Success) => {
                println!("paid; the wallet's id is {}", optional(&found.payment_id))
            }
            Some(PaymentStatus::Fail | PaymentStatus::Cancelled) => println!("not paid, and never will be"),
            Some(PaymentStatus::Processing) | None => println!("not settled yet; ask again later"),
            Some(other) => println!("not settled yet, or a status that is newer than the spec: {other}"),
        },
        Outcome::Failed(failure) => println!("the question failed: {failure}"),
        Outcome::Accepted(_) | Outcome::Unknown(_) => println!("no answer yet; ask again later"),
    }
    Ok(())
}

/// What was sent, and what was signed for it.
fn show(endpoint: &str, exchange: &Exchange) {
    println!("=== {endpoint}\n");
    println!("{} {}", exchange.request().method(), exchange.request().uri());
    for (name, value) in exchange.request().headers() {
        println!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    println!("\n{}\n", String::from_utf8_lossy(exchange.request().body()));
    println!("content that was signed:");
    println!("{}\n", String::from_utf8_lossy(&exchange.signed_content()));
}

fn optional(text: &Option<impl AsRef<str>>) -> &str {
    text.as_ref().map_or("(none)", AsRef::as_ref)
}
