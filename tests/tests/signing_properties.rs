//! What holds for every message: what we sign, we verify, and nothing else.

use std::sync::LazyLock;

use countersign_runtime::{
    RequestTime,
    signature::{
        Algorithm, Backend, Claim, Content, Ecc224, Ecc224Digest, Ecc224Encoding, KeyRing, KeyVersion,
        Separator, SignatureEncoding, SignatureHeader, Signer, SigningKey, Verifier, WalletKey,
    },
};
use countersign_tests::keys::{MERCHANT, MERCHANT_PUBLIC};
use proptest::{collection::vec, prelude::*, sample::select};

const P224: &str = include_str!("../keys/p224.pkcs8.pem");
const P224_PUBLIC: &str = include_str!("../keys/p224.public.pem");

struct Pair {
    name: String,
    ours: SigningKey,
    theirs: WalletKey,
}

/// One for each back end and each assumption about ECC224.
static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let mut pairs = Vec::new();
    for backend in Backend::all() {
        pairs.push(Pair {
            name: format!("{backend:?}"),
            ours: SigningKey::from_text_with(*backend, MERCHANT).expect("a key"),
            theirs: WalletKey::from_text_with(*backend, MERCHANT_PUBLIC).expect("a key"),
        });
    }
    for digest in [Ecc224Digest::Sha256, Ecc224Digest::Sha224] {
        for encoding in [Ecc224Encoding::Der, Ecc224Encoding::Fixed] {
            let assumed = Ecc224::default().digest(digest).encoding(encoding);
            pairs.push(Pair {
                name: format!("{assumed:?}"),
                ours: SigningKey::ecc224_from_text(P224, assumed).expect("a key"),
                theirs: WalletKey::ecc224_from_text(P224_PUBLIC, assumed).expect("a key"),
            });
        }
    }
    pairs
});

/// The parts of a content: real ones, and any.
#[derive(Debug, Clone)]
struct Message {
    path: String,
    client_id: String,
    time: String,
    body: Vec<u8>,
}

impl Message {
    fn content(&self) -> Content<'_> {
        Content::new(&self.path, &self.client_id, &self.time, &self.body)
    }
}

prop_compose! {
    fn message()(
        path in prop_oneof!["(/[a-zA-Z0-9._~-]{1,12}){1,6}(\\?[a-z]=[a-z%0-9]{0,8})?", any::<String>()],
        client_id in prop_oneof!["[0-9A-Z_]{1,32}", any::<String>()],
        time in prop_oneof!["20[0-9]{2}-0[1-9]-[12][0-9]T1[0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z", any::<String>()],
        body in prop_oneof!["\\{(\"[a-z]{1,5}\":\"\\PC{0,20}\")?\\}".prop_map(String::into_bytes), vec(any::<u8>(), 0..300)],
    ) -> Message {
        Message { path, client_id, time, body }
    }
}

fn key_version() -> impl Strategy<Value = KeyVersion> {
    prop_oneof![
        any::<u32>().prop_map(KeyVersion::from),
        "[A-Za-z0-9._-]{1,32}".prop_map(|text| text.parse().expect("a key version")),
    ]
}

fn encoding() -> impl Strategy<Value = SignatureEncoding> {
    select(vec![SignatureEncoding::Base64, SignatureEncoding::Base64Url, SignatureEncoding::Base64UrlEncoded])
}

fn separator() -> impl Strategy<Value = Separator> {
    select(vec![Separator::Comma, Separator::CommaSpace])
}

/// A runtime for futures that have nothing to wait for but each other.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn config() -> ProptestConfig {
    // Each case signs with six keys, two of them slow ones.
    ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() }
}

/// Pieces of times in all forms, whole and in parts, and of bodies, in any order.
fn signed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("2026-11-22T02:00:00".to_owned()),
        "2026-11-22[Tt ]02:00:00([.,][0-9]{1,13})?([Zz]|[+-]0[0-9](:?[0-5][0-9])?)?",
        "[.,]?[0-9]{0,3}([Zz]|[+-]0[0-9](:?[0-5][0-9])?)?",
        "[0-9]{9,15}",
        "[.,:Zz +{}\"-]",
        any::<String>(),
    ];
    let dotted = (piece, select(vec!["", ".", ".", "."])).prop_map(|(piece, dot)| piece + dot);
    vec(dotted, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// In what is signed, a time is followed by a dot and the body. Wherever a text is cut, one of the cuts at most leaves a
    /// time that is read.
    #[test]
    fn a_signed_text_has_one_time_and_one_body(text in signed_text()) {
        let cuts = text.match_indices('.').map(|(at, _)| &text[..at]);
        let times: Vec<&str> = cuts.filter(|time| RequestTime::read(time).is_some()).collect();
        prop_assert!(times.len() <= 1, "{:?}", times);
    }
}

proptest! {
    #![proptest_config(config())]

    /// From our signer, over the header, to the wallet's key ring.
    #[test]
    fn what_we_sign_we_verify(
        message in message(),
        version in key_version(),
        encoding in encoding(),
        separator in separator(),
    ) {
        for Pair { name, ours, theirs } in PAIRS.iter() {
            let content = message.content();
            let signer = ours.clone().with_version(version.clone());
            let signature = wait(Signer::sign(&signer, &content)).expect("signed");
            prop_assert_eq!(&signature.key_version, &version);
            let text = SignatureHeader::write(
                signature.algorithm, Some(&signature.key_version), &signature.bytes, encoding, separator,
            );
            let header = SignatureHeader::parse(text.as_bytes()).expect("a header");
            prop_assert_eq!(&header.signature, &signature.bytes);

            let ring = KeyRing::new();
            ring.insert(message.client_id.clone(), version.clone(), theirs.clone());
            let claim = |content| Claim::new(
                &message.client_id, header.algorithm, header.key_version.as_ref(), &header.signature, content,
            );
            let verdict = wait(ring.verify(claim(&content)));
            prop_assert!(verdict.is_ok(), "{}: {:?}", name, verdict);

            let changed = Message { body: [message.body.as_slice(), b" "].concat(), ..message.clone() };
            prop_assert!(wait(ring.verify(claim(&changed.content()))).is_err(), "{}", name);
        }
    }

    #[test]
    fn both_back_ends_give_the_same_bytes(message in message()) {
        let rsa = PAIRS.iter().filter(|pair| pair.ours.algorithm() == Algorithm::Rsa256);
        let signatures: Vec<Vec<u8>> =
            rsa.map(|pair| pair.ours.sign(&message.content()).expect("signed")).collect();
        prop_assert_eq!(signatures.len(), 2);
        prop_assert_eq!(&signatures[0], &signatures[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..config() })]

    #[test]
    fn a_header_that_was_written_is_read_back(
        algorithm in select(vec![Algorithm::Rsa256, Algorithm::Ecc224]),
        version in prop::option::of(key_version()),
        signature in vec(any::<u8>(), 1..600),
        encoding in encoding(),
        separator in separator(),
    ) {
        let text = SignatureHeader::write(algorithm, version.as_ref(), &signature, encoding, separator);
        prop_assert!(text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()), "{}", text);
        let header = SignatureHeader::parse(text.as_bytes()).expect("a header");
        prop_assert_eq!((header.algorithm, header.key_version, header.signature), (algorithm, version, signature));
    }

    /// The content is the documented text, and the digest is of that text.
    #[test]
    fn the_content_is_the_documented_text(message in message()) {
        let Message { path, client_id, time, body } = &message;
        let expected = [format!("POST {path}\n{client_id}.{time}.").as_bytes(), body].concat();
        prop_assert_eq!(message.content().to_bytes(), expected);
    }
}

/// Each byte in a few other values, each beginning, each end, and a byte more at either end.
#[test]
fn no_signature_that_was_changed_is_accepted() {
    let message = Message {
        path: "/api/v1/payments/pay".to_owned(),
        client_id: "2022091495540562874792".to_owned(),
        time: "2024-05-28T12:12:12.123+08:00".to_owned(),
        body: b"{}".to_vec(),
    };
    for Pair { name, ours, theirs } in PAIRS.iter() {
        let content = message.content();
        let signature = ours.sign(&content).expect("signed");
        let refused = |changed: &[u8], what: &str, place: usize| {
            assert!(theirs.verify(&content, changed).is_err(), "{name}: {what} {place}");
        };
        for place in 0..signature.len() {
            for difference in [1, 0x80, 0xff] {
                let mut changed = signature.clone();
                changed[place] ^= difference;
                refused(&changed, "a change at", place);
            }
            refused(&signature[..place], "cut at", place);
            refused(&signature[place + 1..], "begun after", place);
        }
        for extra in [0, 1, 0x30, 0xff] {
            refused(&[signature.as_slice(), &[extra]].concat(), "an end of", extra.into());
            refused(&[&[extra], signature.as_slice()].concat(), "a beginning of", extra.into());
        }
        refused(&signature.repeat(2), "so many times", 2);
        theirs.verify(&content, &signature).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
