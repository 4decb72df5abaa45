//! Keys from files and the environment.

use super::super::{KeyError, SigningKey, WalletKey, key_source::MAX_FILE};
use super::support::{content, key_file};
use std::path::{Path, PathBuf};

fn keys() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/keys")
}

#[test]
fn text_and_der_are_read_from_files() {
    let sign = |name: &str| {
        SigningKey::from_file(keys().join(name))
            .unwrap_or_else(|error| panic!("{error}"))
            .sign(&content(b"{}"))
    };
    let expected = sign("merchant.pkcs8.pem").unwrap();
    for name in ["merchant.pkcs1.pem", "merchant.pkcs8.base64", "merchant.pkcs8.der"] {
        assert_eq!(sign(name).unwrap(), expected, "{name}");
    }
    for name in ["merchant.public.pem", "merchant.public.base64", "merchant.public.der"] {
        WalletKey::from_file(keys().join(name)).unwrap().verify(&content(b"{}"), &expected).unwrap();
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_name() {
    let missing = SigningKey::from_file("no/such/key.pem").unwrap_err();
    assert!(matches!(&missing, KeyError::Unreadable { .. }), "{missing:?}");
    assert!(missing.to_string().starts_with("the file `no/such/key.pem` has no key to read: "), "{missing}");
    assert!(matches!(WalletKey::from_file(keys()), Err(KeyError::Unreadable { .. })));

    let swapped = SigningKey::from_file(keys().join("merchant.public.pem")).unwrap_err();
    assert!(
        matches!(&swapped, KeyError::Inside { error, .. } if **error == KeyError::PublicKey),
        "{swapped:?}"
    );
    assert!(swapped.to_string().contains("merchant.public.pem`: this is a public key"), "{swapped}");

    let readme = SigningKey::from_file(keys().join("README.md")).unwrap_err();
    assert!(matches!(&readme, KeyError::Inside { .. }), "{readme:?}");

    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    assert!(lock.metadata().unwrap().len() > MAX_FILE as u64);
    let large = WalletKey::from_file(lock).unwrap_err();
    assert!(large.to_string().contains("more than 65536 bytes"), "{large}");
}

#[test]
fn what_is_wrong_with_a_variable_is_said_with_its_name() {
    let unset = SigningKey::from_env("COUNTERSIGN_NO_SUCH_KEY").unwrap_err();
    assert_eq!(
        unset.to_string(),
        "the environment variable `COUNTERSIGN_NO_SUCH_KEY` has no key to read: it is not set"
    );
    // A variable of cargo's: its value must not be told.
    let wrong = WalletKey::from_env("CARGO_PKG_DESCRIPTION").unwrap_err();
    assert!(matches!(&wrong, KeyError::Inside { error, .. } if **error == KeyError::NotBase64), "{wrong:?}");
    assert!(wrong.to_string().starts_with("the environment variable `CARGO_PKG_DESCRIPTION`: the key is"));
    let value = std::env::var("CARGO_PKG_DESCRIPTION").unwrap();
    assert!(!format!("{wrong} {wrong:?}").contains(&value[..8]));
}

/// A test can't set a variable of its own process safely, so it starts itself again.
#[test]
fn a_key_is_read_from_the_environment() {
    const NAME: &str = "COUNTERSIGN_TEST_KEY";
    if std::env::var_os(NAME).is_some() {
        assert_eq!(SigningKey::from_env(NAME).unwrap().bits(), 2048);
        return;
    }
    let again = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::key_source::a_key_is_read_from_the_environment"])
        .env(NAME, key_file!("merchant.pkcs8.pem"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}
