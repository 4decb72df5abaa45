//! An API whose requests are encrypted, on the page.

use crate::browser::with_page;
use countersign_sandbox::{Sandbox, Settings};

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/encrypted");

#[tokio::test]
async fn both_forms_of_what_is_encrypted_are_shown() {
    let sandbox = Sandbox::start(Settings::new(SPECS)).expect("started");
    with_page(sandbox, |page| async move {
        page.open("vault/v1/cards/bind").await?;
        page.see(".crumb", "encrypted").await?;
        page.send("Success").await?;
        let last = page.last();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
        let answered = last.answer.as_ref().expect("answered");
        let (request, answer) = (text(&last.body), text(&answered.body));
        assert!(!request.contains('{') && !answer.contains('{'));
        let titles =
            page.eval("[...document.querySelectorAll('.steps h3')].map((h) => h.innerText).join()").await?;
        let expected =
            "Body,Encrypted body,Content to be signed,Headers,Response,Its signature,Decrypted response,Outcome";
        assert_eq!(titles, expected);
        page.see(".steps > li:nth-child(1)", "\"cardNo\": \"4111111111111111\"").await?;
        page.see(".steps > li:nth-child(2) code", &request).await?;
        page.see(".steps > li:nth-child(3) code", &format!(".{request}")).await?;
        page.see(".steps > li:nth-child(4)", "algorithm=RSA_AES").await?;
        page.see(".steps > li:nth-child(5) code", &answer).await?;
        page.see(".steps > li:nth-child(7)", "\"cardToken\": \"token-1\"").await?;
        page.click("#to-received").await?;
        page.see(".entries summary", "SUCCESS").await?.click().await?;
        page.see(".exchange h4", "Decrypted").await?;
        page.see(".exchange", "\"cardToken\": \"token-1\"").await.map(|_| ())
    })
    .await;
}
