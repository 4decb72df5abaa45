//! Answers and keys that mean harm: nothing panics, and nothing is believed that the wallet has not signed.

use std::{
    sync::{Arc, Mutex},
    time::SystemTime,
};

use bytes::Bytes;
use claro_client::{
    Client, Config, text,
    v1::payments::{InquiryPaymentRequest, InquiryPaymentRequired, PayRequest},
};
use countersign_runtime::{
    DateTime, Problem,
    codec::from_json,
    signature::{
        Algorithm, Backend, BoxFuture, Content, KeyError, KeyVersion, Separator, SignError, Signature,
        SignatureEncoding, SignatureHeader, Signer, SigningKey, WalletKey,
    },
    transport::{Limits, Transport, TransportError},
};
use countersign_tests::keys;
use http::{HeaderMap, HeaderName, HeaderValue};

const PATH: &str = "/api/v1/payments/inquiryPayment";
const GOOD: &str = concat!(
    r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"},"#,
    r#""paymentId":"2022000000000000000","paymentAmount":{"currency":"USD","value":"10000"},"#,
    r#""paymentStatus":"SUCCESS","extendInfo":"ñ€"}"#
);

/// An answer as the network brings it.
#[derive(Clone)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// A network that brings what it is told.
#[derive(Clone, Default)]
struct Network(Arc<Mutex<Option<Answer>>>);

impl Transport for Network {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let Answer { headers, body } =
            self.0.lock().expect("no panic with the lock").clone().expect("it was told");
        let mut answer = http::Response::new(body);
        *answer.headers_mut() = headers;
        Box::pin(async { Ok(answer) })
    }
}

/// What we send is nothing here, so it need not be signed.
struct NoSigner;

impl Signer for NoSigner {
    fn sign<'a>(&'a self, _: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        Box::pin(async { Ok(Signature::new(Algorithm::Rsa256, KeyVersion::from(1), vec![1])) })
    }
}

/// A client, and the network between it and the wallet.
struct Scene {
    network: Network,
    client: Client,
    wallet: SigningKey,
    time: String,
}

impl Scene {
    fn new() -> Self {
        let (now, network) = (SystemTime::now(), Network::default());
        let theirs = WalletKey::from_text(keys::WALLET_PUBLIC).expect("a key");
        let config = Config::new("http://127.0.0.1", keys::CLIENT_ID, NoSigner, theirs)
            .transport(network.clone())
            .clock(move || now);
        Self {
            network,
            client: Client::new(config).expect("a client"),
            wallet: SigningKey::from_text(keys::WALLET).expect("a key"),
            time: DateTime::from(now).as_str().to_owned(),
        }
    }

    /// An answer that the wallet has signed, whatever it says.
    fn signed(&self, body: impl Into<Bytes>) -> Answer {
        let body = body.into();
        let content = Content::new(PATH, keys::CLIENT_ID, &self.time, &body);
        let signature = self.wallet.sign(&content).expect("a signature");
        let signature = SignatureHeader::write(
            Algorithm::Rsa256,
            None,
            &signature,
            SignatureEncoding::Base64UrlEncoded,
            Separator::CommaSpace,
        );
        let mut headers = HeaderMap::new();
        headers.insert("signature", signature.parse().expect("a header"));
        headers.insert("client-id", HeaderValue::from_static(keys::CLIENT_ID));
        headers.insert("response-time", self.time.parse().expect("a header"));
        Answer { headers, body }
    }

    /// The name of the outcome.
    async fn outcome(&self, answer: Answer) -> &'static str {
        *self.network.0.lock().expect("no panic with the lock") = Some(answer);
        let request = InquiryPaymentRequest::new(InquiryPaymentRequired { partner_id: text!("P1") })
            .payment_request_id(text!("order-1"));
        let outcome = self.client.v1().payments().inquiry_payment(&request).await.expect("it was sent");
        // Whatever came, it can be shown.
        let _ = format!("{outcome:?}");
        outcome.name()
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
    fn bytes(&mut self, longest: usize) -> Vec<u8> {
        (0..self.below(longest)).map(|_| self.next() as u8).collect()
    }
}

/// The text without its end, in each length, and with one other byte, at each place.
fn changes(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let shorter = (0..text.len()).map(|length| text[..length].to_vec());
    let other = (0..text.len()).flat_map(move |at| {
        let others = [text[at] ^ 1, text[at] ^ 0x20, b'0', b'"', b'%', b'=', b' ', 0xFF];
        others.into_iter().filter(move |byte| *byte != text[at]).map(move |byte| {
            let mut changed = text.to_vec();
            changed[at] = byte;
            changed
        })
    });
    shorter.chain(other)
}

#[tokio::test]
async fn no_change_of_a_signed_body_is_believed() {
    let scene = Scene::new();
    let good = scene.signed(GOOD);
    assert_eq!(scene.outcome(good.clone()).await, "Success");
    for body in changes(GOOD.as_bytes()).chain([[GOOD.as_bytes(), b" "].concat()]) {
        let shown = String::from_utf8_lossy(&body).into_owned();
        let outcome = scene.outcome(Answer { body: body.into(), ..good.clone() }).await;
        assert_eq!(outcome, "Unknown", "{shown}");
    }
}

#[tokio::test]
async fn no_change_of_a_signature_is_believed() {
    let scene = Scene::new();
    let good = scene.signed(GOOD);
    let header = good.headers["signature"].as_bytes();
    let signature = SignatureHeader::parse(header).unwrap().signature;
    let mut same = 0;
    for changed in changes(header) {
        let Ok(value) = HeaderValue::from_bytes(&changed) else { continue };
        let mut answer = good.clone();
        answer.headers.insert("signature", value);
        let outcome = scene.outcome(answer).await;
        // `ALGORITHM=` for `algorithm=`, say, changes nothing: the signature's own bytes must then be the same ones.
        let read = SignatureHeader::parse(&changed).map(|header| header.signature);
        if outcome == "Success" {
            assert_eq!(read.as_ref(), Ok(&signature), "{}", String::from_utf8_lossy(&changed));
            same += 1;
        }
    }
    assert!(same < header.len(), "{same} changes of {} bytes changed nothing", header.len());
}

#[tokio::test]
async fn no_header_does_harm() {
    let (scene, mut numbers) = (Scene::new(), Numbers(1));
    let good = scene.signed(GOOD);
    for name in ["signature", "client-id", "response-time"].map(HeaderName::from_static) {
        let long = [b"x".repeat(100_000), b",=".repeat(50_000), b"%".repeat(50_000), b"9".repeat(50_000)];
        let random = (0..1000).map(|_| numbers.bytes(60).into_iter().map(|byte| byte.max(b' ')).collect());
        for value in random.chain(long) {
            let Ok(value) = HeaderValue::from_bytes(&value) else { continue };
            let mut answer = good.clone();
            answer.headers.insert(name.clone(), value.clone());
            assert_eq!(scene.outcome(answer.clone()).await, "Unknown", "{name}: {value:?}");
            answer.headers.append(name.clone(), good.headers[&name].clone());
            assert_eq!(scene.outcome(answer).await, "Unknown", "two of {name}: {value:?}");
        }
    }
}

/// Some gateways add it a second time.
#[tokio::test]
async fn a_client_id_may_be_repeated_and_a_signature_or_time_may_not() {
    let scene = Scene::new();
    let good = scene.signed(GOOD);
    for (name, expected) in [("client-id", "Success"), ("signature", "Unknown"), ("response-time", "Unknown")]
    {
        let mut answer = good.clone();
        answer.headers.append(HeaderName::from_static(name), good.headers[name].clone());
        assert_eq!(scene.outcome(answer).await, expected, "{name}");
    }
    for other in ["2022000000000000000001", "", "2022000000000000000000, 2022000000000000000000"] {
        let mut answer = good.clone();
        answer.headers.append("client-id", HeaderValue::from_static(other));
        assert_eq!(scene.outcome(answer).await, "Unknown", "{other}");
    }
}

#[tokio::test]
async fn random_bytes_do_no_harm() {
    let (scene, mut numbers) = (Scene::new(), Numbers(2));
    let unsigned = scene.signed(GOOD);
    for _ in 0..500 {
        let body = numbers.bytes(300);
        let answer = Answer { body: body.clone().into(), ..unsigned.clone() };
        assert_eq!(scene.outcome(answer).await, "Unknown", "{body:?}");
        assert_eq!(scene.outcome(scene.signed(body.clone())).await, "Unknown", "signed: {body:?}");
    }
    // Close to something good, and signed: whatever it comes to, it comes to something.
    for _ in 0..500 {
        let mut body = GOOD.as_bytes().to_vec();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(body.len());
            body[at] = numbers.next() as u8;
        }
        // Text that is not clean is read on; what is no JSON even without such text is not.
        let shown = String::from_utf8_lossy(&body);
        let clean: String =
            shown.chars().map(|c| if c.is_control() || c == '\\' { '.' } else { c }).collect();
        let is_json = serde_json::from_str::<serde_json::Value>(&clean).is_ok();
        let outcome = scene.outcome(scene.signed(body.clone())).await;
        assert!(is_json || outcome == "Unknown", "{outcome}: {shown}");
    }
}

#[tokio::test]
async fn a_signed_answer_that_makes_no_sense_is_unknown() {
    let scene = Scene::new();
    let deep = |open: &str| open.repeat(100_000);
    let result = r#""result":{"resultStatus":"S","resultCode":"SUCCESS"}"#;
    let texts = [
        String::new(),
        " ".to_owned(),
        "null".to_owned(),
        "true".to_owned(),
        "17".to_owned(),
        "\"S\"".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        format!("{GOOD}{GOOD}"),
        format!("{GOOD},"),
        format!("[{GOOD}]"),
        r#"{"result":null}"#.to_owned(),
        r#"{"result":"S"}"#.to_owned(),
        r#"{"result":[]}"#.to_owned(),
        r#"{"result":{}}"#.to_owned(),
        r#"{"result":{"resultStatus":""}}"#.to_owned(),
        r#"{"result":{"resultStatus":"s"}}"#.to_owned(),
        r#"{"result":{"resultStatus":" S"}}"#.to_owned(),
        r#"{"result":{"resultStatus":["S"]}}"#.to_owned(),
        r#"{"result":{"resultStatus":{"S":"S"}}}"#.to_owned(),
        r#"{"result":{"resultStatus":true}}"#.to_owned(),
        r#"{"result":{"resultStatus":"F","resultStatus":"S"}}"#.to_owned(),
        r#"{"resultStatus":"S","resultCode":"SUCCESS"}"#.to_owned(),
        r#"{"Result":{"resultStatus":"S"}}"#.to_owned(),
        r#"{"result":{"resultStatus":"\ud800"}}"#.to_owned(),
        deep("["),
        deep(r#"{"a":"#),
        format!(r#"{{{result},"paymentId":{}"#, deep("[")),
        format!(r#"{{{result},"paymentAmount":{}"#, deep(r#"{"currency":"#)),
        format!(r#"{{{result},"unknown":{}"#, deep("[")),
    ];
    for text in texts {
        let start: String = text.chars().take(60).collect();
        assert_eq!(scene.outcome(scene.signed(text)).await, "Unknown", "{start}");
    }
    let broken: [&[u8]; 4] =
        [b"\xff\xfe{\0}\0", b"{\"result\xff\":1}", b"{\"result\":{\"resultStatus\":\"S\xff\"}}", b"\0"];
    for body in broken {
        assert_eq!(scene.outcome(scene.signed(body)).await, "Unknown", "{}", String::from_utf8_lossy(body));
    }
}

#[tokio::test]
async fn values_of_another_kind_do_not_hide_a_success() {
    let scene = Scene::new();
    let odd = [
        "null",
        "true",
        "17",
        "-0.0",
        "1e308",
        "18446744073709551616",
        "123456789012345678901234567890123456789012345678901234567890",
        "\"\"",
        "\"\\u0000\"",
        "[]",
        "[[[]]]",
        "{}",
        r#"{"currency":{"a":[1]},"value":17,"value":18}"#,
    ];
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for field in ["paymentId", "paymentAmount", "paymentTime", "paymentStatus", "extendInfo", "unknown"] {
        for value in odd.into_iter().chain([deep.as_str()]) {
            let body = format!(r#"{{"result":{{"resultStatus":"S"}},"{field}":{value}}}"#);
            assert_eq!(scene.outcome(scene.signed(body.clone())).await, "Success", "{body}");
        }
    }
}

#[test]
fn json_in_a_text_is_no_way_around_the_limits() {
    let deep = "[".repeat(100_000);
    for order in [deep.as_str(), "{", "17", "{\\\"orderAmount\\\":\\\"[[[\\\"}"] {
        let body = format!(r#"{{"extraParams":{{"ORDER":"{order}"}}}}"#);
        let (_, violations) = from_json::<PayRequest>(body.as_bytes()).unwrap();
        let found = violations.iter().any(|violation| {
            violation.path.starts_with("extraParams.ORDER") && violation.problem != Problem::Missing
        });
        assert!(found, "{violations:?}");
    }
}

#[test]
fn what_is_not_a_whole_key_is_an_error() {
    for backend in Backend::all() {
        assert!(SigningKey::from_text_with(*backend, keys::MERCHANT).is_ok());
        assert!(WalletKey::from_text_with(*backend, keys::WALLET_PUBLIC).is_ok());
        let bare = include_str!("../keys/merchant.pkcs8.base64");
        for text in [keys::MERCHANT, bare] {
            refused(text, |text| SigningKey::from_text_with(*backend, text).err());
        }
        let bare = include_str!("../keys/merchant.public.base64");
        for text in [keys::WALLET_PUBLIC, bare] {
            refused(text, |text| WalletKey::from_text_with(*backend, text).err());
        }
        for text in
            ["", " \n", "-----BEGIN PRIVATE KEY-----", "%%%%", "\0", "MII", "ключ", keys::WALLET_PUBLIC]
        {
            assert!(SigningKey::from_text_with(*backend, text).is_err(), "{text}");
        }
        for text in ["", " \n", "-----BEGIN PUBLIC KEY-----", "%%%%", "\0", "MII", "ключ", keys::MERCHANT]
        {
            assert!(WalletKey::from_text_with(*backend, text).is_err(), "{text}");
        }
    }
}

/// Every key text without its end is refused; with one other character it is read or refused. What is said about it holds
/// nothing of it.
fn refused(text: &str, read: impl Fn(&str) -> Option<KeyError>) {
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let check = |changed: &str, must: bool| match read(changed) {
        Some(error) => {
            let said = format!("{error} {error:?}");
            let leaked = (0..body.len() - 12).any(|at| said.contains(&body[at..at + 12]));
            assert!(!leaked, "{said}");
        }
        None => assert!(!must, "a key without its end was read: {} of {} bytes", changed.len(), text.len()),
    };
    let whole = text.find("-----END").unwrap_or(text.trim_end().len());
    for length in (0..whole).rev().take(40).chain((0..whole).step_by(23)) {
        check(&text[..length], true);
    }
    let mut numbers = Numbers(3);
    for _ in 0..200 {
        let at = numbers.below(whole);
        let other = ["A", "/", "\n", "-", "é"][numbers.below(5)];
        check(&format!("{}{other}{}", &text[..at], &text[at + 1..]), false);
    }
}
