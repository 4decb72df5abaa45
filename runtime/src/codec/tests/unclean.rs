//! Text that is not clean, and numbers.

use super::*;

/// JSON that is not clean, what is read of its `id`, and what is noted.
const UNCLEAN: &[(&[u8], &str, &str)] = &[
    (br#""ok \ud83d""#, "ok \u{fffd}", "`id` contains half of a surrogate pair"),
    (br#""\ude00""#, "\u{fffd}", "`id` contains half of a surrogate pair"),
    (br#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}", "`id` contains half of a surrogate pair"),
    (br#""\ud83dx""#, "\u{fffd}x", "`id` contains half of a surrogate pair"),
    (br#""\ud83d\n""#, "\u{fffd}\n", "`id` contains half of a surrogate pair"),
    (br#""\ud8""#, "\u{fffd}", "`id` contains an escape that JSON does not have"),
    (br#""\u""#, "\u{fffd}", "`id` contains an escape that JSON does not have"),
    (br#""\x""#, "\\x", "`id` contains an escape that JSON does not have"),
    (b"\"ok \xf0\x9f\x98\"", "ok \u{fffd}", "`id` contains bytes that are not text of its charset"),
    (b"\"\xd6\xd0\"", "\u{fffd}\u{fffd}", "`id` contains bytes that are not text of its charset"),
    (b"\"a\tb\"", "a\tb", "`id` contains a control character that is not escaped"),
    (b"\"a\0b\"", "a\0b", "`id` contains a control character that is not escaped"),
    (b"\"a\\\"b\r\n\"", "a\"b\r\n", "`id` contains a control character that is not escaped"),
    (b"1e999", "", "`id` is a number too large for a 64-bit float"),
    (b"-1e999999999", "", "`id` is a number too large for a 64-bit float"),
];

#[test]
fn what_is_not_clean_is_read_and_noted_with_its_path() {
    for (written, read, noted) in UNCLEAN {
        let with = |before: &str, after: &str| [before.as_bytes(), written, after.as_bytes()].concat();
        let shown = String::from_utf8_lossy(written);

        let (answer, violations) = from_json::<Answer>(&with(r#"{"id":"#, r#","paid":true}"#)).unwrap();
        let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert_eq!((answer.id.as_str(), answer.paid), (*read, Some(true)), "{shown}");
        assert_eq!(texts.last().map(String::as_str), Some(*noted), "{shown}");

        for (before, after, path) in [
            (r#"{"id":"1","new":"#, "}", "new"),
            (r#"{"id":"1","new":{"a":[1,"#, "]}}", "new"),
            (r#"{"id":"1","paid":["#, "]}", "paid"),
            (r#"{"id":"1","items":[{"name":"a"},{"name":"#, "}]}", "items[1].name"),
            (r#"{"id":"1","token":"#, "}", "token"),
            (r#"{"id":"1","extra":{"k":"#, "}}", "extra.k"),
        ] {
            let (answer, violations) = from_json::<Answer>(&with(before, after)).unwrap();
            assert_eq!(answer.id, "1");
            let noted = noted.replace("`id`", &format!("`{path}`"));
            assert!(violations.iter().any(|found| found.to_string() == noted), "{shown}: {violations:?}");
        }
        // Nothing of it is sent.
        assert!(from_json_strict::<Request>(&with(r#"{"parts":["a"],"id":"#, "}")).is_err(), "{shown}");
        assert!(
            String::from_utf8_lossy(written).parse::<crate::Json>().is_err()
                || written.iter().any(|b| *b > 127)
        );
    }
}

#[test]
fn a_name_that_is_not_clean_is_the_name_of_no_field() {
    for (name, shown) in [("i\\ud83dd", "i\u{fffd}d"), ("id\n", "id\n"), ("\\id", "\\id")] {
        let (answer, violations) = lenient(&format!(r#"{{"id":"1","{name}":"2"}}"#));
        assert_eq!((answer.id.as_str(), violations.len()), ("1", 1), "{name}");
        assert!(violations[0].starts_with(&format!("`{shown}` contains")), "{violations:?}");
    }
    // An escaped letter is the letter.
    assert_eq!(lenient(r#"{"\u0069d":"1"}"#).0.id, "1");
}

#[test]
fn json_inside_a_text_is_read_by_the_same_reader() {
    let (answer, violations) = lenient(r#"{"id":"1","order":"{\"name\":\"a\\ud83d\",\"count\":1e1}"}"#);
    let order = answer.order.unwrap();
    assert_eq!((order.name.as_str(), order.count), ("a\u{fffd}", Some(10)));
    assert_eq!(violations, ["`order.name` contains half of a surrogate pair"]);
    // What can't be read inside of it leaves the path behind it as it is.
    let (_, violations) = lenient(r#"{"order":"{\"name\":\"a\",\"count\":","time":"x","id":"1"}"#);
    assert_eq!(
        violations,
        [
            "`order` is not in the form of JSON inside a text",
            "`time` is not in the form of an RFC 3339 time with an offset",
        ]
    );
}

#[test]
fn numbers_keep_their_digits() {
    for number in [
        "9007199254740993.5",
        "12.50",
        "1e3",
        "-0.0",
        "100.0",
        "123456789012345678901234567890",
        "1E-999999999",
    ] {
        let json = format!("[{number}]");
        assert_eq!(json.parse::<crate::Json>().unwrap().to_string(), json);
        let (any, _) = from_json::<crate::Json>(json.as_bytes()).unwrap();
        assert_eq!(to_json(&any).unwrap(), json.as_bytes());
        assert_eq!(from_json::<Vec<Received<64>>>(json.as_bytes()).unwrap().0[0], number);
        assert_eq!(
            from_json::<Vec<Unparsed<crate::Decimal>>>(json.as_bytes()).unwrap().0[0].as_str(),
            number
        );
    }
    let (decimals, violations) =
        from_json::<Vec<Unparsed<crate::Decimal>>>(b"[9007199254740993.5, 12.50]").unwrap();
    assert_eq!(violations, []);
    assert_eq!(decimals[0].parse().unwrap().as_str(), "9007199254740993.5");
    assert_eq!(decimals[1].parse().unwrap().as_str(), "12.50");
}

#[test]
fn whole_numbers_are_integers_however_they_are_written() {
    for (written, number) in
        [("100.0", 100), ("1e3", 1000), ("\"100.0\"", 100), ("\"1e3\"", 1000), ("-2.5E1", -25)]
    {
        let json = format!(r#"{{"id":"1","items":[{{"name":"a","count":{written}}}]}}"#);
        let (answer, violations) = lenient(&json);
        assert_eq!((answer.items.unwrap()[0].count, violations.len()), (Some(number), 0), "{written}");
        assert_eq!(from_json_strict::<i64>(written.as_bytes()).unwrap(), number);
        assert_eq!(from_json_strict::<crate::Int<-25, 1000>>(written.as_bytes()).unwrap().get(), number);
    }
    for written in ["100.5", "\"100.5\"", "1e999999999", "1e30", "\"1e30\"", "\"1e\"", "\" 1\""] {
        let (answer, violations) =
            lenient(&format!(r#"{{"id":"1","items":[{{"name":"a","count":{written}}}]}}"#));
        assert_eq!((answer.items.unwrap()[0].count, violations.len()), (None, 1), "{written}");
    }
    // Whatever the length of a number, a violation is short.
    let (_, violations) = from_json::<i64>("9".repeat(300).as_bytes()).unwrap();
    assert!(violations[0].to_string().len() < 200);
}
