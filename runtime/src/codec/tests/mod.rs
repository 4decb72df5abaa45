mod conditions;
mod nested;
mod sensitive;
mod unclean;

use std::collections::BTreeMap;

use super::*;
use crate::{DateTime, JsonText, List, Received, Sensitive, Text, Unparsed};

#[derive(Debug, Clone, PartialEq)]
struct Item {
    name: Received<4>,
    count: Option<i64>,
}

impl Encode for Item {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Item");
        visit(View::Object(&SHAPE, &[("name", &self.name), ("count", &self.count)]));
    }
}

impl Decode for Item {
    fn empty() -> Self {
        Self { name: empty(), count: empty() }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("name", &mut self.name), ("count", &mut self.count)])
    }
}

/// A response as the generator writes it.
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
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Answer");
        visit(View::Object(
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
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
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
    let (_, violations) = from_json::<crate::Json>(br#"[{"a":1,"b":2,"a":null}]"#).unwrap();
    assert_eq!((violations[0].path.as_str(), &violations[0].problem), ("[0]", &Problem::Repeated));
    assert!(r#"{"a":1,"a":1}"#.parse::<crate::Json>().is_err());
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
    // JSON, but nothing that could be a response.
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
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Request").checks(&[
            Check::MinLength("id", 2),
            Check::Forbidden("code", "@#"),
            Check::Pattern("parts", "[a-z]+"),
            Check::OneOf(&["parts", "code"]),
            Check::RequiredWhen("code", const { &[crate::Condition::is("id", &["auth"])] }),
        ]);
        visit(View::Object(&SHAPE, &[("id", &self.id), ("parts", &self.parts), ("code", &self.code)]));
    }
}

impl Decode for Request {
    fn empty() -> Self {
        Self { id: empty(), parts: None, code: None }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
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

/// A request with a map that is written as JSON inside a text.
struct Wrapped(JsonText<BTreeMap<String, Text<9>>>);

impl Encode for Wrapped {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Wrapped").checks(&[
            Check::Keys("data", &["alpha", "beta"]),
            Check::MinLength("data", 3),
            Check::Pattern("data", "[a-z]+"),
        ]);
        visit(View::Object(&SHAPE, &[("data", &self.0)]));
    }
}

#[test]
fn json_inside_a_text_is_checked() {
    let wrapped = |entries: [(&str, &'static str); 2]| {
        Wrapped(JsonText(entries.map(|(key, text)| (key.to_owned(), Text::new(text).unwrap())).into()))
    };
    assert!(check(&wrapped([("alpha", "abc"), ("beta", "abc")])).is_ok());
    let found = check(&wrapped([("alpha", "ABC"), ("gamma", "ab")])).unwrap_err();
    let paths: Vec<&str> = found.iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["data.gamma", "data.gamma", "data.alpha"], "{found}");
}

#[test]
fn maps_keep_to_their_limits() {
    struct Labels(Vec<BTreeMap<String, Text<9>>>);
    impl Encode for Labels {
        fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
            static SHAPE: Shape =
                Shape::new("Labels").checks(&[Check::Entries("maps", 2), Check::KeyLength("maps", 3)]);
            visit(View::Object(&SHAPE, &[("maps", &self.0)]));
        }
    }
    let map = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), Text::new("x").unwrap())).collect();
    assert!(check(&Labels(vec![map(&[]), map(&["äöü", "b"])])).is_ok());
    let found = check(&Labels(vec![map(&["a"]), map(&["a", "b", "long"])])).unwrap_err().to_string();
    let said = "maps[1]` has 3 entries, the limit is 2";
    assert!(
        found.contains(said) && found.contains("maps[1].long` has a key of 4 characters, the limit is 3"),
        "{found}"
    );
}

#[test]
fn debug_hides_what_is_sensitive() {
    let (answer, _) = lenient(r#"{"id":"1","token":"planted","items":[{"name":"a"}]}"#);
    struct Debugged(Answer);
    impl std::fmt::Debug for Debugged {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            debug(&self.0, f)
        }
    }
    let shown = format!("{:?}", Debugged(answer));
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
