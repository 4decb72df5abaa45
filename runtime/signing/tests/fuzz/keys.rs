//! Keys, as text and as DER.

use super::{fuzz, mutate::mutated};
use base64::{Engine, engine::general_purpose::STANDARD};
use countersign_signing::{Backend, Content, KeyError, SigningKey, WalletKey};

macro_rules! key_files {
    ($($name:literal),* $(,)?) => {
        &[$(include_str!(concat!("../../../../tests/keys/", $name))),*]
    };
}

const TEXTS: &[&str] = key_files![
    "merchant.pkcs8.pem",
    "merchant.pkcs1.pem",
    "merchant.pkcs8.base64",
    "merchant.public.pem",
    "merchant.public.pkcs1.pem",
    "merchant.public.base64",
    "merchant.certificate.pem",
    "p224.pkcs8.pem",
    "p224.sec1.pem",
    "p224.public.pem",
    "ec.pkcs8.pem",
    "encrypted.pkcs8.pem",
    "encrypted.pkcs1.pem",
    "openssh.pem",
    "small.pkcs8.pem",
];

/// What PEM, base64 or DER could stumble over.
#[rustfmt::skip]
const SPOILERS: &[&str] = &[
    "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "-----", "-----BEGIN", "PARAMETERS-----",
    "Proc-Type: 4,ENCRYPTED", "ssh-rsa ", "OPENSSH PRIVATE KEY", "\n", "\r\n", "\\n", "\\", "\"", "'", " ", "\u{feff}",
    "\u{a0}", "=", "==", "A", "MII", "/", "+", "-", "_", "*", "\0", "ä", "🦀",
    "\u{30}", "\u{2}\u{1}", "\u{4}", "\u{3}\u{0}", "\u{6}", "\u{7f}",
];

/// Whatever a text holds, it is a key or an error, and the error shows nothing of it.
#[test]
fn any_text_is_a_key_or_an_error() {
    fuzz(1500, "base64 of something", |random| {
        let original = random.pick(TEXTS);
        let text = if random.one_in(2) {
            String::from_utf8_lossy(&mutated(original.as_bytes(), SPOILERS, random)).into_owned()
        } else {
            let base64: String = original.lines().filter(|line| !line.contains(['-', ':'])).collect();
            let Ok(der) = STANDARD.decode(base64) else { return false };
            STANDARD.encode(mutated(&der, SPOILERS, random))
        };
        let undecoded = |error: &KeyError| {
            matches!(error, KeyError::Empty | KeyError::NotBase64 | KeyError::Several { .. })
        };
        !read(&text).iter().inspect(|error| assert_hidden(error, original)).any(undecoded)
    });
}

/// Loads the text in every way; what does load must work.
fn read(text: &str) -> Vec<KeyError> {
    let content = Content::new("/pay", "client", "time", b"{}");
    let mut errors = Vec::new();
    let mut signing = |key: Result<SigningKey, KeyError>| match key {
        Ok(key) => drop(key.sign(&content)),
        Err(error) => errors.push(error),
    };
    for backend in Backend::all() {
        signing(SigningKey::from_text_with(*backend, text));
    }
    #[cfg(feature = "ecc224")]
    signing(SigningKey::ecc224_from_text(text, Default::default()));
    #[cfg(feature = "encrypted-keys")]
    signing(SigningKey::from_encrypted_text(text, "countersign"));

    let mut wallet = |key: Result<WalletKey, KeyError>| match key {
        Ok(key) => assert!(key.verify(&content, &vec![1; key.bits().div_ceil(8)]).is_err()),
        Err(error) => errors.push(error),
    };
    for backend in Backend::all() {
        wallet(WalletKey::from_text_with(*backend, text));
    }
    #[cfg(feature = "ecc224")]
    wallet(WalletKey::ecc224_from_text(text, Default::default()));
    errors
}

fn assert_hidden(error: &KeyError, text: &str) {
    let shown = format!("{error} {error:?}");
    let shows = |line: &str| line.get(..16).is_some_and(|part| shown.contains(part));
    assert!(!text.lines().filter(|line| !line.contains(['-', ':'])).any(shows), "{shown}");
}

/// Every text as it is, cut everywhere: what `mutated` may never come to.
#[test]
fn every_beginning_of_a_key_is_a_key_or_an_error() {
    // In one build all texts at all places would take minutes.
    for (number, text) in TEXTS.iter().enumerate() {
        for length in (number..text.len()).step_by(TEXTS.len() * 2).filter(|at| text.is_char_boundary(*at)) {
            _ = read(&text[..length]);
            _ = read(&text[length..]);
        }
    }
}
