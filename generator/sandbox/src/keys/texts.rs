//! The test keys as text.

use super::pair::Pair;
use countersign_calling::keygen::KeygenError;

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

impl KeyTexts {
    pub(super) fn make() -> Result<Self, KeygenError> {
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
    pub(super) fn make() -> Result<Self, KeygenError> {
        Ok(Self { merchant: Pair::make()?, wallet: Pair::make()? })
    }
}
