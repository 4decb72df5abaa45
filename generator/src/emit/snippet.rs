//! A call in Rust: what a user of the generated crate writes to send a body.

use crate::model::{Api, Endpoint, Enum, Field, JsonForm, LedgerRole, Shape, Type, Version, names};
use heck::ToShoutySnakeCase;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Stands in the place of a sensitive value that is not to be seen.
pub const HIDDEN: &str = "[hidden]";

/// Returns a function that sends the body through the generated crate. Hidden values come from the environment. Ids that make a
/// request a new one are parameters: a literal would be shared by all who paste it. `None` for notifications, and for bodies that
/// the crate has no way to write: they break the spec.
pub fn snippet(api: &Api, version: &Version, endpoint: &Endpoint, body: &Value) -> Option<String> {
    function(api, version, endpoint, body, &[]).map(|(code, _)| code)
}

/// The same, with the number of those parameters. What the code around it needs of the crate, `also`, is imported too.
pub(super) fn function(
    api: &Api,
    version: &Version,
    endpoint: &Endpoint,
    body: &Value,
    also: &[&str],
) -> Option<(String, usize)> {
    if !endpoint.is_callable() {
        return None;
    }
    let mut writer = Writer::new(api, version);
    let name = format!("{}Request", names::endpoint_stem(endpoint));
    let required_name = format!("{}Required", names::endpoint_stem(endpoint));
    let ids = ids(endpoint);
    let shape = Shaped { fields: &endpoint.request, additional: endpoint.additional_request };
    let request = writer.object(&name, &required_name, shape, body, &ids)?;
    let groups = &endpoint.modules;
    let module = names::version(&version.name);
    let path: String = [&module].into_iter().chain(groups).map(|name| format!(".{name}()")).collect();
    let method = names::method(endpoint);
    let items: String =
        (1..).zip(&writer.items).map(|(number, item)| format!("let item_{number} = {item};\n")).collect();
    let headers = headers(endpoint, &mut writer.parameters);
    let parameters: String = writer.parameters.iter().map(|name| format!(", {name}: &str")).collect();
    let code = items + &format!("let request = {request};\n");
    let stem = names::endpoint_stem(endpoint);
    let of_headers = [format!("{stem}Headers"), format!("{stem}HeadersRequired")];
    let own = [&name, &required_name, &of_headers[0], &of_headers[1]];
    let imports =
        writer.imports(&[&[module], groups.as_slice()].concat(), &(code.clone() + &headers), own, also);
    let function = format!(
        "async fn call(client: &Client{parameters}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {code}\
         match client{path}.{method}(&request{headers}).await? {{\n\
         Outcome::Success(answer) => println!(\"done: {{answer:?}}\"),\n\
         Outcome::Accepted(answer) => println!(\"not done yet: {{answer:?}}\"),\n\
         Outcome::Failed(failure) => println!(\"nothing happened: {{failure}}\"),\n\
         Outcome::Unknown(unknown) => println!(\"it may have happened: {{unknown}}\"),\n\
         }}\nOk(())\n}}\n"
    );
    let laid_out = |text: &str| syn::parse_file(text).ok().map(|file| prettyplease::unparse(&file));
    let code = format!("{}\n{}", laid_out(&imports)?, laid_out(&function)?);
    Some((code, writer.parameters.len()))
}

/// The fields of an object, and whether there may be others.
struct Shaped<'a> {
    fields: &'a [Field],
    additional: bool,
}

/// The texts of the request that its idempotency key consists of, each with the name of its parameter.
fn ids(endpoint: &Endpoint) -> BTreeMap<&str, String> {
    let key = endpoint.idempotency_key.fields();
    let is_order =
        key.len() == 1 && endpoint.sandbox.as_ref().is_some_and(|sandbox| sandbox.role == LedgerRole::Pay);
    let fits = |field: &Field| matches!(field.ty, Type::Text(_)) && !field.json_text && !field.sensitive;
    let name = |field: &Field| match names::field(field).as_str() {
        _ if is_order => "order_id".to_owned(),
        // The other parameter.
        "client" => "client_id".to_owned(),
        name => name.to_owned(),
    };
    let texts = endpoint.request.iter().filter(|field| key.contains(&field.name) && fits(field));
    texts.map(|field| (field.name.as_str(), name(field))).collect()
}

/// The headers without which the call cannot be made. Each is a parameter, as it is often a token.
fn headers(endpoint: &Endpoint, parameters: &mut BTreeSet<String>) -> String {
    let required: Vec<String> =
        endpoint.headers.iter().filter(|header| header.required).map(names::field).collect();
    if required.is_empty() {
        return String::new();
    }
    let stem = names::endpoint_stem(endpoint);
    let values: Vec<String> = required.iter().map(|name| format!("{name}: {name}.parse()?")).collect();
    parameters.extend(required);
    format!(", &{stem}Headers::new({stem}HeadersRequired {{ {} }})", values.join(", "))
}

/// Writes values, and remembers what it needs for that.
struct Writer<'a> {
    version: &'a Version,
    /// `claro_client`.
    package: String,
    /// Of `text`, `list`, `int`, `date`, `datetime`, and `Text`.
    names: BTreeSet<&'static str>,
    maps: bool,
    /// Parameters of the function.
    parameters: BTreeSet<String>,
    /// The items of lists that are more than a line: each gets a variable, as code inside of a macro is not laid out.
    items: Vec<String>,
}

impl<'a> Writer<'a> {
    fn new(api: &Api, version: &'a Version) -> Self {
        let package = api.package.replace('-', "_");
        Self {
            version,
            package,
            names: BTreeSet::new(),
            maps: false,
            parameters: BTreeSet::new(),
            items: Vec::new(),
        }
    }

    fn imports(&self, path: &[String], code: &str, own: [&String; 4], also: &[&str]) -> String {
        let is_used =
            |name: &&String| code.split(|c: char| !c.is_alphanumeric()).any(|word| word == name.as_str());
        let own: Vec<&str> = own.into_iter().filter(is_used).map(String::as_str).collect();
        let (version, groups) = (path.first().map_or("", String::as_str), path.get(1..).unwrap_or_default());
        let group = groups.iter().map(|name| format!("{name}::")).collect::<String>();
        let mut inside = vec![format!("{group}{{{}}}", own.join(", "))];
        if code.contains("types::") {
            inside.push("types".to_owned());
        }
        let inside = format!("{version}::{{{}}}", inside.join(", "));
        let mut all = vec!["Client"];
        all.extend(also);
        all.push("Outcome");
        all.extend(&self.names);
        all.push(&inside);
        // Modules come last.
        all.sort_by_key(|name| name.contains("::"));
        let maps = if self.maps { "use std::collections::BTreeMap;\n" } else { "" };
        format!("{maps}use {}::{{{}}};", self.package, all.join(", "))
    }

    /// `T::new(TRequired { .. })`, and a setter for each of the others that is given. `ids` are the fields that are parameters.
    fn object(
        &mut self,
        name: &str,
        required_name: &str,
        Shaped { fields, additional }: Shaped<'_>,
        value: &Value,
        ids: &BTreeMap<&str, String>,
    ) -> Option<String> {
        let object = value.as_object()?;
        let is_further = |name: &String| fields.iter().all(|field| field.name != *name);
        let further = object.iter().filter(|(name, _)| is_further(name));
        if !additional && further.clone().next().is_some() {
            return None;
        }
        let (mut required, mut setters) = (Vec::new(), String::new());
        for field in fields {
            let name = names::field(field);
            let Some(value) = object.get(&field.name) else {
                if field.required {
                    return None;
                }
                continue;
            };
            if value.is_null() && field.ty != Type::JSON {
                match (field.nullable, field.required) {
                    (false, _) => return None,
                    (true, true) => required.push(format!("{name}: {}::Nullable::Null", self.package)),
                    (true, false) => setters += &format!(".null_{}()", name.trim_start_matches("r#")),
                }
                continue;
            }
            let code = match ids.get(field.name.as_str()) {
                Some(id) => self.parsed(id, value)?,
                None => self.field(field, value)?,
            };
            if field.required && field.nullable && field.ty != Type::JSON {
                required.push(format!("{name}: {}::Nullable::Value({code})", self.package));
            } else if field.required {
                required.push(format!("{name}: {code}"));
            } else {
                setters += &format!(".{name}({code})");
            }
        }
        for (name, value) in further {
            let json = literal(&value.to_string());
            setters += &format!(".additional_field({}, {json}.parse()?)", literal(name));
        }
        Some(match required.as_slice() {
            [] => format!("{name}::new(){setters}"),
            fields => format!("{name}::new({required_name} {{ {} }}){setters}", fields.join(", ")),
        })
    }

    /// A parameter in the place of a text.
    fn parsed(&mut self, parameter: &str, value: &Value) -> Option<String> {
        value.as_str()?;
        self.parameters.insert(parameter.to_owned());
        Some(format!("{parameter}.parse()?"))
    }

    fn field(&mut self, field: &Field, value: &Value) -> Option<String> {
        if field.sensitive && value.as_str() == Some(HIDDEN) {
            self.names.insert("Text");
            let variable = field.name.to_shouty_snake_case();
            return matches!(field.ty, Type::Text(_) | Type::Url(_))
                .then(|| format!("Text::new(std::env::var({variable:?})?)?"));
        }
        if field.json_text {
            let inside: Value = serde_json::from_str(value.as_str()?).ok()?;
            return self.value(&field.ty, &inside);
        }
        self.value(&field.ty, value)
    }

    fn value(&mut self, ty: &Type, value: &Value) -> Option<String> {
        // Numbers and booleans may be written as text.
        let spelled = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(match ty {
            Type::Text(_) | Type::Url(_) => self.by_macro("text", value.as_str()?),
            // Only what is a number or a boolean may stand in code as it is.
            Type::Integer { min: None, max: None } => spelled.parse::<i64>().ok()?.to_string(),
            Type::Integer { .. } => {
                self.names.insert("int");
                format!("int!({})", spelled.parse::<i64>().ok()?)
            }
            Type::Primitive(primitive) => match (primitive.info().literal, primitive.info().form) {
                (Some(name), _) => self.by_macro(name, value.as_str()?),
                (None, JsonForm::Boolean) => spelled.parse::<bool>().ok()?.to_string(),
                (None, JsonForm::Number | JsonForm::Text) => format!("{}.parse()?", literal(&spelled)),
                (None, JsonForm::Any) => format!("{}.parse()?", literal(&value.to_string())),
            },
            Type::List { items, max } => self.list(items, max.is_some(), value)?,
            Type::Map { values, .. } => self.map(values, value)?,
            Type::Named(name) => self.named(name, value)?,
        })
    }

    fn list(&mut self, items: &Type, is_bounded: bool, value: &Value) -> Option<String> {
        let items = value.as_array()?.iter().map(|value| {
            let code = self.value(items, value)?;
            if !value.is_object() && !value.is_array() {
                return Some(code);
            }
            self.items.push(code);
            Some(format!("item_{}", self.items.len()))
        });
        let items = items.collect::<Option<Vec<String>>>()?;
        if is_bounded {
            self.names.insert("list");
        }
        Some(format!("{}![{}]", if is_bounded { "list" } else { "vec" }, items.join(", ")))
    }

    fn map(&mut self, values: &Type, value: &Value) -> Option<String> {
        self.maps = true;
        let entries = value.as_object()?.iter().map(|(key, value)| {
            let value = self.value(values, value)?;
            Some(format!("({key:?}.to_owned(), {value})"))
        });
        let entries = entries.collect::<Option<Vec<String>>>()?;
        Some(format!("BTreeMap::from([{}])", entries.join(", ")))
    }

    fn named(&mut self, name: &str, value: &Value) -> Option<String> {
        let definition = self.version.type_named(name)?;
        let type_name = names::type_name(definition);
        match &definition.shape {
            Shape::Enum(values) => self.enumerated(&type_name, values, value.as_str()?),
            Shape::Object(fields) => {
                let required_name = format!("types::{}", names::required_of(definition));
                let shape = Shaped { fields, additional: definition.additional };
                self.object(&format!("types::{type_name}"), &required_name, shape, value, &BTreeMap::new())
            }
        }
    }

    fn enumerated(&self, type_name: &str, values: &Enum, text: &str) -> Option<String> {
        if let Some(listed) = values.values.iter().find(|listed| listed.value == text) {
            return Some(format!("types::{type_name}::{}", names::variant(listed)));
        }
        values.open.then(|| format!("{}::runtime::from_text({})", self.package, literal(text)))
    }

    /// `text!("SHOES")`.
    fn by_macro(&mut self, name: &'static str, text: &str) -> String {
        self.names.insert(name);
        format!("{name}!({})", literal(text))
    }
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
            "paymentRequestId": evil,
            "paymentOrderTitle": evil,
            "paymentAmount": { "currency": evil, "value": evil },
            "paymentExpiryTime": evil,
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

    #[test]
    fn fields_that_the_spec_does_not_list_are_added() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/specs");
        let (apis, _) = Generator::new(root).api("shop").read().expect("specs without errors");
        let (version, send) = apis[0].endpoint("v3/agents/send").expect("an endpoint");
        let body = send.examples[0].request.as_ref().expect("a request");
        let text = snippet(&apis[0], version, send, body).expect("code");
        for added in [
            r##".additional_field("colour", r#""red""#.parse()?)"##,
            r#".additional_field("gift", "true".parse()?)"#,
        ] {
            assert!(text.contains(added), "{text}");
        }
    }

    #[test]
    fn what_has_no_way_to_be_written_is_no_code() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        let (apis, _) = Generator::new(root).api("claro").read().expect("specs without errors");
        let version = &apis[0].versions[0];
        let pay = version.endpoints.iter().find(|endpoint| endpoint.path == "payments/pay").expect("pay");
        let written = |change: &dyn Fn(&mut Value)| {
            let mut body = serde_json::json!({
                "partnerId": "P1", "paymentRequestId": "1", "paymentOrderTitle": "SHOES",
                "paymentAmount": { "currency": "USD", "value": "1" },
            });
            change(&mut body);
            snippet(&apis[0], version, pay, &body)
        };
        assert!(written(&|_| {}).is_some());
        let evil = "true); std::process::exit(1); (";
        assert!(
            written(&|body| body["paymentFactor"] = serde_json::json!({ "isCashierPayment": evil }))
                .is_none()
        );
        assert!(written(&|body| body["paymentAmount"]["value"] = 1.into()).is_none());
        assert!(written(&|body| body["nobodyKnows"] = "x".into()).is_none());
        assert!(written(&|body| drop(body.as_object_mut().map(|body| body.remove("partnerId")))).is_none());
        let hidden = written(&|body| body["paymentAuthCode"] = HIDDEN.into()).expect("code");
        assert!(hidden.contains("std::env::var(\"PAYMENT_AUTH_CODE\")"), "{hidden}");
    }
}
