use demo_client::{
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
        partner_id: text!("2007806831264735756412"),
        payment_order_title: text!("sandbox"),
        payment_request_id: order_id.parse()?,
        payment_amount: types::Amount::new(types::AmountRequired {
            currency: text!("USD"),
            value: text!("100"),
        }),
    });
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

    // The URL that `countersign sandbox` prints beside `demo`.
    let client = Client::new(Config::new("http://127.0.0.1:4040", client_id.trim(), ours, theirs))?;
    // Your own id. However often it is sent, it is one request.
    call(&client, "order-1").await
}
