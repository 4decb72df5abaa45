mod openssl;

use super::*;
use crate::signature::{KeyError, KeyVersion};

/// A file of the test keys, as text.
macro_rules! key_file {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/keys/", $name))
    };
}

fn wallet() -> (EncryptionKey, DecryptionKey) {
    (
        EncryptionKey::from_text(key_file!("wallet.public.pem")).unwrap(),
        DecryptionKey::from_text(key_file!("wallet.pkcs8.pem")).unwrap(),
    )
}

/// Bytes that differ from length to length, the same in every run.
fn bytes(length: usize) -> Vec<u8> {
    let mut state = length as u32 + 1;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn what_is_encrypted_decrypts_to_the_same() {
    let (public, private) = wallet();
    let lengths = (0..50).chain([255, 256, 4_095, 4_096, 100_000]);
    for (length, aes) in lengths.flat_map(|length| [(length, AesKey::Bits256), (length, AesKey::Bits128)]) {
        let body = bytes(length);
        let encrypted = encrypt(&public, aes, Separator::CommaSpace, &body).unwrap();
        // Padded to the next block, then base64.
        assert_eq!(encrypted.body.len(), ((length / 16 + 1) * 16).div_ceil(3) * 4, "{length}");
        let decrypted = decrypt(&private, encrypted.header.as_bytes(), &encrypted.body);
        assert_eq!(decrypted.unwrap(), body, "{length} {aes:?}");
    }
}

#[test]
fn every_message_has_its_own_key() {
    let (public, _) = wallet();
    let encrypted = || encrypt(&public, AesKey::default(), Separator::CommaSpace, b"the same").unwrap();
    let (one, two) = (encrypted(), encrypted());
    assert_ne!(one.body, two.body);
    assert_ne!(one.header, two.header);
}

#[test]
fn the_header_is_written_as_the_dialect_wants_it() {
    let (public, _) = wallet();
    let header =
        |key: &EncryptionKey, separator| encrypt(key, AesKey::default(), separator, b"x").unwrap().header;
    let bare = header(&public, Separator::CommaSpace);
    assert!(bare.starts_with("algorithm=RSA_AES, symmetricKey="), "{bare}");
    let public = public.with_version(KeyVersion::from(2));
    let versioned = header(&public, Separator::Comma);
    assert!(versioned.starts_with("algorithm=RSA_AES,keyVersion=2,symmetricKey="), "{versioned}");
    let (_, key) = versioned.split_once("symmetricKey=").unwrap();
    assert!(!key.contains(['+', '/', '=']), "{key}");
}

#[test]
fn other_ways_to_write_the_same_are_read() {
    let (public, private) = wallet();
    let Encrypted { header, body } =
        encrypt(&public, AesKey::default(), Separator::Comma, b"secret").unwrap();
    let (_, key) = header.split_once("symmetricKey=").unwrap();
    let plain = STANDARD.encode(SignatureEncoding::decode_any(key).unwrap());
    let url_safe = plain.replace('+', "-").replace('/', "_");
    for header in [
        header.clone(),
        format!("SYMMETRICKEY={key} , KeyVersion= , more=1, nothing, Algorithm=rsa_aes"),
        format!("algorithm=RSA_AES, keyVersion=7, symmetricKey={plain}"),
        format!("algorithm=RSA_AES, symmetricKey={}", url_safe.trim_end_matches('=')),
    ] {
        assert_eq!(decrypt(&private, header.as_bytes(), &body).unwrap(), "secret", "{header}");
    }
    let folded = String::from_utf8(body.to_vec()).unwrap().replace("==", "=\r\n=\n");
    assert_eq!(decrypt(&private, header.as_bytes(), folded.as_bytes()).unwrap(), "secret");
}

#[test]
fn whatever_is_wrong_the_error_is_the_same() {
    let (public, private) = wallet();
    // Not at random: another key makes something like padding of one text in 256.
    let (secret, another) = ([1; 16], [2; 32]);
    let [secret, another] = [&secret[..], &another].map(|key| aes::Secret::received(key).unwrap());
    let header = header::write(None, &public.wrap(&secret).unwrap(), Separator::Comma);
    let body = STANDARD.encode(secret.encrypt(&bytes(40)).unwrap()).into_bytes();
    assert_eq!(decrypt(&private, header.as_bytes(), &body).unwrap(), bytes(40));

    let (start, key) = header.split_once("symmetricKey=").unwrap();
    let with_key = |key: &[u8]| header::write(None, key, Separator::Comma);
    let mut cases: Vec<(Vec<u8>, Vec<u8>)> = [
        String::new(),
        start.to_owned(),
        format!("{start}symmetricKey="),
        format!("{start}symmetricKey=AAAA"),
        format!("{start}symmetricKey=%%%"),
        format!("{header},symmetricKey={key}"),
        format!("algorithm=RSA_AES,{header}"),
        format!("symmetricKey={key}"),
        header.replace("RSA_AES", "RSA"),
        header.replace("RSA_AES", "RSA_AES_GCM"),
        with_key(&[0; 256]),
        with_key(&[0xff; 256]),
        with_key(&public.wrap(&another).unwrap()),
        format!("{header}{}", " ".repeat(8 * 1024)),
    ]
    .into_iter()
    .map(|header| (header.into_bytes(), body.to_vec()))
    .collect();
    cases.push(([header.as_bytes(), b"\xff"].concat(), body.to_vec()));
    for damaged in [b"".as_slice(), b"AAAA", b"not base64!", b"\xff", &body[..body.len() - 4], &body[4..]] {
        cases.push((header.clone().into_bytes(), damaged.to_vec()));
    }
    let errors: Vec<String> =
        cases.iter().map(|(header, body)| decrypt(&private, header, body).unwrap_err().to_string()).collect();
    assert!(errors.iter().all(|error| *error == errors[0]), "{errors:?}");
    assert!(!errors[0].contains("padding") && !errors[0].contains("base64"));

    let somebody = DecryptionKey::from_text(key_file!("another.pkcs8.pem")).unwrap();
    let error = decrypt(&somebody, header.as_bytes(), &body).unwrap_err();
    assert_eq!(
        (error.to_string(), format!("{error:?}")),
        (errors[0].clone(), "DecryptionError(())".to_owned())
    );
}

/// Not even the one in 256 whose text happens to end like padding.
#[test]
fn no_wrong_key_gives_a_text() {
    let (public, private) = wallet();
    let Encrypted { body, .. } = encrypt(&public, AesKey::default(), Separator::Comma, b"").unwrap();
    for seed in 0..1_500 {
        let header = header::write(None, &bytes(256 + seed)[seed..], Separator::Comma);
        assert_eq!(decrypt(&private, header.as_bytes(), &body), Err(DecryptionError(())));
    }
}

#[test]
fn keys_are_read_in_every_form_and_the_wrong_half_is_named() {
    for text in
        [key_file!("merchant.pkcs8.pem"), key_file!("merchant.pkcs1.pem"), key_file!("merchant.pkcs8.base64")]
    {
        assert_eq!(DecryptionKey::from_text(text).unwrap().bits(), 2048);
        assert_eq!(EncryptionKey::from_text(text).unwrap_err(), KeyError::PrivateKey);
    }
    for text in [
        key_file!("merchant.public.pem"),
        key_file!("merchant.public.pkcs1.pem"),
        key_file!("merchant.public.base64"),
    ] {
        assert_eq!(EncryptionKey::from_text(text).unwrap().bits(), 2048);
        assert_eq!(DecryptionKey::from_text(text).unwrap_err(), KeyError::PublicKey);
    }
    let small = KeyError::Size { bits: 1024 };
    assert_eq!(EncryptionKey::from_text(key_file!("small.public.pem")).unwrap_err(), small);
    assert_eq!(DecryptionKey::from_text(key_file!("small.pkcs8.pem")).unwrap_err(), small);
}

#[test]
fn nothing_shows_a_key() {
    let (public, private) = wallet();
    assert_eq!(format!("{public:?} {private:?}"), "EncryptionKey(RSA 2048) DecryptionKey(RSA 2048)");
}
