//! HTTPS.

use super::support::{CLARO, ORDER, PAY, SPECS, call, config, connect};
use countersign_runtime::transport::ReqwestTransport;
use countersign_runtime::{Client, Error, Outcome};
use countersign_sandbox::{Sandbox, Settings};
use std::io::{Read, Write};

#[test]
fn the_certificate_is_good_for_who_trusts_its_authority() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings::new(SPECS).api("claro").keys(folder.path()).tls(true);
    let sandbox = Sandbox::start(settings).expect("started");
    assert!(sandbox.url().starts_with("https://127.0.0.1:"));
    let authority = std::fs::read_to_string(folder.path().join("ca.pem")).expect("written");
    assert_eq!(Some(authority.as_str()), sandbox.certificate());

    let trusted = reqwest::Certificate::from_pem(authority.as_bytes()).expect("a certificate");
    let transport = ReqwestTransport::customized(|builder| builder.tls_certs_only([trusted])).expect("TLS");
    let client = Client::new(&CLARO, config(&sandbox).transport(transport)).expect("a client");
    assert!(matches!(call(&client, &PAY, ORDER), Ok(Outcome::Accepted(_))));

    let client = Client::new(&CLARO, config(&sandbox)).expect("a client");
    assert!(matches!(call(&client, &PAY, ORDER), Err(Error::NotSent(_))), "nobody else trusts it");

    // What is no TLS is cut off, and the next one is served.
    let mut stream = connect(&sandbox);
    let _ = stream.write_all(b"POST / HTTP/1.1\r\n\r\n");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
    let client = Client::new(&CLARO, config(&sandbox)).expect("a client");
    assert!(call(&client, &PAY, ORDER).is_err());
}
