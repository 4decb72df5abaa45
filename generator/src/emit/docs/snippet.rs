//! A call in Rust: what a user of the generated crate writes to send a body.

use crate::model::{Api, Endpoint, Enum, Field, Kind, Shape, Type, Version, names};
use serde_json::Value;

/// A function that sends the body through the generated crate. `None` for notifications, which nobody sends.
///
/// What the table does not know is left out; a required field that the body lacks is a `todo!`.
pub(crate) fn snippet(api: &Api, version: &Version, endpoint: &Endpoint, body: &Value) -> Option<String> {
    if endpoint.kind != Kind::Call {
        return None;
    }
    let mut writer = Writer { version, macros: Vec::new(), maps: false };
    let name = format!("{}Request", names::endpoint_stem(endpoint));
    let required_name = format!("{}Required", names::endpoint_stem(endpoint));
    let request = writer.object(&name, &required_name, &endpoint.request, body);
    let groups: Vec<String> = endpoint.groups().into_iter().map(names::module).collect();
    let module = names::module(&version.name);
    let path: String = [&module].into_iter().chain(&groups).map(|name| format!(".{name}()")).collect();
    let method = names::module(endpoint.last_segment());
    let imports =
        writer.imports(api, &[&[module], groups.as_slice()].concat(), &request, [&name, &required_name]);
    let text = format!(
        "{imports}\n\nasync fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         let request = {request};\n\
         match client{path}.{method}(&request).await? {{\n\
         Outcome::Success(answer) => println!(\"done: {{answer:?}}\"),\n\
         Outcome::Accepted(answer) => println!(\"not done yet: {{answer:?}}\"),\n\
         Outcome::Failed(failure) => println!(\"nothing happened: {{failure}}\"),\n\
         Outcome::Unknown(unknown) => println!(\"it may have happened: {{unknown}}\"),\n\
         }}\nOk(())\n}}\n"
    );
    let laid_out = prettyplease::unparse(&syn::parse_file(&text).ok()?);
    Some(with_macros(&laid_out).replacen("};\nasync", "};\n\nasync", 1))
}

/// Stands before an array that is to become `list![...]`: what is inside of a macro would not be laid out.
const LIST: &str = "#[countersign_list]";
/// The same, for `vec![...]`.
const VEC: &str = "#[countersign_vec]";

fn with_macros(text: &str) -> String {
    let mut text = text.to_owned();
    for (mark, name) in [(LIST, "list!"), (VEC, "vec!")] {
        let mut parts = text.split(mark);
        let first = parts.next().unwrap_or_default().to_owned();
        text = parts.fold(first, |before, after| before + name + after.trim_start());
    }
    text
}

/// Writes values, and remembers what it needs for that.
struct Writer<'a> {
    version: &'a Version,
    /// Of `text`, `list`, `int`, `date`, `datetime`.
    macros: Vec<&'static str>,
    maps: bool,
}

impl Writer<'_> {
    fn imports(&self, api: &Api, path: &[String], request: &str, own: [&str; 2]) -> String {
        let client = names::package(&api.name).replace('-', "_");
        let own: Vec<&str> = own.into_iter().filter(|name| request.contains(*name)).collect();
        let (version, groups) = (path.first().map_or("", String::as_str), path.get(1..).unwrap_or_default());
        let group = groups.iter().map(|name| format!("{name}::")).collect::<String>();
        let mut inside = vec![format!("{group}{{{}}}", own.join(", "))];
        if request.contains("types::") {
            inside.push("types".to_owned());
        }
        let mut all = vec!["Client".to_owned(), "Outcome".to_owned()];
        all.extend(self.macros.iter().map(|name| (*name).to_owned()));
        all.push(format!("{version}::{{{}}}", inside.join(", ")));
        let maps = if self.maps { "use std::collections::BTreeMap;\n" } else { "" };
        format!("{maps}use {client}::{{{}}};", all.join(", "))
    }

    fn uses(&mut self, name: &'static str) {
        if !self.macros.contains(&name) {
            self.macros.push(name);
            self.macros.sort_unstable();
        }
    }

    /// `T::new(TRequired { .. })`, and a setter for each of the others that is given.
    fn object(&mut self, name: &str, required_name: &str, fields: &[Field], value: &Value) -> String {
        let given = |field: &Field| value.get(&field.name).filter(|value| !value.is_null());
        let required: Vec<String> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| {
                let value = given(field).map_or_else(|| todo(field), |value| self.field(field, value));
                format!("{}: {value}", names::field(&field.name))
            })
            .collect();
        let mut text = match required.as_slice() {
            [] => format!("{name}::new()"),
            fields => format!("{name}::new({required_name} {{ {} }})", fields.join(", ")),
        };
        for field in fields.iter().filter(|field| !field.required) {
            if let Some(value) = given(field) {
                text += &format!(".{}({})", names::field(&field.name), self.field(field, value));
            }
        }
        text
    }

    fn field(&mut self, field: &Field, value: &Value) -> String {
        let inner = value.as_str().filter(|_| field.json_text).map(serde_json::from_str::<Value>);
        match inner {
            Some(Ok(inner)) => self.value(&field.ty, &inner),
            _ => self.value(&field.ty, value),
        }
    }

    fn value(&mut self, ty: &Type, value: &Value) -> String {
        // Numbers and booleans may be written as text.
        let spelled = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match ty {
            Type::Text(_) | Type::Url(_) => self.by_macro("text", &literal(&spelled)),
            Type::DateTime => self.by_macro("datetime", &literal(&spelled)),
            Type::Date => self.by_macro("date", &literal(&spelled)),
            // Only what is a number or a boolean may stand in code as it is.
            Type::Integer { .. } if spelled.parse::<i64>().is_err() => misfit(&spelled),
            Type::Integer { min: None, max: None } => spelled,
            Type::Integer { .. } => self.by_macro("int", &spelled),
            Type::Boolean if !matches!(spelled.as_str(), "true" | "false") => misfit(&spelled),
            Type::Boolean => spelled,
            Type::Decimal | Type::Json => {
                let text = if *ty == Type::Json { value.to_string() } else { spelled };
                format!("{}.parse()?", literal(&text))
            }
            Type::List { items, max } => {
                let items: Vec<String> = value
                    .as_array()
                    .map(|values| values.iter().map(|value| self.value(items, value)).collect())
                    .unwrap_or_default();
                if max.is_some() {
                    self.uses("list");
                }
                format!("{} [{}]", if max.is_some() { LIST } else { VEC }, items.join(", "))
            }
            Type::Map { values, .. } => {
                self.maps = true;
                let entries: Vec<String> = value
                    .as_object()
                    .map(|map| {
                        let entry = |(key, value): (&String, &Value)| {
                            format!("({key:?}.to_owned(), {})", self.value(values, value))
                        };
                        map.iter().map(entry).collect()
                    })
                    .unwrap_or_default();
                format!("BTreeMap::from([{}])", entries.join(", "))
            }
            Type::Named(name) => self.named(name, value, &spelled),
        }
    }

    fn named(&mut self, name: &str, value: &Value, spelled: &str) -> String {
        let Some(definition) = self.version.type_named(name) else { return "todo!()".to_owned() };
        let type_name = names::type_name(name);
        match &definition.shape {
            Shape::Enum(values) => enumerated(&type_name, values, spelled),
            Shape::Object(fields) => {
                let required_name = format!("types::{}Required", names::camel(name));
                self.object(&format!("types::{type_name}"), &required_name, fields, value)
            }
        }
    }

    fn by_macro(&mut self, name: &'static str, argument: &str) -> String {
        self.uses(name);
        format!("{name}!({argument})")
    }
}

fn enumerated(type_name: &str, values: &Enum, spelled: &str) -> String {
    if values.values.iter().any(|listed| listed.value == spelled) {
        return format!("types::{type_name}::{}", names::variant(spelled));
    }
    format!("countersign_runtime::from_text({})", literal(spelled))
}

fn todo(field: &Field) -> String {
    format!("todo!({:?})", format!("`{}` is required", field.name))
}

fn misfit(spelled: &str) -> String {
    format!("todo!({})", literal(&format!("{spelled} does not fit").replace(['{', '}'], "")))
}

/// A text in code. One with quotation marks is easier to read raw.
fn literal(text: &str) -> String {
    let raw = text.contains(['"', '\\']) && !text.contains("\"#") && !text.chars().any(char::is_control);
    if raw { format!("r#\"{text}\"#") } else { format!("{text:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Generator;
    use std::path::Path;

    /// The snippets of these are compiled, by a test of the package that links their crates.
    const COMPILED: &[&str] = &["claro", "demo"];

    #[test]
    fn snippets_of_examples_are_those_that_are_compiled() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let (apis, _) = Generator::new(root.join("specs")).read().expect("specs without errors");
        let mut all = "// Written by the test of the snippets of `countersign docs`.\n".to_owned();
        for api in apis.iter().filter(|api| COMPILED.contains(&api.name.as_str())) {
            for version in &api.versions {
                for endpoint in &version.endpoints {
                    all += &modules(api, version, endpoint);
                }
            }
        }
        let file = root.join("tests/tests/snippets/examples.rs");
        snapbox::assert_data_eq!(all, snapbox::Data::read_from(&file, None).raw());
    }

    fn modules(api: &Api, version: &Version, endpoint: &Endpoint) -> String {
        let sent = endpoint.examples.iter().filter(|example| example.breaks.is_none());
        let bodies = sent.filter_map(|example| example.request.as_ref());
        let snippets = bodies.filter_map(|body| snippet(api, version, endpoint, body));
        let stem = format!("{}_{}_{}", api.name, version.name, endpoint.path.replace('/', "_"));
        let module = |(number, text)| format!("\nmod {}_{number} {{\n{text}}}\n", names::snake(&stem));
        snippets.enumerate().map(module).collect()
    }

    #[test]
    fn what_a_body_says_never_becomes_code() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        let (apis, _) = Generator::new(root).api("claro").read().expect("specs without errors");
        let version = &apis[0].versions[0];
        let pay = version.endpoints.iter().find(|endpoint| endpoint.path == "payments/pay").expect("pay");
        let evil = "\"# ); std::process::exit(1); (";
        let body = serde_json::json!({
            "partnerId": evil,
            "paymentFactor": { "isCashierPayment": evil },
            "envInfo": { "osType": evil, "terminalType": 7 },
            "paymentExpiryTime": { "not": ["a", "time"] },
        });
        let text = snippet(&apis[0], version, pay, &body).expect("code");
        let file = syn::parse_file(&text).expect("code");
        assert_eq!(file.items.len(), 2, "{text}");
        let statements = match &file.items[1] {
            syn::Item::Fn(function) => function.block.stmts.len(),
            _ => 0,
        };
        assert_eq!(statements, 3, "{text}");
    }
}
