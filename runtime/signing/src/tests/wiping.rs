//! The types that hold private keys wipe them when they are dropped. AWS-LC's own memory does so by itself, in C.

use zeroize::ZeroizeOnDrop;

use super::super::key_text::to_der;

fn is_wiped<T: ZeroizeOnDrop>(_: &T) {}

#[test]
fn the_bytes_of_a_key_file_are_wiped() {
    let der = to_der(include_str!("../../../../tests/keys/merchant.pkcs8.pem")).unwrap();
    is_wiped(&der);
}

#[cfg(feature = "rust-crypto")]
#[test]
fn an_rsa_key_of_the_pure_rust_back_end_is_wiped() {
    use rsa::pkcs8::DecodePrivateKey;
    let pem = include_str!("../../../../tests/keys/merchant.pkcs8.pem");
    is_wiped(&rsa::RsaPrivateKey::from_pkcs8_pem(pem).unwrap());
}

#[cfg(feature = "ecc224")]
#[test]
fn a_p224_key_is_wiped() {
    use p224::pkcs8::DecodePrivateKey;
    let pem = include_str!("../../../../tests/keys/p224.pkcs8.pem");
    is_wiped(&p224::ecdsa::SigningKey::from(p224::SecretKey::from_pkcs8_pem(pem).unwrap()));
}
