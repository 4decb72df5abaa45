//! Types that contain themselves, and messages that are nested deeply.

use super::*;

#[derive(Default)]
struct Node {
    name: Option<Received<8>>,
    kids: Option<Vec<Node>>,
    named: Option<BTreeMap<String, Node>>,
    next: Option<Box<Node>>,
    text: Option<Box<JsonText<Node>>>,
}

crate::__struct! {
    received Node,
    "name" => name,
    "kids" => kids,
    "named" => named,
    "next" => next,
    "text" => text,
}

/// With as many fields as an object may have.
struct Wide {
    others: Vec<Option<i64>>,
    next: Option<Box<Wide>>,
}

impl Encode for Wide {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("Wide");
        visit(View::Object(&SHAPE, &[("next", &self.next)]));
    }
}

impl Decode for Wide {
    fn empty() -> Self {
        Self { others: vec![None; 511], next: None }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        let others = self.others.iter_mut().map(|other| ("other", other as &mut dyn Decode));
        let mut fields: Vec<FieldMut<'_>> = others.collect();
        fields.push(("next", &mut self.next));
        source.fill(&mut fields)
    }
}

/// A value within itself, `depth` times.
fn within(open: &str, close: &str, depth: usize) -> String {
    format!("{}{{}}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn a_type_may_contain_itself() {
    let json = concat!(
        r#"{"name":"a","kids":[{"name":"b","kids":[]}],"named":{"x":{"name":"c"}},"#,
        r#""next":{"next":{"name":"d"}},"text":"{\"text\":\"{\\\"name\\\":\\\"e\\\"}\"}"}"#
    );
    let (node, deviations) = from_json::<Node>(json.as_bytes()).unwrap();
    assert_eq!(deviations, []);
    assert_eq!(String::from_utf8(to_json(&node).unwrap()).unwrap(), json);
    let inner = node.text.as_ref().and_then(|text| text.text.as_ref()).and_then(|text| text.name.as_ref());
    assert_eq!(inner.unwrap(), "e");
    let (node, deviations) = from_json::<Node>(br#"{"next":null,"text":"","kids":{"name":"one"}}"#).unwrap();
    assert!(node.next.is_none() && node.text.is_none());
    assert_eq!((node.kids.unwrap().len(), deviations.len()), (1, 0));
}

/// On a thread with less of a stack than any that a program has.
#[test]
fn what_is_nested_too_deeply_is_an_error_and_fills_no_stack() {
    let test = || {
        let read =
            |json: &str| from_json::<Node>(json.as_bytes()).map(|_| ()).map_err(|error| error.to_string());
        for (open, close, levels) in
            [(r#"{"next":"#, "}", 1), (r#"{"kids":["#, "]}", 2), (r#"{"named":{"x":"#, "}}", 2)]
        {
            assert_eq!(read(&within(open, close, 126 / levels)), Ok(()), "{open}");
            let error = read(&within(open, close, 128 / levels)).unwrap_err();
            assert!(error.contains("nested more than 127 levels deep"), "{error}");
            assert!(read(&within(open, close, 100_000)).is_err());
        }
        let wide = |depth| from_json::<Wide>(within(r#"{"next":"#, "}", depth).as_bytes()).map(|_| ());
        assert!(wide(15).is_ok());
        assert!(wide(16).unwrap_err().to_string().contains("too many fields in objects within each other"));
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(test).unwrap().join().unwrap();
}

/// The levels of the texts count together, each of which is below the limit alone.
#[test]
fn texts_within_texts_are_no_way_around_the_limit() {
    let inner = within(r#"{"next":"#, "}", 100);
    let text = serde_json::Value::from(inner).to_string();
    let message = within(r#"{"next":"#, "}", 100).replace("{}", &format!(r#"{{"text":{text}}}"#));
    let (_, deviations) = from_json::<Node>(message.as_bytes()).unwrap();
    let [deviation] = deviations.as_slice() else { panic!("{deviations:?}") };
    assert!(deviation.path.ends_with(".next.text"), "{deviation}");
    assert_eq!(deviation.problem, Problem::Form { expected: "JSON inside a text" });
}

#[cfg(feature = "formats")]
#[test]
fn so_it_is_in_xml() {
    let xml =
        |depth: usize| format!("<r>{}<name>a</name>{}</r>", "<next>".repeat(depth), "</next>".repeat(depth));
    let (_, deviations) = from_xml::<Node>(xml(100).as_bytes()).unwrap();
    assert_eq!(deviations, []);
    let (_, deviations) = from_xml::<Wide>(xml(17).as_bytes()).unwrap();
    assert!(
        deviations.iter().any(|one| one.to_string().contains("fewer objects within each other")),
        "{deviations:?}"
    );
}
