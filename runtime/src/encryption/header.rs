//! The syntax of the `Encrypt` header.

use crate::signature::{KeyVersion, Separator, SignatureEncoding, SignatureHeader};

const ALGORITHM: &str = "RSA_AES";

/// Writes `algorithm=RSA_AES, keyVersion=1, symmetricKey=<URL-encoded base64>`; the pair of a version that is not given is
/// left out.
pub(super) fn write(version: Option<&KeyVersion>, wrapped_key: &[u8], separator: Separator) -> String {
    let separator = separator.as_str();
    let version = version.map(|version| format!("{separator}keyVersion={version}")).unwrap_or_default();
    let key = SignatureEncoding::Base64UrlEncoded.encode(wrapped_key);
    format!("algorithm={ALGORITHM}{version}{separator}symmetricKey={key}")
}

/// The encrypted AES key. As in the `Signature` header, pairs come in any order, with or without spaces, their names in any
/// case, and unknown ones are ignored; but none that matters may come twice.
pub(super) fn read(header: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(header).ok().filter(|text| text.len() <= SignatureHeader::MAX_LENGTH)?;
    let algorithm = only(text, "algorithm")?;
    let key = only(text, "symmetricKey")?;
    if !algorithm.eq_ignore_ascii_case(ALGORITHM) {
        return None;
    }
    SignatureEncoding::decode_any(key).ok().filter(|key| !key.is_empty())
}

/// The value of the one pair of this name.
fn only<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    // At the first `=`: base64 may end in `=` itself.
    let pairs = text.split(',').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(found, _)| found.trim().eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Some(value.trim()),
        _ => None,
    }
}
