//! Encrypted bodies: what is encrypted, what is signed of it, and what becomes of answers that don't decrypt.

use std::time::Duration;

use crate::log::Log;
use bytes::Bytes;
use claro_client::{Cause, Client, Config, Error, Outcome, v1::payments::PayRequest};
use countersign_runtime::{
    Clock, Dialect, RetryPolicy, Settled, VerifyError,
    encryption::{AesKey, DecryptionKey, Encrypted, Encryption, EncryptionKey, decrypt, encrypt},
    json,
    signature::{KeyVersion, Separator, WalletKey},
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};
use countersign_tests::{answers::signed_by, keys, requests};
use http::{HeaderValue, Request};

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"paymentId":"2022"}"#;
/// The documents say to send it again.
const LATER: &str = r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;
const NOT_DECRYPTED: &str = "the call may have taken effect: the response is signed, but can't be read: encrypted, and could not be decrypted";

fn encryption() -> Encryption {
    let theirs =
        EncryptionKey::from_text(keys::WALLET_PUBLIC).expect("a key").with_version(KeyVersion::from(3));
    Encryption::new(theirs, DecryptionKey::from_text(keys::MERCHANT).expect("a key"))
}

fn scene(change: impl FnOnce(Config) -> Config) -> (ScriptedWallet, Client) {
    let wallet = ScriptedWallet::new().expect("a back end");
    let client = Client::new(change(wallet.config().encryption(encryption()))).expect("a client");
    (wallet, client)
}

/// What the wallet makes of an encrypted request: its body, and the content type that it came with.
fn received(request: &Request<Bytes>) -> (Bytes, &str) {
    let merchant = WalletKey::from_text(keys::MERCHANT_PUBLIC).expect("a key");
    assert!(signed_by(request, &merchant).1, "the signature is of what was sent");
    let header = |name: &str| request.headers()[name].to_str().expect("text");
    let key = DecryptionKey::from_text(keys::WALLET).expect("a key");
    let body = decrypt(&key, header("encrypt").as_bytes(), request.body()).expect("it decrypts");
    (body, header("content-type"))
}

/// A body as the wallet encrypts it for us.
fn for_us(aes: AesKey, body: &[u8]) -> Encrypted {
    let key = EncryptionKey::from_text(keys::MERCHANT_PUBLIC).expect("a key");
    encrypt(&key, aes, Separator::Comma, body).expect("it is encrypted")
}

/// The answer with that body, signed, and with that header.
fn answer(body: Bytes, header: &str) -> Reply {
    Reply::signed(body).header("encrypt", header.parse().expect("a header"))
}

#[tokio::test]
async fn a_call_or_all_of_an_api_are_encrypted() {
    for (api, call, expected) in [
        (false, None, false),
        (false, Some(false), false),
        (false, Some(true), true),
        (true, None, true),
        (true, Some(true), true),
        (true, Some(false), false),
    ] {
        let (wallet, client) = scene(|config| config.dialect(Dialect::new().encrypted(api)));
        wallet.then(Reply::signed(SUCCESS));
        let request = requests::pay();
        let payment = client.v1().payments().pay(&request);
        let payment = match call {
            Some(encrypted) => payment.encrypted(encrypted),
            None => payment,
        };
        // The answer is plain, and read as such.
        let outcome = payment.await.unwrap();
        assert_eq!(outcome.name(), "Success", "{outcome:?}");
        let sent = wallet.seen().pop().unwrap();
        let (exchange, plain) = (outcome.exchange(), json::write(&request).unwrap());
        assert_eq!(exchange.plain_body(), &plain);
        assert_eq!(exchange.request().body(), sent.body());
        assert!(exchange.signed_content().ends_with(sent.body()));
        assert_eq!(sent.headers().contains_key("encrypt"), expected, "{api} {call:?}");
        if expected {
            assert_eq!(received(&sent), (plain.into(), "text/plain; charset=UTF-8"));
            let header = sent.headers()["encrypt"].to_str().unwrap();
            assert!(header.starts_with("algorithm=RSA_AES, keyVersion=3, symmetricKey="), "{header}");
            assert!(sent.body().iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)));
        } else {
            assert_eq!(sent.body(), &plain);
            assert_eq!(sent.headers()["content-type"], "application/json; charset=UTF-8");
        }
    }
}

#[tokio::test]
async fn both_sizes_of_key_and_both_content_types() {
    for (aes, json) in
        [(AesKey::Bits128, false), (AesKey::Bits256, false), (AesKey::Bits128, true), (AesKey::Bits256, true)]
    {
        let keys = encryption().aes_key(aes);
        let keys = if json { keys.json_content_type() } else { keys };
        let dialect = Dialect::new().encrypted(true).header_separator(Separator::Comma);
        let (wallet, client) = scene(|config| config.encryption(keys).dialect(dialect));
        for aes in [AesKey::Bits128, AesKey::Bits256] {
            let Encrypted { header, body, .. } = for_us(aes, SUCCESS.as_bytes());
            wallet.then(answer(body, &header));
            let request = requests::pay();
            let outcome = client.v1().payments().pay(&request).await.unwrap();
            let Outcome::Success(paid) = outcome else { panic!("{outcome:?}") };
            assert_eq!(paid.payment_id.as_ref().unwrap().as_str(), "2022");
            let content_type =
                if json { "application/json;charset=utf-8" } else { "text/plain; charset=UTF-8" };
            let sent = wallet.seen().pop().unwrap();
            assert_eq!(received(&sent), (json::write(&request).unwrap().into(), content_type));
            assert!(
                sent.headers()["encrypt"].to_str().unwrap().starts_with("algorithm=RSA_AES,keyVersion=3,")
            );
        }
    }
}

#[tokio::test]
async fn without_keys_nothing_is_sent() {
    for (api, call) in [(true, None), (false, Some(true))] {
        let wallet = ScriptedWallet::new().unwrap();
        let client = Client::new(wallet.config().dialect(Dialect::new().encrypted(api))).unwrap();
        wallet.then(Reply::signed(SUCCESS));
        let request = requests::pay();
        let payment = client.v1().payments().pay(&request);
        let payment = if let Some(encrypted) = call { payment.encrypted(encrypted) } else { payment };
        let error = payment.await.unwrap_err();
        assert!(matches!(&error, Error::Encryption(_)), "{error:?}");
        assert!(error.to_string().contains("`Config::encryption`"), "{error}");
        assert!(error.exchange().is_none() && wallet.seen().is_empty());
        // What need not be encrypted goes out.
        let outcome = client.v1().payments().pay(&request).encrypted(false).await.unwrap();
        assert_eq!(outcome.name(), "Success");
    }
}

#[tokio::test]
async fn an_encrypted_answer_is_verified_first() {
    let (wallet, client) = scene(|config| config);
    let Encrypted { header, body, .. } = for_us(AesKey::Bits256, SUCCESS.as_bytes());
    // Encrypted or not, an answer has the wallet's signature, of the bytes as they come.
    wallet.then(answer(body.clone(), &header));
    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
    let Outcome::Success(success) = outcome else { panic!("{outcome:?}") };
    assert_eq!((success.raw_body().bytes(), success.plain_body().as_ref()), (&body, SUCCESS.as_bytes()));
    let now = wallet.clock().now();
    wallet.then(Reply::signed(SUCCESS).at(now));
    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
    let of_plain = outcome.exchange().headers().unwrap()["signature"].clone();
    let garbage = HeaderValue::from_static("garbage");
    for (what, reply) in [
        (
            "signed before it was encrypted",
            answer(body.clone(), &header).at(now).header("signature", of_plain),
        ),
        ("not signed", Reply::unsigned(body.clone()).header("encrypt", header.parse().unwrap())),
        ("not signed and not decryptable", Reply::unsigned(body).header("encrypt", garbage)),
    ] {
        wallet.then(reply);
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let Outcome::Unknown(unknown) = outcome else { panic!("{what}: {outcome:?}") };
        let is_right = matches!(
            &unknown.cause,
            Cause::Unverified(VerifyError::BadSignature(_) | VerifyError::MissingHeader(_))
        );
        assert!(is_right && unknown.unverified_body().is_some(), "{what}: {unknown}");
    }
}

/// One unclean text hides no paid order, encrypted or not; and what is not JSON is not called undecryptable.
#[tokio::test]
async fn what_decrypts_is_read_like_any_other_answer() {
    let (wallet, client) = scene(|config| config);
    let unclean = [SUCCESS.trim_end_matches('}').as_bytes(), b",\"extendInfo\":\"\xe4\xbd\"}"].concat();
    let Encrypted { header, body, .. } = for_us(AesKey::Bits256, &unclean);
    wallet.then(answer(body, &header));
    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
    let Outcome::Success(success) = outcome else { panic!("{outcome:?}") };
    assert_eq!(success.deviations().len(), 1, "{:?}", success.deviations());

    let Encrypted { header, body, .. } = for_us(AesKey::Bits256, b"success");
    wallet.then(answer(body, &header));
    let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
    let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
    assert!(
        matches!(unknown.cause, Cause::Unreadable(_)) && unknown.to_string() != NOT_DECRYPTED,
        "{unknown}"
    );
}

#[tokio::test]
async fn whatever_does_not_decrypt_is_unknown_in_the_same_words() {
    let Encrypted { header, body, .. } = for_us(AesKey::Bits256, SUCCESS.as_bytes());
    let another = for_us(AesKey::Bits256, SUCCESS.as_bytes());
    let theirs = EncryptionKey::from_text(keys::ANOTHER_PUBLIC).unwrap();
    let theirs = encrypt(&theirs, AesKey::Bits256, Separator::Comma, SUCCESS.as_bytes()).unwrap();
    let no_text = for_us(AesKey::Bits128, &[0xff; 40]);
    let plain = Bytes::from_static(SUCCESS.as_bytes());
    let cut = |by: usize| body.slice(..body.len() - by);
    let cases: Vec<(&str, Bytes, String)> = vec![
        ("for another key", theirs.body, theirs.header),
        ("with the key of another body", body.clone(), another.header),
        ("another algorithm", body.clone(), header.replace("RSA_AES", "RSA_AES2")),
        ("no algorithm", body.clone(), header.replace("algorithm=RSA_AES,", "")),
        ("no key", body.clone(), "algorithm=RSA_AES".to_owned()),
        ("an empty key", body.clone(), "algorithm=RSA_AES,symmetricKey=".to_owned()),
        ("two keys", body.clone(), format!("{header},symmetricKey=AAAA")),
        ("a key that is no base64", body.clone(), "algorithm=RSA_AES,symmetricKey=*".to_owned()),
        ("a short key", body.clone(), "algorithm=RSA_AES,symmetricKey=AAAA".to_owned()),
        ("an empty header", body.clone(), String::new()),
        ("a long header", body.clone(), "x".repeat(10_000)),
        ("no body", Bytes::new(), header.clone()),
        ("half a block", cut(4), header.clone()),
        ("no whole base64", cut(3), header.clone()),
        ("a block less", cut(24), header.clone()),
        ("a body that is not encrypted", plain, header.clone()),
        ("a body that is no text", no_text.body, no_text.header),
    ];
    let (wallet, client) = scene(|config| config);
    for (what, body, header) in cases {
        wallet.then(answer(body.clone(), &header));
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        let Outcome::Unknown(unknown) = outcome else { panic!("{what}: {outcome:?}") };
        assert_eq!(unknown.to_string(), NOT_DECRYPTED, "{what}");
        assert_eq!(unknown.unreadable_body().unwrap().bytes(), &body, "{what}");
    }

    // Without keys of our own, or with the wrong ones.
    let theirs = EncryptionKey::from_text(keys::WALLET_PUBLIC).unwrap();
    let wrong = Encryption::new(theirs, DecryptionKey::from_text(keys::ANOTHER).unwrap());
    let wallet = ScriptedWallet::new().unwrap();
    for config in [wallet.config(), wallet.config().encryption(wrong)] {
        wallet.then(answer(body.clone(), &header));
        let outcome = Client::new(config).unwrap().v1().payments().pay(&requests::pay()).await.unwrap();
        let Outcome::Unknown(unknown) = outcome else { panic!("{outcome:?}") };
        assert_eq!(unknown.to_string(), NOT_DECRYPTED);
    }
}

/// Nobody signs this header. Each character of it is changed, and it is cut everywhere.
#[tokio::test]
async fn a_changed_header_is_unknown_or_says_the_same() {
    let Encrypted { header, body, .. } = for_us(AesKey::Bits256, SUCCESS.as_bytes());
    let (wallet, client) = scene(|config| config);
    let mut changed: Vec<String> = (0..header.len()).map(|end| header[..end].to_owned()).collect();
    for at in 0..header.len() {
        for other in ["A", "b", "0", "%", "=", ",", " "] {
            changed.push(format!("{}{other}{}", &header[..at], &header[at + 1..]));
        }
    }
    let mut same = 0;
    for header in changed {
        wallet.then(answer(body.clone(), &header));
        match client.v1().payments().pay(&requests::pay()).await.unwrap() {
            Outcome::Success(paid) => {
                assert_eq!(paid.payment_id.as_ref().unwrap().as_str(), "2022", "{header}");
                same += 1;
            }
            Outcome::Unknown(unknown) => assert_eq!(unknown.to_string(), NOT_DECRYPTED, "{header}"),
            outcome => panic!("{header}: {outcome:?}"),
        }
    }
    // A changed name of a pair that nobody needs, say.
    assert!(same < 100, "{same}");
}

#[tokio::test]
async fn each_try_is_encrypted_anew_and_says_the_same() {
    let (wallet, client) = scene(|config| {
        config.dialect(Dialect::new().encrypted(true)).retry(RetryPolicy::default().resend_lost(true))
    });
    let later = for_us(AesKey::Bits256, LATER.as_bytes());
    wallet.then(Reply::lost(TransportFailure::TimedOut));
    wallet.then(answer(later.body, &later.header));
    wallet.then(Reply::signed(SUCCESS));
    let request = requests::pay();
    assert_eq!(client.v1().payments().pay(&request).await.unwrap().name(), "Success");
    let seen = wallet.seen();
    let plain: Bytes = json::write(&request).unwrap().into();
    for sent in &seen {
        assert_eq!(received(sent).0, plain);
        assert_eq!(seen.iter().filter(|other| other.body() == sent.body()).count(), 1);
    }
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn what_was_encrypted_is_settled_by_its_plain_ids() {
    let paid = concat!(
        r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"},"#,
        r#""paymentRequestId":"order-1","paymentStatus":"SUCCESS"}"#
    );
    for api in [false, true] {
        let (wallet, client) = scene(|config| config.dialect(Dialect::new().encrypted(api)));
        wallet.then(Reply::lost(TransportFailure::TimedOut));
        let lost = client.v1().payments().pay(&requests::pay()).encrypted(true).await.unwrap();
        let Outcome::Unknown(unknown) = lost else { panic!("{lost:?}") };
        let encrypted = for_us(AesKey::Bits128, paid.as_bytes());
        wallet.then(answer(encrypted.body, &encrypted.header));
        let settled = client.settle(unknown).during(Duration::ZERO).await;
        assert!(matches!(settled, Settled::Success(_)), "{settled:?}");
        let asked = wallet.seen().pop().unwrap();
        let body = if api { received(&asked).0 } else { asked.body().clone() };
        assert_eq!(body, r#"{"partnerId":"P000000000000001","paymentRequestId":"order-1"}"#);
    }
}

#[tokio::test]
async fn nothing_secret_is_logged_or_shown() {
    let log = Log::default();
    let _listening = log.listen();
    let (wallet, client) = scene(|config| config);
    let request: PayRequest = json::read_strict(
        br#"{"partnerId":"P1","paymentRequestId":"order-1","paymentOrderTitle":"SHOES",
            "paymentAmount":{"currency":"USD","value":"100"},"paymentAuthCode":"planted-1"}"#,
    )
    .unwrap();
    let mut shown = format!("{:?} {client:?}", encryption());
    let good = for_us(AesKey::Bits256, SUCCESS.as_bytes());
    let bad = for_us(AesKey::Bits256, b"planted-2");
    for (body, header) in
        [(good.body.clone(), good.header.as_str()), (bad.body, bad.header.as_str()), (good.body, "planted-3")]
    {
        wallet.then(answer(body, header));
        let outcome = client.v1().payments().pay(&request).encrypted(true).await.unwrap();
        shown += &format!("{outcome:?} {outcome:#?} {:?}", outcome.exchange());
        if let Outcome::Unknown(unknown) = outcome {
            shown += &unknown.to_string();
        }
    }
    let logged = log.text();
    assert!(shown.contains("EncryptionKey(RSA 2048)"), "{shown}");
    assert!(logged.contains("countersign.attempt"), "{logged}");
    let sent: Vec<_> = wallet.seen().iter().map(|sent| sent.headers()["encrypt"].clone()).collect();
    for (name, text) in [("log", &logged), ("Debug and Display", &shown)] {
        assert!(!text.contains("planted"), "{name}");
        for header in &sent {
            let (_, key) = header.to_str().unwrap().rsplit_once('=').unwrap();
            assert!(!text.contains(&key[..40]), "{name}: a key");
        }
        for key in [keys::MERCHANT, keys::WALLET_PUBLIC] {
            for line in key.lines().filter(|line| !line.starts_with('-')) {
                assert!(!text.contains(line), "{name}: a key");
            }
        }
    }
}
