//! A large API has a cargo feature for each group of endpoints.

use crate::support::Workshop;
use countersign_codegen::{Generator, RuntimeSource};
use std::{fs, path::Path, process::Command};

const TYPES: &str = "Both:
  text: { type: string, max_length: 8, required: true, doc: A text. }
  own: { type: OfBoth, doc: Of both. }
OfBoth:
  text: { type: string, max_length: 8, doc: A text. }
OfShops:
  both: { type: Both, doc: Both. }
  text: { type: string, max_length: 8, required: true, doc: A text. }
";

/// A wallet with 100 endpoints: two outside of groups and the others in two groups, one of which settles the other.
fn large() -> Workshop {
    let workshop = Workshop::new();
    workshop.spec("demo/v1/types.yaml", TYPES);
    for number in 0..98 {
        let (group, of) = if number % 2 == 0 { ("shops", "OfShops") } else { ("testing", "Both") };
        let text = format!(
            "path: {group}/call{number}\nversion: v1\nsummary: Does something.\nidempotency_key: id\n\
             settled_by: {{ endpoint: v1/testing/call1, status: state, success: [YES], failure: [NO] }}\nrequest:\n  \
             id: {{ type: string, max_length: 8, required: true, doc: An id. }}\n  it: {{ type: {of}, doc: It. }}\nresponse:\n  \
             id: {{ type: string, max_length: 8, doc: An id. }}\n  state: {{ type: string, max_length: 8, doc: How it is. }}\n  \
             it: {{ type: {of}, doc: It. }}\n"
        );
        let text = if number == 1 {
            text.lines()
                .filter(|line| !line.starts_with("settled_by") && !line.starts_with("idem"))
                .collect::<Vec<_>>()
                .join("\n")
        } else {
            text
        };
        workshop.spec(&format!("demo/v1/{group}/call{number}.yaml"), text);
    }
    for name in ["alone", "lonely"] {
        workshop.spec(
            &format!("demo/v1/{name}.yaml"),
            format!(
                "path: {name}\nversion: v1\nsummary: Does something.\nkind: notification\nread_only: true\n"
            ),
        );
    }
    workshop
}

fn generator(workshop: &Workshop) -> Generator {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime");
    workshop.generator().runtime(RuntimeSource::Path(runtime))
}

#[test]
fn groups_are_features_with_their_types() {
    let workshop = large();
    generator(&workshop).generate().expect("generated");
    let files = workshop.output();
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("text");
    let manifest = text("demo/Cargo.toml");
    for line in [
        "default = [\"aws-lc\", \"reqwest\", \"tracing\", \"shops\", \"testing-group\"]\n",
        "testing = [\"countersign-runtime/testing\"]\n",
        "shops = [\"testing-group\"]\n",
        "testing-group = []\n",
    ] {
        assert!(manifest.contains(line), "{line}: {manifest}");
    }
    assert!(text("demo/src/v1/types/shops.rs").contains("pub struct OfShops "));
    assert!(text("demo/src/v1/types/received/shops.rs").contains("pub struct OfShops "));
    assert!(text("demo/src/v1/types.rs").contains("pub struct OfBoth "));
    assert!(!files.contains_key("demo/src/v1/types/testing.rs"));
}

#[test]
fn a_program_compiles_with_the_groups_that_it_needs() {
    let workshop = large();
    generator(&workshop).generate().expect("generated");
    let whole = "pub use demo_client::v1::{shops::Call0Request, testing::Call1Request, types::{OfShops, received}};\n";
    checks(&workshop, "\"shops\", \"testing-group\"", whole);
    checks(
        &workshop,
        "\"testing-group\"",
        "pub use demo_client::v1::{testing::Call1Request, types::received::Both};\n",
    );
    checks(&workshop, "", "pub use demo_client::v1::types::Both;\n");
}

/// Checks a program that has some features of the crate, and that nothing is warned of.
fn checks(workshop: &Workshop, features: &str, program: &str) {
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         demo-client = {{ path = \"../generated/demo\", default-features = false, features = [{features}] }}\n"
    );
    workshop.write("program/Cargo.toml", manifest);
    workshop.write("program/src/lib.rs", program);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, workshop.path("program/Cargo.lock")).expect("a copy of the lock file");
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("program"))
        .current_dir(workshop.path("program"))
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success() && said.is_empty(), "{features}: {said}");
}
