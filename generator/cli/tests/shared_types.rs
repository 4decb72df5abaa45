//! Types that the versions of an API share: `types.yaml` beside `api.yaml`.

use crate::cli::run;
use crate::support::Workshop;
use countersign_codegen::model::{Api, Shape};
use std::fs;

const SHARED: &str = "Amount:
  role: money
  currency: { type: string, max_length: 3, required: true, doc: Code of ISO 4217. }
  value:    { type: string, max_length: 16, required: true, doc: In the smallest unit. }

Order:
  doc: An order.
  amount: { type: Amount, doc: How much. }
  state:  { type: enum, values: [OPEN, PAID], doc: How it stands. }
";

fn endpoint(version: &str, field: &str) -> String {
    format!("path: pay\nversion: {version}\nsummary: Charges a user.\n\nrequest:\n  {field}\n")
}

fn workshop() -> Workshop {
    let workshop = Workshop::new();
    workshop.spec("demo/types.yaml", SHARED);
    workshop
        .spec("demo/v1/pay.yaml", endpoint("v1", "amount: { type: Amount, required: true, doc: How much. }"));
    workshop
        .spec("demo/v2/pay.yaml", endpoint("v2", "order: { type: Order, required: true, doc: What for. }"));
    workshop
}

fn api(workshop: &Workshop) -> Api {
    workshop.generator().read().unwrap_or_else(|error| panic!("{error}")).0.remove(0)
}

fn types(api: &Api) -> Vec<Vec<&str>> {
    let names = |version: &countersign_codegen::model::Version| api_types(api, &version.name);
    api.versions.iter().map(names).collect()
}

fn api_types<'a>(api: &'a Api, version: &str) -> Vec<&'a str> {
    let version = api.versions.iter().find(|known| known.name == version).expect("the version");
    version.types.iter().map(|definition| definition.name.as_str()).collect()
}

#[test]
fn each_version_takes_what_it_uses() {
    let workshop = workshop();
    assert_eq!(types(&api(&workshop)), [vec!["Amount"], vec!["Amount", "Order", "OrderState"]]);
    let summary = workshop.check().expect("no errors");
    assert_eq!(summary.report.findings().total(), 0, "{}", summary.report);
    assert!(summary.inputs.iter().any(|path| path.ends_with("demo/types.yaml")), "{:?}", summary.inputs);
    run(&workshop, &["fmt", "--check"]).ended(0);
}

#[test]
fn a_type_of_its_own_wins() {
    let workshop = workshop();
    workshop.spec("demo/v2/types.yaml", "Amount:\n  cents: { type: integer, doc: All of them. }\n");
    let api = api(&workshop);
    let fields = |version: usize| match &api.versions[version].type_named("Amount").expect("the type").shape {
        Shape::Object(fields) => fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(),
        Shape::Enum(_) => Vec::new(),
    };
    assert_eq!((fields(0), fields(1)), (vec!["currency", "value"], vec!["cents"]));
}

#[test]
fn a_finding_is_in_the_shared_file_and_comes_once() {
    let workshop = workshop();
    workshop.spec(
        "demo/types.yaml",
        format!("{}\nUnused:\n  a: {{ type: boolean }}\n", SHARED.replace(", doc: Code of ISO 4217.", "")),
    );
    let report = workshop.check().expect("warnings alone").report.to_string();
    assert_eq!(report.matches("demo/types.yaml:3:3").count(), 1, "{report}");
    assert!(report.contains("type `Unused` is not used"), "{report}");
    workshop.spec("demo/types.yaml", "Amount: [\n");
    let report = workshop.errors().to_string();
    assert!(report.contains("demo/types.yaml:") && !report.contains("unknown type"), "{report}");
}

/// The file is one of those that a version is made from.
#[test]
fn a_changed_shared_file_is_generated_anew() {
    let workshop = workshop();
    workshop.generator().generate().expect("generated");
    assert_eq!(workshop.generator().generate().expect("generated").changed(), 0);
    workshop.spec("demo/types.yaml", SHARED.replace("max_length: 16", "max_length: 17"));
    assert!(workshop.generator().generate().expect("generated").changed() > 0);
    for version in ["v1", "v2"] {
        let types = workshop.path(&format!("generated/demo/src/{version}/types.rs"));
        assert!(fs::read_to_string(types).expect("the types").contains("Text<17>"), "{version}");
    }
}
