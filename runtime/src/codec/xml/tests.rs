use std::collections::BTreeMap;

use super::{super::tests::Answer, from_xml};
use crate::{
    Json, JsonText, Received, Sensitive,
    codec::{Decode, Decoded, Encode, Fields, Problem, empty, to_json},
};

/// What was read, as JSON, and what was noted.
fn read_as<T: Decode + Encode>(xml: &str) -> (String, Vec<String>) {
    let (value, violations) = from_xml::<T>(xml.as_bytes()).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let json = String::from_utf8(to_json(&value).unwrap()).unwrap();
    (json, violations.iter().map(ToString::to_string).collect())
}

fn read(xml: &str) -> (String, Vec<String>) {
    read_as::<Answer>(xml)
}

fn refused(xml: &str) -> String {
    match from_xml::<Answer>(xml.as_bytes()) {
        Ok((answer, _)) => panic!("read {}", String::from_utf8(to_json(&answer).unwrap()).unwrap()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_same_answer_is_read_from_xml_as_from_json() {
    let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
        <!-- a comment --> <?a program?>
        <response xmlns="urn:x" xmlns:w="urn:y">
            <id kind="order">1</id>
            <w:paid>true</w:paid>
            <time> 2020-01-01T00:00:00Z </time>
            <new><thing/>7</new>
            <items><name>a</name><count>2</count></items>
            <items><name>b</name></items>
            <order>{"name":"c"}</order>
            <token>t</token>
            <extra><k>v</k><l>w</l></extra>
        </response>"#;
    let json = r#"{"id":"1","paid":true,"time":"2020-01-01T00:00:00Z","items":[{"name":"a","count":2},{"name":"b"}],"order":"{\"name\":\"c\"}","token":"t","extra":{"k":"v","l":"w"}}"#;
    assert_eq!(read(xml), (json.to_owned(), vec![]));
}

#[test]
fn text_comes_in_many_ways() {
    for (xml, id) in [
        ("<id>&lt;&amp;&gt;&quot;&apos;</id>", "<&>\"'"),
        ("<id>&#97;&#x62;\u{e9}</id>", "abé"),
        ("<id><![CDATA[<b>&]]></id>", "<b>&"),
        ("<id>a<![CDATA[b]]>&#99;<!-- x -->d</id>", "abcd"),
        ("<id>a\r\nb</id>", "a\nb"),
        ("<id>\n\t a b \n</id>", "a b"),
    ] {
        let (read, _) =
            from_xml::<BTreeMap<String, Received<9>>>(format!("<r>{xml}</r>").as_bytes()).unwrap();
        assert_eq!(read["id"], id, "{xml}");
    }
}

#[test]
fn an_empty_element_is_nothing() {
    let json = r#"{"id":"1"}"#.to_owned();
    for xml in [
        "<r><id>1</id><paid/><time></time><items> </items><order/><token/><extra/></r>",
        "<r><id>1</id><items/></r>",
        "<r><paid/><id>1</id><paid/></r>",
    ] {
        assert_eq!(read(xml), (json.clone(), vec![]), "{xml}");
    }
    assert_eq!(read("<r><id/></r>").1, ["`id` is required, but missing"]);
    // But for the root: it is an object, as `{}` is.
    assert_eq!(read("<r/>").1, ["`id` is required, but missing"]);
    assert_eq!(read("<r>text</r>").1, ["the message is text, expected another kind of value"]);
}

#[test]
fn a_list_is_repeated_or_wrapped() {
    let (a, b) = (r#"{"name":"a"}"#, r#"{"name":"b"}"#);
    for (items, expected) in [
        ("<items><name>a</name></items><items><name>b</name></items>", format!("[{a},{b}]")),
        ("<items><name>a</name></items>", format!("[{a}]")),
        ("<items><item><name>a</name></item><item><name>b</name></item></items>", format!("[{a},{b}]")),
        ("<items><item><name>a</name></item></items>", format!("[{a}]")),
        // Apart from each other, and with others between.
        ("<items><name>a</name></items><x/><items><name>b</name></items>", format!("[{a},{b}]")),
    ] {
        let (json, violations) = read(&format!("<r><id>1</id>{items}</r>"));
        assert_eq!((json, violations), (format!(r#"{{"id":"1","items":{expected}}}"#), vec![]), "{items}");
    }
}

#[test]
fn lists_of_texts_and_maps() {
    type Texts = BTreeMap<String, Vec<Received<3>>>;
    let texts = |xml: &str| read_as::<Texts>(xml);
    let fine = |json: &str| (json.to_owned(), vec![]);
    assert_eq!(texts("<r><l>a</l><l>b</l></r>"), fine(r#"{"l":["a","b"]}"#));
    assert_eq!(texts("<r><l>a</l></r>"), fine(r#"{"l":["a"]}"#));
    assert_eq!(texts("<r><l><i>a</i><i>b</i></l></r>"), fine(r#"{"l":["a","b"]}"#));
    assert_eq!(texts("<r><l><i>a</i></l></r>"), fine(r#"{"l":["a"]}"#));
    assert_eq!(texts("<r><l><i>four</i></l></r>").1, ["`l[0]` has 4 characters, the limit is 3"]);

    type Maps = BTreeMap<String, Vec<BTreeMap<String, Received<3>>>>;
    let maps = |xml: &str| read_as::<Maps>(xml);
    assert_eq!(maps("<r><l><k>v</k></l></r>"), fine(r#"{"l":[{"k":"v"}]}"#));
    assert_eq!(maps("<r><l><k>v</k><m>w</m></l></r>"), fine(r#"{"l":[{"k":"v","m":"w"}]}"#));
    assert_eq!(maps("<r><l><i><k>v</k></i><i><k>w</k></i></l></r>"), fine(r#"{"l":[{"k":"v"},{"k":"w"}]}"#));
}

#[test]
fn any_json_is_guessed_from_the_elements() {
    let xml = "<r><a>1</a><b><c>x</c><c>y</c></b><d/><b>z</b></r>";
    assert_eq!(read_as::<Json>(xml).0, r#"{"a":"1","b":[{"c":["x","y"]},"z"],"d":null}"#);
}

#[test]
fn what_breaks_the_spec_is_noted_with_its_path_and_kept_where_it_can_be() {
    let xml = r"<r><time>yesterday</time><items><name>a</name></items>
        <items><name>abcde</name><count>1.5</count></items><order>{oops</order>
        <extra><k>long</k></extra><paid><x/></paid></r>";
    let (_, mut violations) = read(xml);
    violations.sort();
    assert_eq!(
        violations,
        [
            "`extra.k` has 4 characters, the limit is 3",
            "`id` is required, but missing",
            "`items[1].count` is a number with a fraction, expected an integer",
            "`items[1].name` has 5 characters, the limit is 4",
            "`order` is not in the form of JSON inside a text",
            "`paid` is an object, expected another kind of value",
            "`time` is not in the form of an RFC 3339 time with an offset",
        ]
    );
}

#[test]
fn a_field_that_comes_twice_is_noted() {
    for (xml, path) in [
        ("<r><id>1</id><id>2</id></r>", "id"),
        ("<r><id>1</id><paid>true</paid><x/><paid>true</paid></r>", "paid"),
        ("<r><id>1</id><order><name>a</name></order><order/><order><name>b</name></order></r>", "order"),
        ("<r><id>1</id><order><name>a</name><name>b</name></order></r>", "order.name"),
        ("<r><id>1</id><extra><k>a</k><k>b</k></extra></r>", "extra.k"),
        ("<r><id>1</id><extra><k>a</k></extra><extra><l>a</l></extra></r>", "extra"),
    ] {
        assert_eq!(read(xml).1, [format!("`{path}` is given more than once")], "{xml}");
    }
}

#[test]
fn a_result_that_comes_twice_is_noted() {
    let of = |xml: &str| {
        let (_, violations) = from_xml::<Envelope>(xml.as_bytes()).unwrap();
        violations.into_iter().filter(|v| v.problem == Problem::Repeated).map(|v| v.path).collect::<Vec<_>>()
    };
    let result = "<result><resultStatus>S</resultStatus></result>";
    assert_eq!(of(&format!("<r>{result}</r>")), [""; 0]);
    assert_eq!(of(&format!("<r>{result}{result}</r>")), ["result"]);
    assert_eq!(
        of("<r><result><resultStatus>S</resultStatus><resultStatus>F</resultStatus></result></r>"),
        ["result.resultStatus"]
    );
    // It is noted even after more problems than are kept.
    let many = "<code>x</code>".repeat(3_000);
    assert_eq!(of(&format!("<r><noise>{many}</noise>{result}{result}</r>")), ["result"]);
}

struct Envelope {
    noise: Option<BTreeMap<String, Vec<i64>>>,
    result: Option<crate::WalletResult>,
}

impl Decode for Envelope {
    fn empty() -> Self {
        Self { noise: empty(), result: empty() }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [("noise", &mut self.noise), ("result", &mut self.result)])
    }
}

#[test]
fn what_is_not_xml_of_the_plain_kind_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(129), "</a>".repeat(129));
    let many = format!("<r>{}</r>", "<a/>".repeat(100_000));
    for (xml, what) in [
        ("", "there is no element"),
        ("  <!-- only this -->", "there is no element"),
        ("planted", "text outside of the element"),
        ("<a>", "an element is not closed"),
        ("<a><b></a>", "an end of another element"),
        ("<a></planted>", "an end of another element"),
        ("</planted>", "an end without a start"),
        ("<a/></a>", "an end without a start"),
        ("<a/><planted/>", "a second element"),
        ("<a></a>planted", "text outside of the element"),
        ("<a/>&amp;", "text outside of the element"),
        ("<a><b", "something that is not closed"),
        ("<a><!-- planted", "something that is not closed"),
        ("<a><![CDATA[planted</a>", "something that is not closed"),
        ("<!DOCTYPE planted [<!ENTITY x 'y'>]><a>&x;</a>", "a DTD"),
        ("<!DOCTYPE a SYSTEM \"file:///planted\"><a/>", "a DTD"),
        ("<a>&planted;</a>", "an entity that is none of XML's five"),
        ("<a>&#xplanted;</a>", "an entity"),
        ("<a>&#0;</a>", "an entity"),
        ("<a>&#x110000;</a>", "an entity"),
        ("<a>&#xD800;</a>", "an entity"),
        ("<a>a & planted</a>", "an `&` without its `;`"),
        ("<></>", "an element without a name"),
        (&deep, "nested more than 128 deep"),
        (&many, "more than 100,000 elements"),
    ] {
        let error = refused(xml);
        assert!(error.contains(what), "{error}: {}", &xml[..xml.len().min(40)]);
        assert!(!error.contains("planted"), "{error}");
    }
    assert!(refused("<a>planted</b>").ends_with(" at byte 14"), "{}", refused("<a>planted</b>"));
    let invalid = from_xml::<Answer>(b"<a>\xff</a>").err().unwrap().to_string();
    assert!(invalid.ends_with("not UTF-8 at byte 3"), "{invalid}");
    assert_eq!(read(&deep[3..deep.len() - 4]).1.len(), 1);
}

#[test]
fn what_hides_a_value_or_holds_json_is_read_through() {
    type Hidden = BTreeMap<String, Sensitive<Vec<Received<3>>>>;
    assert_eq!(read_as::<Hidden>("<r><l><i>a</i></l></r>").0, r#"{"l":["a"]}"#);
    type Inside = BTreeMap<String, JsonText<Vec<Received<3>>>>;
    let inside = read_as::<Inside>(r#"<r><l>["a","b"]</l></r>"#);
    assert_eq!(inside, (r#"{"l":"[\"a\",\"b\"]"}"#.to_owned(), vec![]));
}

#[test]
fn a_bad_message_does_not_fill_the_memory_with_notes() {
    let key = "k".repeat(100_000);
    let xml = format!("<r><{key}>{}</{key}></r>", "<i>x</i>".repeat(3_000));
    let (_, violations) = from_xml::<BTreeMap<String, Vec<i64>>>(xml.as_bytes()).unwrap();
    assert_eq!(violations.len(), 1_000);
    assert!(violations.iter().all(|violation| violation.path.len() < 80));
}
