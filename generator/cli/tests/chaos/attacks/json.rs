//! JSON, and what is not quite JSON, signed by the merchant.

use super::{PAY, Random, Storm, bodies, garbage, is_refused};

/// A body is never longer, in bytes.
const LIMIT: usize = 1 << 20;

pub(super) fn broken(storm: &Storm, random: &mut Random) {
    let order = bodies::order(storm).into_bytes();
    let mut body = order.clone();
    match random.below(6) {
        0 => body.truncate(1 + random.below(order.len() - 1)),
        1 => body.extend(garbage(random, 100)),
        2 => drop(body.splice(1..1, [0xff, 0xfe, 0xc0, 0x80])),
        3 => {
            body = random
                .pick(&[
                    "",
                    " ",
                    "\u{feff}{}",
                    "{}{}",
                    "NaN",
                    "{'a':1}",
                    "{\"a\":1,}",
                    "//",
                    "[,]",
                    "\0",
                    "nul",
                ])
                .into()
        }
        4 => body = String::from_utf8_lossy(&order).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => body = garbage(random, 5000),
    }
    if serde_json::from_slice::<serde_json::Value>(&body).is_err() {
        is_refused(&storm.plain.post(PAY, body), "PARAM_ILLEGAL");
    }
}

pub(super) fn deep(storm: &Storm, random: &mut Random) {
    let depth = random.pick(&["10", "126", "127", "128", "129", "1000", "100000", "120000"]);
    let depth: usize = depth.parse().expect("a number");
    let (open, close) = *random.item(&[("[", "]"), (r#"{"a":"#, "}"), (r#"[{"":"#, "}]")]);
    let depth = depth.min(LIMIT / 10);
    let nested = format!("{}1{}", open.repeat(depth), close.repeat(if random.one_in(2) { depth } else { 0 }));
    let body = match random.below(4) {
        0 => nested,
        1 => format!(r#"{{"paymentAmount":{nested}}}"#),
        // JSON within text.
        2 => format!(r#"{{"extraParams":{{"ORDER":"{}"}}}}"#, nested.replace('"', "\\\"")),
        _ => format!(r#"{{"extendInfo":"{}"}}"#, nested.replace('"', "\\\"")),
    };
    if body.len() <= LIMIT {
        is_refused(&storm.plain.post(PAY, body), "PARAM_ILLEGAL");
    }
}

/// As much of something as there is room for.
pub(super) fn wide(storm: &Storm, random: &mut Random) {
    let mut named = |item: &str| {
        let mut text = String::new();
        let mut number = random.below(1000);
        while text.len() + item.len() + 20 < LIMIT - 1000 {
            text.push_str(&format!(r#""{number:x}":{item},"#));
            number += 1;
        }
        text.push_str(r#""last":0"#);
        text
    };
    let unknown = format!("{{{}}}", named("0"));
    let map = format!(r#"{{"templates":[{{"templateParameters":{{{}}}}}]}}"#, named("7"));
    let times = |item: &str| item.repeat((LIMIT - 1000) / item.len());
    let goods = |item: &str| format!(r#"{{"order":{{"goods":[{}0]}}}}"#, times(item));
    let templates = format!(r#"{{"templates":[{}{{}}]}}"#, times("{},"));
    let order = format!(r#"{{"extraParams":{{"ORDER":"{{\"goods\":[{}0]}}"}}}}"#, times("0,"));
    let same = format!(r#"{{{}"partnerId":1}}"#, times(r#""partnerId":"P1","#));
    let (path, body) = match random.below(8) {
        0 => (PAY, unknown),
        1 => ("/api/v2/miniprogram/message/send", map),
        2 => ("/api/v2/miniprogram/message/send", templates),
        3 => ("/api/v2/payments/pay", goods("0,")),
        4 => ("/api/v2/payments/pay", goods("{},")),
        5 => ("/api/v2/payments/pay", goods(r#"{"x":1,"x":2},"#)),
        6 => (PAY, order),
        _ => (PAY, same),
    };
    assert!(body.len() <= LIMIT, "{}", body.len());
    let request = storm.plain.letter(path, body).bytes(&storm.plain.key);
    for answer in storm.plain.ask_at_once(&vec![request; 1 + random.below(8)]) {
        is_refused(&answer, "PARAM_ILLEGAL");
    }
}

pub(super) fn strange(storm: &Storm, random: &mut Random) {
    let digits = "9".repeat(1 + random.below(200_000));
    let exponent = format!("1e{}", &digits[..digits.len().min(5000)]);
    let text = format!("\"{}\"", "x".repeat(random.below(900_000)));
    let escapes = format!("\"{}\"", "\\u0000".repeat(random.below(100_000)));
    let value = random.pick(&[
        "null",
        "true",
        "-0",
        "1e400",
        "-1e-400",
        "1E+2",
        "00",
        "0x1",
        "1.",
        "Infinity",
        "[]",
        "{}",
        r#""""#,
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""\u0000""#,
        "\"\u{202e}\u{feff}\"",
        r#""10000\n""#,
        r#""-1""#,
        r#""1e5""#,
        r#""٣""#,
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        &digits,
        &exponent,
        &text,
        &escapes,
    ]);
    let order = bodies::order(storm);
    let field = random.pick(&[r#""10000""#, r#""USD""#, r#""P1""#, r#""SHOES""#]);
    // Some of these are fine after all.
    storm.plain.post(PAY, order.replacen(field, value, 1));
}
