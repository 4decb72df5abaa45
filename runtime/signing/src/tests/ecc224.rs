//! ECC224, by what is assumed of it.

use super::super::{
    Algorithm, Claim, Content, Ecc224, Ecc224Digest, Ecc224Encoding, KeyError, SigningKey, VerifyError,
    WalletKey,
};
use p224::ecdsa::Signature;

const PRIVATE: &str = include_str!("../../../../tests/keys/p224.pkcs8.pem");
const SEC1: &str = include_str!("../../../../tests/keys/p224.sec1.pem");
const PUBLIC: &str = include_str!("../../../../tests/keys/p224.public.pem");

fn content(body: &[u8]) -> Content<'_> {
    Content::new("/api/v1/payments/pay", "2022091495540562874792", "2024-05-28T12:12:12.123+08:00", body)
}

fn pair(assumed: Ecc224) -> (SigningKey, WalletKey) {
    (
        SigningKey::ecc224_from_text(PRIVATE, assumed).unwrap(),
        WalletKey::ecc224_from_text(PUBLIC, assumed).unwrap(),
    )
}

fn every_assumption() -> [Ecc224; 4] {
    use Ecc224Digest::{Sha224, Sha256};
    use Ecc224Encoding::{Der, Fixed};
    [(Sha256, Der), (Sha256, Fixed), (Sha224, Der), (Sha224, Fixed)]
        .map(|(digest, encoding)| Ecc224::default().digest(digest).encoding(encoding))
}

#[test]
fn what_we_sign_we_verify_whatever_the_encoding() {
    for assumed in every_assumption() {
        let (ours, theirs) = pair(assumed);
        assert_eq!((ours.algorithm(), ours.bits()), (Algorithm::Ecc224, 224));
        let signature = ours.sign(&content(b"{}")).unwrap();
        assert_eq!(ours.sign(&content(b"{}")).unwrap(), signature, "{assumed:?}");
        for accepting in every_assumption() {
            let verdict = pair(accepting).1.verify(&content(b"{}"), &signature);
            assert_eq!(verdict.is_ok(), accepting.digest == assumed.digest, "{assumed:?}, {accepting:?}");
        }
        assert!(theirs.verify(&content(b"{} "), &signature).is_err());
    }
    assert_eq!(Ecc224::default(), every_assumption()[0]);
}

#[test]
fn every_form_of_a_key_is_read() {
    let expected = pair(Ecc224::default()).0.sign(&content(b"{}")).unwrap();
    let bare: String = PRIVATE.lines().filter(|line| !line.starts_with('-')).collect();
    let with_parameters =
        format!("-----BEGIN EC PARAMETERS-----\nBgUrgQQAIQ==\n-----END EC PARAMETERS-----\n{SEC1}");
    for text in [PRIVATE, SEC1, &bare, &with_parameters, &PRIVATE.replace('\n', "\\n")] {
        let key = SigningKey::ecc224_from_text(text, Ecc224::default()).unwrap();
        assert_eq!(key.sign(&content(b"{}")).unwrap(), expected);
    }
}

#[test]
fn what_is_no_key_for_it_is_called_what_it_is() {
    let other_curve = KeyError::NotP224 { found: "an elliptic-curve key on another curve" };
    let rsa = KeyError::NotP224 { found: "an RSA key" };
    let cases = [
        (include_str!("../../../../tests/keys/ec.pkcs8.pem"), [other_curve.clone(), KeyError::PrivateKey]),
        (include_str!("../../../../tests/keys/ec.sec1.pem"), [other_curve.clone(), KeyError::PrivateKey]),
        (include_str!("../../../../tests/keys/ec.public.pem"), [KeyError::PublicKey, other_curve]),
        (include_str!("../../../../tests/keys/merchant.pkcs8.pem"), [rsa.clone(), rsa.clone()]),
        (include_str!("../../../../tests/keys/small.public.pem"), [rsa.clone(), rsa]),
        (PRIVATE, [KeyError::Empty, KeyError::PrivateKey]),
        (PUBLIC, [KeyError::PublicKey, KeyError::Empty]),
        (
            include_str!("../../../../tests/keys/encrypted.pkcs8.pem"),
            [KeyError::Encrypted, KeyError::Encrypted],
        ),
        ("", [KeyError::Empty, KeyError::Empty]),
    ];
    for (text, expected) in cases {
        // No error: counts as "empty", which none of these two is.
        let refusals = [
            SigningKey::ecc224_from_text(text, Ecc224::default()).err().unwrap_or(KeyError::Empty),
            WalletKey::ecc224_from_text(text, Ecc224::default()).err().unwrap_or(KeyError::Empty),
        ];
        assert_eq!(refusals, expected, "{text}");
    }
}

#[test]
fn a_key_whose_halves_do_not_fit_is_refused() {
    let der = super::super::key_text::to_der(SEC1).unwrap();
    let mut changed = der.to_vec();
    // The last byte is of the public half that stands beside the private one.
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(SigningKey::ecc224_from_der(&changed, Ecc224::default()).unwrap_err(), KeyError::Damaged);
    // Without the curve's name it could be a key on any curve.
    let nameless = [&[0x30, 0x21, 2, 1, 1, 4, 0x1c], &der[7..35]].concat();
    assert!(matches!(
        SigningKey::ecc224_from_der(&nameless, Ecc224::default()),
        Err(KeyError::NotP224 { .. })
    ));
}

#[test]
fn no_changed_bit_and_no_other_length_is_accepted() {
    for encoding in [Ecc224Encoding::Der, Ecc224Encoding::Fixed] {
        let (ours, theirs) = pair(Ecc224::default().encoding(encoding));
        let content = content(b"{}");
        let signature = ours.sign(&content).unwrap();
        for bit in 0..signature.len() * 8 {
            let mut changed = signature.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(theirs.verify(&content, &changed).is_err(), "{encoding:?}: bit {bit}");
        }
        for length in 0..signature.len() {
            assert!(theirs.verify(&content, &signature[..length]).is_err(), "{encoding:?}: {length} bytes");
            assert!(theirs.verify(&content, &signature[length + 1..]).is_err(), "{encoding:?}: {length}");
        }
        for extra in 0..=u8::MAX {
            assert!(theirs.verify(&content, &[signature.as_slice(), &[extra]].concat()).is_err());
            assert!(theirs.verify(&content, &[&[extra], signature.as_slice()].concat()).is_err());
        }
    }
}

/// The same two numbers, written as DER does not allow.
#[test]
fn only_canonical_der_is_accepted() {
    let (ours, theirs) = pair(Ecc224::default());
    let content = content(b"{}");
    let der = ours.sign(&content).unwrap();
    theirs.verify(&content, &der).unwrap();
    let r_length = usize::from(der[3]);
    let (r, s) = (&der[4..4 + r_length], &der[6 + r_length..]);
    let integer = |number: &[u8]| [&[2, number.len() as u8], number].concat();
    let sequence = |parts: &[u8]| [&[0x30, parts.len() as u8], parts].concat();
    let plain = [integer(r), integer(s)].concat();
    assert_eq!(sequence(&plain), der);
    let refused = [
        sequence(&[integer(&[&[0], r].concat()), integer(s)].concat()),
        sequence(&[integer(r), integer(&[&[0], s].concat())].concat()),
        sequence(&[plain.as_slice(), &[5, 0]].concat()),
        sequence(&[plain.as_slice(), &integer(&[1])].concat()),
        [&[0x30, 0x81, plain.len() as u8], plain.as_slice()].concat(),
        [&[0x30, 0x80], plain.as_slice(), &[0, 0]].concat(),
        sequence(&[vec![2, 0x81, r.len() as u8], r.to_vec(), integer(s)].concat()),
        sequence(&[integer(s), integer(r)].concat()),
        sequence(&[integer(&[0]), integer(s)].concat()),
        sequence(&[integer(r), integer(&[0])].concat()),
        vec![0; Ecc224::FIXED_LENGTH],
        vec![0xff; Ecc224::FIXED_LENGTH],
    ];
    for text in refused {
        assert!(theirs.verify(&content, &text).is_err(), "{text:x?}");
    }
}

/// What Java and OpenSSL make is one or the other by chance, so both must be taken.
#[test]
fn both_forms_of_a_signature_are_accepted() {
    let (ours, theirs) = pair(Ecc224::default());
    let signature = Signature::from_der(&ours.sign(&content(b"{}")).unwrap()).unwrap();
    let (r, s) = signature.split_scalars();
    let negated = Signature::from_scalars(*r, -*s).unwrap();
    assert_ne!(negated, signature);
    for form in [signature, negated] {
        theirs.verify(&content(b"{}"), form.to_der().as_bytes()).unwrap();
        theirs.verify(&content(b"{}"), &form.to_bytes()).unwrap();
    }
}

#[test]
fn the_name_of_the_algorithm_must_agree_with_the_key() {
    let (ours, theirs) = pair(Ecc224::default());
    let content = content(b"{}");
    let signature = ours.sign_digest(&ours.digest(&content)).unwrap();
    assert_eq!(signature.algorithm, Algorithm::Ecc224);
    let verdict = |algorithm| Claim::new("", algorithm, None, &signature.bytes, &content).verify(&theirs);
    assert_eq!(verdict(Algorithm::Ecc224), Ok(()));
    let refused = VerifyError::WrongAlgorithm { named: Algorithm::Rsa256, key: Algorithm::Ecc224 };
    assert_eq!(verdict(Algorithm::Rsa256), Err(refused));
}

#[test]
fn nothing_shows_a_key() {
    let (ours, theirs) = pair(Ecc224::default());
    assert_eq!(format!("{ours:?} {theirs:?}"), "SigningKey(ECC224) WalletKey(ECC224)");
}
