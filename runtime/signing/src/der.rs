//! Determines the kind of a key in DER, and reads its RSA numbers.
//!
//! The outer shape tells the kind, so that a key of the wrong kind gets an error that says what it is. `pkcs8`, `spki` and
//! `pkcs1` read what is inside, so that every way in which a key is wrapped works with every back end.

use super::KeyError;
use pkcs1::{RsaPrivateKey, RsaPublicKey, UintRef};
use pkcs8::{
    ObjectIdentifier, PrivateKeyInfo, SubjectPublicKeyInfoRef,
    der::{self, AnyRef, Decode, ErrorKind, Reader, Tag, Tagged},
    spki::AlgorithmIdentifierRef,
};

/// An RSA private key: the whole `RSAPrivateKey` of PKCS#1, and the size of its modulus.
pub struct PrivateDer<'a> {
    pub pkcs1: &'a [u8],
    pub bits: usize,
}

/// An RSA public key: its two numbers (big-endian, no leading zeros) and the size of the modulus.
pub struct PublicDer<'a> {
    pub modulus: &'a [u8],
    pub exponent: &'a [u8],
    pub bits: usize,
}

impl<'a> PrivateDer<'a> {
    /// From PKCS#8 or PKCS#1.
    pub fn read(der: &'a [u8]) -> Result<Self, KeyError> {
        match Key::read(der)? {
            Key::Private(key) => Ok(key),
            Key::Public(_) => Err(KeyError::PublicKey),
            Key::Elliptic { .. } => Err(KeyError::EllipticCurve),
        }
    }
}

impl<'a> PublicDer<'a> {
    /// From SubjectPublicKeyInfo or PKCS#1.
    pub fn read(der: &'a [u8]) -> Result<Self, KeyError> {
        match Key::read(der)? {
            Key::Public(key) => Ok(key),
            Key::Private(_) => Err(KeyError::PrivateKey),
            Key::Elliptic { .. } => Err(KeyError::EllipticCurve),
        }
    }
}

/// Which half of a pair of keys.
#[derive(Clone, Copy, PartialEq)]
#[cfg_attr(not(feature = "ecc224"), allow(dead_code))]
pub(super) enum Half {
    Private,
    Public,
}

/// The text must hold this half of a key on the curve P-224, which it must name.
#[cfg(feature = "ecc224")]
pub(super) fn expect_p224(der: &[u8], wanted: Half) -> Result<(), KeyError> {
    match Key::read(der) {
        Ok(Key::Elliptic { half, .. }) if half != wanted => Err(match half {
            Half::Private => KeyError::PrivateKey,
            Half::Public => KeyError::PublicKey,
        }),
        Ok(Key::Elliptic { p224: true, .. }) => Ok(()),
        Ok(Key::Elliptic { p224: false, .. }) => {
            Err(KeyError::NotP224 { found: "an elliptic-curve key on another curve" })
        }
        Ok(_) | Err(KeyError::Size { .. } | KeyError::Exponent) => {
            Err(KeyError::NotP224 { found: "an RSA key" })
        }
        Err(KeyError::NotRsa { found }) => Err(KeyError::NotP224 { found }),
        Err(other) => Err(other),
    }
}

enum Key<'a> {
    Private(PrivateDer<'a>),
    Public(PublicDer<'a>),
    #[cfg_attr(not(feature = "ecc224"), allow(dead_code))]
    Elliptic {
        half: Half,
        p224: bool,
    },
}

impl<'a> Key<'a> {
    fn read(der: &'a [u8]) -> Result<Self, KeyError> {
        let parts = parts(der)?;
        let tags: Vec<Tag> = parts.iter().map(Tagged::tag).collect();
        match tags.as_slice() {
            // PKCS#8: version, algorithm, key.
            [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => {
                let info = PrivateKeyInfo::from_der(der).map_err(key_error)?;
                match Algorithm::of(&info.algorithm)? {
                    Algorithm::Rsa => rsa_private(info.private_key),
                    Algorithm::Elliptic { p224 } => Ok(Key::Elliptic { half: Half::Private, p224 }),
                }
            }
            // SubjectPublicKeyInfo: algorithm, key.
            [Tag::Sequence, Tag::BitString] => {
                let info = SubjectPublicKeyInfoRef::from_der(der).map_err(key_error)?;
                match Algorithm::of(&info.algorithm)? {
                    Algorithm::Rsa => {
                        rsa_public(info.subject_public_key.as_bytes().ok_or(KeyError::Damaged)?)
                    }
                    Algorithm::Elliptic { p224 } => Ok(Key::Elliptic { half: Half::Public, p224 }),
                }
            }
            // PKCS#1.
            [Tag::Integer, Tag::Integer] => rsa_public(der),
            [Tag::Integer, Tag::Integer, ..] => rsa_private(der),
            // SEC 1: version, key, curve.
            [Tag::Integer, Tag::OctetString, ..] => {
                let curve = parts.get(2).map(|part| ObjectIdentifier::from_der(part.value()));
                Ok(Key::Elliptic { half: Half::Private, p224: curve == Some(Ok(SECP224R1)) })
            }
            // PKCS#8, encrypted: algorithm, key.
            [Tag::Sequence, Tag::OctetString] => Err(KeyError::Encrypted),
            // X.509: certificate, algorithm, signature.
            [Tag::Sequence, Tag::Sequence, Tag::BitString] => Err(KeyError::Certificate),
            _ => Err(KeyError::NotAKey),
        }
    }
}

fn rsa_private(pkcs1: &[u8]) -> Result<Key<'_>, KeyError> {
    let key = RsaPrivateKey::from_der(pkcs1).map_err(key_error)?;
    let bits = checked_bits(key.modulus, key.public_exponent)?;
    Ok(Key::Private(PrivateDer { pkcs1, bits }))
}

fn rsa_public(pkcs1: &[u8]) -> Result<Key<'_>, KeyError> {
    let RsaPublicKey { modulus, public_exponent } = RsaPublicKey::from_der(pkcs1).map_err(key_error)?;
    let bits = checked_bits(modulus, public_exponent)?;
    Ok(Key::Public(PublicDer { modulus: modulus.as_bytes(), exponent: public_exponent.as_bytes(), bits }))
}

/// The modulus's size, when it and the public exponent are safe to use.
fn checked_bits(modulus: UintRef<'_>, exponent: UintRef<'_>) -> Result<usize, KeyError> {
    let (modulus, exponent) = (modulus.as_bytes(), exponent.as_bytes());
    let leading_zeros = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
    let bits = modulus.len() * 8 - leading_zeros;
    if !(KeyError::MIN_BITS..=KeyError::MAX_BITS).contains(&bits) {
        return Err(KeyError::Size { bits });
    }
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    if !odd(modulus) || exponent == [0] {
        return Err(KeyError::Damaged);
    }
    // With an exponent of 1 everything is its own signature. The upper limit is the one of both back ends, 33 bits.
    let too_long = exponent.len() > 5 || (exponent.len() == 5 && exponent.first() != Some(&1));
    if !odd(exponent) || exponent == [1] || too_long { Err(KeyError::Exponent) } else { Ok(bits) }
}

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const ELLIPTIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SECP224R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.33");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

enum Algorithm {
    Rsa,
    Elliptic { p224: bool },
}

impl Algorithm {
    fn of(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Self, KeyError> {
        let found = match algorithm.oid {
            RSA => return Ok(Self::Rsa),
            ELLIPTIC => return Ok(Self::Elliptic { p224: algorithm.parameters_oid() == Ok(SECP224R1) }),
            RSA_PSS => "an RSA key that is for PSS signatures only",
            ED25519 => "an Ed25519 key",
            _ => "a key for another algorithm",
        };
        Err(KeyError::NotRsa { found })
    }
}

/// The parts of a text that is one sequence and nothing more.
fn parts(der: &[u8]) -> Result<Vec<AnyRef<'_>>, KeyError> {
    // Any other tag, whatever follows: no end is missing, and nothing is damaged.
    if der.first() != Some(&u8::from(Tag::Sequence)) {
        return Err(KeyError::NotAKey);
    }
    let parts = AnyRef::from_der(der).and_then(|whole| {
        whole.sequence(|reader| {
            let mut parts = Vec::new();
            while !reader.is_finished() {
                parts.push(AnyRef::decode(reader)?);
            }
            Ok(parts)
        })
    });
    parts.map_err(key_error)
}

fn key_error(error: der::Error) -> KeyError {
    match error.kind() {
        ErrorKind::Incomplete { .. } => KeyError::Truncated,
        ErrorKind::TrailingData { remaining, .. } => {
            KeyError::MoreThanAKey { bytes: usize::try_from(remaining).unwrap_or(usize::MAX) }
        }
        ErrorKind::TagUnexpected { .. } | ErrorKind::TagUnknown { .. } => KeyError::NotAKey,
        _ => KeyError::Damaged,
    }
}
