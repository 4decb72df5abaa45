//! Keys and messages that the tests share.

use super::super::{Backend, Content, SigningKey, WalletKey};

/// A file of the test keys, as text.
macro_rules! key_file {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/keys/", $name))
    };
}
pub(super) use key_file;

pub(super) const PATH: &str = "/api/v1/payments/pay";

pub(super) fn content(body: &[u8]) -> Content<'_> {
    Content::new(PATH, "2022091495540562874792", "2024-05-28T12:12:12.123+08:00", body)
}

pub(super) fn merchant(backend: Backend) -> (SigningKey, WalletKey) {
    pair(backend, key_file!("merchant.pkcs8.pem"), key_file!("merchant.public.pem"))
}

pub(super) fn another(backend: Backend) -> (SigningKey, WalletKey) {
    pair(backend, key_file!("another.pkcs8.pem"), key_file!("another.public.pem"))
}

fn pair(backend: Backend, private: &str, public: &str) -> (SigningKey, WalletKey) {
    (
        SigningKey::from_text_with(backend, private).unwrap(),
        WalletKey::from_text_with(backend, public).unwrap(),
    )
}
