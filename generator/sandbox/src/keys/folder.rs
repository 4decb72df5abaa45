//! Test keys in a folder: made by the first run, used again by later ones.

use super::pair::Pair;
use super::texts::{CLIENT_ID, EncryptionTexts, KeyTexts};
use crate::start_error::StartError;
use countersign_calling::keygen::KeygenError;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

const CLIENT_ID_FILE: &str = "client_id";
const MERCHANT_FILE: &str = "merchant.pem";
const MERCHANT_PUBLIC_FILE: &str = "merchant.public.pem";
const WALLET_FILE: &str = "wallet.pem";
const WALLET_PUBLIC_FILE: &str = "wallet.public.pem";
const WALLET_NEXT_FILE: &str = "wallet.2.pem";
const WALLET_NEXT_PUBLIC_FILE: &str = "wallet.2.public.pem";
const MERCHANT_ENCRYPTION_FILE: &str = "merchant.encryption.pem";
const MERCHANT_ENCRYPTION_PUBLIC_FILE: &str = "merchant.encryption.public.pem";
const WALLET_ENCRYPTION_FILE: &str = "wallet.encryption.pem";
const WALLET_ENCRYPTION_PUBLIC_FILE: &str = "wallet.encryption.public.pem";
/// Whom to trust for HTTPS.
pub(crate) const CERTIFICATE_FILE: &str = "ca.pem";

/// A key or a client id is never longer.
const MAX_BYTES: u64 = 64 * 1024;

const README: &str = "\
# Test keys

Made by `countersign sandbox` for itself and for programs that are tried out with it. They protect nothing: never give
them to a wallet, and never let a program trust them in production. Remove this folder, and the next run makes new ones.

| file | what it is |
|---|---|
| client_id | what to send as `Client-Id` |
| merchant.pem, merchant.public.pem | the key that requests are signed with, and its public half |
| wallet.pem, wallet.public.pem | the key that the sandbox signs answers with, and its public half |
| wallet.2.pem, wallet.2.public.pem | the same as version 2, for the fault `rotated-key` |
| merchant.encryption.pem, merchant.encryption.public.pem | where an API is encrypted: the key that answers are encrypted for |
| wallet.encryption.pem, wallet.encryption.public.pem | where an API is encrypted: the key that requests are encrypted for |
| ca.pem | with `--tls`: the authority to trust, made anew by each run |

To use a key of your own, replace `merchant.public.pem` and remove `merchant.pem`.
";

/// Reads the keys of a folder, and makes what is missing.
pub(super) fn open(folder: &Path) -> Result<KeyTexts, StartError> {
    fs::create_dir_all(folder).map_err(|source| StartError::folder(folder, source))?;
    // So that nobody commits them by accident. What else is in a folder is not ours to hide.
    if is_empty(folder)? {
        write_new(folder, "README.md", README)?;
        write_new(folder, ".gitignore", "*\n")?;
    }
    let [merchant, wallet, next] = std::thread::scope(|scope| {
        [
            (MERCHANT_FILE, MERCHANT_PUBLIC_FILE),
            (WALLET_FILE, WALLET_PUBLIC_FILE),
            (WALLET_NEXT_FILE, WALLET_NEXT_PUBLIC_FILE),
        ]
        .map(|(private, public)| scope.spawn(move || pair(folder, private, public)))
        .map(|made| made.join().unwrap_or_else(|_| Err(StartError::MakingKeys(KeygenError::Library))))
    });
    let is_there = |name: &&str| folder.join(name).exists();
    let own = [MERCHANT_ENCRYPTION_FILE, MERCHANT_ENCRYPTION_PUBLIC_FILE, WALLET_ENCRYPTION_FILE];
    let encryption = own.iter().any(is_there).then(|| encryption(folder)).transpose()?;
    let client_id = client_id(folder)?;
    Ok(KeyTexts { client_id, merchant: merchant?, wallet: wallet?, wallet_next: next?, encryption })
}

fn is_empty(folder: &Path) -> Result<bool, StartError> {
    let mut entries = fs::read_dir(folder).map_err(|source| StartError::folder(folder, source))?;
    Ok(entries.next().is_none())
}

/// Reads the keys for encryption, and makes what is missing.
pub(super) fn encryption(folder: &Path) -> Result<EncryptionTexts, StartError> {
    Ok(EncryptionTexts {
        merchant: pair(folder, MERCHANT_ENCRYPTION_FILE, MERCHANT_ENCRYPTION_PUBLIC_FILE)?,
        wallet: pair(folder, WALLET_ENCRYPTION_FILE, WALLET_ENCRYPTION_PUBLIC_FILE)?,
    })
}

fn client_id(folder: &Path) -> Result<String, StartError> {
    // Without a line break: a program that reads the file has the id.
    write_new(folder, CLIENT_ID_FILE, CLIENT_ID)?;
    let text = read(folder, CLIENT_ID_FILE)?.unwrap_or_default();
    let id = text.trim();
    let is_visible = |byte: u8| byte.is_ascii_graphic();
    if id.is_empty() || id.len() > 128 || !id.bytes().all(is_visible) {
        return Err(StartError::ClientId(folder.join(CLIENT_ID_FILE)));
    }
    Ok(id.to_owned())
}

/// The private key rules; its public half is written beside it. Of the merchant's there may be the public half only.
fn pair(folder: &Path, private: &str, public: &str) -> Result<Pair, StartError> {
    let known = read(folder, private)?;
    let public_text = read(folder, public)?;
    let is_merchants = [MERCHANT_FILE, MERCHANT_ENCRYPTION_FILE].contains(&private);
    if let (None, Some(public), true) = (&known, &public_text, is_merchants) {
        return Ok(Pair { private: String::new(), public: public.clone() });
    }
    let pair = match known {
        Some(text) => from_private(folder, private, &text)?,
        None => {
            let made = Pair::make().map_err(StartError::MakingKeys)?;
            // Another run may have been faster.
            write_new(folder, private, &made.private)?;
            from_private(folder, private, &read(folder, private)?.unwrap_or_default())?
        }
    };
    match public_text {
        Some(text) if is_same(&text, &pair.public) => {}
        Some(_) if is_merchants => {
            return Err(StartError::TwoKeys { private: folder.join(private), public: folder.join(public) });
        }
        _ => replace(folder, public, &pair.public)?,
    }
    Ok(pair)
}

/// Whether two texts hold the same key, as PEM or as bare base64.
fn is_same(one: &str, other: &str) -> bool {
    let base64 = |text: &str| -> String { text.lines().filter(|line| !line.contains("-----")).collect() };
    base64(one).split_whitespace().eq(base64(other).split_whitespace())
}

fn from_private(folder: &Path, file: &str, text: &str) -> Result<Pair, StartError> {
    // The library's own message is not shown: it might quote the key.
    Pair::from_private(text).map_err(|_| StartError::NoKey(folder.join(file)))
}

/// `None` when there is no such file.
fn read(folder: &Path, name: &str) -> Result<Option<String>, StartError> {
    let path = folder.join(name);
    let text = fs::metadata(&path).and_then(|metadata| {
        if metadata.len() > MAX_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it is too long"));
        }
        fs::read_to_string(&path)
    });
    match text {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StartError::folder(&path, source)),
    }
}

/// Writes a file unless it is there.
fn write_new(folder: &Path, name: &str, text: &str) -> Result<(), StartError> {
    let path = folder.join(name);
    if path.exists() {
        return Ok(());
    }
    match written(folder, text).and_then(|file| file.persist_noclobber(&path).map_err(|error| error.error)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(StartError::folder(&path, error)),
        _ => Ok(()),
    }
}

/// Writes the authority behind the certificate of this run.
pub(crate) fn write_certificate(folder: &Path, pem: &str) -> Result<(), StartError> {
    replace(folder, CERTIFICATE_FILE, pem)
}

fn replace(folder: &Path, name: &str, text: &str) -> Result<(), StartError> {
    let path = folder.join(name);
    let replaced = written(folder, text).and_then(|file| file.persist(&path).map_err(|error| error.error));
    replaced.map(|_| ()).map_err(|source| StartError::folder(&path, source))
}

/// A temporary file is readable by its owner only, and stays so when it gets its name.
fn written(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}
