//! The same scheme by the `openssl` command.

#[allow(unreachable_pub, reason = "public in the library of `tests`")]
#[path = "../../../../tests/src/tools.rs"]
mod tools;

use std::{
    io::Write,
    process::{Command, Stdio},
};

use super::*;

const PRIVATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/keys/wallet.pkcs8.pem");
const PUBLIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/keys/wallet.public.pem");
const PKCS1: [&str; 2] = ["-pkeyopt", "rsa_padding_mode:pkcs1"];

fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the `openssl` command");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments:?}");
    output.stdout
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn openssl_decrypts_what_is_encrypted_here() {
    if !tools::available(&["openssl"]) {
        return;
    }
    let (public, _) = wallet();
    for (aes, cipher, length) in
        [(AesKey::Bits256, "-aes-256-ecb", 70), (AesKey::Bits128, "-aes-128-ecb", 64)]
    {
        let body = bytes(length);
        let encrypted = encrypt(&public, aes, Separator::CommaSpace, &body).unwrap();
        let wrapped = header::read(encrypted.header.as_bytes()).unwrap();
        let key = openssl(&[&["pkeyutl", "-decrypt", "-inkey", PRIVATE], &PKCS1[..]].concat(), &wrapped);
        let decrypted = openssl(&["enc", "-d", cipher, "-K", &hex(&key), "-base64", "-A"], &encrypted.body);
        assert_eq!(decrypted, body);
    }
}

#[test]
fn what_openssl_encrypts_is_decrypted_here() {
    if !tools::available(&["openssl"]) {
        return;
    }
    let (_, private) = wallet();
    for (cipher, key, length) in [("-aes-256-ecb", bytes(32), 1_000), ("-aes-128-ecb", bytes(16), 0)] {
        let body = bytes(length);
        let wrap = [&["pkeyutl", "-encrypt", "-pubin", "-inkey", PUBLIC], &PKCS1[..]].concat();
        let wrapped = openssl(&wrap, &key);
        // Without `-A` it breaks lines.
        let encrypted = openssl(&["enc", cipher, "-K", &hex(&key), "-base64"], &body);
        let header = format!("algorithm=RSA_AES, symmetricKey={}", STANDARD.encode(wrapped));
        assert_eq!(decrypt(&private, header.as_bytes(), &encrypted).unwrap(), body);
    }
}
