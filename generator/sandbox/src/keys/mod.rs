//! The test keys of both sides: the merchant's, whom the sandbox expects to be called by, and the wallet's own.

mod folder;
mod pair;
mod texts;

pub(crate) use folder::{CERTIFICATE_FILE, write_certificate};
pub(crate) use texts::KeyTexts;

use self::pair::Pair;
use self::texts::EncryptionTexts;
use crate::start_error::StartError;
use countersign_calling::keygen::KeygenError;
use countersign_runtime::encryption::{DecryptionKey, EncryptionKey};
use countersign_runtime::signature::{KeyError, SigningKey, WalletKey};
use std::path::Path;
use std::sync::OnceLock;

/// All keys, parsed once.
pub(crate) struct Keys {
    pub(crate) texts: KeyTexts,
    /// Verifies what the merchant signs. (For the runtime, which is the merchant's side, this is a key "of the wallet".)
    pub(crate) merchant: WalletKey,
    pub(crate) wallet: SigningKey,
    pub(crate) wallet_next: SigningKey,
    pub(crate) decryption: DecryptionKey,
    pub(crate) encryption: EncryptionKey,
}

impl Keys {
    /// Keys that are made once in a process and kept nowhere.
    pub(crate) fn of_process() -> Result<Self, StartError> {
        static MADE: OnceLock<Result<KeyTexts, KeygenError>> = OnceLock::new();
        Self::parse(made_once(&MADE, KeyTexts::make)?, Path::new("memory"))
    }

    /// The same with pairs for encryption only, which are made where there are none.
    pub(crate) fn for_encryption(self, folder: Option<&Path>) -> Result<Self, StartError> {
        static MADE: OnceLock<Result<EncryptionTexts, KeygenError>> = OnceLock::new();
        if self.texts.encryption.is_some() {
            return Ok(self);
        }
        let encryption = match folder {
            Some(folder) => folder::encryption(folder)?,
            None => made_once(&MADE, EncryptionTexts::make)?,
        };
        let texts = KeyTexts { encryption: Some(encryption), ..self.texts };
        Self::parse(texts, folder.unwrap_or(Path::new("memory")))
    }

    /// Reads the keys in a folder, and makes those that are missing.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, StartError> {
        Self::parse(folder::open(folder)?, folder)
    }

    /// A key that has nothing to do with the wallet, though it claims to be version 1. Made when it is needed first.
    pub(crate) fn stranger() -> Result<SigningKey, StartError> {
        static MADE: OnceLock<Result<Pair, KeygenError>> = OnceLock::new();
        let made = made_once(&MADE, Pair::make)?;
        SigningKey::from_text(&made.private)
            .map_err(|source| StartError::Key { folder: "memory".into(), source })
    }

    fn parse(texts: KeyTexts, folder: &Path) -> Result<Self, StartError> {
        let parsed = || -> Result<Self, KeyError> {
            Ok(Self {
                merchant: WalletKey::from_text(&texts.merchant.public)?,
                wallet: SigningKey::from_text(&texts.wallet.private)?,
                wallet_next: SigningKey::from_text(&texts.wallet_next.private)?.with_version(2),
                decryption: DecryptionKey::from_text(&texts.wallet_for_encryption().private)?,
                encryption: EncryptionKey::from_text(&texts.merchant_for_encryption().public)?,
                texts: texts.clone(),
            })
        };
        parsed().map_err(|error| StartError::Key { folder: folder.to_owned(), source: error })
    }
}

/// What is made once in a process, by whoever needs it first.
fn made_once<T: Clone>(
    cell: &OnceLock<Result<T, KeygenError>>,
    make: fn() -> Result<T, KeygenError>,
) -> Result<T, StartError> {
    cell.get_or_init(make).clone().map_err(StartError::MakingKeys)
}
