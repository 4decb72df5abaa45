//! The test keys of both sides: the merchant's, whom the sandbox expects to be called by, and the wallet's own.

mod default_folder;
mod folder;
mod pair;

pub use default_folder::default_folder;
pub(crate) use folder::{CERTIFICATE_FILE, write_certificate};
pub(crate) use pair::Pair;

use super::StartError;
use countersign_calling::keygen::KeygenError;
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
    /// Pairs for encryption only. Without them it is done with those for signatures, as many wallets have it.
    pub(crate) encryption: Option<EncryptionTexts>,
}

/// Pairs for encryption only.
#[derive(Debug, Clone)]
pub(crate) struct EncryptionTexts {
    /// What answers are encrypted for. Its private half may be somebody else's, too.
    pub(crate) merchant: Pair,
    /// What requests are encrypted for.
    pub(crate) wallet: Pair,
}

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

impl KeyTexts {
    fn make() -> Result<Self, KeygenError> {
        // To find two primes takes a while.
        let [merchant, wallet, next] = std::thread::scope(|scope| {
            [(); 3]
                .map(|()| scope.spawn(Pair::make))
                .map(|made| made.join().unwrap_or(Err(KeygenError::Library)))
        });
        let client_id = CLIENT_ID.to_owned();
        Ok(Self { client_id, merchant: merchant?, wallet: wallet?, wallet_next: next?, encryption: None })
    }

    /// The pair that answers are encrypted for.
    pub(crate) fn merchant_for_encryption(&self) -> &Pair {
        self.encryption.as_ref().map_or(&self.merchant, |own| &own.merchant)
    }

    /// The pair that requests are encrypted for.
    pub(crate) fn wallet_for_encryption(&self) -> &Pair {
        self.encryption.as_ref().map_or(&self.wallet, |own| &own.wallet)
    }
}

impl EncryptionTexts {
    fn make() -> Result<Self, KeygenError> {
        Ok(Self { merchant: Pair::make()?, wallet: Pair::make()? })
    }
}

/// What is made once in a process, by whoever needs it first.
fn made_once<T: Clone>(
    cell: &OnceLock<Result<T, KeygenError>>,
    make: fn() -> Result<T, KeygenError>,
) -> Result<T, StartError> {
    cell.get_or_init(make).clone().map_err(StartError::MakingKeys)
}
