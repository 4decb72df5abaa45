//! Reads the bytes of a signature from its header, even if its text was changed.

use super::opened::Opened;
use super::search::{Guess, Limits, Rewrite, guesses};
use super::{Message, State, Step};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use countersign_runtime::signature::{HeaderError, KeyVersion, SignatureEncoding, SignatureHeader};

/// A signature is short, and more than two changes to its text are unlikely.
const LIMITS: Limits = Limits { depth: 2, guesses: 64, bytes: 1 << 20 };

/// A signature, and what is wrong with its text.
pub(super) struct Signature {
    pub(super) bytes: Vec<u8>,
    /// What is in it, if one of the wallet keys made it.
    pub(super) opened: Option<Opened>,
    pub(super) version: Option<KeyVersion>,
    /// The changes to its text.
    pub(super) wrong: Vec<String>,
}

/// Reads the header `Signature`, with the steps that this takes.
pub(super) fn read(message: &Message<'_>, steps: &mut Vec<Step>) -> Option<Signature> {
    let values = message.values("Signature");
    let value = match values.as_slice() {
        [one] => *one,
        other => {
            steps.push(Step::new("signature header", State::Fails, missing(other)));
            return None;
        }
    };
    let parsed = match SignatureHeader::parse(value.as_bytes()) {
        Err(HeaderError::UnsupportedAlgorithm(error)) => {
            steps.push(Step::new("signature header", State::Holds, "it has the form that is expected"));
            steps.push(Step::new("algorithm", State::Fails, error.to_string()));
            return None;
        }
        other => other,
    };
    steps.push(match &parsed {
        Ok(header) => {
            let detail = format!("a signature of {} bytes", header.signature.len());
            Step::new("signature header", State::Holds, detail)
        }
        Err(error) => Step::new("signature header", State::Fails, error.to_string()),
    });
    let (header, wrong, opened) = read_text(message, value, parsed.ok())?;
    steps.push(algorithm(message, &header));
    Some(Signature { bytes: header.signature, opened, version: header.key_version, wrong })
}

fn missing(values: &[&str]) -> &'static str {
    match values {
        [] => {
            "the header `Signature` is missing: an answer without it may be anybody's, most likely of a gateway that does \
             not know the client id or the key"
        }
        _ => "the header `Signature` is there more than once",
    }
}

/// Checks that the header names the algorithm of a wallet key.
fn algorithm(message: &Message<'_>, header: &SignatureHeader) -> Step {
    let (named, mut known) = (header.algorithm, message.wallet_keys.iter().map(|one| one.key.algorithm()));
    match (known.clone().any(|known| known == named), known.next()) {
        (false, Some(other)) => {
            let detail = format!("the header names {named}, but the wallet key is for {other}");
            Step::new("algorithm", State::Fails, detail)
        }
        _ => Step::new("algorithm", State::Holds, named.to_string()),
    }
}

/// Returns the signature that a wallet key made, with the changes to its text; otherwise the header as it is, or the first
/// reading that is a signature at all.
fn read_text(
    message: &Message<'_>,
    value: &str,
    parsed: Option<SignatureHeader>,
) -> Option<(SignatureHeader, Vec<String>, Option<Opened>)> {
    let (head, text) = value.split_once("signature=").unwrap_or(("", value));
    let readings =
        guesses(text.as_bytes(), &REWRITES, &LIMITS).into_iter().filter_map(|Guess { bytes, wrong }| {
            let text = String::from_utf8(bytes).ok()?;
            let header = SignatureHeader::parse(format!("{head}signature={text}").as_bytes()).ok()?;
            Some((header, wrong))
        });
    let mut first = None;
    for (header, mut wrong) in readings {
        let opened = |key| Opened::by(key, &header.signature);
        let keys = message.wallet_keys.iter().map(|candidate| &candidate.key);
        if let Some((key, opened)) = keys.filter_map(|key| Some((key, opened(key)?))).next() {
            wrong.extend(zeros(header.signature.len(), key.bits().div_ceil(8)));
            return Some((header, wrong, Some(opened)));
        }
        first = first.or(Some((header, wrong, None)));
    }
    match parsed {
        Some(header) => Some((header, Vec::new(), None)),
        None => first,
    }
}

/// Reports a signature of the wrong length: as a number it has no leading zeros, as a signature it must have them.
fn zeros(found: usize, expected: usize) -> Option<String> {
    let zeros = match found {
        _ if found < expected => "zeros at its beginning were left out",
        _ if found > expected => "it has zeros at its beginning that do not belong there",
        _ => return None,
    };
    Some(format!("the signature has {found} bytes, but one by this key has {expected}: {zeros}"))
}

/// A change that may have been made to the text of a signature.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// Read as a form, where `+` is a blank.
    Form,
    /// URL-encoded once more.
    UrlEncoded,
    /// Broken into lines, or set apart by blanks.
    Blanks,
    /// Written in hex.
    Hex,
    /// Encoded in base64 once more.
    Base64,
}

const REWRITES: [Change; 5] = [Change::Form, Change::UrlEncoded, Change::Blanks, Change::Hex, Change::Base64];

impl Rewrite for Change {
    fn undone(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok()?.trim();
        match self {
            Self::Form => Some(text.replace(' ', "+").into()),
            Self::UrlEncoded => Some(text.replace("%25", "%").into()),
            Self::Blanks => Some(text.split_whitespace().collect::<String>().into()),
            Self::Hex => Some(STANDARD.encode(from_hex(text)?).into()),
            // What is inside is a text again: base64, or hex.
            Self::Base64 => SignatureEncoding::decode_any(text).ok().filter(|inside| inside.is_ascii()),
        }
    }

    fn wrong(&self, _: &[u8]) -> String {
        let wrong = match self {
            Self::Form => "the signature has blanks where `+` belongs: something decoded it as a form does",
            Self::UrlEncoded => "the signature is URL-encoded twice",
            Self::Blanks => "the signature has line breaks or blanks in it",
            Self::Hex => "the signature is written in hex, where base64 is wanted",
            Self::Base64 => "the signature is a text that was encoded in base64 once more",
        };
        wrong.to_owned()
    }
}

/// The bytes of an even number of hex digits, which may be set apart by colons.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| *byte != b':')
        .map(|byte| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
