//! Why a signature does not hold, on a signed answer of a real platform (`runtime/signing/vectors`).

#![cfg(feature = "sandbox")]

mod rewritten;

use countersign_calling::verify::{Candidate, Kind, Message, State, Verdict, verify};
use countersign_calling::{sign, signing_key, wallet_key};
use countersign_codegen::model::{Content, Dialect};
use countersign_runtime::signature::{SigningKey, WalletKey};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const PATH: &str = "/ams/sandbox/api/v1/payments/pay";
const CLIENT_ID: &str = "SANDBOX_5YEV2N2ZV8LC00920";
const TIME: &str = "2025-05-19T01:52:32Z";
const BODY: &str = include_str!("../../../../runtime/signing/vectors/body.json");

/// Ten seconds after it was signed.
fn then() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_747_619_552 + 10)
}

fn platform_key() -> WalletKey {
    wallet_key(include_str!("../../../../runtime/signing/vectors/wallet_key.base64")).expect("a key")
}

fn own_key() -> SigningKey {
    signing_key(include_str!("../../../../tests/keys/merchant.pkcs8.pem"), None).expect("a key")
}

fn signature() -> String {
    let value = include_str!("../../../../runtime/signing/vectors/signature.txt").trim_end();
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
            kind: Kind::Response,
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
            &["compact JSON", "surrounded by blanks or line breaks"],
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

#[test]
fn our_own_message_is_recognised() {
    let mut case = Case::real();
    case.path = "/api/v1/payments/pay".into();
    let signed = sign(&Dialect::default(), &own_key(), CLIENT_ID, &case.path, TIME.into(), &case.body);
    let headers = signed.expect("signed").headers;
    case.signature = headers.iter().find(|(name, _)| name == "Signature").expect("a header").1.clone();
    let verdict = case.verdict();
    assert_eq!(failing(&verdict), ["signature"]);
    assert!(verdict.mistakes[0].contains("your own key"), "{:?}", verdict.mistakes);
}
