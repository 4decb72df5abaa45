//! Each test of a key runs with every back end of the build.

#[cfg(feature = "ecc224")]
mod ecc224;
mod header;
mod random;
mod wiping;

#[cfg(all(feature = "encrypted-keys", any(feature = "aws-lc", feature = "rust-crypto")))]
mod encrypted;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod key_formats;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod key_source;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod messages;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod rotation;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod signing;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod support;
#[cfg(any(feature = "aws-lc", feature = "rust-crypto"))]
mod vector;

#[cfg(not(any(feature = "aws-lc", feature = "rust-crypto")))]
#[test]
fn without_a_back_end_loading_a_key_says_which_feature_to_turn_on() {
    use super::{KeyError, SigningKey, WalletKey};
    let errors = [SigningKey::from_text("").unwrap_err(), WalletKey::from_text("").unwrap_err()];
    assert_eq!(errors, [KeyError::NoBackend, KeyError::NoBackend]);
    assert!(KeyError::NoBackend.to_string().contains("`aws-lc` or `rust-crypto`"));
}
