//! C0019: names that are different on the wire and the same in Rust.

use super::Context;
use crate::diagnostics::{Finding, Findings};
use crate::model::name_clash::RULE;
use crate::model::{Endpoint, Shape, Version, names};
use crate::spec::Span;
use std::collections::{HashMap, HashSet};

const GIVE_A_NAME: &str = "give one of them another name by `rust_name`";

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        let mut seen = Seen::new("Rust fields", GIVE_A_NAME);
        for field in object.fields {
            seen.add(names::field(field), &field.name, field.span, findings);
        }
    }
    for (_, version) in context.versions() {
        check_types(version, findings);
        check_modules(version, findings);
        check_codes(version, findings);
    }
}

/// The result codes of an endpoint, those of its version among them, are an enum.
fn check_codes(version: &Version, findings: &mut Findings) {
    let mut reported = HashSet::new();
    for endpoint in &version.endpoints {
        let mut codes = Seen::new("Rust variants", GIVE_A_NAME);
        let mut own = Findings::default();
        for result in &endpoint.results {
            codes.add(names::code(result), &result.code, result.span, &mut own);
        }
        // Two codes of `results.yaml` clash in every endpoint, and are said once.
        for finding in
            own.kept().iter().filter(|finding| reported.insert((finding.span, finding.message.clone())))
        {
            findings.push(finding.clone());
        }
    }
}

fn check_types(version: &Version, findings: &mut Findings) {
    let mut types = Seen::new("Rust types", GIVE_A_NAME);
    for definition in &version.types {
        types.add(names::type_name(definition), &definition.name, definition.span, findings);
    }
    for definition in &version.types {
        match &definition.shape {
            Shape::Enum(values) => {
                let mut variants = Seen::new("Rust variants", GIVE_A_NAME);
                for value in &values.values {
                    variants.add(names::variant(value), &value.value, value.span, findings);
                }
            }
            // The struct of the required fields stands beside the type.
            Shape::Object(fields) if definition.sent && fields.iter().any(|field| field.required) => {
                let name = names::required_of(definition);
                if let Some((_, other)) = types.first.get(&name) {
                    let message = format!(
                        "`{name}` is also the struct of the required fields of `{}`",
                        definition.name
                    );
                    findings.push(
                        Finding::new(&RULE, *other, message)
                            .related(definition.span, "of this type")
                            .help(GIVE_A_NAME),
                    );
                }
            }
            Shape::Object(_) => {}
        }
    }
}

/// Groups are modules with a method each; an endpoint is a method, and the stem of its types' names.
fn check_modules(version: &Version, findings: &mut Findings) {
    let mut methods: HashMap<String, Seen> = HashMap::new();
    let mut stems: HashMap<String, Seen> = HashMap::new();
    for endpoint in &version.endpoints {
        let mut module = String::new();
        for (group, name) in endpoint.groups().into_iter().zip(&endpoint.modules) {
            let seen = methods.entry(module.clone()).or_insert_with(methods_seen);
            seen.add(name.clone(), &format!("{group}/"), endpoint.span, findings);
            module = format!("{module}{name}::");
        }
        let (last, method) = (endpoint.last_segment(), names::method(endpoint));
        if module.is_empty() && method == "types" {
            findings.push(reserved(endpoint, "`types` is the module of the version's types"));
        }
        let seen = methods.entry(module.clone()).or_insert_with(methods_seen);
        if seen.add(method, last, endpoint.span, findings) {
            let help = "types get `Notification` or `Headers` behind the name of their endpoint, without a notification's `notify`; \
                        give one of the two a `rust_name`";
            let seen = stems.entry(module).or_insert_with(|| Seen::new("the stem of Rust types", help));
            let has_headers = endpoint.headers.iter().any(|header| header.required);
            for stem in names::stems_of_types(endpoint, has_headers) {
                seen.add(stem, &endpoint.path, endpoint.span, findings);
            }
        }
    }
}

fn methods_seen() -> Seen {
    Seen::new(
        "Rust methods",
        "give an endpoint a `rust_name`, or rename a folder and say its path on the wire by `url_path`",
    )
}

fn reserved(endpoint: &Endpoint, why: &str) -> Finding {
    Finding::new(&RULE, endpoint.span, why).help("give the endpoint another `rust_name`")
}

/// Names that an owner has given away.
struct Seen {
    what: &'static str,
    help: &'static str,
    first: HashMap<String, (String, Span)>,
}

impl Seen {
    fn new(what: &'static str, help: &'static str) -> Self {
        Self { what, help, first: HashMap::new() }
    }

    /// Whether the name was free. One that is given to the same thing twice is another rule's concern.
    fn add(&mut self, rust: String, wire: &str, span: Span, findings: &mut Findings) -> bool {
        match self.first.get(&rust) {
            None => {
                self.first.insert(rust, (wire.to_owned(), span));
                true
            }
            Some((other, _)) if other == wire => true,
            Some((other, place)) => {
                let message = format!("`{other}` and `{wire}` are both `{rust}` as {}", self.what);
                findings.push(
                    Finding::new(&RULE, span, message)
                        .label("the second")
                        .related(*place, "the first")
                        .help(self.help),
                );
                false
            }
        }
    }
}
