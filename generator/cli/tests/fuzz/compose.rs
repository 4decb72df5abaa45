//! APIs made up from the whole format, with names and texts that are hard on a generator.

use super::random::Random;
use super::settling;
use countersign_codegen::model::Primitive;
use std::fmt::Write;

/// Names as wallets might have them; some are the same in Rust as others.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "partnerId", "payment_amount", "merchantMCC", "3dsVersion", "type", "doc", "self", "Self", "crate",
    "super", "new", "clone", "default", "fmt", "show", "empty", "object", "value", "required", "fields",
    "source", "look", "async", "r#type", "_", "-", "a-b", "a.b", "a b", "ähnlich", "日本", "🦀", "e\u{301}",
    "client", "Client", "Calls", "types", "text", "Text", "Option", "Some", "None", "Ok", "Vec", "String",
    "List", "Decode", "Encode", "other", "Other", "OTHER", "i64", "u8", "str", "true", "null", "0777", "1e9",
    "fn", "union", "dyn", "gen", "try", "static", "\u{200b}", "__", "$ref", "{}", "\"", "\\", "'", "/*", "//",
    "#", "@type",
];

/// Texts that would do something if they were taken for code, for Markdown or for a format string.
#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "Plain words.", "", " ", "*/ fn injected() {} /*", "\"; fn injected() {} \"",
    "\"#; fn injected() {} r#\"", "```\nfn injected() {}\n```", "//! injected", "#![injected]",
    "{injected} ${injected} {} %s", "'", "\\", "\\\"", "\u{a0}", "a\u{301}", "🦀 crab",
    "[link](https://example.com) <b>", "https://example.com/a_b", "- a\n- b\n\n1. c\n   d",
    "| a | b |\n|---|---|", "`code", "`` a`b ``", "    indented",
    "long words and more words and more words and more words and more words and more words and more words and words",
];

/// Path segments and type names that the format may take.
#[rustfmt::skip]
const SEGMENTS: &[&str] = &[
    "pay", "inquiryPayment", "types", "mod", "new", "self", "crate", "target", "a1", "fn", "type", "v1", "b2",
    "c3", "notifyPay",
];
const TYPES: &[&str] =
    &["Amount", "Goods", "Option", "Text", "Self2", "Client", "Result", "List", "Order2", "Pay", "View"];

/// Keys of a dialect, and what they take.
const DIALECT: &[(&str, &[&str])] = &[
    ("request_time", &["rfc3339_millis", "rfc3339_seconds", "rfc3339_zulu", "no_colon", "epoch_millis"]),
    ("response_time", &["as_requests", "rfc3339_zulu", "epoch_millis"]),
    ("header_separator", &["\", \"", "\",\""]),
    ("signature_encoding", &["base64_url_encoded", "base64", "base64url"]),
    ("algorithm_label", &["short", "long"]),
    ("key_version", &["shown", "left_out"]),
    ("content", &["standard", "six_part"]),
    ("path_suffix", &["\"\"", ".htm", "~"]),
    ("sandbox_base_path", &["\"\"", "/sandbox/api"]),
    ("content_type", &["application/json", "'text/plain; a=\"{}\\\"'"]),
    ("accept", &["\"\"", "'*/*'", "'a/b; c=\"#{0}\"'"]),
    ("headers", &["{}", "{ User-Agent: '\"#', x`y: '{}' }"]),
    ("scalars", &["as_specified", "quoted"]),
    ("unsigned_answers", &["refused", "failures_read", "failures_and_unknown_read"]),
    ("encrypted", &["true", "false"]),
];

/// A status, and what is done about it.
const RESULTS: &[(&str, &str)] = &[
    ("S", ""),
    ("A", ""),
    ("F", ""),
    ("U", ""),
    ("F", ", action: final"),
    ("F", ", action: renew_token"),
    ("U", ", action: retry_later"),
    ("U", ", action: ask"),
];

/// Types within types.
const DEPTH: usize = 3;
const LIMITS: &[&str] = &["1", "2", "16", "64", "65535", "unlimited", "0", "65536"];
const NUMBERS: &[&str] = &["-9223372036854775808", "-1", "0", "1", "255", "9223372036854775807"];

/// Files below an API's folder, with their text.
pub(crate) fn api(random: &mut Random) -> Vec<(String, String)> {
    let mut maker = Maker { random, types: Vec::new() };
    let mut files = vec![("api.yaml".to_owned(), maker.head())];
    let mut types = String::new();
    for _ in 0..maker.random.below(5) {
        maker.type_definition(&mut types);
    }
    if !types.is_empty() {
        files.push(("v1/types.yaml".to_owned(), types));
    }
    if maker.random.one_in(3) {
        files.push(("v1/results.yaml".to_owned(), maker.results()));
    }
    for _ in 0..maker.random.below(4) {
        let groups = maker.random.below(3);
        let path: Vec<&str> = (0..=groups).map(|_| maker.random.pick(SEGMENTS)).collect();
        let path = path.join("/");
        files.push((format!("v1/{path}.yaml"), maker.endpoint(&path)));
    }
    if random.one_in(2) {
        files.extend(settling::files(random));
    }
    files
}

struct Maker<'a> {
    random: &'a mut Random,
    /// Those that can be named so far.
    types: Vec<&'static str>,
}

impl Maker<'_> {
    /// Mostly a good text, to get through to the generator more often.
    fn text(&mut self) -> String {
        let text = if self.random.one_in(3) { TEXTS[0] } else { self.random.pick(TEXTS) };
        quoted(text)
    }

    fn head(&mut self) -> String {
        let title = quoted(&format!("Wallet {}", self.random.pick(TEXTS)));
        let mut head = format!(
            "format: 1\nname: demo\ntitle: {title}\ndoc: {}\nbase_path: {}\npath_template: \"{}\"\n",
            self.text(),
            self.random.pick(&["/api", "\"\"", "/a-b/c"]),
            self.random.pick(&["{base_path}/{version}/{path}", "{base_path}/{path}.do", "/x/{path}"]),
        );
        head +=
            self.random.pick(&["", "", "currencies: { IDR: { multiple_of: 100 }, IQD: { exponent: 3 } }\n"]);
        head += "dialect:\n";
        for (key, values) in DIALECT {
            let _ = writeln!(head, "  {key}: {}", self.random.pick(values));
        }
        head
    }

    fn type_definition(&mut self, types: &mut String) {
        let name = self.random.pick(TYPES);
        if self.types.contains(&name) {
            return;
        }
        if self.random.one_in(3) {
            let values = self.values();
            let open = self.random.one_in(2);
            let _ = writeln!(
                types,
                "{name}: {{ type: enum, doc: {}, values: {values}, open: {open} }}",
                self.text()
            );
        } else {
            let _ = write!(types, "{name}:\n  doc: {}\n{}", self.text(), self.fields());
        }
        self.types.push(name);
    }

    fn endpoint(&mut self, path: &str) -> String {
        let mut text = format!("path: {path}\nversion: v1\nsummary: {}\n", quoted(&format!("Does {path}.")));
        for key in ["doc", "deprecated"] {
            if self.random.one_in(3) {
                let _ = writeln!(text, "{key}: {}", self.text());
            }
        }
        if self.random.one_in(4) {
            text += "kind: notification\n";
        }
        if self.random.one_in(4) {
            text += "partial: true\n";
        }
        if self.random.one_in(4) {
            let _ = writeln!(text, "read_only: {}", self.random.pick(&["true", "false"]));
        }
        for part in ["request", "response"] {
            let fields = self.fields();
            let _ = if fields.is_empty() {
                writeln!(text, "{part}: {{}}")
            } else {
                write!(text, "{part}:\n{fields}")
            };
        }
        text + &self.results()
    }

    fn results(&mut self) -> String {
        let mut text = String::new();
        for code in self.names(4) {
            let (status, action) = self.random.item(RESULTS);
            let _ = writeln!(
                text,
                "  - {{ code: {}, status: {status}{action}, doc: {} }}",
                quoted(&code),
                self.text()
            );
        }
        if text.is_empty() { "results: []\n".to_owned() } else { format!("results:\n{text}") }
    }

    /// Different names, mostly also in Rust.
    fn names(&mut self, most: usize) -> Vec<String> {
        let mut names = Vec::new();
        for number in 0..self.random.below(most + 1) {
            let name = self.random.pick(NAMES);
            let name = if self.random.one_in(8) { name.to_owned() } else { format!("{name} {number}") };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn fields(&mut self) -> String {
        let names = self.names(8);
        names.iter().map(|name| format!("  {}: {{ {} }}\n", quoted(name), self.field())).collect()
    }

    fn field(&mut self) -> String {
        let mut keys = self.type_keys(DEPTH);
        for key in ["required", "sensitive", "nullable", "json_text"] {
            if self.random.one_in(6) {
                let _ = write!(keys, ", {key}: true");
            }
        }
        for key in ["doc", "deprecated", "one_of", "condition"] {
            if self.random.one_in(4) {
                let _ = write!(keys, ", {key}: {}", self.text());
            }
        }
        keys
    }

    /// The type with its limits; `depth` is how many types may be within it.
    fn type_keys(&mut self, depth: usize) -> String {
        let limit =
            if self.random.one_in(20) { self.random.pick(LIMITS) } else { self.random.pick(&LIMITS[..6]) };
        match self.random.below(12) {
            0..=2 => self.text_keys(limit),
            3 => format!("type: url, max_length: {limit}"),
            4 => {
                let (bound, number) = (self.random.pick(&["min", "max"]), self.random.pick(NUMBERS));
                let quoted = if depth == DEPTH { ", wire: quoted" } else { "" };
                format!("type: integer, {bound}: {number}{quoted}")
            }
            5 => format!("type: {}", self.random.item(Primitive::ALL).info().keyword),
            6 => format!("type: enum, values: {}", self.values()),
            7 | 8 if depth > 0 => {
                format!("type: list, items: {{ {} }}, max_items: 5", self.type_keys(depth - 1))
            }
            9 if depth > 0 => {
                format!(
                    "type: map, max_entries: 9, max_key_length: 9, values: {{ {} }}",
                    self.type_keys(depth - 1)
                )
            }
            _ if !self.types.is_empty() => format!("type: {}", self.random.item(&self.types)),
            _ => "type: integer".to_owned(),
        }
    }

    fn text_keys(&mut self, limit: &str) -> String {
        let mut keys = format!("type: string, max_length: {limit}");
        if self.random.one_in(4) {
            keys += ", min_length: 1";
        }
        if self.random.one_in(4) {
            let _ = write!(
                keys,
                ", pattern: {}",
                quoted(self.random.pick(&["[A-Z]{3}", "\\d+\"?", "^a|b$", "\"#{0}"]))
            );
        }
        if self.random.one_in(4) {
            let _ =
                write!(keys, ", forbidden_chars: {}", quoted(self.random.pick(&["@#?", "\"\\'{}", "🦀`"])));
        }
        keys
    }

    fn values(&mut self) -> String {
        let names = self.names(5);
        let values: Vec<String> =
            names.iter().map(|name| format!("{}: {}", quoted(name), self.text())).collect();
        if values.is_empty() { "[A]".to_owned() } else { format!("{{ {} }}", values.join(", ")) }
    }
}

/// YAML takes JSON's strings.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("JSON")
}
