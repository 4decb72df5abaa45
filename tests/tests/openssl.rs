//! The `openssl` command makes the signatures that we make, and each side accepts those of the other.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use countersign_runtime::signature::{
    Backend, Content, Ecc224, Ecc224Digest, Ecc224Encoding, SigningKey, WalletKey,
};
use countersign_tests::{
    keys::{CLIENT_ID, MERCHANT, MERCHANT_PUBLIC},
    tools::available,
};

const BODIES: [&[u8]; 4] = [b"", b"{}", "{\"orderTitle\":\"\u{9774}\"}".as_bytes(), &[0xff; 100_000]];
const P224: &str = include_str!("../keys/p224.pkcs8.pem");
const P224_PUBLIC: &str = include_str!("../keys/p224.public.pem");

fn content(body: &[u8]) -> Content<'_> {
    Content::new("/api/v1/payments/pay", CLIENT_ID, "2024-05-28T12:12:12.123+08:00", body)
}

fn key_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("keys").join(name)
}

/// A folder for what the command reads and writes.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, contents: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, contents).expect("written");
        path
    }

    /// `openssl dgst {digest} -sign`
    fn sign(&self, digest: &str, key: &str, content: &Content<'_>) -> Vec<u8> {
        let (message, signature) = (self.file("content", &content.to_bytes()), self.file("signature", b""));
        let mut command = Command::new("openssl");
        command.args(["dgst", digest, "-sign"]).arg(key_file(key)).arg("-out").arg(&signature).arg(message);
        assert!(succeeds(&mut command), "`openssl dgst -sign` failed");
        fs::read(signature).expect("a signature")
    }

    /// `openssl dgst {digest} -verify`
    fn verifies(&self, digest: &str, key: &str, content: &Content<'_>, signature: &[u8]) -> bool {
        let (message, signature) =
            (self.file("content", &content.to_bytes()), self.file("signature", signature));
        let mut command = Command::new("openssl");
        command.args(["dgst", digest, "-verify"]).arg(key_file(key)).arg("-signature").arg(signature);
        succeeds(command.arg(message))
    }
}

fn succeeds(command: &mut Command) -> bool {
    let output = command.output().unwrap_or_else(|error| {
        panic!("this test compares with the command `openssl`, which must be on the PATH: {error}")
    });
    output.status.success()
}

#[test]
fn rsa_gives_the_same_bytes_as_openssl() {
    if !available(&["openssl"]) {
        return;
    }
    let desk = Desk::new();
    for body in BODIES {
        let content = content(body);
        let theirs = desk.sign("-sha256", "merchant.pkcs8.pem", &content);
        for backend in Backend::all() {
            let key = SigningKey::from_text_with(*backend, MERCHANT).expect("a key");
            assert_eq!(key.sign(&content).expect("signed"), theirs, "{backend:?}");
            let wallet = WalletKey::from_text_with(*backend, MERCHANT_PUBLIC).expect("a key");
            wallet.verify(&content, &theirs).unwrap_or_else(|error| panic!("{backend:?}: {error}"));
        }
        assert!(desk.verifies("-sha256", "merchant.public.pem", &content, &theirs));
        assert!(!desk.verifies("-sha256", "another.public.pem", &content, &theirs));
    }
}

#[test]
fn p224_signatures_are_accepted_both_ways() {
    if !available(&["openssl"]) {
        return;
    }
    let desk = Desk::new();
    for (digest, name) in [(Ecc224Digest::Sha256, "-sha256"), (Ecc224Digest::Sha224, "-sha224")] {
        let assumed = Ecc224::default().digest(digest);
        let key = SigningKey::ecc224_from_text(P224, assumed).expect("a key");
        let wallet = WalletKey::ecc224_from_text(P224_PUBLIC, assumed).expect("a key");
        for body in BODIES {
            let content = content(body);
            let ours = key.sign(&content).expect("signed");
            assert!(desk.verifies(name, "p224.public.pem", &content, &ours), "{name}");
            // Of random signatures both forms of each number come up: short ones, and ones with a high first bit.
            for _ in 0..8 {
                let theirs = desk.sign(name, "p224.pkcs8.pem", &content);
                wallet.verify(&content, &theirs).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
        let other = if name == "-sha256" { "-sha224" } else { "-sha256" };
        let theirs = desk.sign(other, "p224.pkcs8.pem", &content(b"{}"));
        assert!(wallet.verify(&content(b"{}"), &theirs).is_err(), "{other} instead of {name}");
    }
}

/// What OpenSSL encrypts, and what it makes now rather than when the test keys were made.
#[test]
fn keys_that_openssl_encrypts_are_read() {
    if !available(&["openssl"]) {
        return;
    }
    let desk = Desk::new();
    let expected = SigningKey::from_text(MERCHANT).expect("a key").sign(&content(b"{}")).expect("signed");
    let ways: [&[&str]; 3] =
        [&["-v2", "aes-256-cbc"], &["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"], &["-scrypt"]];
    for way in ways {
        let encrypted = desk.file("encrypted.pem", b"");
        let mut command = Command::new("openssl");
        command.args(["pkcs8", "-topk8", "-passout", "pass:correct horse"]).args(way);
        command.arg("-in").arg(key_file("merchant.pkcs8.pem")).arg("-out").arg(&encrypted);
        assert!(succeeds(&mut command), "`openssl pkcs8 {way:?}` failed");
        let text = fs::read_to_string(encrypted).expect("a key");
        let key = SigningKey::from_encrypted_text(&text, "correct horse")
            .unwrap_or_else(|error| panic!("{way:?}: {error}"));
        assert_eq!(key.sign(&content(b"{}")).expect("signed"), expected);
        assert!(SigningKey::from_encrypted_text(&text, "wrong").is_err());
    }
}

#[test]
fn the_fixed_encoding_is_the_numbers_of_the_der_one() {
    if !available(&["openssl"]) {
        return;
    }
    let content = content(b"{}");
    let sign = |encoding| {
        let key = SigningKey::ecc224_from_text(P224, Ecc224::default().encoding(encoding)).expect("a key");
        key.sign(&content).expect("signed")
    };
    let (der, fixed) = (sign(Ecc224Encoding::Der), sign(Ecc224Encoding::Fixed));
    assert_eq!(fixed.len(), Ecc224::FIXED_LENGTH);
    let desk = Desk::new();
    let path = desk.file("signature", &der);
    let mut command = Command::new("openssl");
    let printed = command.args(["asn1parse", "-inform", "DER", "-in"]).arg(path).output().expect("openssl");
    let numbers: String = String::from_utf8_lossy(&printed.stdout)
        .lines()
        .filter(|line| line.contains("INTEGER"))
        .filter_map(|line| line.rsplit(':').next().map(|number| format!("{number:0>56}")))
        .collect();
    let hex: String = fixed.iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(numbers, hex);
}
