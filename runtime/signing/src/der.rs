//! What kind of key a DER text is, and where in it the RSA numbers are.
//!
//! The back ends check the numbers. This looks at the shape only, so that every way in which a key is wrapped works with
//! every back end, and that a key of the wrong kind gets an error that says what it is.

use super::KeyError;

/// An RSA private key: the whole `RSAPrivateKey` of PKCS#1, and the size of its modulus.
#[cfg_attr(not(any(feature = "aws-lc", feature = "rust-crypto")), allow(dead_code))]
pub struct PrivateDer<'a> {
    pub pkcs1: &'a [u8],
    pub bits: usize,
}

/// An RSA public key: its two numbers (big-endian, no leading zeros) and the size of the modulus.
#[cfg_attr(not(any(feature = "aws-lc", feature = "rust-crypto")), allow(dead_code))]
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
        let parts = sequence(der)?;
        match parts.as_slice() {
            // PKCS#8: version, algorithm, key.
            [
                Part { tag: INTEGER, .. },
                Part { tag: SEQUENCE, contents: algorithm },
                Part { tag: OCTETS, contents: key },
                ..,
            ] => match Algorithm::read(algorithm)? {
                Algorithm::Rsa => private_numbers(key, &sequence(key)?),
                Algorithm::Elliptic { p224 } => Ok(Key::Elliptic { half: Half::Private, p224 }),
            },
            // SubjectPublicKeyInfo: algorithm, key. The bit string begins with its number of unused bits.
            [Part { tag: SEQUENCE, contents: algorithm }, Part { tag: BITS, contents: key }] => {
                let key = key.strip_prefix(&[0]).ok_or(KeyError::Damaged)?;
                match Algorithm::read(algorithm)? {
                    Algorithm::Rsa => public_numbers(&sequence(key)?),
                    Algorithm::Elliptic { p224 } => Ok(Key::Elliptic { half: Half::Public, p224 }),
                }
            }
            [Part { tag: INTEGER, .. }, Part { tag: INTEGER, .. }] => public_numbers(&parts),
            [Part { tag: INTEGER, .. }, Part { tag: INTEGER, .. }, ..] => private_numbers(der, &parts),
            // SEC 1: version, key, curve.
            [Part { tag: INTEGER, .. }, Part { tag: OCTETS, .. }, rest @ ..] => {
                let curve = rest.first().filter(|part| part.tag == CURVE);
                let curve = curve.map(|part| parts_of(part.contents)).transpose()?.unwrap_or_default();
                Ok(Key::Elliptic { half: Half::Private, p224: is_p224(curve.first()) })
            }
            // PKCS#8, encrypted: algorithm, key.
            [Part { tag: SEQUENCE, .. }, Part { tag: OCTETS, .. }] => Err(KeyError::Encrypted),
            // X.509: certificate, algorithm, signature.
            [Part { tag: SEQUENCE, .. }, Part { tag: SEQUENCE, .. }, Part { tag: BITS, .. }] => {
                Err(KeyError::Certificate)
            }
            _ => Err(KeyError::NotAKey),
        }
    }
}

fn private_numbers<'a>(pkcs1: &'a [u8], parts: &[Part<'a>]) -> Result<Key<'a>, KeyError> {
    // Version 0, modulus, public and private exponent, two primes, two exponents, coefficient. Version 1 has more primes.
    match parts {
        [version, modulus, exponent, _, _, _, _, _, _] if version.contents == [0] => {
            Ok(Key::Private(PrivateDer { pkcs1, bits: checked_bits(modulus, exponent)? }))
        }
        _ => Err(KeyError::NotAKey),
    }
}

fn public_numbers<'a>(parts: &[Part<'a>]) -> Result<Key<'a>, KeyError> {
    let [modulus, exponent] = parts else { return Err(KeyError::NotAKey) };
    let bits = checked_bits(modulus, exponent)?;
    Ok(Key::Public(PublicDer { modulus: modulus.number()?, exponent: exponent.number()?, bits }))
}

/// The modulus's size, when it and the public exponent are safe to use.
fn checked_bits(modulus: &Part<'_>, exponent: &Part<'_>) -> Result<usize, KeyError> {
    let (modulus, exponent) = (modulus.number()?, exponent.number()?);
    let leading_zeros = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
    let bits = modulus.len() * 8 - leading_zeros;
    if !(KeyError::MIN_BITS..=KeyError::MAX_BITS).contains(&bits) {
        return Err(KeyError::Size { bits });
    }
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    if !odd(modulus) {
        return Err(KeyError::Damaged);
    }
    // With an exponent of 1 everything is its own signature. The upper limit is the one of both back ends, 33 bits.
    let too_long = exponent.len() > 5 || (exponent.len() == 5 && exponent.first() != Some(&1));
    if !odd(exponent) || exponent == [1] || too_long { Err(KeyError::Exponent) } else { Ok(bits) }
}

enum Algorithm {
    Rsa,
    Elliptic { p224: bool },
}

impl Algorithm {
    /// From an AlgorithmIdentifier.
    fn read(algorithm: &[u8]) -> Result<Self, KeyError> {
        let parts = parts_of(algorithm)?;
        let object_id = parts.first().filter(|part| part.tag == OBJECT_ID).ok_or(KeyError::Damaged)?;
        let found = match object_id.contents {
            // 1.2.840.113549.1.1.1
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1] => return Ok(Self::Rsa),
            // 1.2.840.10045.2.1
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1] => {
                return Ok(Self::Elliptic { p224: is_p224(parts.get(1)) });
            }
            // 1.2.840.113549.1.1.10
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10] => "an RSA key that is for PSS signatures only",
            // 1.3.101.112
            [0x2b, 0x65, 0x70] => "an Ed25519 key",
            _ => "a key for another algorithm",
        };
        Err(KeyError::NotRsa { found })
    }
}

/// Whether this is the name of the curve secp224r1, 1.3.132.0.33.
fn is_p224(curve: Option<&Part<'_>>) -> bool {
    curve.is_some_and(|part| part.tag == OBJECT_ID && part.contents == [0x2b, 0x81, 0x04, 0x00, 0x21])
}

const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// The tagged part of a SEC 1 key that names its curve.
const CURVE: u8 = 0xa0;

struct Part<'a> {
    tag: u8,
    contents: &'a [u8],
}

impl<'a> Part<'a> {
    /// A positive number without its leading zero.
    fn number(&self) -> Result<&'a [u8], KeyError> {
        match (self.tag, self.contents) {
            (INTEGER, [0, digits @ ..]) if !digits.is_empty() => Ok(digits),
            (INTEGER, digits @ [1..=0x7f, ..]) => Ok(digits),
            _ => Err(KeyError::Damaged),
        }
    }
}

/// The parts of a text that is one sequence and nothing more.
fn sequence(der: &[u8]) -> Result<Vec<Part<'_>>, KeyError> {
    if der.first() != Some(&SEQUENCE) {
        return Err(KeyError::NotAKey);
    }
    let (whole, rest) = next_part(der)?;
    if rest.is_empty() { parts_of(whole.contents) } else { Err(KeyError::MoreThanAKey { bytes: rest.len() }) }
}

fn parts_of(mut contents: &[u8]) -> Result<Vec<Part<'_>>, KeyError> {
    let mut parts = Vec::new();
    while !contents.is_empty() {
        let (part, rest) = next_part(contents)?;
        parts.push(part);
        contents = rest;
    }
    Ok(parts)
}

/// Reads tag, length and contents. A length has one byte, or a byte with the number of bytes that follow.
fn next_part(der: &[u8]) -> Result<(Part<'_>, &[u8]), KeyError> {
    let (tag, length, rest) = match der {
        [tag, length @ ..=0x7f, rest @ ..] => (tag, usize::from(*length), rest),
        [tag, 0x81, length, rest @ ..] => (tag, usize::from(*length), rest),
        [tag, 0x82, high, low, rest @ ..] => (tag, usize::from(u16::from_be_bytes([*high, *low])), rest),
        [_, 0x80 | 0x83.., ..] => return Err(KeyError::Damaged),
        _ => return Err(KeyError::Truncated),
    };
    let (contents, rest) = rest.split_at_checked(length).ok_or(KeyError::Truncated)?;
    Ok((Part { tag: *tag, contents }, rest))
}
