//! Keys that change while calls are under way.

use super::{
    super::{
        Algorithm, BoxFuture, Claim, Content, KeyRing, KeyVersion, RotatingSigner, SignError, Signature,
        Signer, SigningKey, Verifier, VerifyError, WalletKey, WalletKeys,
    },
    now,
};
use std::sync::Arc;

const CLIENT: &str = "2022091495540562874792";

fn content(body: &[u8]) -> Content<'_> {
    Content::new("/api/v1/payments/pay", CLIENT, "2024-05-28T12:12:12.123+08:00", body)
}

/// Two pairs of keys, of versions 1 and 2.
fn pairs() -> [(SigningKey, WalletKey); 2] {
    macro_rules! key {
        ($name:literal) => {
            include_str!(concat!("../../../../tests/keys/", $name))
        };
    }
    [
        (1, key!("merchant.pkcs8.pem"), key!("merchant.public.pem")),
        (2, key!("another.pkcs8.pem"), key!("another.public.pem")),
    ]
    .map(|(version, private, public)| {
        let ours = SigningKey::from_text(private).unwrap().with_version(version);
        (ours, WalletKey::from_text(public).unwrap())
    })
}

#[test]
fn each_kind_of_keys_is_a_verifier() {
    let [(ours, key), (_, other)] = pairs();
    let signature = ours.sign(&content(b"{}")).unwrap();
    let verdict = |verifier: &dyn Verifier, algorithm| {
        let (version, content) = (KeyVersion::from(1), content(b"{}"));
        now(verifier.verify(Claim::new(CLIENT, algorithm, Some(&version), &signature, &content)))
    };
    let ring = |key: &WalletKey| {
        let ring = KeyRing::new();
        ring.insert(CLIENT, 1, key.clone());
        ring
    };
    let verifiers = |key: &WalletKey| -> [Arc<dyn Verifier>; 3] {
        [Arc::new(key.clone()), Arc::new(WalletKeys::from(key.clone())), Arc::new(ring(key))]
    };
    for (right, wrong) in verifiers(&key).iter().zip(verifiers(&other)) {
        assert_eq!(verdict(&**right, Algorithm::Rsa256), Ok(()));
        let named = verdict(right, Algorithm::Ecc224);
        assert!(matches!(named, Err(VerifyError::WrongAlgorithm { .. })), "{named:?}");
        let refused = verdict(&*wrong, Algorithm::Rsa256);
        assert!(matches!(refused, Err(VerifyError::BadSignature(_))), "{refused:?}");
    }
}

/// Keys change on one thread as fast as they can, while others verify and sign.
#[test]
fn no_call_sees_a_change_half_done() {
    let [(our_one, one), (our_two, two)] = pairs();
    let expected: [Vec<u8>; 2] = [&our_one, &our_two].map(|key| key.sign(&content(b"{}")).unwrap());

    let ring = KeyRing::new();
    let both = || [(1, one.clone()), (2, two.clone())];
    ring.replace(CLIENT, both());
    let signer = RotatingSigner::new(our_one.clone());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..40 {
                    let Signature { key_version, bytes, .. } = now(signer.sign(&content(b"{}"))).unwrap();
                    let index = if key_version == KeyVersion::from(1) { 0 } else { 1 };
                    assert_eq!(bytes, expected[index], "{key_version}");
                    let content = content(b"{}");
                    let claim = Claim::new(CLIENT, Algorithm::Rsa256, Some(&key_version), &bytes, &content);
                    assert_eq!(now(ring.verify(claim)), Ok(()));
                    assert_eq!(ring.versions(CLIENT).len(), 2);
                }
            });
        }
        for turn in 0..200 {
            signer.replace(if turn % 2 == 0 { our_two.clone() } else { our_one.clone() });
            ring.replace(CLIENT, both());
            std::thread::yield_now();
        }
    });
}

#[test]
fn a_signer_that_was_replaced_is_dropped() {
    struct Held(#[allow(dead_code)] Arc<()>);
    impl Signer for Held {
        fn sign<'a>(&'a self, _: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
            Box::pin(std::future::ready(Err(SignError::new("no"))))
        }
    }
    let witness = Arc::new(());
    let signer = RotatingSigner::new(Held(Arc::clone(&witness)));
    signer.clone().replace(pairs()[0].0.clone().with_version(7));
    assert_eq!(Arc::strong_count(&witness), 1);
    assert_eq!(now(signer.sign(&content(b"{}"))).unwrap().key_version, KeyVersion::from(7));
    assert_eq!(format!("{signer:?}"), "RotatingSigner { .. }");
}
