//! Why a signature does not hold, on a signed answer of a real platform (`runtime/src/signature/vectors`).

#![cfg(feature = "sandbox")]

use countersign::calling::verify::{Candidate, Kind, Message, State, Verdict, verify};
use countersign::calling::{sign, signing_key, wallet_key};
use countersign::model::{Content, Dialect};
use countersign_runtime::signature::{SignatureEncoding, SignatureHeader, SigningKey, WalletKey};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const PATH: &str = "/ams/sandbox/api/v1/payments/pay";
const CLIENT_ID: &str = "SANDBOX_5YEV2N2ZV8LC00920";
const TIME: &str = "2025-05-19T01:52:32Z";
const BODY: &str = include_str!("../../runtime/src/signature/vectors/body.json");

/// Ten seconds after it was signed.
fn then() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_747_619_552 + 10)
}

fn platform_key() -> WalletKey {
    wallet_key(include_str!("../../runtime/src/signature/vectors/wallet_key.base64")).expect("a key")
}

fn own_key() -> SigningKey {
    signing_key(include_str!("../../tests/keys/merchant.pkcs8.pem"), None).expect("a key")
}

fn signature() -> String {
    let value = include_str!("../../runtime/src/signature/vectors/signature.txt").trim_end();
    format!("algorithm=RSA256,keyVersion=1,signature={value}")
}

/// The real answer, as it came.
struct Case {
    signature: String,
    path: String,
    time: String,
    body: Vec<u8>,
    client_id: String,
    header_id: String,
    now: SystemTime,
}

impl Case {
    fn real() -> Self {
        Self {
            signature: signature(),
            path: PATH.to_owned(),
            time: TIME.to_owned(),
            body: BODY.into(),
            client_id: CLIENT_ID.to_owned(),
            header_id: CLIENT_ID.to_owned(),
            now: then(),
        }
    }

    fn verdict(&self) -> Verdict {
        let (key, own) = (platform_key(), own_key());
        let pairs =
            [("signature", &self.signature), ("CLIENT-ID", &self.header_id), ("response-time", &self.time)];
        verify(&Message {
            kind: Kind::Answer,
            headers: pairs.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect(),
            path: &self.path,
            body: &self.body,
            client_id: &self.client_id,
            wallet_keys: &[Candidate { name: "the platform's".to_owned(), version: None, key }],
            template: Content::Standard,
            own_key: Some(&own),
            now: self.now,
        })
    }
}

fn failing(verdict: &Verdict) -> Vec<&'static str> {
    let failing = verdict.steps.iter().filter(|step| step.state == State::Fails);
    failing.map(|step| step.name).collect()
}

#[test]
fn a_real_answer_holds() {
    let verdict = Case::real().verdict();
    assert!(verdict.holds(), "{verdict:?}");
    assert!(verdict.mistakes.is_empty());
    let expected = format!("POST {PATH}\n{CLIENT_ID}.{TIME}.{BODY}");
    assert_eq!(verdict.content.as_deref(), Some(expected.as_bytes()));
    let names: Vec<&str> = verdict.steps.iter().map(|step| step.name).collect();
    let all = ["signature header", "algorithm", "key version", "client id", "time", "clock", "signature"];
    assert_eq!(names, all);
}

/// What was changed, which steps fail, and what the explanation says.
type Row = (fn(&mut Case), &'static [&'static str], &'static [&'static str]);

#[test]
fn each_mistake_is_named() {
    let table: &[Row] = &[
        (|case| case.body.push(b'\n'), &["signature"], &["a line break at its end that was not signed"]),
        (|case| case.body.extend(b"\r\n"), &["signature"], &["a line break (CRLF)"]),
        (|case| case.body = pretty(), &["signature"], &["compact JSON"]),
        (
            |case| case.body.splice(0..0, *b"\xEF\xBB\xBF").for_each(drop),
            &["signature"],
            &["byte order mark"],
        ),
        (
            |case| case.body = BODY.replace('/', "\\/").into(),
            &["signature"],
            &["PHP's `json_encode`", "slashes in the body were not escaped"],
        ),
        (
            |case| case.path = "/v1/payments/pay".into(),
            &["signature"],
            &["`/ams/sandbox/api/v1/payments/pay`, not `/v1/payments/pay`"],
        ),
        (|case| case.path = format!("{PATH}?a=b"), &["signature"], &["the path that was signed is"]),
        (
            |case| case.path = format!("https://wallet.example{PATH}"),
            &["signature"],
            &["the path that was signed is"],
        ),
        // As the platform's own test prints it: two mistakes at once.
        (
            |case| {
                case.body = pretty();
                case.time = format!("{TIME}\n");
            },
            &["time", "signature"],
            &["compact JSON", "blanks or line breaks around it"],
        ),
        (
            |case| case.client_id = "mine".into(),
            &["client id", "signature"],
            &["the client id that was signed is that of the header"],
        ),
        (
            |case| case.signature = case.signature.replace("%2B", " ").replace("%2F", "/"),
            &["signature header"],
            &["blanks where `+` belongs"],
        ),
        (
            |case| case.signature = case.signature.replace('%', "%25"),
            &["signature header"],
            &["URL-encoded twice"],
        ),
        (|case| case.now += Duration::from_secs(3600), &["clock"], &[]),
        (|case| case.time = "yesterday".into(), &["time", "signature"], &[]),
        (|case| case.signature = case.signature.replace("RSA256", "MD5"), &["algorithm"], &[]),
        (|case| case.signature = case.signature.replace("RSA256", "ECC224"), &["algorithm"], &[]),
        (|case| case.body = b"{}".to_vec(), &["signature"], &[]),
    ];
    for (number, (change, steps, mistakes)) in table.iter().enumerate() {
        let mut case = Case::real();
        change(&mut case);
        let verdict = case.verdict();
        assert_eq!(failing(&verdict), *steps, "row {number}: {verdict:?}");
        assert_eq!(verdict.mistakes.len(), mistakes.len(), "row {number}: {:?}", verdict.mistakes);
        for (found, wanted) in verdict.mistakes.iter().zip(*mistakes) {
            assert!(found.contains(wanted), "row {number}: {found}");
        }
    }
}

/// With the fields in the order in which they came.
fn pretty() -> Vec<u8> {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::new(), 0, false, false);
    for c in BODY.chars() {
        let at_bracket = !quoted && matches!(c, '}' | ']');
        if at_bracket {
            depth -= 1;
            out.push_str(&format!("\n{}", "\t".repeat(depth)));
        }
        out.push(c);
        match c {
            '"' if !escaped => quoted = !quoted,
            '{' | '[' if !quoted => {
                depth += 1;
                out.push_str(&format!("\n{}", "\t".repeat(depth)));
            }
            ',' if !quoted => out.push_str(&format!("\n{}", "\t".repeat(depth))),
            ':' if !quoted => out.push(' '),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    out.into_bytes()
}

/// What the wallet signed of the bodies under `tests/verify`.
const SIGNED: &str = include_str!("verify/signed.json");
const PYTHON: &str = include_str!("verify/python.json");

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
            signing_key(include_str!("../../tests/keys/wallet.pkcs8.pem"), None).expect("a key")
        });
        let path = "/api/v1/payments/pay";
        let signed = sign(&Dialect::default(), &KEY, CLIENT_ID, path, Ok(TIME), signed).expect("signed");
        let header = signed.headers.iter().find(|(name, _)| name == "Signature").expect("a header");
        let signature = SignatureHeader::parse(header.1.as_bytes()).expect("a signature").signature;
        let key = include_str!("../../tests/keys/wallet.public.pem");
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
            kind: Kind::Answer,
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
    let go = include_str!("verify/go.json");
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
        (include_bytes!("verify/signed.json.gz").to_vec(), vec!["still compressed by gzip"]),
        (include_bytes!("verify/python.json.gz").to_vec(), vec![writes_python, "by gzip", compact, beyond]),
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
        (include_bytes!("verify/sha1.signature"), "made with SHA-1"),
        (include_bytes!("verify/md5.signature"), "made with MD5"),
        (include_bytes!("verify/sha384.signature"), "made with SHA-384"),
        (include_bytes!("verify/pss.signature"), "made by PSS with SHA-256"),
        (include_bytes!("verify/pss_sha1.signature"), "made by PSS with SHA-1"),
        (include_bytes!("verify/bare.signature"), "the bare digest of SHA-256"),
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

    let merchant = include_str!("../../tests/keys/merchant.public.pem");
    let other_key = Rewritten { key: merchant, ..Rewritten::of(SIGNED.as_bytes(), SIGNED) }.verdict();
    assert_named(&other_key, &["no wallet key made this signature"]);

    let larger = include_str!("verify/larger.public.pem");
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

#[test]
fn our_own_message_is_recognised() {
    let mut case = Case::real();
    case.path = "/api/v1/payments/pay".into();
    let signed = sign(&Dialect::default(), &own_key(), CLIENT_ID, &case.path, Ok(TIME), &case.body);
    let headers = signed.expect("signed").headers;
    case.signature = headers.iter().find(|(name, _)| name == "Signature").expect("a header").1.clone();
    let verdict = case.verdict();
    assert_eq!(failing(&verdict), ["signature"]);
    assert!(verdict.mistakes[0].contains("one's own key"), "{:?}", verdict.mistakes);
}
