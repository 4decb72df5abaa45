//! XML answers: any bytes are read or refused, and what XML says is what JSON says.

use crate::{fuzz, mutate::mutated, random::Random};
use countersign_runtime::{
    DateTime, Json, JsonText, Received, Sensitive, Unparsed, Violation,
    codec::{
        Decode, Decoded, Encode, Field, FieldMut, Fields, Problem, Shape, View, empty, from_json, from_xml,
        to_json,
    },
};
use std::collections::BTreeMap;

/// A type as the generator writes it.
macro_rules! answer {
    ($name:ident { $($field:ident: $type:ty = $wire:literal),* $(,)? }) => {
        struct $name { $($field: $type),* }
        impl Encode for $name {
            fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
                static SHAPE: Shape = Shape::new(stringify!($name));
                let fields: &[Field<'_>] = &[$(($wire, &self.$field)),*];
                visit(View::Object(&SHAPE, fields));
            }
        }
        impl Decode for $name {
            fn empty() -> Self {
                Self { $($field: empty()),* }
            }
            fn object(&mut self, source: &mut dyn Fields) -> Decoded {
                let fields: &mut [FieldMut<'_>] = &mut [$(($wire, &mut self.$field)),*];
                source.fill(fields)
            }
        }
    };
}

answer!(Answer {
    id: Received<4> = "id",
    count: Option<i64> = "count",
    paid: Option<bool> = "paid",
    time: Option<Unparsed<DateTime>> = "time",
    goods: Option<Vec<Goods>> = "goods",
    codes: Option<Vec<Received<4>>> = "codes",
    secrets: Option<Sensitive<Vec<Received<4>>>> = "secrets",
    extra: Option<BTreeMap<String, Received<4>>> = "extra",
    order: Option<JsonText<Goods>> = "order",
    anything: Option<Json> = "anything",
});

answer!(Goods {
    name: Received<4> = "name",
    count: Option<i64> = "count",
    parts: Option<Vec<Goods>> = "parts",
});

/// What XML or its reader could stumble over.
#[rustfmt::skip]
const SPOILERS: &[&str] = &[
    "<", ">", "/>", "</", "&", ";", "&lt;", "&#0;", "&#x110000;", "&#xfffe;", "&nbsp;", "&x;", "\"", "'", "=",
    "<![CDATA[", "]]>", "<!--", "-->", "--", "<?", "?>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
    "<!DOCTYPE a [<!ENTITY x \"y\">]>", "<a>", "</a>", "<a/>", "< a>", "<a b='>'>", "<:>", "<x:id>", "xmlns:x='y'",
    "<id>", "</id>", "<goods>", "</goods>", "<parts>", "</parts>", "<codes/>", "<extra>", "</extra>", "<order>{",
    "{\"name\":\"a\"}", "[", "1e999", "true", " ", "\n", "\r\n", "\0", "\u{feff}", "\u{85}", "é", "🦀", "\u{202e}",
];

/// What leaves XML well-formed between two tags, and need not fit the answer.
const PIECES: &[&str] = &[
    "text",
    "&amp;",
    "<![CDATA[<&]]>",
    "<!-- <id> -->",
    "<?a b?>",
    "<id/>",
    "<id>2</id>",
    "<id><id>1</id></id>",
    "<paid>yes</paid>",
    "<count>1.5</count>",
    "<count><x/></count>",
    "<goods/>",
    "<goods>text</goods>",
    "<goods><a/><b/></goods>",
    "<goods><a><a><name>b</name></a></a></goods>",
    "<parts><parts><parts/></parts></parts>",
    "<codes>12345</codes>",
    "<codes><a><b>1</b></a></codes>",
    "<secrets><secrets/></secrets>",
    "<extra>text</extra>",
    "<extra><k><k>1</k></k><k/></extra>",
    "<order>{\"name\":1}</order>",
    "<order>{</order>",
    "<order><name>a</name></order>",
    "<anything><a>1</a><a/><b><a/></b></anything>",
];

const NAMES: &[&str] =
    &["id", "count", "goods", "codes", "secrets", "extra", "order", "anything", "name", "parts", "item"];

/// A document with a few changes after which it still is one.
fn rearranged(xml: &str, random: &mut Random) -> Vec<u8> {
    let mut xml = xml.to_owned();
    for _ in 0..=random.below(4) {
        if random.one_in(4) {
            let (from, to) = (random.pick(NAMES), random.pick(NAMES));
            for (start, end) in [("<", ">"), ("<", " "), ("</", ">")] {
                xml = xml.replace(&format!("{start}{from}{end}"), &format!("{start}{to}{end}"));
            }
        } else {
            let ends: Vec<usize> = xml.match_indices('>').map(|(at, _)| at + 1).collect();
            let piece = random.pick(PIECES).repeat(1 << random.below(4));
            xml.insert_str(*random.item(&ends), &piece);
        }
    }
    xml.into_bytes()
}

/// Whatever the bytes are, reading them neither panics nor hangs, says the same twice, and what it gives is bounded.
#[test]
fn any_bytes_are_read() {
    fuzz(4_000, "XML", |random| {
        let (xml, _) = Pair::answer(random);
        let bytes = match random.below(3) {
            0 => mutated(xml.as_bytes(), SPOILERS, random),
            _ => rearranged(&xml, random),
        };
        let read = |bytes: &[u8]| from_xml::<Answer>(bytes).map_err(|error| error.to_string());
        match (read(&bytes), read(&bytes)) {
            (Ok((answer, violations)), Ok((_, again))) => {
                assert_eq!(violations, again);
                let repeated = violations.iter().filter(|violation| violation.problem == Problem::Repeated);
                assert!(violations.len() - repeated.count() <= 1_000);
                let json = to_json(&answer).expect("what was read can be written");
                from_json::<Answer>(&json).expect("what was written can be read");
                true
            }
            (one, two) => {
                assert_eq!(one.err(), two.err());
                false
            }
        }
    });
}

/// The same answer, written in both formats, is the same once it is read, with the same notes.
#[test]
fn xml_says_what_json_says() {
    fuzz(2_000, "the same", |random| {
        let (xml, json) = Pair::answer(random);
        let (from_xml, noted) = from_xml::<Answer>(xml.as_bytes()).expect(&xml);
        let (from_json, expected) = from_json::<Answer>(json.as_bytes()).expect(&json);
        assert_eq!(written(&from_xml), written(&from_json), "{xml}\n{json}");
        assert_eq!(sorted(noted), sorted(expected), "{xml}\n{json}");
        true
    });
}

fn written(value: &dyn Encode) -> String {
    String::from_utf8(to_json(value).expect("JSON")).expect("UTF-8")
}

fn sorted(violations: Vec<Violation>) -> Vec<String> {
    let mut texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
    texts.sort();
    texts
}

/// The fields of an object in both formats.
struct Pair<'a> {
    xml: String,
    json: Vec<String>,
    random: &'a mut Random,
}

impl<'a> Pair<'a> {
    /// An answer as XML and as JSON.
    fn answer(random: &'a mut Random) -> (String, String) {
        let mut pair = Pair { xml: String::new(), json: Vec::new(), random };
        // In any order, since that of the fields must not matter.
        let first = pair.random.below(10);
        for field in (0..10).map(|at| (at + first) % 10) {
            if !pair.random.one_in(4) {
                pair.field(field);
            }
        }
        let (xml, json) = pair.object();
        (format!("<response>{xml}</response>"), json)
    }

    fn object(self) -> (String, String) {
        (self.xml, format!("{{{}}}", self.json.join(",")))
    }

    fn field(&mut self, field: usize) {
        match field {
            0 => self.text_field("id"),
            1 => self.scalar("count", &["0", "-7", "9223372036854775807"]),
            2 => self.scalar("paid", &["true", "false"]),
            3 => self.text_field("time"),
            4 => self.list("goods", 0),
            5 => self.texts("codes"),
            6 => self.texts("secrets"),
            7 => self.map("extra"),
            8 => self.json_text("order"),
            _ => self.text_field("anything"),
        }
    }

    fn add(&mut self, name: &str, xml: &str, json: &str) {
        let white = self.random.pick(&["", "", " ", "\n\t", "<!-- x -->", "<unknown>1</unknown>"]);
        let attribute = self.random.pick(&["", "", " a='1'"]);
        self.xml += &format!("{white}<{name}{attribute}>{xml}</{name}>");
        self.json.push(format!("\"{name}\":{json}"));
    }

    fn scalar(&mut self, name: &str, values: &[&str]) {
        let value = self.random.pick(values).to_owned();
        let white = self.random.pick(&["", " ", "\n"]);
        self.add(name, &format!("{white}{value}{white}"), &value);
    }

    /// Some text, with what has to be escaped written in one of many ways; nothing at times.
    fn text(&mut self) -> (String, String) {
        let (mut xml, mut text) = (String::new(), String::new());
        for _ in 0..self.random.below(6) {
            let character =
                *self.random.item(&['a', 'b', 'é', '🦀', '<', '>', '&', '"', '\'', ']', '{', '1']);
            xml += &match self.random.below(3) {
                0 => format!("&#x{:x};", u32::from(character)),
                1 => format!("<![CDATA[{character}]]>"),
                _ => escaped(character),
            };
            text.push(character);
        }
        (xml, json_text(&text))
    }

    fn text_field(&mut self, name: &str) {
        let (xml, json) = self.text();
        // An empty element is `null`, which any JSON tells from "".
        self.add(name, &xml, if json == "\"\"" { "null" } else { &json });
    }

    fn texts(&mut self, name: &str) {
        let items: Vec<(String, String)> = (0..=self.random.below(3))
            .map(|_| self.text())
            .map(|(xml, json)| (format!("x{xml}"), json))
            .collect();
        let items = items.into_iter().map(|(xml, json)| (xml, format!("\"x{}", &json[1..]))).collect();
        self.items(name, items);
    }

    fn list(&mut self, name: &str, depth: usize) {
        let items = (0..=self.random.below(3)).map(|_| self.goods(depth)).collect();
        self.items(name, items);
    }

    fn goods(&mut self, depth: usize) -> (String, String) {
        let mut goods = Pair { xml: String::new(), json: Vec::new(), random: self.random };
        goods.text_field("name");
        if goods.random.one_in(2) {
            goods.scalar("count", &["1", "22"]);
        }
        if depth < 3 && goods.random.one_in(3) {
            goods.list("parts", depth + 1);
        }
        goods.object()
    }

    /// A list, each item in an element of its name, or all items in one.
    fn items(&mut self, name: &str, items: Vec<(String, String)>) {
        let json: Vec<&str> = items.iter().map(|(_, json)| json.as_str()).collect();
        self.json.push(format!("\"{name}\":[{}]", json.join(",")));
        let wrapped = self.random.one_in(2);
        let item = if wrapped { "item" } else { name };
        let items: String = items.iter().map(|(xml, _)| format!("<{item}>{xml}</{item}>")).collect();
        self.xml += &if wrapped { format!("<{name}>{items}</{name}>") } else { items };
    }

    fn map(&mut self, name: &str) {
        let mut entries = Pair { xml: String::new(), json: Vec::new(), random: self.random };
        for key in ["k", "l", "m"] {
            if entries.random.one_in(2) {
                // An unknown element would be an entry.
                let (xml, json) = entries.text();
                entries.xml += &format!("<{key}>{xml}</{key}>");
                entries.json.push(format!("\"{key}\":{json}"));
            }
        }
        let (xml, json) = entries.object();
        // An empty element can't say that it is an empty map.
        self.add(name, &xml, if json == "{}" { "null" } else { &json });
    }

    fn json_text(&mut self, name: &str) {
        let (_, goods) = self.goods(2);
        let xml: String = goods.chars().map(escaped).collect();
        self.add(name, &xml, &json_text(&goods));
    }
}

fn escaped(character: char) -> String {
    match character {
        '<' => "&lt;".to_owned(),
        '&' => "&amp;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    }
}

fn json_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
