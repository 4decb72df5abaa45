use std::collections::BTreeMap;

use super::*;
use crate::{DateTime, JsonText, List, Received, Sensitive, Text, Unparsed};

#[derive(Debug, Clone, PartialEq)]
struct Item {
    name: Received<4>,
    count: Option<i64>,
}

impl Encode for Item {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Item");
        look(View::Object(&SHAPE, &[("name", &self.name), ("count", &self.count)]));
    }
}

impl Decode for Item {
    fn empty() -> Self {
        Self { name: empty(), count: empty() }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        source.fill(&mut [("name", &mut self.name), ("count", &mut self.count)])
    }
}

/// An answer as the generator writes it.
pub(super) struct Answer {
    id: Received<8>,
    paid: Option<bool>,
    time: Option<Unparsed<DateTime>>,
    items: Option<Vec<Item>>,
    order: Option<JsonText<Item>>,
    token: Option<Sensitive<Received<8>>>,
    extra: Option<BTreeMap<String, Received<3>>>,
}

impl Encode for Answer {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Answer");
        look(View::Object(
            &SHAPE,
            &[
                ("id", &self.id),
                ("paid", &self.paid),
                ("time", &self.time),
                ("items", &self.items),
                ("order", &self.order),
                ("token", &self.token),
                ("extra", &self.extra),
            ],
        ));
    }
}

impl Decode for Answer {
    fn empty() -> Self {
        Self {
            id: empty(),
            paid: empty(),
            time: empty(),
            items: empty(),
            order: empty(),
            token: empty(),
            extra: empty(),
        }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        source.fill(&mut [
            ("id", &mut self.id),
            ("paid", &mut self.paid),
            ("time", &mut self.time),
            ("items", &mut self.items),
            ("order", &mut self.order),
            ("token", &mut self.token),
            ("extra", &mut self.extra),
        ])
    }
}

fn lenient(json: &str) -> (Answer, Vec<String>) {
    let (answer, violations) = from_json::<Answer>(json.as_bytes()).unwrap();
    (answer, violations.iter().map(ToString::to_string).collect())
}

#[test]
fn a_good_answer_comes_back_as_it_was() {
    let json = r#"{"id":"1","paid":true,"time":"2020-01-01T00:00:00Z","items":[{"name":"a","count":2},{"name":"b"}],"order":"{\"name\":\"c\"}","token":"t","extra":{"k":"v"}}"#;
    let (answer, violations) = lenient(json);
    assert_eq!(violations, [""; 0]);
    assert_eq!(String::from_utf8(to_json(&answer).unwrap()).unwrap(), json);
    assert_eq!(answer.order.unwrap().name, "c");
}

#[test]
fn null_empty_and_absent_all_read() {
    for json in [
        r#"{"id":"1"}"#,
        r#"{"id":"1","paid":null,"time":null,"items":null,"order":null,"token":null,"extra":null}"#,
        r#"{"id":"1","paid":"","items":"","order":"","extra":""}"#,
    ] {
        let (answer, violations) = lenient(json);
        assert_eq!(violations, [""; 0], "{json}");
        assert_eq!(to_json(&answer).unwrap(), br#"{"id":"1"}"#, "{json}");
    }
}

#[test]
fn numbers_and_booleans_may_come_quoted_and_one_item_may_stand_for_a_list() {
    let (answer, violations) = lenient(r#"{"id":7,"paid":"true","items":{"name":"a","count":"-3"}}"#);
    assert_eq!(violations, ["`id` is a number, expected text"]);
    assert_eq!((answer.id.as_str(), answer.paid), ("7", Some(true)));
    assert_eq!(answer.items.unwrap()[0].count, Some(-3));
}

#[test]
fn what_breaks_the_spec_is_noted_with_its_path_and_kept_where_it_can_be() {
    let json = r#"{"time":"yesterday","items":[{"name":"a"},{"name":"abcde","count":1.5}],"order":"{oops","extra":{"k":"long"},"new":[1,{"a":2}],"paid":{"x":[]}}"#;
    let (answer, violations) = lenient(json);
    assert_eq!(
        violations,
        [
            "`time` is not in the form of an RFC 3339 time with an offset",
            "`items[1].name` has 5 characters, the limit is 4",
            "`items[1].count` is a number with a fraction, expected an integer",
            "`order` is not in the form of JSON inside a text",
            "`extra.k` has 4 characters, the limit is 3",
            "`paid` is an object, expected another kind of value",
            "`id` is required, but missing",
        ]
    );
    assert_eq!(answer.items.unwrap()[1].name, "abcde");
    assert_eq!((answer.time.unwrap().as_str(), answer.order, answer.paid), ("yesterday", None, None));
}

#[test]
fn a_field_that_comes_twice_is_noted() {
    let (_, violations) = lenient(r#"{"id":"1","id":"2","items":[{"name":"a"}],"items":[]}"#);
    assert_eq!(violations, ["`id` is given more than once", "`items` is given more than once"]);
}

#[test]
fn text_where_an_object_is_documented_and_the_reverse_are_read() {
    let (answer, violations) = lenient(r#"{"id":{"a":[1,"b"]},"order":{"name":"c"}}"#);
    assert_eq!(answer.id.as_str(), r#"{"a":[1,"b"]}"#);
    assert_eq!(answer.order.unwrap().name, "c");
    assert_eq!(violations.len(), 1);
}

#[test]
fn what_is_not_json_is_an_error() {
    for json in [
        "",
        "{",
        "nul",
        "{\"id\":\"1\"} x",
        "\u{1}",
        "{\"id\":\"1",
        "{\"id\":\"1\\",
        "{\"id\":1,}",
        "[1,]",
        "{id:1}",
        "{\"id\" 1}",
        "{\"id\":01}",
        "{\"id\":1e}",
        "{\"id\":+1}",
        "{\"new\":[}]",
        &"[".repeat(100_000),
        &"{\"a\":".repeat(100_000),
    ] {
        assert!(matches!(from_json::<Answer>(json.as_bytes()), Err(ReadError::NotJson(_))));
    }
    assert!(from_json::<Answer>(b"{\xff\"id\":\"1\"}").is_err());
    // JSON, but nothing that could be an answer.
    for json in ["null", "7", "\"x\"", "[]"] {
        assert_eq!(lenient(json).1.len(), 1, "{json}");
    }
}

/// A request as the generator writes it.
#[derive(Debug, PartialEq)]
struct Request {
    id: Text<4>,
    parts: Option<List<Text<2>, 2>>,
    code: Option<Sensitive<Text<4>>>,
}

impl Encode for Request {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Request").checks(&[
            Check::MinLength("id", 2),
            Check::Forbidden("code", "@#"),
            Check::Pattern("parts", "[a-z]+"),
            Check::OneOf(&["parts", "code"]),
            Check::RequiredWhen("code", &["id"], "auth"),
        ]);
        look(View::Object(&SHAPE, &[("id", &self.id), ("parts", &self.parts), ("code", &self.code)]));
    }
}

impl Decode for Request {
    fn empty() -> Self {
        Self { id: empty(), parts: None, code: None }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        source.fill(&mut [("id", &mut self.id), ("parts", &mut self.parts), ("code", &mut self.code)])
    }
}

#[test]
fn what_is_to_be_sent_is_read_strictly() {
    let read = |json: &str| from_json_strict::<Request>(json.as_bytes()).map_err(|error| error.to_string());
    assert!(read(r#"{"id":"1","parts":["a"]}"#).is_ok());
    assert_eq!(read(r#"{"id":"12345"}"#), Err("`id` has 5 characters, the limit is 4".to_owned()));
    assert_eq!(read(r#"{"parts":["a"]}"#), Err("`id` is required, but missing".to_owned()));
    assert_eq!(read(r#"{"id":null}"#), Err("`id` is required, but missing".to_owned()));
    assert_eq!(read(r#"{"id":"1","iD":1}"#), Err("`iD` is a field that the spec does not have".to_owned()));
    assert_eq!(
        read(r#"{"id":"1","parts":["a","b","c"]}"#),
        Err("`parts` has 3 items, the limit is 2".to_owned())
    );
    assert_eq!(
        read(r#"{"id":"1","parts":["abc"]}"#),
        Err("`parts[0]` has 3 characters, the limit is 2".to_owned())
    );
}

#[test]
fn everything_that_types_can_not_hold_is_checked_at_once() {
    let request = Request {
        id: Text::new("x").unwrap(),
        parts: Some(List::new([Text::new("ok").unwrap(), Text::new("1").unwrap()]).unwrap()),
        code: Some(Sensitive::new(Text::new("a@b").unwrap())),
    };
    let found: Vec<String> = check(&request).unwrap_err().iter().map(ToString::to_string).collect();
    let expected = [
        "`id` has 1 characters, the minimum is 2",
        "`code` contains a character that it must not",
        "`parts[1]` does not match the pattern \"[a-z]+\"",
    ];
    assert_eq!(found, expected);

    let request = Request { id: Text::new("auth").unwrap(), parts: None, code: None };
    let found = check(&request).unwrap_err().to_string();
    assert_eq!(
        found,
        "at least one of `parts`, `code` is required; `code` is required when `id` is auth, but missing"
    );
}

#[test]
fn debug_hides_what_is_sensitive() {
    let (answer, _) = lenient(r#"{"id":"1","token":"planted","items":[{"name":"a"}]}"#);
    struct Shown(Answer);
    impl std::fmt::Debug for Shown {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            debug(&self.0, f)
        }
    }
    let shown = format!("{:?}", Shown(answer));
    assert_eq!(shown, r#"Answer { id: "1", items: [Item { name: "a" }], token: [hidden] }"#);
}

#[test]
fn scalars_are_quoted_everywhere_but_in_json_inside_a_text() {
    let json =
        r#"{"id":"1","paid":true,"items":[{"name":"a","count":2}],"order":"{\"name\":\"c\",\"count\":3}"}"#;
    let (answer, _) = lenient(json);
    let written = |scalars| String::from_utf8(to_json_with(&answer, scalars).unwrap()).unwrap();
    assert_eq!(written(Scalars::AsSpecified), json);
    let quoted = written(Scalars::Quoted);
    assert_eq!(
        quoted,
        r#"{"id":"1","paid":"true","items":[{"name":"a","count":"2"}],"order":"{\"name\":\"c\",\"count\":3}"}"#
    );
    assert_eq!(lenient(&quoted).0.items, answer.items);

    let anything: crate::Json = "[1,-2.50,true,null,\"x\",{\"a\":18446744073709551615}]".parse().unwrap();
    assert_eq!(
        to_json_with(&anything, Scalars::Quoted).unwrap(),
        br#"["1","-2.50","true",null,"x",{"a":"18446744073709551615"}]"#
    );
    // `wire: quoted` of one field alone.
    assert_eq!(to_json(&Quoted(&7_i64)).unwrap(), br#""7""#);
    assert_eq!(to_json(&Quoted(&Some(true))).unwrap(), br#""true""#);
}

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
