//! What flags, environment and profile together say.

use super::error::WalletError;
use super::key_source::{Source, VersionedSource, passphrase, trusting};
use super::layer::Layer;
use crate::error::{CommandError, usage};
use countersign_calling::{self, decryption_key, signing_key, verify::Candidate};
use countersign_runtime::Config;
use countersign_runtime::encryption::{DecryptionKey, Encryption, EncryptionKey};
use countersign_runtime::signature::{KeyError, KeyVersion, SigningKey, WalletKeys};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What all places together say.
pub(super) struct Resolved(pub(super) Vec<Layer>);

impl Resolved {
    fn first<T>(&self, of: impl FnMut(&Layer) -> Option<&T>) -> Option<&T> {
        self.0.iter().find_map(of)
    }

    /// Our client id.
    pub(super) fn client_id(&self) -> Result<&str, CommandError> {
        self.first(|layer| layer.client_id.as_ref()).map(String::as_str).ok_or_else(|| {
            usage("no client id: give --client-id or --keys, set COUNTERSIGN_CLIENT_ID, or name a --profile")
        })
    }

    /// Scheme, host and port of the wallet.
    pub(super) fn url(&self) -> Result<&str, CommandError> {
        self.first(|layer| layer.url.as_ref()).map(String::as_str).ok_or_else(|| {
            usage(
                "no address: give --url, set COUNTERSIGN_URL, or name a --profile; or start `countersign sandbox` in another \
                 shell, where calls go that are given none of these",
            )
        })
    }

    /// Whether there is a private key.
    pub(super) fn has_signing_key(&self) -> bool {
        self.0.iter().any(|layer| layer.key.is_some())
    }

    /// Our private key.
    pub(super) fn signing_key(&self) -> Result<SigningKey, WalletError> {
        let source = self.own_key()?;
        let key = self.read_own(source, signing_key)?;
        match self.first(|layer| layer.key_version.as_ref()) {
            Some(version) => Ok(key.with_version(parsed("--key-version", version)?)),
            None => Ok(key),
        }
    }

    fn own_key(&self) -> Result<&Source, CommandError> {
        self.first(|layer| layer.key.as_ref()).ok_or_else(|| {
            usage(
                "no private key: give --keys or --key, set COUNTERSIGN_KEY_FILE or COUNTERSIGN_KEY, or name a --profile; \
                 `countersign keygen` makes one",
            )
        })
    }

    /// Reads a private key, which a passphrase may protect.
    fn read_own<T>(
        &self,
        source: &Source,
        read: impl FnOnce(&str, Option<&str>) -> Result<T, KeyError>,
    ) -> Result<T, WalletError> {
        let name = self.first(|layer| layer.passphrase_env.as_ref());
        let passphrase: Option<Zeroizing<String>> = name.map(|name| passphrase(name)).transpose()?;
        let key = read(&source.text()?, passphrase.as_ref().map(|text| text.as_str()));
        key.map_err(|error| match error {
            KeyError::Encrypted => usage(format!(
                "{}: the key is protected by a passphrase; name its variable by --passphrase-env",
                source.place()
            ))
            .into(),
            error => source.key_error(error).into(),
        })
    }

    /// The wallet's public keys, one at least.
    pub(super) fn wallet_keys(&self) -> Result<Vec<Candidate>, WalletError> {
        let found = self.0.iter().map(|layer| &layer.wallet_keys).find(|keys| !keys.is_empty());
        let found = found.ok_or_else(|| {
            usage(
                "no wallet key: give --keys or --wallet-key, set COUNTERSIGN_WALLET_KEY_FILE or COUNTERSIGN_WALLET_KEY, or \
                 name a --profile; the wallet's console shows it",
            )
        })?;
        found.iter().map(candidate).collect()
    }

    /// Keys of the wallet that lie beside the one that is trusted. One that cannot be read is nobody's loss.
    pub(super) fn other_wallet_keys(&self) -> Vec<Candidate> {
        let layer = self.0.iter().find(|layer| !layer.wallet_keys.is_empty());
        let others = layer.into_iter().flat_map(|layer| &layer.other_wallet_keys);
        others.filter_map(|key| candidate(key).ok()).collect()
    }

    /// One key for every version, or one for each.
    fn trusted_keys(&self) -> Result<WalletKeys, WalletError> {
        let mut keys = self.wallet_keys()?;
        if let ([Candidate { version: None, .. }], Some(only)) = (keys.as_slice(), keys.first()) {
            return Ok(only.key.clone().into());
        }
        let versions = keys.drain(..).map(|key| {
            let version = key.version.ok_or_else(|| {
                usage(format!(
                    "{}: of several wallet keys, say which version it is: --wallet-key 2=FILE",
                    key.name
                ))
            })?;
            Ok((version, key.key))
        });
        Ok(WalletKeys::by_version(versions.collect::<Result<Vec<_>, CommandError>>()?)?)
    }

    /// The keys for bodies that are encrypted: where there are none of their own, those for signatures.
    fn encryption(&self) -> Result<Encryption, WalletError> {
        let wallet_key = || {
            let keys = self.0.iter().map(|layer| &layer.wallet_keys).find(|keys| !keys.is_empty())?;
            // The newest one.
            keys.iter().max_by(|one, other| one.version.cmp(&other.version)).map(|key| &key.source)
        };
        let theirs = self.first(|layer| layer.encryption_key.as_ref()).or_else(wallet_key).ok_or_else(|| {
            usage(
                "no key of the wallet's to encrypt for: give --keys, --encryption-key or --wallet-key, or set \
                 COUNTERSIGN_ENCRYPTION_KEY_FILE",
            )
        })?;
        let key = EncryptionKey::from_text(&theirs.text()?).map_err(|error| theirs.key_error(error))?;
        let key = match self.first(|layer| layer.encryption_key_version.as_ref()) {
            Some(version) => key.with_version(parsed("--encryption-key-version", version)?),
            None => key,
        };
        let ours = match self.first(|layer| layer.decryption_key.as_ref()) {
            Some(source) => source,
            None => self.own_key()?,
        };
        let ours: DecryptionKey = self.read_own(ours, decryption_key)?;
        Ok(Encryption::new(key, ours))
    }

    /// The certificate to trust besides the system's.
    pub(super) fn certificate(&self) -> Option<&Path> {
        self.first(|layer| layer.insecure_ca.as_ref()).map(PathBuf::as_path)
    }

    /// All of it, for the runtime; with keys for encryption where they are needed.
    pub(super) fn config(&self, encrypts: bool) -> Result<Config, WalletError> {
        let config = Config::new(self.url()?, self.client_id()?, self.signing_key()?, self.trusted_keys()?);
        let config = if encrypts { config.encryption(self.encryption()?) } else { config };
        match self.certificate() {
            Some(file) => Ok(config.transport(trusting(file, self.url()?)?)),
            None => Ok(config),
        }
    }
}

fn candidate(key: &VersionedSource) -> Result<Candidate, WalletError> {
    let source = &key.source;
    let read = countersign_calling::wallet_key(&source.text()?).map_err(|error| source.key_error(error))?;
    Ok(Candidate { name: source.place(), version: key.version.clone(), key: read })
}

fn parsed(flag: &str, version: &str) -> Result<KeyVersion, CommandError> {
    version.parse().map_err(|error| usage(format!("{flag}: {error}")))
}
