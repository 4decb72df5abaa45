//! Whatever a wallet does differently on the wire, the sandbox does, and our client understands it.

use super::support::{self, Specs, block_on, config};
use countersign_runtime::encryption::{DecryptionKey, Encryption, EncryptionKey};
use countersign_runtime::signature::{ContentTemplate, Separator, SignatureEncoding};
use countersign_runtime::{
    AlgorithmLabel, Client, Config, Dialect, Endpoint, Json, KeyVersionPair, Outcome, RequestTime,
};
use countersign_sandbox::{Sandbox, Settings};

static ASK: Endpoint = Endpoint::new("v1", "things/ask");

const ENDPOINT: &str = "path: things/ask\nversion: v1\nsummary: Asks.\nrequest:\n  count: { type: integer, required: true }\nresponse:\n  count: { type: integer, required: true }\n  good: { type: boolean, required: true }\n";

fn started(dialect: &str) -> Sandbox {
    let api = format!("format: 1\nname: demo\ntitle: Demo\nbase_path: /api\ndialect: {dialect}\n");
    let specs = Specs::new(&[("demo/api.yaml", &api), ("demo/v1/things/ask.yaml", ENDPOINT)]);
    Sandbox::start(Settings::new(specs.path())).unwrap_or_else(|error| panic!("{error}"))
}

/// Asks, and says what came back: the answer, and the path that was asked at.
fn ask(sandbox: &Sandbox, dialect: Dialect, change: impl FnOnce(Config) -> Config) -> serde_json::Value {
    let config = change(config(sandbox));
    let client = Client::new(&support::api("demo", "/api", dialect), config).expect("a client");
    let body: Json = r#"{"count":7}"#.parse().expect("JSON");
    match block_on(async { client.call_untyped(&ASK, &body).await }) {
        Ok(Outcome::Success(answer)) => support::json(&answer.to_string()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_setting_of_a_dialect_is_understood() {
    let new = Dialect::new;
    let table: &[(&str, Dialect)] = &[
        ("{}", new()),
        ("{ request_time: rfc3339_seconds }", new().request_time(RequestTime::Rfc3339Seconds)),
        ("{ request_time: rfc3339_zulu }", new().request_time(RequestTime::Rfc3339Zulu)),
        ("{ request_time: no_colon }", new().request_time(RequestTime::NoColon)),
        ("{ request_time: epoch_millis }", new().request_time(RequestTime::EpochMillis)),
        (
            "{ request_time: epoch_millis, response_time: rfc3339_zulu }",
            new().request_time(RequestTime::EpochMillis).response_time(RequestTime::Rfc3339Zulu),
        ),
        ("{ response_time: no_colon }", new().response_time(RequestTime::NoColon)),
        ("{ header_separator: \",\" }", new().header_separator(Separator::Comma)),
        ("{ signature_encoding: base64 }", new().signature_encoding(SignatureEncoding::Base64)),
        ("{ signature_encoding: base64url }", new().signature_encoding(SignatureEncoding::Base64Url)),
        ("{ algorithm_label: long }", new().algorithm_label(AlgorithmLabel::Long)),
        ("{ key_version: left_out }", new().key_version(KeyVersionPair::LeftOut)),
        ("{ content: six_part }", new().content(ContentTemplate::SixPart)),
        ("{ path_suffix: .htm }", new().path_suffix(".htm")),
        ("{ sandbox_base_path: /sandbox/api }", new().sandbox_base_path("/sandbox/api")),
        ("{ headers: { X-Channel: shop } }", new().headers(&[("X-Channel", "shop")])),
    ];
    for (spelled, dialect) in table {
        let sandbox = started(spelled);
        let answer = ask(&sandbox, dialect.clone(), |config| config);
        assert_eq!((&answer["count"], &answer["good"]), (&7.into(), &true.into()), "{spelled}");
        let last = sandbox.received().pop().expect("one");
        let headers = &last.answer.as_ref().expect("answered").headers;
        let text = |name: &str| headers[name].to_str().expect("text").to_owned();
        let (signature, time) = (text("signature"), text("response-time"));
        match *spelled {
            "{ request_time: epoch_millis }" => {
                assert!(time.len() == 13 && time.parse::<u64>().is_ok(), "{time}")
            }
            "{ request_time: epoch_millis, response_time: rfc3339_zulu }" => {
                assert!(time.ends_with('Z') && time.len() == 20, "{time}")
            }
            "{ request_time: no_colon }" | "{ response_time: no_colon }" => {
                assert!(time.ends_with("+0000"), "{time}")
            }
            "{ header_separator: \",\" }" => assert!(!signature.contains(' '), "{signature}"),
            "{ signature_encoding: base64 }" => {
                assert!(signature.ends_with("==") && !signature.contains('%'), "{signature}")
            }
            "{ algorithm_label: long }" => {
                assert!(signature.starts_with("algorithm=SHA256withRSA, "), "{signature}")
            }
            "{ key_version: left_out }" => assert!(!signature.contains("keyVersion"), "{signature}"),
            "{ path_suffix: .htm }" => assert_eq!(last.path, "/api/v1/things/ask.htm"),
            "{ sandbox_base_path: /sandbox/api }" => assert_eq!(last.path, "/sandbox/api/v1/things/ask"),
            _ => assert!(signature.starts_with("algorithm=RSA256"), "{signature}"),
        }
    }
}

#[test]
fn numbers_are_texts_where_all_are() {
    let sandbox = started("{ scalars: quoted }");
    let answer = ask(&sandbox, Dialect::new(), |config| config);
    assert_eq!((&answer["count"], &answer["good"]), (&"7".into(), &"true".into()));
}

/// Encrypted by a call of its own accord, and where all calls are: then for keys of their own.
#[test]
fn encrypted_requests_get_encrypted_answers() {
    for (dialect, own) in [("{}", false), ("{ encrypted: true }", true)] {
        let sandbox = started(dialect);
        assert_eq!(sandbox.encryption_key() != sandbox.wallet_key(), own);
        assert_eq!(sandbox.decryption_key() != sandbox.merchant_key(), own);
        let theirs = EncryptionKey::from_text(sandbox.encryption_key()).expect("a key");
        let ours = DecryptionKey::from_text(sandbox.decryption_key()).expect("a key");
        let answer = ask(&sandbox, Dialect::new().encrypted(true), |config| {
            config.encryption(Encryption::new(theirs, ours))
        });
        assert_eq!(answer["count"], 7);
        let last = sandbox.received().pop().expect("one");
        assert!(last.headers.contains_key("encrypt") && !last.body.starts_with(b"{"));
        assert_eq!(last.plain_body.as_deref(), Some(br#"{"count":7}"#.as_slice()));
        assert_eq!(last.json().expect("JSON")["count"], 7);
        let answered = last.answer.as_ref().expect("answered");
        assert!(answered.headers.contains_key("encrypt") && !answered.body.starts_with(b"{"));
        assert_eq!(answered.headers["content-type"], "text/plain; charset=UTF-8");
        assert_eq!(answered.result(), ("S".to_owned(), "SUCCESS".to_owned()));
    }
}

#[test]
fn what_is_not_encrypted_for_the_wallet_is_refused() {
    let sandbox = started("{ encrypted: true }");
    let client = |dialect, change: &dyn Fn(Config) -> Config| {
        Client::new(&support::api("demo", "/api", dialect), change(config(&sandbox))).expect("a client")
    };
    let refused = |client: Client| {
        let body: Json = r#"{"count":7}"#.parse().expect("JSON");
        match block_on(async { client.call_untyped(&ASK, &body).await }) {
            Ok(Outcome::Failed(failure)) => {
                let result = failure.response.result();
                format!("{}: {}", result.code.as_str(), result.message.as_str())
            }
            other => panic!("{other:?}"),
        }
    };
    let plain = refused(client(Dialect::new(), &|config| config));
    assert!(plain.starts_with("PARAM_ILLEGAL: the header `Encrypt` is missing"), "{plain}");
    let ours = DecryptionKey::from_text(sandbox.decryption_key()).expect("a key");
    let other = EncryptionKey::from_text(sandbox.wallet_key()).expect("a key");
    let wrong = refused(client(Dialect::new().encrypted(true), &|config| {
        config.encryption(Encryption::new(other.clone(), ours.clone()))
    }));
    assert!(wrong.starts_with("PARAM_ILLEGAL: the body cannot be decrypted"), "{wrong}");
    assert!(sandbox.received().iter().all(|received| received.plain_body.is_none()));
}
