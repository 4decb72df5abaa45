//! The `Signature` header.

use super::{fuzz, mutate::mutated, random::Random};
use countersign_signing::{Algorithm, KeyVersion, Separator, SignatureEncoding, SignatureHeader};

/// What the syntax, percent decoding or base64 could stumble over.
#[rustfmt::skip]
const SPOILERS: &[&str] = &[
    ",", ", ", "=", "==", "algorithm=", "keyVersion=", "signature=", "Signature=AAAA", "RSA256", "sha256WITHrsa",
    "ECC224", "none", "HS256", "%2B", "%2b", "%", "%0A", "%00", "%zz", "+", "/", "-", "_", " ", "\t", "\r\n", "\0",
    "\u{1b}[2J", "\u{a0}", "ä", "🦀", "A", "0", "007", "99999999999999999999999999999999", "\"", ";",
];

/// Whatever the header holds, it is read or refused; what was written is read back as it was.
#[test]
fn any_header_is_read() {
    fuzz(20_000, "headers", |random| {
        let (text, written) = written(random);
        let read = SignatureHeader::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((read.algorithm, &read.key_version, &read.signature), (written.0, &written.1, &written.2));

        match SignatureHeader::parse(&mutated(text.as_bytes(), SPOILERS, random)) {
            Ok(read) => {
                let again = write(random, read.algorithm, read.key_version.as_ref(), &read.signature);
                // URL-encoded it may have become longer than a header may be.
                if again.len() <= SignatureHeader::MAX_LENGTH {
                    assert_eq!(SignatureHeader::parse(again.as_bytes()), Ok(read));
                }
                true
            }
            Err(error) => {
                let said = error.to_string();
                assert!(said.len() < 1000 && !said.contains(char::is_control), "{said:?}");
                false
            }
        }
    });
}

/// A header, and what is in it.
fn written(random: &mut Random) -> (String, (Algorithm, Option<KeyVersion>, Vec<u8>)) {
    let algorithm = *random.item(&[Algorithm::Rsa256, Algorithm::Ecc224]);
    let version = match random.below(3) {
        _ if random.one_in(4) => None,
        0 => random.pick(&["0", "007", "a", "2024-rsa_a.b"]).parse().ok(),
        _ => Some(KeyVersion::from(random.below(1 << 32) as u32)),
    };
    let length = 1 + random.below(520);
    let signature: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
    let text = write(random, algorithm, version.as_ref(), &signature);
    (text, (algorithm, version, signature))
}

fn write(
    random: &mut Random,
    algorithm: Algorithm,
    version: Option<&KeyVersion>,
    signature: &[u8],
) -> String {
    let encodings =
        [SignatureEncoding::Base64, SignatureEncoding::Base64Url, SignatureEncoding::Base64UrlEncoded];
    let (encoding, separator) =
        (*random.item(&encodings), *random.item(&[Separator::Comma, Separator::CommaSpace]));
    let label = match algorithm {
        Algorithm::Rsa256 => *random.item(&["RSA256", "SHA256withRSA", "rsa256"]),
        _ => algorithm.label(),
    };
    SignatureHeader::write(label, version, signature, encoding, separator)
}
