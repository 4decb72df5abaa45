//! The wallet's address and the keys: from flags, the environment or a profile.

use super::error::WalletError;
use super::key_source::{Source, VersionedSource};
use super::layer::Layer;
use super::resolved::Resolved;
use super::running;
use crate::console::Console;
use crate::error::CommandError;
use crate::sandbox_folder;
use crate::selection::Specs;
use clap::Args;
use countersign_calling::Profile;
use std::path::PathBuf;

/// The sources of keys and address, for `--help`.
pub(super) const KEYS: &str = "\
Keys and address, each from the first of these that has it:
  flags        --url, --client-id, --key, --wallet-key, --key-version; or --keys DIR with the files `client_id`,
               `merchant.pem` (our private key) and `wallet.public.pem`, as `countersign sandbox` makes it
  environment  COUNTERSIGN_URL, COUNTERSIGN_CLIENT_ID, COUNTERSIGN_KEY_VERSION; keys as text in COUNTERSIGN_KEY and
               COUNTERSIGN_WALLET_KEY, or as files in COUNTERSIGN_KEY_FILE and COUNTERSIGN_WALLET_KEY_FILE
  a profile    --profile NAME of .countersign/profiles.yaml or ~/.config/countersign/profiles.yaml: under each name
               url, client_id, keys, key_file, wallet_key_file, key_version, insecure_ca and passphrase_env; paths
               are relative to the folder of that file
  a sandbox    where none of these is given: the one that runs now, if `countersign sandbox` was started for the same specs.
               It leaves its address among its keys, in .countersign/sandbox beside the specs
A key is PEM or bare base64; one on the curve P-224 is used for ECC224 (ECDSA with SHA-256, in DER).

Encrypted requests use the wallet key, and encrypted responses our private key, unless other keys are given:
  flags        --encryption-key, --encryption-key-version, --decryption-key; in --keys DIR `wallet.encryption.public.pem`
               and `merchant.encryption.pem`
  environment  COUNTERSIGN_ENCRYPTION_KEY, COUNTERSIGN_DECRYPTION_KEY, and the same with _FILE;
               COUNTERSIGN_ENCRYPTION_KEY_VERSION
  a profile    encryption_key_file, encryption_key_version and decryption_key_file";

/// The wallet's address and the keys.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Keys and address")]
pub(super) struct Connection {
    /// Scheme, host and port of the wallet: `https://wallet.example`.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// A folder with `client_id`, `merchant.pem` and `wallet.public.pem`.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// Our client id.
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// Our private key.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The wallet's public key. May be given several times, each with its key version: `--wallet-key 2=next.pem`.
    #[arg(long, value_name = "[VERSION=]FILE", value_parser = VersionedSource::parse)]
    wallet_key: Vec<VersionedSource>,
    /// The version of our key, as the wallet's console shows it; 1 by default.
    #[arg(long, value_name = "N")]
    key_version: Option<String>,
    /// The environment variable that holds the passphrase of our keys.
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<String>,
    /// The wallet's public key that requests are encrypted with; the wallet key by default.
    #[arg(long, value_name = "FILE")]
    encryption_key: Option<PathBuf>,
    /// The version of that key, for the header `Encrypt`; none by default.
    #[arg(long, value_name = "N")]
    encryption_key_version: Option<String>,
    /// Our private key that decrypts responses; the signing key by default.
    #[arg(long, value_name = "FILE")]
    decryption_key: Option<PathBuf>,
    /// Reads what flags and environment leave out from this profile.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Also trusts this certificate, such as a sandbox's. Anyone who has its key can impersonate the wallet.
    #[arg(long, value_name = "FILE")]
    insecure_ca: Option<PathBuf>,
}

impl Connection {
    /// Collects the settings of all sources. Nothing is required yet.
    pub(super) fn resolve(&self) -> Result<Resolved, WalletError> {
        let mut flags = Layer {
            url: self.url.clone(),
            client_id: self.client_id.clone(),
            key: self.key.clone().map(Source::File),
            wallet_keys: self.wallet_key.clone(),
            key_version: self.key_version.clone(),
            encryption_key: self.encryption_key.clone().map(Source::File),
            encryption_key_version: self.encryption_key_version.clone(),
            decryption_key: self.decryption_key.clone().map(Source::File),
            passphrase_env: self.passphrase_env.clone(),
            insecure_ca: self.insecure_ca.clone(),
            ..Layer::default()
        };
        flags.complete(self.keys.as_deref())?;
        let mut layers = vec![flags, Layer::of_environment()];
        if let Some(name) = &self.profile {
            let profile = Profile::find(name).map_err(WalletError::Profile)?;
            let mut layer = Layer {
                url: profile.url,
                client_id: profile.client_id,
                key: profile.key_file.map(Source::File),
                wallet_keys: profile
                    .wallet_key_file
                    .map(|file| Source::File(file).into())
                    .into_iter()
                    .collect(),
                key_version: profile.key_version,
                encryption_key: profile.encryption_key_file.map(Source::File),
                encryption_key_version: profile.encryption_key_version,
                decryption_key: profile.decryption_key_file.map(Source::File),
                passphrase_env: profile.passphrase_env,
                insecure_ca: profile.insecure_ca,
                ..Layer::default()
            };
            layer.complete(profile.keys.as_deref())?;
            layers.push(layer);
        }
        Ok(Resolved(layers))
    }

    /// The same for an API of these specs. Where nothing at all is given, address and keys are those of the sandbox that runs
    /// beside the specs.
    pub(super) fn resolve_for(
        &self,
        api: &str,
        specs: &Specs,
        console: &Console,
    ) -> Result<Resolved, WalletError> {
        let mut resolved = self.resolve()?;
        if !self.flags().is_empty() || !resolved.0.iter().all(Layer::is_empty) {
            return Ok(resolved);
        }
        let folder = sandbox_folder::beside(&specs.folder().map_err(CommandError::from)?);
        if let Some(url) = running::url(&folder, api)? {
            if !console.quiet {
                let folder = folder.display();
                console.problem(&format!("note: to the sandbox at {url}, with the keys in `{folder}`"));
            }
            resolved.0.push(Layer::of_sandbox(url, &folder)?);
        }
        Ok(resolved)
    }

    /// The flags as they were given, for command lines that are printed.
    pub(super) fn flags(&self) -> Vec<String> {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        let all = [
            ("--profile", self.profile.clone()),
            ("--url", self.url.clone()),
            ("--keys", path(&self.keys)),
            ("--client-id", self.client_id.clone()),
            ("--key", path(&self.key)),
            ("--key-version", self.key_version.clone()),
            ("--encryption-key", path(&self.encryption_key)),
            ("--encryption-key-version", self.encryption_key_version.clone()),
            ("--decryption-key", path(&self.decryption_key)),
            ("--passphrase-env", self.passphrase_env.clone()),
            ("--insecure-ca", path(&self.insecure_ca)),
        ];
        let wallet_keys = self.wallet_key.iter().map(|key| ("--wallet-key", key.flag()));
        let all = all.into_iter().chain(wallet_keys);
        all.filter_map(|(name, value)| Some([name.to_owned(), value?])).flatten().collect()
    }
}
