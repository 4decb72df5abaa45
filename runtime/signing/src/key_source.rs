//! Keys from files and from the environment.

use super::{KeyError, key_text};
use std::{ffi::OsStr, fs::File, io::Read, path::Path};
use zeroize::Zeroizing;

/// The longest file that is read, in bytes. A key of 8192 bits as PEM has 6,400.
pub(super) const MAX_FILE: usize = 64 * 1024;

/// The DER text in a file of text or DER, and what `load` makes of it. Each error names the file.
pub(super) fn from_file<T>(
    path: &Path,
    load: impl FnOnce(&[u8]) -> Result<T, KeyError>,
) -> Result<T, KeyError> {
    let place = || format!("the file `{}`", path.display());
    let unreadable = |why: String| KeyError::Unreadable { place: place(), why };
    // Large enough never to move: a move would leave a copy of the key behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_FILE + 1));
    File::open(path)
        .and_then(|file| file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() > MAX_FILE {
        return Err(unreadable(format!("it has more than {MAX_FILE} bytes, so it is no key")));
    }
    der(&bytes).and_then(|der| load(&der)).map_err(|error| error.inside(place()))
}

/// The same for an environment variable, which holds text. What it holds is wiped here, but not in the environment.
pub(super) fn from_env<T>(
    name: &OsStr,
    load: impl FnOnce(&[u8]) -> Result<T, KeyError>,
) -> Result<T, KeyError> {
    let place = || format!("the environment variable `{}`", name.to_string_lossy());
    let Some(text) = std::env::var_os(name) else {
        return Err(KeyError::Unreadable { place: place(), why: "it is not set".to_owned() });
    };
    let bytes = Zeroizing::new(text.into_encoded_bytes());
    text_of(&bytes)
        .and_then(key_text::to_der)
        .and_then(|der| load(&der))
        .map_err(|error| error.inside(place()))
}

/// DER begins with the tag of a sequence, which as text is a `0`: no PEM and no base64 of a key begins with it.
fn der(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    match bytes {
        [0x30, ..] => Ok(Zeroizing::new(bytes.to_vec())),
        _ => key_text::to_der(text_of(bytes)?),
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, KeyError> {
    std::str::from_utf8(bytes).map_err(|_| KeyError::NotBase64)
}
