//! The crates that can be published have what a registry asks for.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    all["packages"].as_array().expect("packages").clone()
}

fn folder(package: &Value) -> PathBuf {
    let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
    manifest.parent().expect("a folder").to_owned()
}

fn is_published(package: &Value) -> bool {
    package["publish"].is_null()
}

#[test]
fn all_but_tests_and_generated_crates_can_be_published() {
    let (published, kept): (Vec<Value>, Vec<Value>) = packages().into_iter().partition(is_published);
    let mut names: Vec<&str> = published.iter().filter_map(|package| package["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "countersign",
            "countersign-calling",
            "countersign-codegen",
            "countersign-journal",
            "countersign-runtime",
            "countersign-sandbox",
            "countersign-signing",
            "countersign-wallets"
        ]
    );
    for package in kept {
        let folder = folder(&package);
        let below = folder.strip_prefix(root()).expect("in the repository");
        assert!(below.starts_with("tests") || below.starts_with("generated"), "{}", below.display());
    }
}

#[test]
fn what_a_registry_asks_for_is_there() {
    for package in packages().iter().filter(|package| is_published(package)) {
        for key in ["description", "license", "readme", "rust_version"] {
            assert!(package[key].is_string(), "{}: {key}", package["name"]);
        }
        for key in ["keywords", "categories"] {
            let number = package[key].as_array().map_or(0, Vec::len);
            assert!((1..=5).contains(&number), "{}: {key}", package["name"]);
        }
        assert!(package["metadata"]["docs"]["rs"].is_object(), "{}", package["name"]);
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let is_shipped = dependency["kind"] != "dev" && dependency["path"].is_string();
            assert!(!is_shipped || dependency["req"] == "^0.1.0", "{}: {dependency}", package["name"]);
        }
    }
}

#[test]
fn each_has_the_licences() {
    for package in packages().iter().filter(|package| is_published(package)) {
        for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let (own, whole) = (fs::read(folder(package).join(file)), fs::read(root().join(file)));
            assert_eq!(own.expect("its own"), whole.expect("the repository's"), "{}", package["name"]);
        }
    }
}

#[test]
fn keys_in_packages_are_the_test_keys() {
    for (own, key) in [
        ("runtime/signing/keys/merchant.pem", "merchant.pkcs8.pem"),
        ("runtime/signing/keys/wallet.pem", "wallet.pkcs8.pem"),
        ("runtime/signing/keys/wallet.public.pem", "wallet.public.pem"),
        ("runtime/signing/keys/another.public.pem", "another.public.pem"),
        ("runtime/signing/keys/p224.pem", "p224.pkcs8.pem"),
        ("runtime/src/testing/merchant.pem", "merchant.pkcs8.pem"),
        ("runtime/src/testing/wallet.pem", "wallet.pkcs8.pem"),
        ("runtime/src/testing/wallet.public.pem", "wallet.public.pem"),
    ] {
        let (own, key) = (fs::read(root().join(own)), fs::read(root().join("tests/keys").join(key)));
        assert_eq!(own.expect("a copy"), key.expect("a test key"));
    }
}
