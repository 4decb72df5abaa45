//! URL paths by `path_template` and `url_path`: every command shows, signs and sends the same one.

#![cfg(all(feature = "docs", feature = "sandbox"))]

use crate::cli::run;
use crate::support::Workshop;
use std::fs;

const MERCHANT: &str = include_str!("../../../tests/keys/merchant.pkcs8.pem");
const WALLET: &str = include_str!("../../../tests/keys/wallet.public.pem");
const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specs");

/// The endpoint, its path for most client ids, and for those of a sandbox.
const PATHS: &[(&str, &str, &str)] = &[
    ("v1/pay", "/api/open/pay.do", "/sandbox/api/open/pay.do"),
    ("v1/users/inquire", "/api/v2/users/inquire-User.htm", "/sandbox/api/v2/users/inquire-User.htm"),
];

#[test]
fn what_is_sent_and_signed_has_the_path() {
    let workshop = Workshop::new();
    workshop.write("key.pem", MERCHANT);
    workshop.write("wallet.pem", WALLET);
    for (endpoint, usual, sandbox) in PATHS {
        for (client_id, path) in [("2022", usual), ("SANDBOX_2022", sandbox)] {
            let subject = ["paths", endpoint, "--specs", SPECS, "--set", "count=7"];
            let by = ["--client-id", client_id, "--key", "key.pem"];
            let url = ["--url", "https://wallet.example", "--wallet-key", "wallet.pem"];
            let line = run(&workshop, &[&["curl"], &subject[..], &by, &url].concat()).ended(0).out;
            assert!(line.contains(&format!("https://wallet.example{path} ")), "{line}");
            let signed = run(&workshop, &[&["sign", "--content"], &subject[..], &by].concat()).ended(0);
            let signed = signed.out + &signed.err;
            assert!(signed.contains(&format!("POST {path}\n")), "{signed}");
        }
    }
}

#[test]
fn what_is_written_about_them_has_the_path() {
    let workshop = Workshop::new();
    run(&workshop, &["docs", "--specs", SPECS, "--out", "docs"]).ended(0);
    let export = run(&workshop, &["openapi", "export", "paths", "--specs", SPECS]).ended(0).out;
    run(&workshop, &["generate", "--specs", SPECS, "--out", "out"]).ended(0);
    let source = |path: &str| fs::read_to_string(workshop.path(path)).expect("a file");
    assert!(source("out/paths/src/lib.rs").contains(".with_path_template(\"{base_path}/open/{path}.do\")"));
    let inquire = source("out/paths/src/v1/users/inquire.rs");
    assert!(inquire.contains(".with_url_path(\"/v2/users/inquire-User.htm\")"), "{inquire}");
    for (endpoint, path, _) in PATHS {
        assert!(source(&format!("docs/paths/{endpoint}.html")).contains(path), "{path}");
        assert!(export.contains(&format!("\"{}\": {{", path.trim_start_matches("/api"))), "{export}");
    }
}
