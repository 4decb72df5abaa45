use qi_client::{
    Client, Config, Outcome, datetime, text, signature::{SigningKey, WalletKey},
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
            product_code: types::ProductCode::_51051000101000000011,
            payment_request_id: order_id.parse()?,
            payment_amount: types::Amount::new(types::AmountRequired {
                currency: text!("IQD"),
                value: text!("150000"),
            }),
            order: types::Order::new()
                .order_description(text!("Product purchase description"))
                .buyer(
                    types::Buyer::new().reference_buyer_id(text!("user_access_token")),
                ),
        })
        .payment_expiry_time(datetime!("2024-01-18T16:10:36+03:00"))
        .payment_redirect_url(text!("https://your-domain.com/payment-success"))
        .payment_notify_url(text!("https://your-domain.com/api/payment-notification"))
        .void_notify_url(text!("https://your-domain.com/api/void-notification"))
        .extend_info(text!("Additional payment information"));
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

    // The URL that `countersign sandbox` prints beside `qi`.
    let client = Client::new(Config::new("http://127.0.0.1:4040", client_id.trim(), ours, theirs))?;
    // Your own id. However often it is sent, it is one request.
    call(&client, "order-1").await
}
