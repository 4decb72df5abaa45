//! JSON: any bytes are read or refused, what serde_json takes is read as it reads it, and text that is not clean hides
//! nothing else.

use crate::{fuzz, mutate::mutated, random::Random};
use countersign_runtime::{
    Json, Violation,
    codec::{Problem, from_json, from_json_strict, to_json},
};
use serde_json::Value;

const DOCUMENTS: &[&str] = &[
    r#"{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"a b"},"paymentId":"2022"}"#,
    r#"{"a":[1,-2.50,1e3,0.0,9007199254740993.5,18446744073709551615],"b":[true,false,null,"",{}]}"#,
    r#" [ {"text":"é中🦀\u00e9\ud83d\ude00\n\\\"\/"} , [[[[]]]] , "{\"a\":\"\\ud83d\\ude00\"}" ] "#,
    "{\"\":{\"\":{\"\":[\"a long text that has no end for a while, and then it has one\"]}}}\r\n",
];

/// What JSON or its reader could stumble over.
#[rustfmt::skip]
const SPOILERS: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "/", "//", "'", "[[[[[[[[", "]]]]]]]]", "{\"a\":", "\"a\":1,",
    "\\ud83d", "\\ude00", "\\ud83d\\ud83d\\ude00", "\\ud8", "\\u", "\\uZZZZ", "\\u0000", "\\x", "\\b", "\0", "\u{1}", "\t",
    "\n", "\r", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}", "\u{fffd}", "é", "🦀", "null", "nul", "true", "NaN", "Infinity",
    "1e999", "-1e999", "1e999999999", "1e-999999999", "0e999999999", "-0", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1",
    "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999",
];

/// Bytes that are no text in UTF-8.
const NO_TEXT: &[&[u8]] =
    &[b"\xff", b"\xc3", b"\xf0\x9f\x98", b"\xed\xa0\xbd", b"\xd6\xd0\xce\xc4", b"\x80", b"\xc0\xaf"];

fn document(random: &mut Random) -> Vec<u8> {
    let mut json = random.pick(DOCUMENTS).as_bytes().to_vec();
    if !random.one_in(4) {
        json = mutated(&json, SPOILERS, random);
    }
    if random.one_in(4) {
        let at = random.below(json.len() + 1);
        json.splice(at..at, random.item(NO_TEXT).iter().copied()).for_each(drop);
    }
    json
}

fn is_unclean(violation: &Violation) -> bool {
    use Problem::{BadEscape, ControlChar, LoneSurrogate, NotText, NumberTooLarge};
    matches!(violation.problem, NumberTooLarge | LoneSurrogate | NotText | ControlChar | BadEscape)
}

/// What serde_json takes is the same tree with nothing noted but fields that come twice, and may be sent without; what it refuses is never sent, and is read
/// only with a note of why.
#[test]
fn what_is_read_is_what_serde_json_reads() {
    fuzz(20_000, "JSON", |random| {
        let bytes = document(random);
        let strict = from_json_strict::<Option<Json>>(&bytes);
        let read = from_json::<Option<Json>>(&bytes);
        match (serde_json::from_slice::<Value>(&bytes), read) {
            (Ok(expected), read) => {
                let (json, violations) = read.expect("serde_json reads it");
                let repeated = violations.iter().filter(|violation| violation.problem == Problem::Repeated);
                assert_eq!(violations.len(), repeated.count(), "{violations:?}");
                let json = json.unwrap_or_default();
                assert_eq!(serde_json::from_str::<Value>(&json.to_string()).expect("JSON"), expected);
                match strict {
                    Ok(sent) => assert_eq!(sent.unwrap_or_default(), json),
                    Err(error) => assert!(!violations.is_empty(), "{error}"),
                }
                true
            }
            (Err(_), Ok((json, violations))) => {
                assert!(violations.iter().any(is_unclean), "{violations:?}");
                assert!(strict.is_err());
                // What was read is clean.
                let again = to_json(&json).expect("it can be written");
                assert_eq!(from_json_strict::<Option<Json>>(&again).expect("JSON"), json);
                false
            }
            (Err(_), Err(error)) => {
                assert!(strict.is_err());
                let said = error.to_string();
                assert!(said.len() < 200 && said.is_ascii() && !said.contains(char::is_control), "{said:?}");
                false
            }
        }
    });
}

/// Whatever is in a text, what is around it is read; and numbers keep their digits.
#[test]
fn text_that_is_not_clean_hides_nothing_else() {
    const PIECES: &[&[u8]] = &[
        b"\\ud83d",
        b"\\ude00",
        b"\\ud8",
        b"\\u",
        b"\\x",
        b"\0",
        b"\t",
        b"\x1f",
        b"a",
        b"\\n",
        b"\xe4\xb8\xad",
    ];
    fuzz(5_000, "read", |random| {
        let mut text = Vec::new();
        for _ in 0..random.below(12) {
            let pieces = if random.one_in(2) { PIECES } else { NO_TEXT };
            text.extend_from_slice(random.pick(pieces));
        }
        let numbers = ["12.50", "1e999", "-0.0", "9007199254740993.5", "1e-400"];
        let number = random.pick(&numbers);
        let json =
            [b"{\"a\":\"".as_slice(), &text, b"\",\"n\":", number.as_bytes(), b",\"b\":\"S\"}"].concat();
        let (read, _) = from_json::<Json>(&json).unwrap_or_else(|error| panic!("{error}: {json:?}"));
        assert_eq!(read.get("b").and_then(Json::as_str), Some("S"));
        let expected = if number == "1e999" { "null" } else { number };
        assert_eq!(read.get("n").map(ToString::to_string).as_deref(), Some(expected));
        true
    });
}
