//! Answers: whatever headers and body are, nothing is believed that the wallet has not signed.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use countersign_runtime::{
    Api, Cause, Client, Config, Dialect, Endpoint, Error, IdempotencyKey, Outcome, RetryPolicy,
    UnsignedResponses, UntypedResponse,
    signature::ContentTemplate,
    transport::{Limits, TransportError},
};
use http::StatusCode;

use crate::{
    fuzz,
    messages::{CLIENT_ID, Envelope, KEYS, Message, SPOILERS, assert_shown, at_once, now},
    mutate::mutated,
    random::Random,
};

static API: Api = Api::new("fuzz").with_base_path("/api");
static PAY: Endpoint = Endpoint::new("v1", "payments/pay").with_idempotency_key(IdempotencyKey::all(&["id"]));
static ASK: Endpoint = Endpoint::new("v1", "payments/inquiry").with_read_only();

/// Neither a panic nor a belief that is not founded; and what is right is understood.
#[test]
fn any_answer_has_an_outcome() {
    fuzz(1_500, "answers to believe", |random| {
        let endpoint = *random.item(&[&PAY, &ASK]);
        let path = format!("/api/{endpoint}");
        let template = if random.one_in(8) { ContentTemplate::SixPart } else { ContentTemplate::Standard };
        let envelope = Envelope { path: &path, time_header: "response-time", template };
        let (body, said) = body(random);
        let mut message = envelope.signed(body, random);
        let is_encrypted = random.one_in(6) && encrypted(&envelope, &mut message, random);
        let is_whole = !random.one_in(3);
        if !is_whole {
            message.disturb(random);
        }
        let unsigned = *random.item(&[
            UnsignedResponses::Refused,
            UnsignedResponses::Refused,
            UnsignedResponses::FailuresRead,
        ]);
        let dialect = Dialect::new().content(template).unsigned_answers(unsigned);

        let outcome = call(endpoint, dialect, message.clone());
        let is_signed = envelope.is_signed(&message);
        let found = check(&outcome, endpoint, unsigned, &message, is_signed);
        // What came as it was written says what was written.
        let is_json = message
            .headers
            .get("content-type")
            .is_some_and(|value| value == "application/json; charset=UTF-8");
        if let (true, true, true, Some(said)) = (is_signed, is_whole, is_json || is_encrypted, said) {
            assert_eq!(found, said, "{message:?}");
        }
        matches!(found, "Success" | "Accepted" | "Failed")
    });
}

/// The outcome is the one that was signed, whatever text in the body is not clean.
#[test]
fn unclean_text_hides_no_outcome() {
    const PIECES: &[&[u8]] = &[
        b"\\ud83d",
        b"\\ude00x",
        b"\\ud8",
        b"\\x",
        b"\0",
        b"\t",
        b"\xf0\x9f\x98",
        b"\xd6\xd0\xce\xc4",
        b"\xff",
        b"\xed\xa0\xbd",
    ];
    fuzz(300, "understood", |random| {
        let endpoint = *random.item(&[&PAY, &ASK]);
        let path = format!("/api/{endpoint}");
        let envelope =
            Envelope { path: &path, time_header: "response-time", template: ContentTemplate::Standard };
        let (status, name) =
            *random.item(&[("S", "Success"), ("A", "Accepted"), ("F", "Failed"), ("U", "Unknown")]);
        let result = format!(r#"{{"result":{{"resultStatus":"{status}","resultMessage":""#);
        let [one, two] = [random.item(PIECES), random.item(PIECES)];
        let number = random.pick(&["1", "12.50", "1e999", "1e999999999", "-1e400"]);
        let rest = format!(r#"","n":{number}}}"#);
        let body = [result.as_bytes(), one, br#""},"text":""#, two, rest.as_bytes()].concat();
        let message = envelope.signed(body, random);
        let is_plain = message
            .headers
            .get("content-type")
            .is_some_and(|value| value == "application/json; charset=UTF-8");
        let is_plain = is_plain && envelope.is_signed(&message);
        let outcome = call(endpoint, Dialect::new(), message);
        _ = format!("{outcome:?}");
        assert!(!is_plain || outcome.as_ref().is_ok_and(|outcome| outcome.name() == name), "{outcome:?}");
        is_plain
    });
}

/// The name of an outcome that is founded.
fn check(
    outcome: &Result<Outcome<UntypedResponse>, Error>,
    endpoint: &Endpoint,
    unsigned: UnsignedResponses,
    message: &Message,
    is_signed: bool,
) -> &'static str {
    _ = format!("{outcome:?} {outcome:#?}");
    let has = |name: &str| message.headers.contains_key(name);
    let may_be_read =
        unsigned == UnsignedResponses::FailuresRead && !has("signature") && !has("response-time");
    match outcome {
        Ok(Outcome::Unknown(unknown)) => {
            assert_shown(&unknown.to_string());
            match &unknown.cause {
                Cause::Unverified(_) => assert!(!is_signed, "{message:?}: {unknown}"),
                Cause::Unauthenticated(_) => assert!(may_be_read && !endpoint.read_only, "{message:?}"),
                _ => assert!(is_signed, "{message:?}: {unknown}"),
            }
            let unread = unknown.unverified_body().map(|body| body.dangerous_bytes());
            let unread = unread.or(unknown.unreadable_body().map(|body| body.bytes()));
            let kept = unread.or(unknown.response().map(|answer| answer.raw_body().bytes()));
            assert_eq!(kept.map(Bytes::as_ref), Some(message.body.as_slice()), "the bytes are kept");
        }
        Ok(believed) => {
            assert!(is_signed, "{message:?}: {believed:?}");
            if let Outcome::Failed(failure) = believed {
                assert_eq!(failure.response.result().status.to_string(), "F");
            }
        }
        Err(error) => {
            assert_shown(&error.to_string());
            let is_unauthenticated = matches!(error, Error::Unauthenticated(_));
            assert!(is_unauthenticated && may_be_read && endpoint.read_only, "{message:?}: {error}");
        }
    }
    outcome.as_ref().map_or("", Outcome::name)
}

fn call(
    endpoint: &'static Endpoint,
    dialect: Dialect,
    message: Message,
) -> Result<Outcome<UntypedResponse>, Error> {
    let message = Arc::new(Mutex::new(Some(message)));
    let transport = move |_: http::Request<Bytes>, _: Limits| {
        let message = message.lock().expect("no panic with the lock").take();
        async move {
            let Message { headers, body } = message.expect("one try");
            let mut answer = http::Response::new(Bytes::from(body));
            *answer.status_mut() = StatusCode::BAD_GATEWAY;
            *answer.headers_mut() = headers;
            Ok::<_, TransportError>(answer)
        }
    };
    let config =
        Config::new("https://wallet.invalid", CLIENT_ID, KEYS.ours.clone(), KEYS.wallet_public.clone())
            .clock(now)
            // Times are tried all over the accepted window.
            .response_lead(Duration::from_secs(3600))
            .dialect(dialect)
            .retry(RetryPolicy::never())
            .transport(transport);
    let client = Client::new(&API, with_keys(config)).expect("a client");
    let request = r#"{"id":"1"}"#.parse().expect("JSON");
    at_once(client.call_untyped(endpoint, &request).into_future())
}

/// A body, and the name of its outcome where that is known.
fn body(random: &mut Random) -> (Vec<u8>, Option<&'static str>) {
    const STATUSES: &[(&str, &str)] = &[
        ("S", "Success"),
        ("A", "Accepted"),
        ("F", "Failed"),
        ("S", "Success"),
        ("A", "Accepted"),
        ("F", "Failed"),
        ("U", "Unknown"),
        ("s", "Unknown"),
        ("", "Unknown"),
        ("SUCCESS", "Unknown"),
    ];
    let (status, name) = *random.item(STATUSES);
    let field = random.pick(&[
        r#""paymentId":"2022""#,
        r#""amount":{"currency":"USD","value":"1"}"#,
        r#""list":[1,"é",null,{"a":[]}]"#,
        r#""text":"{\"a\":1}""#,
        r#""resultStatus":"S""#,
    ]);
    let result =
        format!(r#""result":{{"resultStatus":"{status}","resultCode":"CODE","resultMessage":"a b"}}"#);
    let json = match random.below(3) {
        0 => format!("{{{result}}}"),
        1 => format!("{{{result},{field}}}"),
        _ => format!("{{ {field} , {result} }}"),
    };
    if random.one_in(3) {
        return (mutated(json.as_bytes(), SPOILERS, random), None);
    }
    if random.one_in(6) {
        let xml = format!("<r><result><resultStatus>{status}</resultStatus></result><a>1</a></r>");
        return (mutated(xml.as_bytes(), SPOILERS, random), None);
    }
    (json.into_bytes(), Some(name))
}

#[cfg(feature = "encryption")]
mod encryption {
    use std::sync::LazyLock;

    use countersign_runtime::{
        Config,
        encryption::{AesKey, DecryptionKey, Encryption, EncryptionKey, encrypt},
        signature::Separator,
    };

    use crate::{
        messages::{Envelope, Message},
        random::Random,
    };

    static OURS: LazyLock<(EncryptionKey, Encryption)> = LazyLock::new(|| {
        let ours = include_str!("../../../tests/keys/merchant.public.pem");
        let private = include_str!("../../../tests/keys/merchant.pkcs8.pem");
        let theirs = include_str!("../../../tests/keys/wallet.public.pem");
        let theirs = EncryptionKey::from_text(theirs).expect("a key");
        let encryption = Encryption::new(theirs, DecryptionKey::from_text(private).expect("a key"));
        (EncryptionKey::from_text(ours).expect("a key"), encryption)
    });

    pub(super) fn with_keys(config: Config) -> Config {
        config.encryption(OURS.1.clone())
    }

    /// The message encrypted, and signed once more.
    pub(super) fn encrypted(envelope: &Envelope<'_>, message: &mut Message, random: &mut Random) -> bool {
        let aes = *random.item(&[AesKey::Bits128, AesKey::Bits256]);
        let encrypted = encrypt(&OURS.0, aes, Separator::Comma, &message.body).expect("it is encrypted");
        *message = envelope.signed(encrypted.body.to_vec(), random);
        message.headers.insert("encrypt", encrypted.header.parse().expect("a header"));
        message.headers.insert("content-type", "text/plain; charset=UTF-8".parse().expect("a header"));
        true
    }
}
#[cfg(feature = "encryption")]
use encryption::{encrypted, with_keys};

#[cfg(not(feature = "encryption"))]
fn with_keys(config: Config) -> Config {
    config
}

#[cfg(not(feature = "encryption"))]
fn encrypted(_: &Envelope<'_>, _: &mut Message, _: &mut Random) -> bool {
    false
}
