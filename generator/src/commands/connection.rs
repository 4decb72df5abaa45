//! Where the wallet is, and the keys: from flags, the environment or a profile.

use crate::calling::{Profile, signing_key, wallet_key};
use clap::Args;
use countersign_runtime::signature::{KeyVersion, SigningKey, WalletKey};
use countersign_runtime::{Config, transport::ReqwestTransport};
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where keys come from, for `--help`.
pub(super) const KEYS: &str = "\
Keys and address, each from the first place that has it:
  flags        --url, --client-id, --key, --wallet-key, --key-version; or --keys DIR with the files `client_id`,
               `merchant.pem` (our private key) and `wallet.public.pem`, as `countersign sandbox` makes it
  environment  COUNTERSIGN_URL, COUNTERSIGN_CLIENT_ID, COUNTERSIGN_KEY_VERSION; keys as text in COUNTERSIGN_KEY and
               COUNTERSIGN_WALLET_KEY, or as files in COUNTERSIGN_KEY_FILE and COUNTERSIGN_WALLET_KEY_FILE
  a profile    --profile NAME of .countersign/profiles.yaml or ~/.config/countersign/profiles.yaml: under each name
               url, client_id, keys, key_file, wallet_key_file, key_version, insecure_ca and passphrase_env; places
               of files are seen from the folder of that file
A key is PEM or bare base64; one on the curve P-224 is used for ECC224 (ECDSA with SHA-256, in DER).";

/// Where the wallet is, and the keys.
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
    /// The wallet's public key.
    #[arg(long, value_name = "FILE")]
    wallet_key: Option<PathBuf>,
    /// The version of our key, as the wallet's console shows it; 1 unless it is given.
    #[arg(long, value_name = "N")]
    key_version: Option<String>,
    /// The environment variable that has the pass phrase of our key.
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<String>,
    /// Takes what is not given otherwise from a profile.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Trusts this certificate, too: a sandbox's own. Whoever has its key can read and answer for the wallet.
    #[arg(long, value_name = "FILE")]
    insecure_ca: Option<PathBuf>,
}

/// One place that may say something. The first one that does counts.
#[derive(Default)]
struct Layer {
    url: Option<String>,
    client_id: Option<String>,
    key: Option<Source>,
    wallet_key: Option<Source>,
    key_version: Option<String>,
    passphrase_env: Option<String>,
    insecure_ca: Option<PathBuf>,
}

/// Where the text of a key is.
enum Source {
    File(PathBuf),
    Variable(&'static str),
}

/// What all places together say.
pub(super) struct Resolved(Vec<Layer>);

impl Connection {
    /// Looks at all places. Nothing is demanded yet.
    pub(super) fn resolve(&self) -> Result<Resolved, String> {
        let mut flags = Layer {
            url: self.url.clone(),
            client_id: self.client_id.clone(),
            key: self.key.clone().map(Source::File),
            wallet_key: self.wallet_key.clone().map(Source::File),
            key_version: self.key_version.clone(),
            passphrase_env: self.passphrase_env.clone(),
            insecure_ca: self.insecure_ca.clone(),
        };
        flags.complete(self.keys.as_deref())?;
        let mut layers = vec![flags, Layer::of_environment()];
        if let Some(name) = &self.profile {
            let profile = Profile::find(name).map_err(|error| error.to_string())?;
            let mut layer = Layer {
                url: profile.url,
                client_id: profile.client_id,
                key: profile.key_file.map(Source::File),
                wallet_key: profile.wallet_key_file.map(Source::File),
                key_version: profile.key_version,
                passphrase_env: profile.passphrase_env,
                insecure_ca: profile.insecure_ca,
            };
            layer.complete(profile.keys.as_deref())?;
            layers.push(layer);
        }
        Ok(Resolved(layers))
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
            ("--wallet-key", path(&self.wallet_key)),
            ("--key-version", self.key_version.clone()),
            ("--passphrase-env", self.passphrase_env.clone()),
            ("--insecure-ca", path(&self.insecure_ca)),
        ];
        all.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).flatten().collect()
    }
}

impl Layer {
    /// Takes what is missing from a folder of keys.
    fn complete(&mut self, folder: Option<&Path>) -> Result<(), String> {
        let Some(folder) = folder else { return Ok(()) };
        if !folder.is_dir() {
            let shown = folder.display();
            return Err(format!("there is no folder `{shown}` with keys; `countersign sandbox` makes one"));
        }
        let client_id = folder.join("client_id");
        if self.client_id.is_none() && client_id.is_file() {
            self.client_id = Some(text_of(&client_id)?.trim().to_owned());
        }
        let file = |name| Some(Source::File(folder.join(name)));
        self.key = self.key.take().or_else(|| file("merchant.pem"));
        self.wallet_key = self.wallet_key.take().or_else(|| file("wallet.public.pem"));
        Ok(())
    }

    fn of_environment() -> Self {
        let text = |name| std::env::var(name).ok().filter(|text| !text.is_empty());
        let key = |name, file| match text(name) {
            Some(_) => Some(Source::Variable(name)),
            None => text(file).map(|place| Source::File(place.into())),
        };
        Self {
            url: text("COUNTERSIGN_URL"),
            client_id: text("COUNTERSIGN_CLIENT_ID"),
            key: key("COUNTERSIGN_KEY", "COUNTERSIGN_KEY_FILE"),
            wallet_key: key("COUNTERSIGN_WALLET_KEY", "COUNTERSIGN_WALLET_KEY_FILE"),
            key_version: text("COUNTERSIGN_KEY_VERSION"),
            ..Self::default()
        }
    }
}

impl Resolved {
    fn first<T>(&self, of: impl FnMut(&Layer) -> Option<&T>) -> Option<&T> {
        self.0.iter().find_map(of)
    }

    /// Our client id.
    pub(super) fn client_id(&self) -> Result<&str, String> {
        self.first(|layer| layer.client_id.as_ref()).map(String::as_str).ok_or_else(|| {
            "no client id: give --client-id or --keys, set COUNTERSIGN_CLIENT_ID, or name a --profile"
                .to_owned()
        })
    }

    /// Scheme, host and port of the wallet.
    pub(super) fn url(&self) -> Result<&str, String> {
        self.first(|layer| layer.url.as_ref()).map(String::as_str).ok_or_else(|| {
            "no address: give --url, set COUNTERSIGN_URL, or name a --profile; `countersign sandbox` starts a wallet here \
             and prints its address"
                .to_owned()
        })
    }

    /// Whether there is a private key.
    pub(super) fn has_signing_key(&self) -> bool {
        self.0.iter().any(|layer| layer.key.is_some())
    }

    /// Our private key.
    pub(super) fn signing_key(&self) -> Result<SigningKey, String> {
        let Some(source) = self.first(|layer| layer.key.as_ref()) else {
            return Err("no private key: give --keys or --key, set COUNTERSIGN_KEY_FILE or COUNTERSIGN_KEY, or name a \
                        --profile; `countersign keygen` makes one"
                .to_owned());
        };
        let passphrase =
            self.first(|layer| layer.passphrase_env.as_ref()).map(|name| passphrase(name)).transpose()?;
        let text = source.text()?;
        let key = signing_key(&text, passphrase.as_ref().map(|text| text.as_str()));
        let key = key.map_err(|error| match error {
            countersign_runtime::signature::KeyError::Encrypted => {
                format!(
                    "{}: the key is protected by a pass phrase; name its variable by --passphrase-env",
                    source.place()
                )
            }
            error => format!("{}: {error}", source.place()),
        })?;
        match self.first(|layer| layer.key_version.as_ref()) {
            Some(version) => {
                let version: KeyVersion =
                    version.parse().map_err(|error| format!("--key-version: {error}"))?;
                Ok(key.with_version(version))
            }
            None => Ok(key),
        }
    }

    /// The wallet's public key.
    pub(super) fn wallet_key(&self) -> Result<WalletKey, String> {
        let Some(source) = self.first(|layer| layer.wallet_key.as_ref()) else {
            return Err("no wallet key: give --keys or --wallet-key, set COUNTERSIGN_WALLET_KEY_FILE or \
                        COUNTERSIGN_WALLET_KEY, or name a --profile; the wallet's console shows it"
                .to_owned());
        };
        wallet_key(&source.text()?).map_err(|error| format!("{}: {error}", source.place()))
    }

    /// The certificate to trust besides the system's.
    pub(super) fn certificate(&self) -> Option<&Path> {
        self.first(|layer| layer.insecure_ca.as_ref()).map(PathBuf::as_path)
    }

    /// All of it, for the runtime.
    pub(super) fn config(&self) -> Result<Config, String> {
        let config = Config::new(self.url()?, self.client_id()?, self.signing_key()?, self.wallet_key()?);
        match self.certificate() {
            Some(file) => Ok(config.transport(trusting(file)?)),
            None => Ok(config),
        }
    }
}

impl Source {
    fn place(&self) -> String {
        match self {
            Self::File(path) => format!("the file `{}`", path.display()),
            Self::Variable(name) => format!("the environment variable `{name}`"),
        }
    }

    fn text(&self) -> Result<Zeroizing<String>, String> {
        match self {
            Self::File(path) => text_of(path),
            Self::Variable(name) => {
                std::env::var(name).map(Zeroizing::new).map_err(|error| format!("{name}: {error}"))
            }
        }
    }
}

fn passphrase(name: &str) -> Result<Zeroizing<String>, String> {
    std::env::var(name).map(Zeroizing::new).map_err(|_| {
        format!("the environment variable `{name}`, which should have the pass phrase, is not set")
    })
}

/// The text of a small file, which may be a key.
fn text_of(path: &Path) -> Result<Zeroizing<String>, String> {
    const MAX_BYTES: usize = 64 * 1024;
    let cannot = |why: String| format!("cannot read `{}`: {why}", path.display());
    // Large enough never to move: a move would leave a copy of the key behind.
    let mut text = Zeroizing::new(String::with_capacity(MAX_BYTES + 1));
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_string(&mut text))
        .map_err(|error| cannot(error.to_string()))?;
    if text.len() > MAX_BYTES {
        return Err(cannot(format!("it has more than {MAX_BYTES} bytes")));
    }
    Ok(text)
}

fn trusting(file: &Path) -> Result<ReqwestTransport, String> {
    let text = text_of(file)?;
    let shown = file.display();
    let certificates = reqwest::Certificate::from_pem_bundle(text.as_bytes())
        .map_err(|error| format!("`{shown}` is not a certificate as PEM: {error}"))?;
    if certificates.is_empty() {
        return Err(format!("`{shown}` has no certificate as PEM in it"));
    }
    ReqwestTransport::customized(|builder| builder.tls_certs_merge(certificates))
        .map_err(|error| error.to_string())
}
