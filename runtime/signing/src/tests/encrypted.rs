//! Keys behind a passphrase.

use super::super::{Backend, KeyError, SigningKey, key_text};
use super::support::{content, key_file, merchant};

const PBKDF2: &str = key_file!("encrypted.pkcs8.pem");
const SCRYPT: &str = key_file!("encrypted.scrypt.pem");
const PASSPHRASE: &str = "countersign";

#[test]
fn the_pass_phrase_opens_the_key() {
    let expected = merchant(Backend::default()).0.sign(&content(b"{}")).unwrap();
    for text in [PBKDF2, SCRYPT, &PBKDF2.replace('\n', "\\n")] {
        let key = SigningKey::from_encrypted_text(text, PASSPHRASE).unwrap();
        assert_eq!(key.sign(&content(b"{}")).unwrap(), expected);
    }
}

/// Of the numbered ones, chance lets four through the padding of this key: noise comes out. The fifth stops there.
#[test]
fn a_wrong_pass_phrase_is_called_so() {
    let noisy = ["countersign 36", "countersign 159", "countersign 285", "countersign 498", "countersign 1"];
    let near = ["", "Countersign", "countersign\n", " countersign"];
    for passphrase in noisy.into_iter().chain(near) {
        let error = SigningKey::from_encrypted_text(PBKDF2, passphrase).unwrap_err();
        assert_eq!(error, KeyError::WrongPassphrase, "{passphrase:?}");
        assert!(!error.to_string().contains("countersign"));
    }
}

#[test]
fn what_is_no_encrypted_private_key_is_called_what_it_is() {
    let cases = [
        (key_file!("merchant.pkcs8.pem"), KeyError::NotEncrypted),
        (key_file!("merchant.pkcs1.pem"), KeyError::NotEncrypted),
        (key_file!("merchant.public.pem"), KeyError::PublicKey),
        (key_file!("merchant.certificate.pem"), KeyError::Certificate),
        (key_file!("p224.pkcs8.pem"), KeyError::EllipticCurve),
        (key_file!("encrypted.pkcs1.pem"), KeyError::LegacyEncrypted),
        (key_file!("encrypted.des3.pem"), KeyError::UnsupportedEncryption),
        ("", KeyError::Empty),
    ];
    for (text, expected) in cases {
        assert_eq!(SigningKey::from_encrypted_text(text, PASSPHRASE).unwrap_err(), expected, "{text}");
    }
    assert!(KeyError::LegacyEncrypted.to_string().contains("openssl pkcs8 -topk8"));
}

/// A cost that would take hours or all memory is refused before it is paid, and so is one that has no logarithm.
#[test]
fn costs_have_limits() {
    let after_salt = |text: &str, old: &[u8], new: &[u8]| {
        let mut der = key_text::to_der(text).unwrap().to_vec();
        let place = der.windows(old.len()).position(|part| part == old).expect("the cost is there");
        // What the new cost is longer, the salt of 8 bytes before it gets shorter.
        let longer = new.len() - old.len();
        assert_eq!(der[place - 10..place - 8], [4, 8]);
        der[place - 9] -= longer as u8;
        der[place - longer..place + old.len()].copy_from_slice(new);
        let pasted = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der);
        SigningKey::from_encrypted_text(&pasted, PASSPHRASE).unwrap_err()
    };
    // Tag, length and value of cost, block size and lanes.
    let scrypt = |new: &[u8]| after_salt(SCRYPT, &[2, 2, 0x40, 0, 2, 1, 8, 2, 1, 1], new);
    // Too small a change for a limit: it shows that what is changed is the cost.
    assert_eq!(scrypt(&[2, 2, 0x20, 0, 2, 1, 8, 2, 1, 1]), KeyError::WrongPassphrase);
    for refused in [
        [2, 4, 0x40, 0, 0, 0, 2, 1, 8, 2, 1, 1].as_slice(),
        &[2, 2, 0x40, 0, 2, 2, 0x7f, 0xff, 2, 1, 1],
        &[2, 2, 0x40, 0, 2, 1, 8, 2, 1, 17],
        &[2, 2, 0x40, 1, 2, 1, 8, 2, 1, 1],
        &[2, 2, 0x40, 0, 2, 1, 0, 2, 1, 1],
        &[2, 1, 0, 2, 2, 0x40, 0, 2, 1, 1],
    ] {
        assert_eq!(scrypt(refused), KeyError::UnsupportedEncryption, "{refused:?}");
    }
    let rounds = |new: &[u8]| after_salt(PBKDF2, &[2, 2, 8, 0], new);
    assert_eq!(rounds(&[2, 2, 4, 0]), KeyError::WrongPassphrase);
    assert_eq!(rounds(&[2, 4, 0x40, 0, 0, 0]), KeyError::UnsupportedEncryption);
}
