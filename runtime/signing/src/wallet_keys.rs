//! The wallet's keys by key version.

use super::{KeyError, KeyVersion, WalletKey};
use std::{collections::BTreeMap, fmt};

/// The public keys of a wallet: one for everything, or one for each key version, so that a wallet can change its key
/// without a moment in which its responses are refused. They stay as they are: to change them while the program runs, or for
/// several client ids, use [`KeyRing`](super::KeyRing).
#[derive(Clone)]
pub struct WalletKeys(Keys);

#[derive(Clone)]
enum Keys {
    Every(WalletKey),
    ByVersion(BTreeMap<KeyVersion, WalletKey>),
}

impl WalletKeys {
    /// Keys by version, e.g. `[(1, old_key), (2, new_key)]`. Of two keys with one version the last counts.
    ///
    /// # Errors
    /// [`KeyError::NoKey`] when there is none: every response would be refused, after the call was made.
    pub fn by_version<V: Into<KeyVersion>>(
        keys: impl IntoIterator<Item = (V, WalletKey)>,
    ) -> Result<Self, KeyError> {
        let keys: BTreeMap<_, _> = keys.into_iter().map(|(version, key)| (version.into(), key)).collect();
        if keys.is_empty() { Err(KeyError::NoKey) } else { Ok(Self(Keys::ByVersion(keys))) }
    }

    /// The key that a signature with this key version was made with; without a version the newest, i.e. the highest.
    ///
    /// `None` when there is no such key: the signature must then be refused.
    pub fn find(&self, version: Option<&KeyVersion>) -> Option<&WalletKey> {
        match (&self.0, version) {
            (Keys::Every(key), _) => Some(key),
            (Keys::ByVersion(keys), Some(version)) => keys.get(version),
            (Keys::ByVersion(keys), None) => keys.last_key_value().map(|(_, key)| key),
        }
    }

    /// The known key versions, lowest first; none when one key serves for all.
    pub fn versions(&self) -> impl Iterator<Item = &KeyVersion> {
        match &self.0 {
            Keys::Every(_) => None,
            Keys::ByVersion(keys) => Some(keys.keys()),
        }
        .into_iter()
        .flatten()
    }
}

impl From<WalletKey> for WalletKeys {
    /// One key for every key version: what to use while the wallet has only ever had one.
    fn from(key: WalletKey) -> Self {
        Self(Keys::Every(key))
    }
}

impl fmt::Debug for WalletKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Keys::Every(key) => formatter.debug_tuple("WalletKeys").field(key).finish(),
            Keys::ByVersion(keys) => formatter
                .debug_map()
                .entries(keys.iter().map(|(version, key)| (version.as_str(), key)))
                .finish(),
        }
    }
}
