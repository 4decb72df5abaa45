//! Opens an RSA signature: its scheme, and the digest of the signed text.
//!
//! A signature is opened with the public key alone. That tells whether this key made it, whatever was signed. The
//! signed text is then found by comparing digests.

use aws_lc_rs::digest;
use countersign_runtime::signature::WalletKey;
use md5::{Digest as _, Md5};
use num_bigint_dig::BigUint;

/// A hash function, and the DER prefix by which PKCS #1 v1.5 names it before the digest.
#[derive(Debug)]
struct Hash {
    name: &'static str,
    prefix: &'static [u8],
    of: fn(&[u8]) -> Vec<u8>,
}

const SHA256: Hash = Hash {
    name: "SHA-256",
    prefix: b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
    of: |text| sha(&digest::SHA256, text),
};
const SHA1: Hash = Hash {
    name: "SHA-1",
    prefix: b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
    of: |text| sha(&digest::SHA1_FOR_LEGACY_USE_ONLY, text),
};
static HASHES: [Hash; 5] = [
    SHA256,
    SHA1,
    Hash {
        name: "MD5",
        prefix: b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10",
        of: |text| Md5::digest(text).to_vec(),
    },
    Hash {
        name: "SHA-384",
        prefix: b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
        of: |text| sha(&digest::SHA384, text),
    },
    Hash {
        name: "SHA-512",
        prefix: b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        of: |text| sha(&digest::SHA512, text),
    },
];
/// The digest of SHA-256 alone, without anything that names it.
static BARE: Hash = Hash { name: "SHA-256", prefix: b"", of: SHA256.of };

fn sha(algorithm: &'static digest::Algorithm, text: &[u8]) -> Vec<u8> {
    digest::digest(algorithm, text).as_ref().to_vec()
}

/// A signature that a key made.
#[derive(Debug)]
pub(super) struct Opened {
    hash: &'static Hash,
    digest: Vec<u8>,
    /// The salt of PSS; `None` for PKCS #1 v1.5.
    salt: Option<Vec<u8>>,
}

impl Opened {
    /// Opens a signature of any length. `None` when this key did not make it, or is no RSA key.
    pub(super) fn by(key: &WalletKey, signature: &[u8]) -> Option<Self> {
        let (modulus, exponent) = key.rsa_numbers()?;
        let modulus = BigUint::from_bytes_be(modulus);
        let number = Some(BigUint::from_bytes_be(signature)).filter(|number| *number < modulus)?;
        let opened = number.modpow(&BigUint::from_bytes_be(exponent), &modulus).to_bytes_be();
        Self::pkcs1(key.bits().div_ceil(8), &opened).or_else(|| Self::pss(key.bits(), &opened))
    }

    /// `00 01 ff .. ff 00`, and the digest with its prefix; the first zero is not in a number.
    fn pkcs1(length: usize, opened: &[u8]) -> Option<Self> {
        let padded = opened.strip_prefix(&[1]).filter(|_| opened.len() + 1 == length)?;
        let end = padded.iter().position(|byte| *byte != 0xff).filter(|end| *end >= 8)?;
        let inside = padded.get(end..)?.strip_prefix(&[0])?;
        let is_of = |hash: &&Hash| {
            inside.starts_with(hash.prefix) && inside.len() == hash.prefix.len() + hash.length()
        };
        let hash = HASHES.iter().find(is_of).or_else(|| Some(&BARE).filter(is_of))?;
        Some(Self { hash, digest: inside.get(hash.prefix.len()..)?.to_vec(), salt: None })
    }

    /// RFC 8017, 9.1.2: a masked block that ends in `01` and the salt, a digest, and `bc`. The mask is made by the same
    /// hash function, as nearly everybody does it.
    fn pss(bits: usize, opened: &[u8]) -> Option<Self> {
        let length = (bits - 1).div_ceil(8);
        // The bits above the number's are zero, and not masked.
        let above = 8 * length - (bits - 1);
        let block = [&vec![0; length.checked_sub(opened.len())?], opened].concat();
        HASHES.iter().find_map(|hash| {
            let block = block.strip_suffix(&[0xbc])?;
            let (masked, digest) = block.split_at_checked(block.len().checked_sub(hash.length())?)?;
            let mut plain = xored(masked, &mask(hash, digest, masked.len()));
            *plain.first_mut()? &= 0xff >> above;
            let start = plain.iter().position(|byte| *byte != 0)?;
            let salt = plain.get(start..)?.strip_prefix(&[1])?.to_vec();
            Some(Self { hash, digest: digest.to_vec(), salt: Some(salt) })
        })
    }

    /// Whether this text was signed.
    pub(super) fn is_of(&self, content: &[u8]) -> bool {
        let digest = (self.hash.of)(content);
        match &self.salt {
            None => digest == self.digest,
            Some(salt) => (self.hash.of)(&[&[0; 8], digest.as_slice(), salt].concat()) == self.digest,
        }
    }

    /// The mistake in its scheme or hash; `None` for PKCS #1 v1.5 with SHA-256.
    pub(super) fn wrong(&self) -> Option<String> {
        let wanted = "where PKCS #1 v1.5 with SHA-256 (RSA256) is wanted";
        let hash = self.hash.name;
        match &self.salt {
            Some(_) => Some(format!("the signature is made by PSS with {hash}, {wanted}")),
            None if self.hash.prefix.is_empty() => Some(format!(
                "the signature is made of the bare digest of {hash}, without the DER text that names it (in Java: \
                 NONEwithRSA), {wanted}"
            )),
            None if hash == SHA256.name => None,
            None => Some(format!("the signature is made with {hash}, {wanted}")),
        }
    }
}

impl Hash {
    /// The length of a digest, in bytes.
    fn length(&self) -> usize {
        (self.of)(b"").len()
    }
}

/// MGF1 of RFC 8017.
fn mask(hash: &Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let blocks = (0_u32..).map(|count| (hash.of)(&[seed, &count.to_be_bytes()].concat()));
    blocks.flatten().take(length).collect()
}

fn xored(one: &[u8], other: &[u8]) -> Vec<u8> {
    one.iter().zip(other).map(|(one, other)| one ^ other).collect()
}
