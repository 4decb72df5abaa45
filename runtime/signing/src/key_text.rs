//! From the text that people paste to DER.
//!
//! Wallet consoles hand out bare base64, tools write PEM, and on the way through forms, environment variables and JSON line
//! breaks become spaces or a literal `\n`, and quotes and byte order marks are added.

use super::{KeyError, encoding::ANY_PADDING};
use base64::{DecodeError, Engine};
use zeroize::Zeroizing;

/// The DER text in PEM or bare base64. Which kind of key it is, is looked at later.
pub fn to_der(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if is_open_ssh(text) {
        return Err(KeyError::OpenSsh);
    }
    let base64 = without_space(pem_contents(text)?);
    if base64.is_empty() {
        return Err(KeyError::Empty);
    }
    let mut der = Zeroizing::new(Vec::with_capacity(base64.len()));
    ANY_PADDING.decode_vec(base64.as_bytes(), &mut der).map_err(|error| match error {
        DecodeError::InvalidByte(..) => KeyError::NotBase64,
        _ => KeyError::Truncated,
    })?;
    Ok(der)
}

fn is_open_ssh(text: &str) -> bool {
    text.contains("OPENSSH PRIVATE KEY") || text.trim_start().starts_with("ssh-")
}

/// Returns the text between the BEGIN and the END line, or the whole text when there is no such line.
fn pem_contents(text: &str) -> Result<&str, KeyError> {
    const BEGIN: &str = "-----BEGIN";
    // `openssl ecparam` and others put parameters before the key.
    let mut keys = text.split(BEGIN).skip(1).filter(|block| !block.contains("PARAMETERS-----"));
    let Some(block) = keys.next() else {
        return if text.contains("-----") { Err(KeyError::Truncated) } else { Ok(text) };
    };
    let more = keys.count();
    if more > 0 {
        return Err(KeyError::Several { count: more + 1 });
    }
    let (_label, rest) = block.split_once("-----").ok_or(KeyError::Truncated)?;
    let (contents, _) = rest.split_once("-----END").ok_or(KeyError::Truncated)?;
    if contents.contains("Proc-Type:") {
        return Err(KeyError::LegacyEncrypted);
    }
    Ok(contents)
}

/// Drops white space, quotes and byte order marks, and `\n` and `\r` that are written out.
fn without_space(text: &str) -> Zeroizing<String> {
    // Large enough never to move: a move would leave a copy of the key behind.
    let mut kept = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.next_if(|next| matches!(next, 'n' | 'r')).is_some() => {}
            '"' | '\'' | '\u{feff}' | '\u{200b}' => {}
            _ if character.is_whitespace() => {}
            _ => kept.push(character),
        }
    }
    kept
}
