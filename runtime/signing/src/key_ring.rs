//! The wallet's keys, changed while the program runs.

use super::{KeyVersion, WalletKey};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// The wallet's public keys by client id and key version. Clones share them, and each may change them at any time.
///
/// Old and new keys hold together until the old one is removed. A call that is under way is checked against the keys that are
/// there when its response arrives, so that no call is lost by a change. A signature that names no version must be by the newest
/// key of the client id, i.e. the one with the highest version.
///
/// For a wallet with one key for every version, see [`WalletKey`].
///
/// # To rotate the wallet's key
/// ```
/// # use countersign_signing::{KeyError, KeyRing, WalletKey};
/// # #[cfg(any(feature = "aws-lc", feature = "rust-crypto"))] {
/// # let (old, new) = (include_str!("../keys/wallet.public.pem"), include_str!("../keys/another.public.pem"));
/// const CLIENT_ID: &str = "2020010123456789";
///
/// let ring = KeyRing::new();
/// ring.insert(CLIENT_ID, 1, WalletKey::from_text(old)?);
/// // Hand out clones, to a client and a receiver, say.
/// let theirs = ring.clone();
///
/// // Later, and while calls are under way: the wallet has announced its next key. Both hold from here on.
/// ring.insert(CLIENT_ID, 2, WalletKey::from_text(new)?);
/// // Once the wallet signs with nothing else:
/// ring.remove(CLIENT_ID, 1);
/// # assert_eq!(theirs.versions(CLIENT_ID), [2.into()]);
/// # }
/// # Ok::<(), KeyError>(())
/// ```
#[derive(Clone, Default)]
pub struct KeyRing {
    pub(super) keys: Arc<RwLock<Keys>>,
}

type Keys = BTreeMap<String, BTreeMap<KeyVersion, WalletKey>>;

impl KeyRing {
    /// Without keys: until one is inserted, every signature is refused.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key, or puts it in the place of the one with this version.
    pub fn insert(&self, client_id: impl Into<String>, version: impl Into<KeyVersion>, key: WalletKey) {
        let (client_id, version) = (client_id.into(), version.into());
        self.write().entry(client_id).or_default().insert(version, key);
    }

    /// Takes a key out, if it is there: from now on what it signed is refused.
    pub fn remove(&self, client_id: &str, version: impl Into<KeyVersion>) -> Option<WalletKey> {
        let version = version.into();
        self.write().get_mut(client_id)?.remove(&version)
    }

    /// Puts these keys in the place of all keys of the client id, at once: nobody sees some of each. Of two keys with
    /// one version the last counts.
    pub fn replace<V: Into<KeyVersion>>(
        &self,
        client_id: impl Into<String>,
        keys: impl IntoIterator<Item = (V, WalletKey)>,
    ) {
        // Before locking: who knows what the iterator does.
        let client_id = client_id.into();
        let keys = keys.into_iter().map(|(version, key)| (version.into(), key)).collect();
        self.write().insert(client_id, keys);
    }

    /// The versions that there are keys of, lowest first.
    pub fn versions(&self, client_id: &str) -> Vec<KeyVersion> {
        self.read().get(client_id).map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    }

    /// The key of this version; without a version the newest.
    pub fn find(&self, client_id: &str, version: Option<&KeyVersion>) -> Option<WalletKey> {
        let keys = self.read();
        let keys = keys.get(client_id)?;
        match version {
            Some(version) => keys.get(version),
            None => keys.last_key_value().map(|(_, key)| key),
        }
        .cloned()
    }

    /// No change can be half done when a thread panics: each is one call of the map.
    fn read(&self) -> RwLockReadGuard<'_, Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Keys> {
        self.keys.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("KeyRing").field(&*self.read()).finish()
    }
}
