use antom_client::{
    Client, Config, Outcome, text, signature::{SigningKey, WalletKey},
    v1::{
        payments::{PayRequest, PayRequired},
        types,
    },
};

async fn call(
    client: &Client,
    order_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = PayRequest::new(PayRequired {
            product_code: types::ProductCodeType::CashierPayment,
            payment_request_id: order_id.parse()?,
            order: types::Order::new(types::OrderRequired {
                    reference_order_id: text!("reference-order-id-1"),
                    order_description: text!("Sample order description"),
                    order_amount: types::Amount::new(types::AmountRequired {
                        currency: text!("CNY"),
                        value: text!("1000"),
                    }),
                })
                .merchant(
                    types::Merchant::new(types::MerchantRequired {
                        reference_merchant_id: text!("reference-merchant-id-1"),
                    }),
                ),
            payment_amount: types::Amount::new(types::AmountRequired {
                currency: text!("CNY"),
                value: text!("1000"),
            }),
            payment_method: types::PaymentMethod::new(types::PaymentMethodRequired {
                payment_method_type: text!("ALIPAY_CN"),
            }),
        })
        .payment_redirect_url(text!("https://shop.example/payment-redirect-url"))
        .payment_notify_url(text!("https://shop.example/payment-notify-url"))
        .settlement_strategy(
            types::SettlementStrategy::new().settlement_currency(text!("USD")),
        )
        .env(
            types::Env::new(types::EnvRequired {
                    terminal_type: types::TerminalType::App,
                })
                .os_type(types::OsType::Android),
        );
    match client.v1().payments().pay(&request).await? {
        Outcome::Success(answer) => println!("done: {answer:?}"),
        Outcome::Accepted(answer) => println!("not done yet: {answer:?}"),
        Outcome::Failed(failure) => println!("nothing happened: {failure}"),
        Outcome::Unknown(unknown) => println!("it may have happened: {unknown}"),
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The sandbox's test keys. Those of a wallet are exchanged in its console, and kept where secrets are kept.
    let keys = std::path::Path::new(".countersign/sandbox");
    let client_id = std::fs::read_to_string(keys.join("client_id"))?;
    let ours = SigningKey::from_file(keys.join("merchant.pem"))?;
    let theirs = WalletKey::from_file(keys.join("wallet.public.pem"))?;

    // The URL that `countersign sandbox` prints beside `antom`.
    let client = Client::new(Config::new("http://127.0.0.1:4040", client_id.trim(), ours, theirs))?;
    // Your own id. However often it is sent, it is one request.
    call(&client, "order-1").await
}
