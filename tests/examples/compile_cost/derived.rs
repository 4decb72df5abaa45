//! The same API as a crate that is written by hand with serde's derives.
//!
//! Its methods are plain and not `async`: the body of an `async fn` is compiled in the program that awaits it, and would
//! be missing from what is measured here.

use std::{collections::BTreeMap, fmt::Write};

use super::{
    DERIVED,
    api::{Api, CODES, Endpoint, Field, Kind, Shape, Type},
};

const DERIVE: &str = "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n";

/// Files of the crate, with their text.
pub(crate) fn files(api: &Api) -> Vec<(String, String)> {
    let manifest = format!(
        "[package]\nname = {DERIVED:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    );
    let mut groups: BTreeMap<&str, Vec<&Endpoint>> = BTreeMap::new();
    for endpoint in &api.endpoints {
        groups.entry(&endpoint.group).or_default().push(endpoint);
    }
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest),
        ("src/lib.rs".to_owned(), lib(&groups)),
        ("src/types.rs".to_owned(), types(api)),
    ];
    for (group, endpoints) in groups {
        files.push((format!("src/{group}/mod.rs"), group_file(group, &endpoints)));
        for endpoint in endpoints {
            files.push((format!("src/{group}/{}.rs", endpoint.name), endpoint_file(endpoint)));
        }
    }
    files
}

fn lib(groups: &BTreeMap<&str, Vec<&Endpoint>>) -> String {
    let mut text = String::from("//! A client of the bench wallet.\n\npub mod types;\n");
    for group in groups.keys() {
        let _ = writeln!(text, "pub mod {group};");
    }
    text + CLIENT
}

const CLIENT: &str = r#"
/// A client.
pub struct Client {
    transport: Box<dyn Transport>,
}

/// HTTP.
pub trait Transport {
    /// Signs and sends a body, and returns the answer's.
    ///
    /// # Errors
    /// When there is no answer.
    fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, Error>;
}

/// Why a call failed.
#[derive(Debug)]
pub enum Error {
    /// No answer.
    Http(Box<dyn std::error::Error + Send + Sync>),
    /// Not the JSON that is documented.
    Json(serde_json::Error),
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl Client {
    /// A client.
    pub fn new(transport: Box<dyn Transport>) -> Self {
        Self { transport }
    }
}
"#;

fn group_file(group: &str, endpoints: &[&Endpoint]) -> String {
    let mut text = format!("//! Endpoints of {group}.\n\nuse crate::{{Client, Error}};\n\n");
    let mut methods = String::new();
    for Endpoint { group, name, .. } in endpoints {
        let stem = camel(name);
        let _ = writeln!(text, "mod {name};\npub use {name}::{{{stem}Code, {stem}Request, {stem}Response}};");
        let _ = write!(
            methods,
            "
    /// Do what {name} does.
    pub fn {name}(&self, request: &{stem}Request) -> Result<{stem}Response, Error> {{
        let body = serde_json::to_vec(request)?;
        let answer = self.transport.post(\"/api/v1/{group}/{name}\", body)?;
        Ok(serde_json::from_slice(&answer)?)
    }}
"
        );
    }
    let _ = write!(text, "\nimpl Client {{{methods}}}\n");
    text
}

fn endpoint_file(endpoint: &Endpoint) -> String {
    let (name, stem) = (&endpoint.name, camel(&endpoint.name));
    let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let request = object(&format!("{stem}Request"), &endpoint.request);
    let response = object(&format!("{stem}Response"), &endpoint.response);
    format!(
        "//! Do what {name} does.\n\nuse serde::{{Deserialize, Serialize}};\n\nuse crate::types;\n\n{request}{response}{}",
        enumeration(&format!("{stem}Code"), &codes)
    )
    .replace("type_of!", "types::")
}

fn types(api: &Api) -> String {
    let mut text = String::from("//! Types.\n\nuse serde::{Deserialize, Serialize};\n\n");
    for Type { name, shape } in &api.types {
        text += &match shape {
            Shape::Object(fields) => object(name, fields),
            Shape::Enum(values) => enumeration(name, values),
        };
    }
    text.replace("type_of!", "")
}

fn object(name: &str, fields: &[Field]) -> String {
    let mut text = format!("/// What a wallet calls {name}.\n{DERIVE}#[serde(rename_all = \"camelCase\")]\n");
    let _ = writeln!(text, "pub struct {name} {{");
    for field in fields {
        let (name, ty) = (snake(field.name), rust_type(&field.kind));
        let _ = writeln!(text, "    /// {}", field.doc());
        if field.required {
            let _ = writeln!(text, "    pub {name}: {ty},");
        } else {
            text += "    #[serde(skip_serializing_if = \"Option::is_none\")]\n";
            let _ = writeln!(text, "    pub {name}: Option<{ty}>,");
        }
    }
    text + "}\n\n"
}

/// `type_of!` is replaced by the path to the types.
fn rust_type(kind: &Kind) -> String {
    match kind {
        Kind::Text(_) | Kind::Time => "String".to_owned(),
        Kind::Integer => "i64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Named(name) => format!("type_of!{name}"),
        Kind::List(name) => format!("Vec<type_of!{name}>"),
        Kind::Texts => "Vec<String>".to_owned(),
    }
}

fn enumeration(name: &str, values: &[&str]) -> String {
    let mut text =
        format!("/// What a wallet calls {name}.\n{DERIVE}#[serde(rename_all = \"SCREAMING_SNAKE_CASE\")]\n");
    let _ = writeln!(text, "pub enum {name} {{");
    for value in values {
        let _ = writeln!(text, "    /// The value {value}.\n    {},", camel(&value.to_lowercase()));
    }
    text + "    /// Any other.\n    #[serde(other)]\n    Other,\n}\n\n"
}

fn camel(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').map(capital).collect()
}

fn snake(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}
