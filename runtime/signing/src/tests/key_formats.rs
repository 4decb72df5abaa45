//! What people paste as a key.

use super::super::{Backend, KeyError, SigningKey, WalletKey};
use super::random::Xorshift;
use super::support::{content, key_file, merchant};

const PRIVATE: &str = key_file!("merchant.pkcs8.pem");
const PRIVATE_PKCS1: &str = key_file!("merchant.pkcs1.pem");
const PRIVATE_BASE64: &str = key_file!("merchant.pkcs8.base64");
const PUBLIC: &str = key_file!("merchant.public.pem");
const PUBLIC_PKCS1: &str = key_file!("merchant.public.pkcs1.pem");
const PUBLIC_BASE64: &str = key_file!("merchant.public.base64");

/// The base64 of a PEM text.
fn bare(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

/// The ways in which one text gets changed before it reaches us.
fn variants(text: &str) -> Vec<String> {
    let folded: Vec<&str> = text.trim().split_inclusive(['\n']).collect();
    vec![
        text.to_owned(),
        text.trim_end().to_owned(),
        format!("\u{feff}{text}"),
        format!("\n\n  {text}\t \n"),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        text.replace('\n', " "),
        text.replace('\n', "\\n"),
        text.replace('\n', "\\r\\n"),
        format!("\"{}\"", text.replace('\n', "\\n")),
        format!("'{}'", text.trim_end()),
        folded.join("\n   "),
        text.replace('\n', " \u{a0}\n"),
    ]
}

#[test]
fn every_form_of_a_private_key_is_read() {
    let pkcs8_inside_pkcs1 = PRIVATE.replace("PRIVATE KEY", "RSA PRIVATE KEY");
    let with_note = format!("Key Attributes: <No Attributes>\n{PRIVATE}");
    let unpadded = PRIVATE_BASE64.trim_end().trim_end_matches('=').to_owned();
    let pkcs1_base64 = bare(PRIVATE_PKCS1);
    let texts =
        [PRIVATE, PRIVATE_PKCS1, PRIVATE_BASE64, &pkcs8_inside_pkcs1, &with_note, &unpadded, &pkcs1_base64];
    for &backend in Backend::all() {
        let (expected, wallet) = merchant(backend);
        let expected = expected.sign(&content(b"{}")).unwrap();
        wallet.verify(&content(b"{}"), &expected).unwrap();
        for text in texts.iter().flat_map(|text| variants(text)) {
            let key =
                SigningKey::from_text_with(backend, &text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
            assert_eq!(key.sign(&content(b"{}")).unwrap(), expected);
            assert_eq!(key.bits(), 2048);
        }
    }
}

#[test]
fn every_form_of_a_public_key_is_read() {
    let pkcs1_base64 = bare(PUBLIC_PKCS1);
    let mislabelled = PUBLIC.replace("PUBLIC KEY", "RSA PUBLIC KEY");
    let texts = [PUBLIC, PUBLIC_PKCS1, PUBLIC_BASE64, &pkcs1_base64, &mislabelled];
    for &backend in Backend::all() {
        let signature = merchant(backend).0.sign(&content(b"{}")).unwrap();
        for text in texts.iter().flat_map(|text| variants(text)) {
            let key =
                WalletKey::from_text_with(backend, &text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
            key.verify(&content(b"{}"), &signature).unwrap();
            assert_eq!(key.bits(), 2048);
        }
    }
}

/// What `SigningKey` and `WalletKey` say to a text, the same from every back end.
fn refused(text: &str) -> [KeyError; 2] {
    let refusals: Vec<[KeyError; 2]> = Backend::all()
        .iter()
        .map(|&backend| {
            [
                SigningKey::from_text_with(backend, text).expect_err(text),
                WalletKey::from_text_with(backend, text).expect_err(text),
            ]
        })
        .collect();
    assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]), "{refusals:?}");
    refusals.into_iter().next().unwrap()
}

#[test]
fn what_is_no_key_for_us_is_refused_with_what_it_is() {
    let elliptic = || KeyError::EllipticCurve;
    let half = |text: &str| text[..text.len() / 2].to_owned();
    let cases = [
        ("".to_owned(), KeyError::Empty),
        (" \r\n\u{feff}\t".to_owned(), KeyError::Empty),
        ("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n".to_owned(), KeyError::Empty),
        ("/etc/keys/merchant.pem".to_owned(), KeyError::NotBase64),
        ("{\"kty\":\"RSA\"}".to_owned(), KeyError::NotBase64),
        (PRIVATE.replacen("MII", "MI*", 1), KeyError::NotBase64),
        (half(PRIVATE), KeyError::Truncated),
        (half(PUBLIC), KeyError::Truncated),
        (half(PRIVATE_BASE64), KeyError::Truncated),
        (half(PUBLIC_BASE64), KeyError::Truncated),
        ("-----BEGIN PRIVATE KEY".to_owned(), KeyError::Truncated),
        ("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----".to_owned(), KeyError::Truncated),
        (format!("{PRIVATE}{PUBLIC}"), KeyError::Several { count: 2 }),
        (PUBLIC.repeat(3), KeyError::Several { count: 3 }),
        (format!("{}{}", PUBLIC_BASE64.trim(), PUBLIC_BASE64), KeyError::MoreThanAKey { bytes: 294 }),
        (key_file!("merchant.certificate.pem").to_owned(), KeyError::Certificate),
        (bare(key_file!("merchant.certificate.pem")), KeyError::Certificate),
        (key_file!("encrypted.pkcs8.pem").to_owned(), KeyError::Encrypted),
        (bare(key_file!("encrypted.pkcs8.pem")), KeyError::Encrypted),
        (key_file!("encrypted.pkcs1.pem").to_owned(), KeyError::LegacyEncrypted),
        (key_file!("encrypted.pkcs1.pem").replace('\n', " "), KeyError::LegacyEncrypted),
        (key_file!("ec.pkcs8.pem").to_owned(), elliptic()),
        (key_file!("ec.sec1.pem").to_owned(), elliptic()),
        (key_file!("ec.public.pem").to_owned(), elliptic()),
        (key_file!("p224.pkcs8.pem").to_owned(), elliptic()),
        (key_file!("p224.sec1.pem").to_owned(), elliptic()),
        (key_file!("p224.public.pem").to_owned(), elliptic()),
        (
            format!(
                "-----BEGIN EC PARAMETERS-----\nBggq\n-----END EC PARAMETERS-----\n{}",
                key_file!("ec.sec1.pem")
            ),
            elliptic(),
        ),
        (key_file!("openssh.pem").to_owned(), KeyError::OpenSsh),
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ user@host".to_owned(), KeyError::OpenSsh),
        (key_file!("small.pkcs8.pem").to_owned(), KeyError::Size { bits: 1024 }),
        (key_file!("small.public.pem").to_owned(), KeyError::Size { bits: 1024 }),
        ("cGFzc3dvcmQ=".to_owned(), KeyError::NotAKey),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(&text), [expected.clone(), expected], "{text}");
    }
}

#[test]
fn the_wrong_half_is_named() {
    for text in [PRIVATE, PRIVATE_PKCS1, PRIVATE_BASE64] {
        assert_eq!(WalletKey::from_text(text).unwrap_err(), KeyError::PrivateKey);
    }
    for text in [PUBLIC, PUBLIC_PKCS1, PUBLIC_BASE64] {
        assert_eq!(SigningKey::from_text(text).unwrap_err(), KeyError::PublicKey);
    }
}

#[test]
fn a_private_key_with_a_changed_number_is_refused() {
    let der = super::super::key_text::to_der(PRIVATE).unwrap();
    // In the middle of the modulus, the private exponent and a prime.
    for place in [120, 400, 650] {
        let mut changed = der.to_vec();
        changed[place] ^= 0x10;
        for &backend in Backend::all() {
            assert_eq!(
                SigningKey::from_der_with(backend, &changed).unwrap_err(),
                KeyError::Damaged,
                "{place}"
            );
        }
    }
}

fn tagged(tag: u8, contents: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(contents.len()).unwrap().to_be_bytes();
    let length: &[u8] = match (high, low) {
        (0, ..=0x7f) => &[low],
        (0, _) => &[0x81, low],
        _ => &[0x82, high, low],
    };
    [&[tag], length, contents].concat()
}

/// Java and Windows write attributes behind the key: which uses it is for, say.
#[test]
fn pkcs8_with_attributes_is_read() {
    let der = super::super::key_text::to_der(PRIVATE).unwrap();
    let attributes =
        tagged(0xa0, &tagged(0x30, &[&[6, 3, 0x55, 0x1d, 0x0f][..], &[0x31, 4, 3, 2, 0, 0x10]].concat()));
    let with_attributes = tagged(0x30, &[&der[4..], attributes.as_slice()].concat());
    for &backend in Backend::all() {
        let key = SigningKey::from_der_with(backend, &with_attributes).unwrap();
        assert_eq!(key.sign(&content(b"{}")).unwrap(), merchant(backend).0.sign(&content(b"{}")).unwrap());
    }
}

fn public_key(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    tagged(0x30, &[tagged(2, modulus), tagged(2, exponent)].concat())
}

#[test]
fn the_size_and_the_exponent_have_limits() {
    let usual = [1, 0, 1].as_slice();
    let modulus = |bits: usize| {
        let mut modulus = vec![0xff; bits.div_ceil(8)];
        modulus[0] >>= modulus.len() * 8 - bits;
        if modulus[0] > 0x7f { [&[0], modulus.as_slice()].concat() } else { modulus }
    };
    let size = |bits| Err(KeyError::Size { bits });
    let cases = [
        (modulus(2047), usual, size(2047)),
        (modulus(2048), usual, Ok(2048)),
        (modulus(3000), usual, Ok(3000)),
        (modulus(4097), usual, Ok(4097)),
        (modulus(8192), usual, Ok(8192)),
        (modulus(8193), usual, size(8193)),
        (modulus(65536), usual, size(65536)),
        (modulus(2048), &[3], Ok(2048)),
        (modulus(2048), &[1, 0, 0, 0, 1], Ok(2048)),
        (modulus(2048), &[1], Err(KeyError::Exponent)),
        (modulus(2048), &[1, 0, 0], Err(KeyError::Exponent)),
        (modulus(2048), &[2, 0, 0, 0, 1], Err(KeyError::Exponent)),
        (modulus(2048), &[1, 0, 0, 0, 0, 1], Err(KeyError::Exponent)),
        (modulus(2048), &[0], Err(KeyError::Damaged)),
        (modulus(2048), &[], Err(KeyError::Damaged)),
        // Negative, as a number without its leading zero is; and even.
        (modulus(2048)[1..].to_vec(), usual, Err(KeyError::Damaged)),
        ([modulus(2040), vec![0xfe]].concat(), usual, Err(KeyError::Damaged)),
    ];
    for &backend in Backend::all() {
        for (modulus, exponent, expected) in &cases {
            let loaded =
                WalletKey::from_der_with(backend, &public_key(modulus, exponent)).map(|key| key.bits());
            assert_eq!(&loaded, expected, "{backend:?}: {} bytes, exponent {exponent:?}", modulus.len());
        }
    }
}

/// Cut short and changed at random, text and DER: any answer is right but a panic.
#[test]
fn no_text_makes_it_panic() {
    let mut random = Xorshift(7);
    for text in [
        PRIVATE,
        PUBLIC_PKCS1,
        key_file!("ec.pkcs8.pem"),
        key_file!("p224.sec1.pem"),
        key_file!("merchant.certificate.pem"),
    ] {
        for length in (0..text.len()).step_by(7) {
            _ = SigningKey::from_text(&text[..length]);
            _ = WalletKey::from_text(&text[length..]);
        }
        let der = super::super::key_text::to_der(text).unwrap();
        for _ in 0..500 {
            let mut changed = der.to_vec();
            // The first bytes hold the structure.
            let place = random.below(changed.len().min(60));
            changed[place] = random.next() as u8;
            _ = WalletKey::from_der(&changed);
            for &backend in Backend::all() {
                _ = SigningKey::from_der_with(backend, &changed);
            }
        }
    }
}

#[test]
fn nothing_shows_a_key() {
    let (signing, wallet) = merchant(Backend::default());
    assert_eq!(format!("{signing:?}"), "SigningKey(RSA 2048)");
    assert_eq!(format!("{wallet:?}"), "WalletKey(RSA 2048)");

    let stripes: Vec<&str> = PRIVATE.lines().filter(|line| !line.starts_with('-')).collect();
    for cut in 0..PRIVATE.len() {
        if let Err(error) = SigningKey::from_text(&PRIVATE[..cut]) {
            let shown = format!("{error} {error:?}");
            assert!(!stripes.iter().any(|stripe| shown.contains(&stripe[..8])), "{shown}");
        }
    }
}
