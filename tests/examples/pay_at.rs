//! A payment at a wallet that is given by its address: `cargo run -p countersign-tests --example pay_at -- URL KEYS ORDER`.
//!
//! KEYS is a folder such as `countersign sandbox` makes: `client_id`, `merchant.pem` and `wallet.public.pem`. Prints one line.
//! The wallet in `tests/peer`, which is not ours, is paid by this.

use std::error::Error;
use std::path::Path;

use claro_client::{
    Client, Config, Outcome, Text,
    signature::{SigningKey, WalletKey},
    text,
    v1::{
        payments::{PayRequest, PayRequired},
        types::{Amount, AmountRequired},
    },
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(keys), Some(order)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: pay_at URL KEYS ORDER".into());
    };
    let read = |name: &str| {
        let path = Path::new(&keys).join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let our_key = SigningKey::from_text(&read("merchant.pem")?)?;
    let wallet_key = WalletKey::from_text(&read("wallet.public.pem")?)?;
    let claro = Client::new(Config::new(&url, read("client_id")?.trim(), our_key, wallet_key))?;

    let request = PayRequest::new(PayRequired {
        partner_id: text!("P000000000000001"),
        payment_request_id: Text::new(order)?,
        payment_order_title: text!("Schuhe für Çağla, 鞋"), // every charset is the same to a signature
        payment_amount: Amount::new(AmountRequired { currency: text!("USD"), value: text!("10000") }),
    });
    let outcome = claro.v1().payments().pay(&request).await?;
    let detail = match &outcome {
        Outcome::Success(paid) | Outcome::Accepted(paid) => {
            paid.payment_id.as_ref().map_or_else(String::new, |id| id.as_str().to_owned())
        }
        Outcome::Failed(failure) => failure.to_string(),
        Outcome::Unknown(unknown) => unknown.to_string(),
    };
    println!("{}: {detail}", outcome.name());
    Ok(())
}
