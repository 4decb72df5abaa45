//! Bodies that were written again after they were signed, and signatures of another kind.

use super::{CLIENT_ID, TIME, then};
use countersign_calling::verify::{Candidate, Kind, Message, Verdict, verify};
use countersign_calling::{sign, signing_key, wallet_key};
use countersign_codegen::model::{Content, Dialect};
use countersign_runtime::signature::{SignatureEncoding, SignatureHeader, SigningKey};
use std::sync::LazyLock;

/// What the wallet signed of the bodies under `data`.
const SIGNED: &str = include_str!("data/signed.json");
const PYTHON: &str = include_str!("data/python.json");

/// A body by the wallet's test key, by which it is checked, too.
struct Rewritten {
    signature: Vec<u8>,
    received: Vec<u8>,
    path: &'static str,
    key: &'static str,
}

impl Rewritten {
    fn of(signed: &[u8], received: impl Into<Vec<u8>>) -> Self {
        static KEY: LazyLock<SigningKey> = LazyLock::new(|| {
            signing_key(include_str!("../../../../tests/keys/wallet.pkcs8.pem"), None).expect("a key")
        });
        let path = "/api/v1/payments/pay";
        let signed = sign(&Dialect::default(), &KEY, CLIENT_ID, path, TIME.into(), signed).expect("signed");
        let header = signed.headers.iter().find(|(name, _)| name == "Signature").expect("a header");
        let signature = SignatureHeader::parse(header.1.as_bytes()).expect("a signature").signature;
        let key = include_str!("../../../../tests/keys/wallet.public.pem");
        Self { signature, received: received.into(), path, key }
    }

    /// With another signature than the one that was made.
    fn signed_by(signature: &[u8], received: impl Into<Vec<u8>>) -> Self {
        Self { signature: signature.to_vec(), ..Self::of(b"", received) }
    }

    fn verdict(&self) -> Verdict {
        self.verdict_of(&SignatureEncoding::Base64.encode(&self.signature))
    }

    /// With the signature spelled so.
    fn verdict_of(&self, signature: &str) -> Verdict {
        let header = format!("algorithm=RSA256,keyVersion=1,signature={signature}");
        let key = wallet_key(self.key).expect("a key");
        verify(&Message {
            kind: Kind::Response,
            headers: vec![("Signature".into(), header), ("Response-Time".into(), TIME.into())],
            path: self.path,
            body: &self.received,
            client_id: CLIENT_ID,
            wallet_keys: &[Candidate { name: "the wallet's".to_owned(), version: None, key }],
            template: Content::Standard,
            own_key: None,
            now: then(),
        })
    }
}

/// The mistakes are these and no others, in this order.
#[track_caller]
fn assert_named(verdict: &Verdict, wanted: &[&str]) {
    assert_eq!(verdict.mistakes.len(), wanted.len(), "{wanted:?}: {:?}", verdict.mistakes);
    for (found, wanted) in verdict.mistakes.iter().zip(wanted) {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
fn a_body_that_was_written_again_names_its_writer() {
    let go = include_str!("data/go.json");
    let php = SIGNED.replace('/', "\\/").replace('ü', "\\u00fc");
    let pretty =
        php.replace("{\"resultCode", "{\n        \"resultCode").replace(",\"resultS", ",\n        \"resultS");
    let pretty =
        pretty.replace(",\"resultM", ",\n        \"resultM").replace("{\"result\"", "{\n    \"result\"");
    let pretty = pretty.replace("},\"", "\n    },\n    \"").replace(",\"paymentS", ",\n    \"paymentS");
    let pretty = pretty.replace("\"}", "\"\n}").replace("\":", "\": ");
    let html = "`<`, `>` and `&` in the body were not escaped when it was signed";
    let beyond = "characters beyond ASCII in the body were not escaped when it was signed";
    let slashes = "slashes in the body were not escaped when it was signed";
    let compact = "what was signed is compact JSON";
    let (writes_go, writes_python) =
        ("as Go's `encoding/json` or Gson does it", "as Python's `json.dumps` does it");
    let table: [(Vec<u8>, Vec<&str>); 14] = [
        (go.into(), vec![writes_go, html]),
        // Its `Encoder` ends with a line break.
        (format!("{go}\n").into(), vec![writes_go, "a line break at its end that was not signed", html]),
        (PYTHON.into(), vec![writes_python, compact, beyond]),
        (php.clone().into(), vec!["as PHP's `json_encode` does it", slashes, beyond]),
        (pretty.into(), vec!["as PHP's `json_encode` does it", compact, slashes, beyond]),
        (php.replace('c', "c ").into(), vec![]),
        (php.replace("\\u00fc", "ü").into(), vec![slashes]),
        (php.replace("\\u00fc", "\\u00FC").into(), vec![slashes, beyond]),
        (go.replace(',', ",\n").into(), vec![compact, html]),
        (include_bytes!("data/signed.json.gz").to_vec(), vec!["still compressed by gzip"]),
        (include_bytes!("data/python.json.gz").to_vec(), vec![writes_python, "by gzip", compact, beyond]),
        (latin1(SIGNED), vec!["turned from UTF-8 into Latin-1"]),
        (gbk(SIGNED), vec!["turned from UTF-8 into GBK"]),
        (SIGNED.replace('ü', "Ã¼").into(), vec!["UTF-8 was taken for Latin-1"]),
    ];
    for (received, wanted) in table {
        assert_named(&Rewritten::of(SIGNED.as_bytes(), received).verdict(), &wanted);
    }
}

/// `ü` as one byte.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect()
}

/// `ü` as two bytes, which is all that the bodies here have beyond ASCII.
fn gbk(text: &str) -> Vec<u8> {
    let at = text.find('ü').expect("an ü");
    [&text.as_bytes()[..at], &[0xa8, 0xb9], &text.as_bytes()[at + 2..]].concat()
}

#[test]
fn a_body_that_was_signed_with_a_habit_names_the_habit() {
    let escape = |digits: &str| format!("{{\"a\":\"{digits}\",\"b\":1.10}}");
    let gson = r#"{"a":"\u003d\u0027\u003c"}"#;
    let table: [(Vec<u8>, Vec<u8>, &[&str]); 7] = [
        // Signed by Python, and written again by JavaScript.
        (
            PYTHON.into(),
            SIGNED.into(),
            &[
                "JavaScript's `JSON.stringify`",
                "a blank after `:` and `,`",
                "beyond ASCII in the body were escaped",
            ],
        ),
        (escape("\\u001B").into(), escape("\\u001b").into(), &["capitals when it was signed"]),
        (escape("\\u001b").into(), escape("\\u001B").into(), &["small letters when it was signed"]),
        (escape("\\u0008").into(), escape("\\b").into(), &["`\\b` and `\\f` in the body were escaped"]),
        (gson.into(), br#"{"a":"='<"}"#.to_vec(), &["signed as Gson writes it", "`<`, `>`", "`=` and `'`"]),
        (latin1(SIGNED), SIGNED.into(), &["turned from Latin-1 into UTF-8"]),
        (gbk(SIGNED), SIGNED.into(), &["turned from GBK into UTF-8"]),
    ];
    for (signed, received, wanted) in table {
        assert_named(&Rewritten::of(&signed, received).verdict(), wanted);
    }
}

#[test]
fn a_body_and_a_path_can_both_be_wrong() {
    let both = Rewritten { path: "/v1/payments/pay", ..Rewritten::of(SIGNED.as_bytes(), PYTHON) };
    let path = "the path that was signed is `/api/v1/payments/pay`";
    assert_named(&both.verdict(), &["Python", "compact JSON", "beyond ASCII", path]);
}

/// What can be told from the signature alone, with the body as it is and written again.
#[test]
fn a_signature_of_another_kind_names_it() {
    let table: &[(&[u8], &str)] = &[
        (include_bytes!("data/sha1.signature"), "made with SHA-1"),
        (include_bytes!("data/md5.signature"), "made with MD5"),
        (include_bytes!("data/sha384.signature"), "made with SHA-384"),
        (include_bytes!("data/pss.signature"), "made by PSS with SHA-256"),
        (include_bytes!("data/pss_sha1.signature"), "made by PSS with SHA-1"),
        (include_bytes!("data/bare.signature"), "the bare digest of SHA-256"),
    ];
    for (signature, wanted) in table {
        assert_named(&Rewritten::signed_by(signature, SIGNED).verdict(), &[wanted]);
        let again = Rewritten::signed_by(signature, PYTHON).verdict();
        assert_named(&again, &[wanted, "Python", "compact JSON", "beyond ASCII"]);
        // Nothing is known of the text, but of the signature.
        assert_named(&Rewritten::signed_by(signature, "{}").verdict(), &[wanted]);
    }
}

#[test]
fn a_signature_by_another_key_is_told_from_another_text() {
    let detail = |verdict: &Verdict| verdict.steps.last().expect("a step").detail.clone();
    let other_text = Rewritten::of(SIGNED.as_bytes(), "{}").verdict();
    assert_named(&other_text, &[]);
    assert!(detail(&other_text).contains("a wallet key made it, but not of these bytes"), "{other_text:?}");

    let merchant = include_str!("../../../../tests/keys/merchant.public.pem");
    let other_key = Rewritten { key: merchant, ..Rewritten::of(SIGNED.as_bytes(), SIGNED) }.verdict();
    assert_named(&other_key, &["no wallet key made this signature"]);

    let larger = include_str!("data/larger.public.pem");
    let larger = Rewritten { key: larger, ..Rewritten::of(SIGNED.as_bytes(), SIGNED) }.verdict();
    assert_named(&larger, &["no wallet key made this signature"]);
    assert!(detail(&larger).contains("256 bytes, but one by this wallet key has 384"), "{larger:?}");
}

#[test]
fn the_text_of_a_signature_is_read_in_spite_of_what_was_done_to_it() {
    let right = Rewritten::of(SIGNED.as_bytes(), SIGNED);
    assert!(right.verdict().holds());
    let base64 = SignatureEncoding::Base64.encode(&right.signature);
    let hex: String = right.signature.iter().map(|byte| format!("{byte:02x}")).collect();
    let again = |text: &str| SignatureEncoding::Base64.encode(text.as_bytes());
    for (text, wanted) in [
        (hex.clone(), vec!["written in hex"]),
        (hex.to_uppercase(), vec!["written in hex"]),
        (again(&hex), vec!["base64 once more", "written in hex"]),
        (again(&base64), vec!["base64 once more"]),
        (base64.replace('+', " "), vec!["blanks where `+` belongs"]),
    ] {
        assert_named(&right.verdict_of(&text), &wanted);
    }
}

/// A number has no zeros in front, as libraries for numbers have it.
#[test]
fn a_signature_of_another_length_is_named() {
    let body = |number: u32| format!("{{\"number\":{number}}}");
    let zero = (0..).map(|number| Rewritten::of(body(number).as_bytes(), body(number)));
    let mut zero = zero.take(4096).find(|one| one.signature[0] == 0).expect("one of 256");
    zero.signature.remove(0);
    assert_named(
        &zero.verdict(),
        &["has 255 bytes, but one by this key has 256: zeros at its beginning were left out"],
    );
    zero.signature.splice(0..0, [0, 0]);
    assert_named(&zero.verdict(), &["has 257 bytes, but one by this key has 256: it has zeros"]);
}
