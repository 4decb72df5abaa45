//! The Rust of the READMEs, word for word, with what their readers have around it: that it compiles is the test.
//!
//! `readme` of the command's tests looks for each of their blocks here. Spacing and comments do not matter.
#![allow(dead_code, reason = "it is compiled, and not run")]

use std::error::Error;

/// `README.md`.
mod project {
    use super::Error;
    use claro_client::Client;

    #[rustfmt::skip]
    async fn pay(claro: &Client, order_id: &str) -> Result<(), Box<dyn Error>> {
        use claro_client::{Outcome, money, text, v1::payments::{PayRequest, PayRequired}};

        let request = PayRequest::new(PayRequired {
            partner_id: text!("P000000000000001"),
            payment_request_id: order_id.parse()?,
            payment_order_title: text!("SHOES"),
            payment_amount: money!("USD 100.00"),
        })
        .payment_notify_url(text!("https://shop.example/paid"));

        match claro.v1().payments().pay(&request).await? {
            Outcome::Success(paid) => ship(&paid),
            Outcome::Accepted(pending) => redirect(&pending.action_form),
            Outcome::Failed(failure) => explain(failure.code),
            Outcome::Unknown(unknown) => ask_later(unknown),
        }
        Ok(())
    }

    fn ship<T>(_paid: &T) {}
    fn redirect<T>(_form: &T) {}
    fn explain<T>(_code: T) {}
    fn ask_later<T>(_unknown: T) {}

    #[rustfmt::skip]
    fn client() -> Result<Client, Box<dyn Error>> {
        use claro_client::{Client, Config, signature::{SigningKey, WalletKey}};

        let ours = SigningKey::from_file("our-private-key.pem")?;
        let theirs = WalletKey::from_file("wallet-public-key.pem")?;
        let claro = Client::new(Config::new("https://wallet.example", "our-client-id", ours, theirs))?;
        Ok(claro)
    }
}

/// `runtime/README.md`.
mod runtime {
    use super::Error;
    use claro_client::v1::payments::PayRequest;
    use claro_client::v1::types::{Amount, received};
    use claro_client::{Client, Outcome, Settled};

    #[rustfmt::skip]
    async fn settle(claro: &Client, request: &PayRequest) -> Result<(), Box<dyn Error>> {
        match claro.v1().payments().pay(request).await? {
            Outcome::Unknown(unknown) => match claro.settle(unknown).await {
                Settled::Success(paid) => ship(&paid),
                Settled::Failed(_) => explain(),
                Settled::Conflict(conflict) => alert(conflict),
                Settled::Unknown(unsettled) => ask_later(unsettled),
            }
            Outcome::Success(_) | Outcome::Accepted(_) | Outcome::Failed(_) => {}
        }
        Ok(())
    }

    struct Order {
        id: String,
        currency: String,
        price: String,
    }

    struct Paid {
        payment_amount: received::Amount,
    }

    #[rustfmt::skip]
    fn request(order: &Order, shipping: Amount, paid: &Paid) -> Result<PayRequest, Box<dyn Error>> {
        use claro_client::{money, text, v1::payments::PayRequired};
        let url = None;
        let request = PayRequest::new(PayRequired {
            partner_id: text!("P000000000000001"),
            payment_request_id: order.id.parse()?,
            payment_order_title: text!("SHOES"),
            payment_amount: money!("USD 100.00"),
        })
        .maybe_payment_notify_url(url);
        let price = Amount::parse(&order.currency, &order.price)?;
        let total = price.checked_add(&shipping)?;
        println!("{total}: {}", paid.payment_amount == total);
        Ok(request)
    }

    fn ship<T>(_paid: &T) {}
    fn explain() {}
    fn alert<T>(_conflict: T) {}
    fn ask_later<T>(_unsettled: T) {}
}

/// `generator/sandbox/README.md`.
mod sandbox {
    use super::Error;
    use claro_client::signature::{SigningKey, WalletKey};
    use claro_client::{Client, Config};
    use countersign_sandbox::{Fault, Sandbox};

    fn client() -> Result<(Sandbox, Client), Box<dyn Error>> {
        let sandbox = Sandbox::start("specs")?;
        let ours = SigningKey::from_text(sandbox.merchant_key())?;
        let theirs = WalletKey::from_text(sandbox.wallet_key())?;
        let claro = Client::new(Config::new(sandbox.url(), sandbox.client_id(), ours, theirs))?;
        sandbox.fault("v1/payments/pay", Fault::Timeout)?;
        Ok((sandbox, claro))
    }
}
