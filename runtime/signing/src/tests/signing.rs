//! Signing and verifying, one back end against the other.

use super::super::{
    Backend, KeyError, KeyVersion, SignError, WalletKey, WalletKeys, der::PublicDer, key_text,
};
use super::support::{another, content, key_file, merchant};

#[test]
fn a_content_is_its_head_and_the_body() {
    let content = content(b"{}");
    assert!(content.head().starts_with("POST ") && content.head().ends_with('.'), "{}", content.head());
    assert_eq!(content.to_bytes(), [content.head().as_bytes(), b"{}"].concat());
}

#[test]
fn every_back_end_gives_the_same_signature_and_verifies_the_others() {
    let bodies: [&[u8]; 4] = [b"", b"{}", "{\"orderTitle\":\"\u{9774}\"}".as_bytes(), &[0xff; 100_000]];
    for body in bodies {
        let expected = merchant(Backend::default()).0.sign(&content(body)).unwrap();
        assert_eq!(expected.len(), 256);
        for &backend in Backend::all() {
            let (signing, wallet) = merchant(backend);
            assert_eq!(signing.sign(&content(body)).unwrap(), expected, "{backend:?}");
            wallet.verify(&content(body), &expected).unwrap();
        }
    }
}

/// The same signature as `openssl dgst -sha256 -sign merchant.pkcs8.pem` makes.
#[test]
fn the_signature_is_the_one_of_openssl() {
    const OF_OPENSSL: &str = "8066f0cf8f4a707f16bbc372264cccb5422e7c5aa339625242aeff503c71cf174f161574ad2566d43191290a6ec34aa54c86f9fcf768a925993346ab4e5ae7a954c8d317f38833b2e23123c6e3abc1aa1229b4d5a0c7c99f5ebd485c9c65355f1e5f2472b458f229768a76ba6313fe64d20c758f98f00f559de94e4688b830670fe815d4bb7c7a3641479df246036058156f2e0fbd368250cf30b6b11496f8803940083440f9892d11aab79e7b2cb4b4b008808944f72b06b87897ac13def2cb0f16ec1652e91d18f6ba39c2ecae1a47e9b365c581e5d67b684d917ebc2de6b16b518286f99d8389fcaee1e2e9b0850085471cab1fed5adc2a3deedee7e6f133";
    for &backend in Backend::all() {
        let signature = merchant(backend).0.sign(&content(b"{}")).unwrap();
        let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, OF_OPENSSL, "{backend:?}");
    }
}

#[test]
fn no_changed_bit_is_accepted() {
    let content = content(b"{}");
    for &backend in Backend::all() {
        let (signing, wallet) = merchant(backend);
        let mut signature = signing.sign(&content).unwrap();
        for bit in 0..signature.len() * 8 {
            signature[bit / 8] ^= 1 << (bit % 8);
            assert!(wallet.verify(&content, &signature).is_err(), "{backend:?}: bit {bit}");
            signature[bit / 8] ^= 1 << (bit % 8);
        }
        wallet.verify(&content, &signature).unwrap();
    }
}

#[test]
fn only_the_exact_length_is_accepted() {
    let content = content(b"{}");
    for &backend in Backend::all() {
        let (signing, wallet) = merchant(backend);
        let signature = signing.sign(&content).unwrap();
        for length in 0..signature.len() {
            assert!(wallet.verify(&content, &signature[..length]).is_err(), "{backend:?}: {length} bytes");
        }
        let zero_before = [&[0], signature.as_slice()].concat();
        let zero_after = [signature.as_slice(), &[0]].concat();
        for longer in [zero_before, zero_after] {
            let error = wallet.verify(&content, &longer).unwrap_err().to_string();
            assert!(error.contains("257 bytes") && error.contains("256"), "{error}");
        }
    }
}

/// Signature and signature plus modulus are the same number to RSA; only one of them is the signature.
#[test]
fn a_signature_plus_the_modulus_is_refused() {
    let der = key_text::to_der(key_file!("merchant.public.pem")).unwrap();
    let modulus = PublicDer::read(&der).unwrap().modulus;
    for &backend in Backend::all() {
        let (signing, wallet) = merchant(backend);
        // The sum has the signature's length only now and then: take the first content for which it has.
        let refusal = (0..64).find_map(|number: u32| {
            let body = number.to_string();
            let mut sum = signing.sign(&content(body.as_bytes())).unwrap();
            let fits = !add(&mut sum, modulus);
            fits.then(|| wallet.verify(&content(body.as_bytes()), &sum))
        });
        assert!(refusal.expect("no sum fitted").is_err(), "{backend:?}");
    }
}

/// Adds big-endian numbers of one length; whether there is a carry left.
fn add(sum: &mut [u8], number: &[u8]) -> bool {
    assert_eq!(sum.len(), number.len());
    let mut carry = 0;
    for (digit, other) in sum.iter_mut().zip(number).rev() {
        let total = u16::from(*digit) + u16::from(*other) + carry;
        *digit = total as u8;
        carry = total >> 8;
    }
    carry > 0
}

#[test]
fn another_key_or_content_is_refused() {
    for &backend in Backend::all() {
        let (signing, wallet) = merchant(backend);
        let signature = signing.sign(&content(b"{}")).unwrap();
        assert!(another(backend).1.verify(&content(b"{}"), &signature).is_err());
        assert!(wallet.verify(&content(b"{} "), &signature).is_err());
        assert!(wallet.verify(&content(b""), &signature).is_err());
    }
}

#[test]
fn another_digest_than_sha256_is_refused() {
    // Made with `openssl dgst -sha1 -sign` and `-sha512 -sign` over the same content.
    for signature in
        [include_bytes!("../../vectors/sha1.signature"), include_bytes!("../../vectors/sha512.signature")]
    {
        for &backend in Backend::all() {
            assert!(merchant(backend).1.verify(&content(b"{}"), signature).is_err(), "{backend:?}");
        }
    }
}

#[test]
fn a_key_is_found_by_its_version() {
    let (one, two) = (merchant(Backend::default()).1, another(Backend::default()).1);
    let signature = another(Backend::default()).0.sign(&content(b"{}")).unwrap();
    let is_two =
        |key: Option<&WalletKey>| key.is_some_and(|key| key.verify(&content(b"{}"), &signature).is_ok());
    let version = |text: &str| text.parse::<KeyVersion>().unwrap();

    // 10 is newer than 9, although not as text.
    let keys = WalletKeys::by_version([(9, one.clone()), (10, two.clone())]).unwrap();
    assert!(is_two(keys.find(None)) && is_two(keys.find(Some(&version("10")))));
    assert!(keys.find(Some(&version("9"))).is_some_and(|key| !is_two(Some(key))));
    assert!(keys.find(Some(&version("09"))).is_some() && keys.find(Some(&version("11"))).is_none());
    assert_eq!(keys.versions().map(KeyVersion::as_str).collect::<Vec<_>>(), ["9", "10"]);
    assert_eq!(format!("{keys:?}"), r#"{"9": WalletKey(RSA 2048), "10": WalletKey(RSA 2048)}"#);

    let single = WalletKeys::from(two);
    assert!(is_two(single.find(None)) && is_two(single.find(Some(&version("whatever")))));
    assert_eq!(single.versions().count(), 0);

    assert_eq!(WalletKeys::by_version::<u32>([]).unwrap_err(), KeyError::NoKey);
}

#[test]
fn a_signature_names_its_key() {
    let key = merchant(Backend::default()).0.with_version(7);
    let signature = key.sign_digest(&key.digest(&content(b"{}"))).unwrap();
    assert_eq!(signature.bytes, key.sign(&content(b"{}")).unwrap());
    assert_eq!((signature.algorithm.label(), signature.key_version.as_str()), ("RSA256", "7"));
}

#[test]
fn a_sign_error_tells_its_cause() {
    assert_eq!(
        SignError::new("the key service is away").to_string(),
        "signing failed: the key service is away"
    );
}

/// The library's `sign` does not blind; see `rust_crypto.rs`.
#[test]
fn pure_rust_signing_is_blinded() {
    let source = include_str!("../rust_crypto.rs");
    assert!(source.contains(".sign_with_rng(&mut rand_core::OsRng") && !source.contains(".sign("));
}
