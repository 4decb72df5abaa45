use rebell_client::{
    Client, Config, Outcome, int, text, signature::{SigningKey, WalletKey},
    v1::{
        payments::{RetailPayRequest, RetailPayRequired},
        types,
    },
};

async fn call(
    client: &Client,
    order_id: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let request = RetailPayRequest::new(RetailPayRequired {
            product_code: text!("5105010010000100040"),
            payment_request_id: order_id.parse()?,
            payment_auth_code: text!("289123456789012345"),
            payment_amount: types::NumberAmount::new(types::NumberAmountRequired {
                currency: text!("EUR"),
                value: int!(2500),
            }),
            payment_notify_url: text!("https://merchant.example.com/webhook"),
        })
        .order(
            types::Order::new(types::OrderRequired {
                order_description: text!("In-store purchase"),
            }),
        );
    match client.v1().payments().retail_pay(&request).await? {
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

    // The URL that `countersign sandbox` prints beside `rebell`.
    let client = Client::new(Config::new("http://127.0.0.1:4040", client_id.trim(), ours, theirs))?;
    // Your own id. However often it is sent, it is one request.
    call(&client, "order-1").await
}
