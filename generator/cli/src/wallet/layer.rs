//! One place that may say where the wallet and the keys are: flags, environment or profile.

use super::key_source::{Source, VersionedSource, text_of};
use crate::error::{CommandError, usage};
use std::path::{Path, PathBuf};

/// The settings of one source. The first source that has a value wins.
#[derive(Default)]
pub(super) struct Layer {
    pub(super) url: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) key: Option<Source>,
    pub(super) wallet_keys: Vec<VersionedSource>,
    /// Keys of other versions, which only explain why a signature does not hold.
    pub(super) other_wallet_keys: Vec<VersionedSource>,
    pub(super) key_version: Option<String>,
    pub(super) encryption_key: Option<Source>,
    pub(super) encryption_key_version: Option<String>,
    pub(super) decryption_key: Option<Source>,
    pub(super) passphrase_env: Option<String>,
    pub(super) insecure_ca: Option<PathBuf>,
}

impl Layer {
    /// Fills in what is missing from a folder of keys.
    pub(super) fn complete(&mut self, folder: Option<&Path>) -> Result<(), CommandError> {
        let Some(folder) = folder else { return Ok(()) };
        if !folder.is_dir() {
            let shown = folder.display();
            return Err(usage(format!(
                "there is no key folder `{shown}`; `countersign sandbox` creates one"
            )));
        }
        let client_id = folder.join("client_id");
        if self.client_id.is_none() && client_id.is_file() {
            self.client_id = Some(text_of(&client_id)?.trim().to_owned());
        }
        let file = |name| Some(Source::File(folder.join(name)));
        self.key = self.key.take().or_else(|| file("merchant.pem"));
        if self.wallet_keys.is_empty() {
            self.wallet_keys.extend(file("wallet.public.pem").map(VersionedSource::from));
            self.other_wallet_keys = other_wallet_keys(folder);
        }
        // Most wallets use one pair for signing and encryption, so these may be missing.
        let own = |name| file(name).filter(|_| folder.join(name).is_file());
        self.encryption_key = self.encryption_key.take().or_else(|| own("wallet.encryption.public.pem"));
        self.decryption_key = self.decryption_key.take().or_else(|| own("merchant.encryption.pem"));
        Ok(())
    }

    /// A sandbox on this machine, and the folder of its keys.
    pub(super) fn of_sandbox(url: String, folder: &Path) -> Result<Self, CommandError> {
        let insecure_ca = url.starts_with("https:").then(|| folder.join("ca.pem"));
        let mut layer = Self { url: Some(url), insecure_ca, ..Self::default() };
        layer.complete(Some(folder))?;
        Ok(layer)
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        let Self {
            url,
            client_id,
            key,
            wallet_keys,
            other_wallet_keys: _,
            key_version,
            encryption_key,
            encryption_key_version,
            decryption_key,
            passphrase_env,
            insecure_ca,
        } = self;
        let texts = [url, client_id, key_version, encryption_key_version, passphrase_env];
        let keys = [key, encryption_key, decryption_key];
        texts.iter().all(|text| text.is_none())
            && keys.iter().all(|key| key.is_none())
            && wallet_keys.is_empty()
            && insecure_ca.is_none()
    }

    pub(super) fn of_environment() -> Self {
        let text = |name| std::env::var(name).ok().filter(|text| !text.is_empty());
        let key = |name, file| match text(name) {
            Some(_) => Some(Source::Variable(name)),
            None => text(file).map(|place| Source::File(place.into())),
        };
        Self {
            url: text("COUNTERSIGN_URL"),
            client_id: text("COUNTERSIGN_CLIENT_ID"),
            key: key("COUNTERSIGN_KEY", "COUNTERSIGN_KEY_FILE"),
            wallet_keys: key("COUNTERSIGN_WALLET_KEY", "COUNTERSIGN_WALLET_KEY_FILE")
                .map(VersionedSource::from)
                .into_iter()
                .collect(),
            key_version: text("COUNTERSIGN_KEY_VERSION"),
            encryption_key: key("COUNTERSIGN_ENCRYPTION_KEY", "COUNTERSIGN_ENCRYPTION_KEY_FILE"),
            encryption_key_version: text("COUNTERSIGN_ENCRYPTION_KEY_VERSION"),
            decryption_key: key("COUNTERSIGN_DECRYPTION_KEY", "COUNTERSIGN_DECRYPTION_KEY_FILE"),
            ..Self::default()
        }
    }
}

/// Finds `wallet.2.public.pem` and the like, in the order of their versions.
fn other_wallet_keys(folder: &Path) -> Vec<VersionedSource> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<VersionedSource> = files
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let version: u32 = name.strip_prefix("wallet.")?.strip_suffix(".public.pem")?.parse().ok()?;
            Some(VersionedSource { version: Some(version.into()), source: Source::File(file.path()) })
        })
        .collect();
    found.sort_by(|one, other| one.version.cmp(&other.version));
    found
}
