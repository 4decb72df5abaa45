//! A signed response of a real platform; see `vectors/README.md`.

use super::super::{Backend, Content, SignatureHeader, WalletKey};

const PATH: &str = "/ams/sandbox/api/v1/payments/pay";
const CLIENT_ID: &str = "SANDBOX_5YEV2N2ZV8LC00920";
const TIME: &str = "2025-05-19T01:52:32Z";
const BODY: &str = include_str!("../../vectors/body.json");
const DIGEST: &str = "577af41066b667e176a07c36cc32597521c443ae7ea7a0120f435dd59dd04e20";

fn signature() -> Vec<u8> {
    let value = include_str!("../../vectors/signature.txt").trim_end();
    SignatureHeader::parse(format!("algorithm=RSA256,keyVersion=1,signature={value}").as_bytes())
        .unwrap()
        .signature
}

fn verifies(backend: Backend, content: &Content<'_>) -> bool {
    let key = WalletKey::from_text_with(backend, include_str!("../../vectors/wallet_key.base64")).unwrap();
    key.verify(content, &signature()).is_ok()
}

#[test]
fn the_content_is_the_documented_text() {
    let content = Content::new(PATH, CLIENT_ID, TIME, BODY.as_bytes());
    assert_eq!(content.to_bytes(), format!("POST {PATH}\n{CLIENT_ID}.{TIME}.{BODY}").as_bytes());
    assert_eq!(content.to_bytes().len(), 1836);
    let digest: String = content.sha256().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, DIGEST);
}

#[test]
fn the_signature_verifies() {
    for &backend in Backend::all() {
        assert!(verifies(backend, &Content::new(PATH, CLIENT_ID, TIME, BODY.as_bytes())), "{backend:?}");
    }
}

#[test]
fn what_was_not_signed_does_not_verify() {
    let pretty = BODY.replacen("{\"normalUrl\":", "{\n  \"normalUrl\": ", 1);
    let start = BODY.find(",\"result\":").unwrap();
    let result = BODY[start + 1..].strip_suffix('}').unwrap();
    let reordered = format!("{{{result},{}}}", &BODY[1..start]);
    assert!(pretty.len() > BODY.len() && reordered.len() == BODY.len());

    for &backend in Backend::all() {
        let refused = |path, client_id, time, body: &str| {
            assert!(
                !verifies(backend, &Content::new(path, client_id, time, body.as_bytes())),
                "{backend:?}: {body}"
            );
        };
        refused(PATH, CLIENT_ID, TIME, &pretty);
        refused(PATH, CLIENT_ID, "2025-05-19T01:52:32Z\n", BODY);
        refused("/ams/api/v1/payments/pay", CLIENT_ID, TIME, BODY);
        refused(PATH, CLIENT_ID, TIME, &reordered);
        refused(PATH, "5YEV2N2ZV8LC00920", TIME, BODY);
        refused(PATH, CLIENT_ID, TIME, "");
    }
}

#[test]
fn the_text_is_not_injective() {
    // Documented with `Content`: why client id and time are checked besides the signature.
    let one = Content::new(PATH, "client", "time", b"1.{}");
    let other = Content::new(PATH, "client", "time.1", b"{}");
    assert_eq!(one.sha256(), other.sha256());
}

#[test]
fn debug_shows_no_body() {
    let shown = format!("{:?}", Content::new(PATH, CLIENT_ID, TIME, b"{\"accessToken\":\"secret\"}"));
    assert!(shown.contains(CLIENT_ID) && shown.contains("24 bytes") && !shown.contains("secret"), "{shown}");
}
