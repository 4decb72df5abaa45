//! Keys that change while calls are under way.

use super::super::{
    Algorithm, Backend, Claim, KeyRing, KeyStore, KeyVersion, VerifyError, WalletKey, WalletKeys,
};
use super::support::{another, content, merchant};
use std::sync::Arc;

const CLIENT: &str = "2022091495540562874792";

/// What keys say to the merchant's signature over `{}`.
fn verdict(keys: &dyn KeyStore, client_id: &str, version: Option<u32>) -> Result<(), VerifyError> {
    let signature = merchant(Backend::default()).0.sign(&content(b"{}")).unwrap();
    let (version, content) = (version.map(KeyVersion::from), content(b"{}"));
    Claim::new(client_id, Algorithm::Rsa256, version.as_ref(), &signature, &content).verify(keys)
}

fn unknown(version: Option<u32>) -> Result<(), VerifyError> {
    Err(VerifyError::UnknownKey(version.map(KeyVersion::from)))
}

#[test]
fn old_and_new_key_hold_until_the_old_one_is_removed() {
    let (right, other) = (merchant(Backend::default()).1, another(Backend::default()).1);
    let ring = KeyRing::new();
    let shared = ring.clone();
    assert_eq!(verdict(&shared, CLIENT, Some(9)), unknown(Some(9)));
    assert_eq!(verdict(&shared, CLIENT, None), unknown(None));

    ring.insert(CLIENT, 9, right.clone());
    assert_eq!(verdict(&shared, CLIENT, Some(9)), Ok(()));
    assert_eq!(verdict(&shared, CLIENT, None), Ok(()));
    assert_eq!(verdict(&shared, "another client", Some(9)), unknown(Some(9)));
    assert_eq!(verdict(&shared, CLIENT, Some(1)), unknown(Some(1)));

    // 10 is newer than 9, although not as text.
    ring.insert(CLIENT, 10, other.clone());
    assert_eq!(ring.versions(CLIENT), [9.into(), 10.into()]);
    assert_eq!(verdict(&shared, CLIENT, Some(9)), Ok(()));
    assert!(matches!(verdict(&shared, CLIENT, Some(10)), Err(VerifyError::BadSignature(_))));
    assert!(matches!(verdict(&shared, CLIENT, None), Err(VerifyError::BadSignature(_))));

    assert!(ring.remove(CLIENT, 9).is_some() && ring.remove(CLIENT, 9).is_none());
    assert_eq!(verdict(&shared, CLIENT, Some(9)), unknown(Some(9)));

    ring.replace(CLIENT, [(3, other), (4, right)]);
    assert_eq!(ring.versions(CLIENT), [3.into(), 4.into()]);
    assert_eq!(verdict(&shared, CLIENT, None), Ok(()));
    ring.replace::<u32>(CLIENT, []);
    assert!(ring.versions(CLIENT).is_empty());
    assert_eq!(verdict(&shared, CLIENT, None), unknown(None));
}

#[test]
fn a_panic_elsewhere_does_not_close_the_ring() {
    let ring = KeyRing::new();
    let keys = Arc::clone(&ring.keys);
    let panicked = std::thread::spawn(move || {
        let _held = keys.write();
        panic!("on purpose");
    });
    assert!(panicked.join().is_err() && ring.keys.is_poisoned());
    let key = merchant(Backend::default()).1;
    ring.insert(CLIENT, 1, key);
    assert_eq!(verdict(&ring, CLIENT, Some(1)), Ok(()));
    assert!(format!("{ring:?}").contains("WalletKey(RSA 2048)"));
}

#[test]
fn the_name_of_the_algorithm_must_agree_with_the_key() {
    let key = merchant(Backend::default()).1;
    let signature = merchant(Backend::default()).0.sign(&content(b"{}")).unwrap();
    let ring = KeyRing::new();
    ring.insert(CLIENT, 1, key.clone());
    let stores: [Box<dyn KeyStore>; 4] = [
        Box::new(key.clone()),
        Box::new(WalletKeys::from(key.clone())),
        Box::new(WalletKeys::by_version([(1, key)]).unwrap()),
        Box::new(ring),
    ];
    for keys in stores {
        let (version, content) = (KeyVersion::from(1), content(b"{}"));
        let verdict =
            |algorithm| Claim::new(CLIENT, algorithm, Some(&version), &signature, &content).verify(&*keys);
        assert_eq!(verdict(Algorithm::Rsa256), Ok(()));
        let error = verdict(Algorithm::Ecc224).unwrap_err();
        assert_eq!(error, VerifyError::WrongAlgorithm { named: Algorithm::Ecc224, key: Algorithm::Rsa256 });
        assert_eq!(error.to_string().contains("feature `ecc224`"), cfg!(not(feature = "ecc224")), "{error}");
    }
}

#[test]
fn a_key_that_was_found_outlives_its_removal() {
    let ring = KeyRing::new();
    ring.insert(CLIENT, 1, merchant(Backend::default()).1);
    let found: WalletKey = ring.find(CLIENT, None).unwrap();
    ring.remove(CLIENT, 1);
    let signature = merchant(Backend::default()).0.sign(&content(b"{}")).unwrap();
    found.verify(&content(b"{}"), &signature).unwrap();
}
