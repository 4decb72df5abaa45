//! The test keys of both sides: the merchant's, whom the sandbox expects to be called by, and the wallet's own.

mod folder;
mod pair;
mod place;

pub(crate) use folder::write_certificate;
pub(crate) use pair::Pair;
pub use place::default_folder;

use super::StartError;
use crate::calling::keygen::KeygenError;
use countersign_runtime::encryption::{DecryptionKey, EncryptionKey};
use countersign_runtime::signature::{KeyError, SigningKey, WalletKey};
use std::path::Path;
use std::sync::OnceLock;

/// The client id that the sandbox knows, unless its folder of keys names another one. It begins as those of test
/// merchants do.
pub(crate) const CLIENT_ID: &str = "SANDBOX_5Y00000000000001";

/// All keys as text.
#[derive(Debug, Clone)]
pub(crate) struct KeyTexts {
    pub(crate) client_id: String,
    /// Its private half is not there when somebody else keeps it.
    pub(crate) merchant: Pair,
    pub(crate) wallet: Pair,
    /// What the wallet signs with after it has changed its key, as version 2.
    pub(crate) wallet_next: Pair,
}

/// All keys, parsed once.
pub(crate) struct Keys {
    pub(crate) texts: KeyTexts,
    /// Verifies what the merchant signs. (For the runtime, which is the merchant's side, this is a key "of the wallet".)
    pub(crate) merchant: WalletKey,
    pub(crate) wallet: SigningKey,
    pub(crate) wallet_next: SigningKey,
    /// A key that has nothing to do with the wallet, though it claims to be version 1.
    pub(crate) stranger: SigningKey,
    pub(crate) decryption: DecryptionKey,
    pub(crate) encryption: EncryptionKey,
}

impl Keys {
    /// Keys that are made once in a process and kept nowhere.
    pub(crate) fn of_process() -> Result<Self, StartError> {
        static MADE: OnceLock<Result<KeyTexts, String>> = OnceLock::new();
        match MADE.get_or_init(|| KeyTexts::make().map_err(|error| error.to_string())) {
            Ok(texts) => Self::parse(texts.clone(), Path::new("memory")),
            Err(problem) => Err(StartError::MakingKeys(problem.clone())),
        }
    }

    /// Reads the keys in a folder, and makes those that are missing.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, StartError> {
        Self::parse(folder::open(folder)?, folder)
    }

    fn parse(texts: KeyTexts, folder: &Path) -> Result<Self, StartError> {
        let parsed = || -> Result<Self, KeyError> {
            let next = SigningKey::from_text(&texts.wallet_next.private)?;
            Ok(Self {
                merchant: WalletKey::from_text(&texts.merchant.public)?,
                wallet: SigningKey::from_text(&texts.wallet.private)?,
                wallet_next: next.clone().with_version(2),
                stranger: next,
                decryption: DecryptionKey::from_text(&texts.wallet.private)?,
                encryption: EncryptionKey::from_text(&texts.merchant.public)?,
                texts: texts.clone(),
            })
        };
        parsed().map_err(|error| StartError::Key { folder: folder.to_owned(), source: error })
    }
}

impl KeyTexts {
    fn make() -> Result<Self, KeygenError> {
        // To find two primes takes a while.
        let [merchant, wallet, next] = std::thread::scope(|scope| {
            [(); 3]
                .map(|()| scope.spawn(Pair::make))
                .map(|made| made.join().unwrap_or(Err(KeygenError::Library)))
        });
        Ok(Self { client_id: CLIENT_ID.to_owned(), merchant: merchant?, wallet: wallet?, wallet_next: next? })
    }
}
