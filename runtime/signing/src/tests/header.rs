//! The `Signature` header, read and written.

use super::super::{Algorithm, HeaderError, KeyVersion, Separator, SignatureEncoding, SignatureHeader};
use super::random::Xorshift;

/// Its base64 has `+`, `/` and padding: `+/+/7w==`.
const SIGNATURE: [u8; 4] = [0xfb, 0xff, 0xbf, 0xef];

fn parse(header: &str) -> Result<SignatureHeader, HeaderError> {
    SignatureHeader::parse(header.as_bytes())
}

#[test]
fn every_form_seen_at_a_wallet_is_read() {
    let one = Some("1");
    let forms = [
        // The documentation, and the official SDKs.
        ("algorithm=RSA256, keyVersion=1, signature=%2B%2F%2B%2F7w%3D%3D", one),
        ("algorithm=RSA256,keyVersion=1,signature=%2B%2F%2B%2F7w%3D%3D", one),
        // .NET writes lower-case hex.
        ("algorithm=RSA256,keyVersion=1,signature=%2b%2f%2b%2f7w%3d%3d", one),
        // Not URL-encoded; cut at the first `=` only.
        ("algorithm=RSA256,keyVersion=1,signature=+/+/7w==", one),
        ("algorithm=RSA256,keyVersion=1,signature=+/+/7w", one),
        // Base64url, without and with padding.
        ("algorithm=RSA256,keyVersion=1,signature=-_-_7w", one),
        ("algorithm=RSA256,keyVersion=1,signature=-_-_7w==", one),
        ("algorithm=RSA256,keyVersion=1,signature=-_-_7w%3D%3D", one),
        // The algorithm's other name, any case, any order, any spaces.
        ("algorithm=SHA256withRSA, keyVersion=1, signature=+/+/7w==", one),
        ("ALGORITHM=rsa256, KEYVERSION=1, SIGNATURE=+/+/7w==", one),
        ("signature=+/+/7w==, keyVersion=1, algorithm=sha256WITHrsa", one),
        ("  algorithm = RSA256 ,\tkeyVersion = 1 , signature = +/+/7w==  ", one),
        // Left out, empty, zero, a name.
        ("signature=+/+/7w==", None),
        ("algorithm=RSA256, signature=+/+/7w==", None),
        ("algorithm=RSA256,signature=+/+/7w==,keyVersion=", None),
        ("keyVersion=0,signature=+/+/7w==", Some("0")),
        ("keyVersion=007,signature=+/+/7w==", Some("7")),
        ("keyVersion=2024-rsa_a.b,signature=+/+/7w==", Some("2024-rsa_a.b")),
        // In lines.
        ("algorithm=RSA256,keyVersion=1,signature=%2B%2F%2B%2F%0A7w%3D%3D%0A", one),
        ("algorithm=RSA256,keyVersion=1,signature=%2B%2F%2B%2F%0D%0A7w%3D%3D%0d%0a", one),
        ("algorithm=RSA256,keyVersion=1,signature=+/+/%0A7w==%0A", one),
        ("algorithm=RSA256,keyVersion=1,signature=%0A+/+%0A%0A/7w=%0A=", one),
        ("algorithm=RSA256,keyVersion=1,signature=-_-_%0D%0A 7w", one),
        // What nobody asked for.
        ("algorithm=RSA256,,keyVersion=1,nonce=a=b,nonce=a=b,what,signature=+/+/7w==,", one),
    ];
    for (form, version) in forms {
        let header = parse(form).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(header.signature, SIGNATURE, "{form}");
        assert_eq!(header.algorithm, Algorithm::Rsa256, "{form}");
        assert_eq!(header.key_version.as_ref().map(KeyVersion::as_str), version, "{form}");
    }
}

#[test]
fn a_line_may_be_broken_anywhere_in_the_signature() {
    let start = "algorithm=RSA256,keyVersion=1,signature=";
    for signature in ["%2B%2F%2B%2F7w%3D%3D", "+/+/7w==", "-_-_7w"] {
        for (at, _) in signature.char_indices().skip(1) {
            let (before, after) = signature.split_at(at);
            for line_break in ["\n", "\r\n", "\n  ", "\r\n\t"] {
                let form = format!("{start}{before}{line_break}{after}");
                assert_eq!(parse(&form).map(|header| header.signature), Ok(SIGNATURE.to_vec()), "{form:?}");
            }
        }
    }
}

#[test]
fn the_other_algorithm_is_read_in_any_case() {
    for label in ["ECC224", "ecc224", "Ecc224"] {
        let header = parse(&format!("algorithm={label},keyVersion=1,signature=AAAA")).unwrap();
        assert_eq!(header.algorithm, Algorithm::Ecc224, "{label}");
    }
    assert_eq!("ECC224".parse(), Ok(Algorithm::Ecc224));
    assert_eq!(Algorithm::Ecc224.to_string(), "ECC224");
}

#[test]
fn what_is_not_a_signature_header_is_refused_with_the_reason() {
    let forms = [
        ("", "it has no signature"),
        ("algorithm=RSA256, keyVersion=1", "it has no signature"),
        ("algorithm=RSA256, keyVersion=1, signature=", "it has no signature"),
        ("algorithm=RSA256, keyVersion=1, signature", "it has no signature"),
        ("testing_signature", "it has no signature"),
        ("signature=AAAA,signature=AAAA", "it has `signature=` twice"),
        ("signature=,Signature=AAAA", "it has `signature=` twice"),
        ("keyVersion=1,signature=AAAA,KEYVERSION=1", "it has `keyVersion=` twice"),
        ("algorithm=RSA256,algorithm=RSA256,signature=AAAA", "it has `algorithm=` twice"),
        ("algorithm=none,signature=AAAA", "\"none\" is not supported"),
        ("algorithm=HS256,signature=AAAA", "\"HS256\" is not supported"),
        ("algorithm=ECC256,signature=AAAA", "\"ECC256\" is not supported"),
        ("algorithm=RSA256 ECC224,signature=AAAA", "\"RSA256 ECC224\" is not supported"),
        ("algorithm=RSA1,signature=AAAA", "\"RSA1\" is not supported"),
        ("algorithm=,signature=AAAA", "\"\" is not supported"),
        ("keyVersion=a b,signature=AAAA", "\"a b\" is not a key version"),
        ("keyVersion=\u{1b}[31m,signature=AAAA", "\"\\u{1b}[31m\" is not a key version"),
        ("keyVersion=123456789012345678901234567890123,signature=AAAA", "...\" is not a key version"),
        ("signature=testing_signature!", "not base64"),
        ("signature=AAAA AAAA", "not base64"),
        ("signature=AAAA%20AAAA", "not base64"),
        ("signature=AAAA%0AAA%ABAA", "not base64"),
        ("signature=%0A", "not base64"),
        ("signature=AAAA%", "not base64"),
        ("signature=AAAA%zz", "not base64"),
        ("signature=AAAAA", "not base64"),
        ("signature=AA=A", "not base64"),
        ("signature=AA===", "not base64"),
        // Bits that no encoder leaves set: another text for the same bytes.
        ("signature=+/+/7x==", "not base64"),
        // Encoded twice.
        ("signature=%252B%252F%252B%252F7w%253D%253D", "not base64"),
    ];
    for (form, reason) in forms {
        let error = parse(form).expect_err(form).to_string();
        assert!(
            error.starts_with("the Signature header cannot be read: ") && error.contains(reason),
            "{form}: {error}"
        );
    }
    assert_eq!(SignatureHeader::parse(b"signature=AAAA,x=\xff").unwrap_err(), HeaderError::NotText);
}

#[test]
fn a_label_from_outside_is_shown_short_and_escaped() {
    let error = "\n\u{1b}[2J".repeat(50).parse::<Algorithm>().unwrap_err();
    assert!(error.label().ends_with("...") && error.label().chars().all(|c| c.is_ascii_graphic()), "{error}");
    assert!(error.label().len() < 32 * 10);
    assert_eq!("rsa512".parse::<Algorithm>().unwrap_err().label(), "rsa512");
}

/// As a proxy leaves it that makes one line of a folded header.
#[test]
fn blanks_between_whole_lines_of_base64_are_line_breaks() {
    let signature = [0x5a; 256];
    let text = SignatureEncoding::Base64.encode(&signature);
    for (length, read) in [(64, true), (76, true), (60, false), (75, false), (100, false)] {
        let lines: Vec<&str> =
            text.as_bytes().chunks(length).map(|line| std::str::from_utf8(line).unwrap()).collect();
        for separator in [" ", "\t", "  "] {
            let header = format!("algorithm=RSA256, signature={}, keyVersion=1", lines.join(separator));
            let found = parse(&header).map(|header| header.signature == signature);
            assert_eq!(found.unwrap_or(false), read, "{header}");
        }
    }
}

#[test]
fn an_oversize_header_is_refused() {
    let of_length = |length: usize| "signature=".to_owned() + &"A".repeat(length - "signature=".len());
    assert!(parse(&of_length(SignatureHeader::MAX_LENGTH)).is_ok());
    // The largest RSA keys have 8192 bits, and every byte of base64 may be written as three.
    assert!(parse(&format!("signature={}", "%41".repeat(1024 / 3 * 4))).is_ok());
    let error = parse(&of_length(SignatureHeader::MAX_LENGTH + 1)).unwrap_err();
    assert_eq!(error, HeaderError::TooLong { length: SignatureHeader::MAX_LENGTH + 1 });
}

#[test]
fn it_is_written_as_documented() {
    let write = |version, encoding, separator| {
        SignatureHeader::write(Algorithm::Rsa256, version, &SIGNATURE, encoding, separator)
    };
    let version = KeyVersion::from(1);
    assert_eq!(
        write(Some(&version), SignatureEncoding::default(), Separator::default()),
        "algorithm=RSA256, keyVersion=1, signature=%2B%2F%2B%2F7w%3D%3D"
    );
    assert_eq!(
        write(Some(&version), SignatureEncoding::Base64, Separator::Comma),
        "algorithm=RSA256,keyVersion=1,signature=+/+/7w=="
    );
    assert_eq!(
        write(None, SignatureEncoding::Base64Url, Separator::CommaSpace),
        "algorithm=RSA256, signature=-_-_7w"
    );
}

#[test]
fn what_is_written_is_read_back() {
    let mut random = Xorshift(1);
    let encodings =
        [SignatureEncoding::Base64UrlEncoded, SignatureEncoding::Base64, SignatureEncoding::Base64Url];
    for length in 1..300 {
        let signature: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
        for encoding in encodings {
            for separator in [Separator::Comma, Separator::CommaSpace] {
                let version = KeyVersion::from(random.next() as u32);
                let text = SignatureHeader::write(
                    Algorithm::Rsa256,
                    Some(&version),
                    &signature,
                    encoding,
                    separator,
                );
                let header = parse(&text).unwrap();
                assert_eq!(
                    (header.signature, header.key_version),
                    (signature.clone(), Some(version)),
                    "{text}"
                );
            }
        }
    }
}

/// Random bytes, and random changes of a real header: any answer is right but a panic.
#[test]
fn no_header_makes_it_panic() {
    let real = b"algorithm=RSA256, keyVersion=1, signature=%2B%2F%2B%2F7w%3D%3D";
    let mut random = Xorshift(0x5eed);
    let mut read = 0;
    for _ in 0..50_000 {
        let noise: Vec<u8> = (0..random.below(80)).map(|_| random.next() as u8).collect();
        _ = SignatureHeader::parse(&noise);

        let mut changed = real.to_vec();
        for _ in 0..=random.below(3) {
            let place = random.below(changed.len());
            match random.below(3) {
                0 => changed[place] = random.next() as u8,
                1 => drop(changed.remove(place)),
                _ => changed.insert(place, b"=,%+ "[random.below(5)]),
            }
        }
        read += usize::from(SignatureHeader::parse(&changed).is_ok());
    }
    assert!(read > 100, "the changes never leave a header that can be read");
}

#[test]
fn key_versions_are_ordered_by_value() {
    let in_order =
        ["0", "1", "2", "9", "10", "99999999999999999999", "100000000000000000000", "2-b", "a", "b"];
    let versions: Vec<KeyVersion> = in_order.iter().map(|text| text.parse().unwrap()).collect();
    assert!(versions.is_sorted_by(|one, next| one < next), "{versions:?}");
    assert_eq!("000".parse::<KeyVersion>().unwrap(), KeyVersion::from(0));
    assert_eq!("0a".parse::<KeyVersion>().unwrap().as_str(), "0a");
    assert!("".parse::<KeyVersion>().is_err());
}
