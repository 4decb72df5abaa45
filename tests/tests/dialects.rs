//! Each setting of a dialect, as it is on the wire; and what the wallet answers is verified in it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use claro_client::{API, Cause, Client, Config, Error, Outcome};
use countersign_runtime::{
    AlgorithmLabel, ConfigError, Dialect, KeyVersionPair, RequestTime, Scalars, UnsignedResponses,
    VerifyError,
    signature::{
        Content, ContentTemplate, KeyVersion, Separator, SignatureEncoding, SignatureHeader, SigningKey,
        WalletKey,
    },
    testing::{ManualClock, Reply, ScriptedWallet},
    transport::{Limits, TransportError},
};
use countersign_tests::{keys, requests};
use http::HeaderMap;

const ACCEPTED: &str = r#"{"result":{"resultStatus":"A","resultCode":"ACCEPT"}}"#;

/// The request that a client with this configuration sends for a payment.
async fn sent(change: impl FnOnce(Config) -> Config) -> http::Request<Bytes> {
    let wallet = ScriptedWallet::new().expect("a back end");
    let clock = ManualClock::new(UNIX_EPOCH + Duration::from_millis(1_554_359_936_253));
    let client = Client::new(change(wallet.config()).clock(clock)).expect("a client");
    wallet.then(Reply::signed(ACCEPTED));
    let _ = client.v1().payments().pay(&requests::pay()).await.expect("it was sent");
    wallet.seen().pop().expect("a request")
}

async fn sent_by(dialect: Dialect) -> http::Request<Bytes> {
    sent(|config| config.dialect(dialect)).await
}

fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> &'a str {
    request.headers()[name].to_str().expect("text")
}

/// What was signed must be what was sent, whatever the dialect.
fn assert_signed(request: &http::Request<Bytes>) {
    let public = WalletKey::from_text(keys::MERCHANT_PUBLIC).expect("a key");
    let signature =
        SignatureHeader::parse(header(request, "signature").as_bytes()).expect("a signature header");
    let (client_id, time) = (header(request, "client-id"), header(request, "request-time"));
    let content = Content::new(request.uri().path(), client_id, time, request.body());
    public.verify(&content, &signature.signature).expect("what was signed is what was sent");
}

#[tokio::test]
async fn request_time() {
    let table = [
        (RequestTime::Rfc3339Millis, "2019-04-04T06:38:56.253+00:00"),
        (RequestTime::Rfc3339Seconds, "2019-04-04T06:38:56+00:00"),
        (RequestTime::Rfc3339Zulu, "2019-04-04T06:38:56Z"),
        (RequestTime::NoColon, "2019-04-04T06:38:56+0000"),
        (RequestTime::EpochMillis, "1554359936253"),
    ];
    for (form, expected) in table {
        let request = sent_by(Dialect::new().request_time(form)).await;
        assert_eq!(header(&request, "request-time"), expected);
        assert_signed(&request);
    }
}

/// A wallet may take milliseconds since 1970 and answer in ISO 8601.
#[tokio::test]
async fn response_time() {
    let (usual, epoch) = (Dialect::new, || Dialect::new().request_time(RequestTime::EpochMillis));
    let table = [
        (usual(), "2019-04-04T06:38:56.253+00:00"),
        (usual().response_time(RequestTime::NoColon), "2019-04-04T06:38:56+0000"),
        (epoch(), "1554359936253"),
        (epoch().response_time(RequestTime::Rfc3339Zulu), "2019-04-04T06:38:56Z"),
    ];
    let now = UNIX_EPOCH + Duration::from_millis(1_554_359_936_253);
    for (dialect, expected) in table {
        let wallet = ScriptedWallet::new().expect("a back end").dialect(dialect.clone());
        let config = wallet.config().dialect(dialect).clock(ManualClock::new(now));
        wallet.then(Reply::signed(ACCEPTED).at(now));
        let outcome = Client::new(config).expect("a client").v1().payments().pay(&requests::pay()).await;
        let Ok(Outcome::Accepted(accepted)) = outcome else { panic!("{outcome:?}") };
        assert_eq!(accepted.exchange().headers().unwrap()["response-time"], expected);
    }
}

#[tokio::test]
async fn signature_header() {
    let usual = Dialect::new;
    let table = [
        (usual(), "algorithm=RSA256, keyVersion=7, signature="),
        (usual().header_separator(Separator::Comma), "algorithm=RSA256,keyVersion=7,signature="),
        (usual().algorithm_label(AlgorithmLabel::Long), "algorithm=SHA256withRSA, keyVersion=7, signature="),
        (usual().key_version(KeyVersionPair::LeftOut), "algorithm=RSA256, signature="),
    ];
    let key = SigningKey::from_text(keys::MERCHANT).unwrap().with_version(KeyVersion::from(7));
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
    for (dialect, expected) in table {
        let wallet = ScriptedWallet::new().unwrap();
        let config = Config::new("https://wallet.invalid", keys::CLIENT_ID, key.clone(), theirs.clone());
        let client = Client::new(config.transport(wallet.clone()).dialect(dialect)).unwrap();
        wallet.then(Reply::signed(ACCEPTED));
        let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let request = wallet.seen().pop().unwrap();
        assert!(header(&request, "signature").starts_with(expected), "{}", header(&request, "signature"));
        assert_signed(&request);
    }
    let alphabets = [
        (SignatureEncoding::Base64UrlEncoded, "%"),
        (SignatureEncoding::Base64, "+/="),
        (SignatureEncoding::Base64Url, "-_"),
    ];
    for (encoding, own) in alphabets {
        let is_own = |c: char| own.contains(c);
        let request = sent_by(usual().signature_encoding(encoding)).await;
        let (_, value) = header(&request, "signature").rsplit_once("signature=").unwrap();
        let others = |c: char| !c.is_ascii_alphanumeric() && !is_own(c);
        assert!(value.contains(is_own) && !value.contains(others), "{encoding:?}: {value}");
        assert_signed(&request);
    }
}

#[tokio::test]
async fn paths() {
    let suffixed = sent_by(API.dialect.clone().path_suffix(".htm")).await;
    assert_eq!(suffixed.uri(), "https://wallet.invalid/api/v1/payments/pay.htm");
    assert_signed(&suffixed);
    let by_config = sent(|config| config.base_path("/miniprogram/api").path_suffix(".do")).await;
    assert_eq!(by_config.uri().path(), "/miniprogram/api/v1/payments/pay.do");
    assert_signed(&by_config);

    // Only for client ids of a sandbox.
    let antom = Dialect::new().sandbox_base_path("/ams/sandbox/api");
    assert_eq!(sent_by(antom.clone()).await.uri().path(), "/api/v1/payments/pay");
    let wallet = ScriptedWallet::new().unwrap();
    let ours = SigningKey::from_text(keys::MERCHANT).unwrap();
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
    let config = Config::new("https://wallet.invalid", "SANDBOX_5X0000", ours, theirs);
    let client = Client::new(config.transport(wallet.clone()).dialect(antom)).unwrap();
    wallet.then(Reply::signed(ACCEPTED));
    let _ = client.v1().payments().pay(&requests::pay()).await.unwrap();
    assert_eq!(wallet.seen()[0].uri().path(), "/ams/sandbox/api/v1/payments/pay");
}

#[tokio::test]
async fn other_headers() {
    let usual = sent_by(Dialect::new()).await;
    assert_eq!(header(&usual, "content-type"), "application/json; charset=UTF-8");
    assert_eq!(header(&usual, "accept"), "application/json");

    let dialect = Dialect::new().content_type("application/json").accept(None).headers(&[("X-Api", "3")]);
    let request = sent_by(dialect).await;
    assert_eq!(header(&request, "content-type"), "application/json");
    assert_eq!(header(&request, "x-api"), "3");
    assert!(!request.headers().contains_key("accept"));

    let request = sent(|config| config.header("Agent-Token", "t").accept(Some("*/*"))).await;
    assert_eq!((header(&request, "agent-token"), header(&request, "accept")), ("t", "*/*"));
}

#[tokio::test]
async fn reserved_headers_are_refused() {
    let reserved = [
        "Signature",
        "client-id",
        "Request-Time",
        "Content-Type",
        "Content-Length",
        "Host",
        "Encrypt",
        "Transfer-Encoding",
        "Connection",
        "not a header",
        "",
    ];
    for name in reserved {
        let wallet = ScriptedWallet::new().unwrap();
        let error = Client::new(wallet.config().header(name, "x")).unwrap_err();
        assert!(matches!(&error, ConfigError::Header(header) if header == name), "{error}");
        let client = Client::new(wallet.config()).unwrap();
        let error = client.v1().payments().pay(&requests::pay()).header(name, "x").await.unwrap_err();
        assert!(matches!(&error, Error::Header(header) if header == name), "{error}");
        assert!(wallet.seen().is_empty());
    }
    let wallet = ScriptedWallet::new().unwrap();
    let dialect = Dialect::new().content_type("application/json\n");
    let error = Client::new(wallet.config().dialect(dialect)).unwrap_err();
    assert!(matches!(&error, ConfigError::Header(header) if header == "content-type"), "{error}");
    assert!(error.to_string().contains("has an invalid name or value"), "{error}");
}

#[tokio::test]
async fn scalars() {
    use claro_client::v1::types::PaymentFactor;
    for (scalars, expected) in [(Scalars::AsSpecified, "true"), (Scalars::Quoted, r#""true""#)] {
        let wallet = ScriptedWallet::new().unwrap();
        let client = Client::new(wallet.config().dialect(Dialect::new().scalars(scalars))).unwrap();
        wallet.then(Reply::signed(ACCEPTED));
        let factor = PaymentFactor::new().is_cashier_payment(true);
        let _ = client.v1().payments().pay(&requests::pay().payment_factor(factor)).await.unwrap();
        let request = wallet.seen().pop().unwrap();
        let body = std::str::from_utf8(request.body()).unwrap();
        assert!(body.contains(&format!(r#""isCashierPayment":{expected}"#)), "{body}");
    }
}

#[tokio::test]
async fn six_part_content() {
    let wallet_key = SigningKey::from_text(keys::WALLET).unwrap();
    let ours = SigningKey::from_text(keys::MERCHANT).unwrap();
    let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).unwrap();
    // A wallet that signs as Toka does, and checks us so.
    let transport = move |request: http::Request<Bytes>, _: Limits| {
        let wallet_key = wallet_key.clone();
        async move {
            let part = |name: &str| header(&request, name).to_owned();
            let (id, client_id, time) = (part("request-id"), part("client-id"), part("request-time"));
            let signature = SignatureHeader::parse(part("signature").as_bytes()).unwrap();
            let content = Content::six_part(request.uri().path(), &client_id, &id, &time, request.body());
            let public = WalletKey::from_text(keys::MERCHANT_PUBLIC).unwrap();
            assert_eq!(public.verify(&content, &signature.signature), Ok(()));
            let time = "2026-11-22T10:00:00Z";
            let content = Content::six_part_response(&client_id, time, ACCEPTED.as_bytes());
            let signature = SignatureHeader::write(
                "SHA256withRSA",
                None,
                &wallet_key.sign(&content).unwrap(),
                SignatureEncoding::Base64UrlEncoded,
                Separator::Comma,
            );
            let answer =
                http::Response::builder().header("response-time", time).header("signature", signature);
            Ok::<_, TransportError>(answer.body(Bytes::from_static(ACCEPTED.as_bytes())).unwrap())
        }
    };
    let now: SystemTime = UNIX_EPOCH + Duration::from_secs(1_795_341_600);
    let config = Config::new("https://wallet.invalid", keys::CLIENT_ID, ours, theirs)
        .clock(move || now)
        .transport(transport)
        .dialect(Dialect::new().content(ContentTemplate::SixPart));
    let client = Client::new(config).unwrap();
    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
    assert_eq!(outcome.name(), "Accepted", "{outcome:?}");
    let id = |outcome: &Outcome<_>| outcome.exchange().request().headers()["request-id"].clone();
    let again = client.v1().payments().pay(&requests::pay()).await.unwrap();
    assert_ne!(id(&outcome), id(&again));
    let content = String::from_utf8(outcome.exchange().signed_content()).unwrap();
    assert!(content.starts_with("POST./api/v1/payments/pay."), "{content}");
    let own = client.v1().payments().pay(&requests::pay()).header("Request-Id", "mine").await.unwrap();
    assert_eq!(id(&own), "mine");
}

#[tokio::test]
async fn unsigned_answers() {
    const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"INVALID_SIGNATURE"}}"#;
    let client = |unsigned| {
        let wallet = ScriptedWallet::new().unwrap();
        let dialect = Dialect::new().unsigned_answers(unsigned);
        (wallet.clone(), Client::new(wallet.config().dialect(dialect)).unwrap())
    };
    let refused = VerifyError::MissingHeader("signature".parse().unwrap());
    let missing = |cause: &Cause| matches!(cause, Cause::Unverified(error) if *error == refused);

    let (wallet, strict) = client(UnsignedResponses::Refused);
    wallet.then(Reply::unsigned(FAILED));
    let outcome = strict.v1().payments().pay(&requests::pay()).await.unwrap();
    assert!(matches!(&outcome, Outcome::Unknown(unknown) if missing(&unknown.cause)), "{outcome:?}");

    let (wallet, lenient) = client(UnsignedResponses::FailuresRead);
    // A payment may have happened all the same.
    wallet.then(Reply::unsigned(FAILED));
    let outcome = lenient.v1().payments().pay(&requests::pay()).await.unwrap();
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    let Cause::Unauthenticated(claimed) = &unknown.cause else { panic!("{unknown}") };
    assert_eq!(claimed.code.as_str(), "INVALID_SIGNATURE");
    assert!(unknown.response().is_none() && unknown.unverified_body().is_some());
    // A question changes nothing, whoever answers it.
    wallet.then(Reply::unsigned(FAILED));
    let error = lenient.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap_err();
    let Error::Unauthenticated(answer) = error else { panic!("{error}") };
    assert_eq!(answer.claimed.code.as_str(), "INVALID_SIGNATURE");
    assert_eq!(answer.exchange.attempts(), 1);

    // Anything but a failure is refused, and so is what has one of the two headers.
    let half: HeaderMap =
        [("response-time".parse().unwrap(), "2026-11-22T10:00:00Z".parse().unwrap())].into_iter().collect();
    let others = [
        Reply::unsigned(FAILED.replace('F', "S")),
        Reply::unsigned(ACCEPTED),
        Reply::unsigned(FAILED.replace("\"F\"", "\"U\"")),
        Reply::unsigned("<html>"),
        Reply::unsigned(FAILED).header("response-time", half["response-time"].clone()),
    ];
    for reply in others {
        wallet.then(reply.clone());
        let outcome = lenient.v1().payments().inquiry_payment(&requests::inquiry()).await.unwrap();
        assert!(matches!(&outcome, Outcome::Unknown(unknown) if missing(&unknown.cause)), "{reply:?}");
    }
}
