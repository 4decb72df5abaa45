//! Keys that change while calls are under way: the wallet's, and ours. With both cryptographic back ends, no network.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, UNIX_EPOCH},
};

use bytes::Bytes;
use claro_client::{Cause, Client, Config, Outcome};
use countersign_runtime::{
    Clock, VerifyError,
    signature::{Backend, KeyRing, KeyVersion, RotatingSigner, SigningKey, WalletKey},
    testing::ManualClock,
    transport::{Limits, Transport, TransportError},
};
use countersign_tests::{
    answers::{Signing, signed_by},
    keys, requests,
};
use tokio::sync::Barrier;

const SUCCESS: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#;
const FAILED: &str = r#"{"result":{"resultStatus":"F","resultCode":"USER_BALANCE_NOT_ENOUGH"}}"#;
/// The documents say to send it again.
const LATER: &str = r#"{"result":{"resultStatus":"U","resultCode":"REQUEST_TRAFFIC_EXCEED_LIMIT"}}"#;

/// The wallet's keys: one that it has had, and one that it changes to.
struct Wallet {
    old: SigningKey,
    new: SigningKey,
    old_public: WalletKey,
    new_public: WalletKey,
}

impl Wallet {
    fn new(backend: Backend) -> Self {
        let private = |text| SigningKey::from_text_with(backend, text).expect("a key");
        let public = |text| WalletKey::from_text_with(backend, text).expect("a key");
        Self {
            old: private(keys::WALLET),
            new: private(keys::ANOTHER),
            old_public: public(keys::WALLET_PUBLIC),
            new_public: public(keys::ANOTHER_PUBLIC),
        }
    }
}

fn clock() -> ManualClock {
    ManualClock::new(UNIX_EPOCH + Duration::from_secs(1_795_341_600))
}

fn config(backend: Backend, ring: &KeyRing, transport: impl Transport) -> Config {
    let ours = SigningKey::from_text_with(backend, keys::MERCHANT).expect("a key");
    Config::new("https://wallet.invalid", keys::CLIENT_ID, ours, ring.clone())
        .clock(clock())
        .transport(transport)
}

type Change = fn(&KeyRing, &Wallet);

/// What becomes of an answer when the keys are changed so while it is under way.
struct Case {
    name: &'static str,
    before: Change,
    meanwhile: Change,
    /// Signed with the new key.
    by_new: bool,
    version: Option<u32>,
    refused: Option<VerifyError>,
}

fn cases() -> Vec<Case> {
    const OLD: Change = |ring, wallet| ring.insert(keys::CLIENT_ID, 1, wallet.old_public.clone());
    const NEW: Change = |ring, wallet| ring.insert(keys::CLIENT_ID, 2, wallet.new_public.clone());
    const BOTH: Change = |ring, wallet| {
        OLD(ring, wallet);
        NEW(ring, wallet);
    };
    const NOT_OLD: Change = |ring, _| drop(ring.remove(keys::CLIENT_ID, 1));
    const NOTHING: Change = |_, _| ();
    let case = |name, before, meanwhile, by_new, version, refused| Case {
        name,
        before,
        meanwhile,
        by_new,
        version,
        refused,
    };
    let unknown = |version: Option<u32>| Some(VerifyError::UnknownKey(version.map(KeyVersion::from)));
    let bad = || {
        let wallet = Wallet::new(Backend::default());
        let content = countersign_runtime::signature::Content::new("", "", "", b"");
        let error = wallet.old_public.verify(&content, &[0; 256]).expect_err("zeros are no signature");
        Some(VerifyError::BadSignature(error))
    };
    vec![
        case("nothing changes", OLD, NOTHING, false, Some(1), None),
        case("overlap, still the old one", OLD, NEW, false, Some(1), None),
        case("overlap, the new one already", OLD, NEW, true, Some(2), None),
        case("overlap, unnamed: the newest", OLD, NEW, true, None, None),
        case("overlap, unnamed: not the old one", OLD, NEW, false, None, bad()),
        case("not announced", OLD, NOTHING, true, Some(2), unknown(Some(2))),
        case("removed", BOTH, NOT_OLD, false, Some(1), unknown(Some(1))),
        case("removed, the new one", BOTH, NOT_OLD, true, Some(2), None),
        case("removed, unnamed", BOTH, NOT_OLD, true, None, None),
        case("the new key under the old name", BOTH, NOTHING, true, Some(1), bad()),
        case("the old key under the new name", BOTH, NOTHING, false, Some(2), bad()),
        case(
            "all replaced at once",
            OLD,
            |ring, wallet| ring.replace(keys::CLIENT_ID, [(2, wallet.new_public.clone())]),
            false,
            Some(1),
            unknown(Some(1)),
        ),
        case(
            "another key in the place of a version",
            OLD,
            |ring, wallet| ring.insert(keys::CLIENT_ID, 1, wallet.new_public.clone()),
            false,
            Some(1),
            bad(),
        ),
        case(
            "the newest is the highest number, not the last letter",
            |ring, wallet| ring.insert(keys::CLIENT_ID, 9, wallet.old_public.clone()),
            |ring, wallet| ring.insert(keys::CLIENT_ID, 10, wallet.new_public.clone()),
            true,
            None,
            None,
        ),
        case("no key at all", NOTHING, NOTHING, false, Some(1), unknown(Some(1))),
        case("no key at all, unnamed", OLD, NOT_OLD, false, None, unknown(None)),
        case(
            "only of another client id",
            |ring, wallet| ring.insert("2022000000000000000001", 1, wallet.old_public.clone()),
            NOTHING,
            false,
            Some(1),
            unknown(Some(1)),
        ),
    ]
}

#[tokio::test]
async fn the_wallets_key_changes_while_a_call_is_under_way() {
    for backend in Backend::all() {
        for case in cases() {
            for (body, believed) in [(SUCCESS, "Success"), (FAILED, "Failed")] {
                let (ring, wallet) = (KeyRing::new(), Wallet::new(*backend));
                (case.before)(&ring, &wallet);
                let (meanwhile, by_new, version) = (case.meanwhile, case.by_new, case.version);
                let during = ring.clone();
                let transport = move |request: http::Request<Bytes>, _: Limits| {
                    meanwhile(&during, &wallet);
                    let key = if by_new { &wallet.new } else { &wallet.old };
                    let signing = Signing::new(key, request.uri().path(), clock().now());
                    let answer = Signing { version: version.map(KeyVersion::from), ..signing }.answer(body);
                    async { Ok::<_, TransportError>(answer) }
                };
                let client = Client::new(config(*backend, &ring, transport)).unwrap();
                let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
                let name = case.name;
                match (&outcome, &case.refused) {
                    (_, None) => assert_eq!(outcome.name(), believed, "{backend:?}, {name}: {outcome:?}"),
                    (Outcome::Unknown(unknown), Some(refused)) => {
                        let is_right = matches!(&unknown.cause, Cause::Unverified(why) if why == refused);
                        assert!(is_right, "{backend:?}, {name}: {unknown}");
                    }
                    _ => panic!("{backend:?}, {name}: {outcome:?}"),
                }
            }
        }
    }
}

/// Eight calls are at the wallet at the same time, when its key changes; half of them it has answered with the old one.
#[tokio::test]
async fn no_call_is_lost_by_a_change() {
    let backend = Backend::default();
    let ring = KeyRing::new();
    let keys_of_wallet = Arc::new(Wallet::new(backend));
    ring.insert(keys::CLIENT_ID, 1, keys_of_wallet.old_public.clone());
    let (all_there, changed) = (Arc::new(Barrier::new(9)), Arc::new(Barrier::new(9)));
    let count = Arc::new(Mutex::new(0));
    let (wallet, arrived, go_on) =
        (Arc::clone(&keys_of_wallet), Arc::clone(&all_there), Arc::clone(&changed));
    let transport = move |request: http::Request<Bytes>, _: Limits| {
        let (wallet, arrived, go_on) = (Arc::clone(&wallet), Arc::clone(&arrived), Arc::clone(&go_on));
        let number = {
            let mut count = count.lock().expect("no panic with the lock");
            *count += 1;
            *count
        };
        async move {
            arrived.wait().await;
            go_on.wait().await;
            let (key, version) = if number % 2 == 0 { (&wallet.old, 1) } else { (&wallet.new, 2) };
            let signing = Signing::new(key, request.uri().path(), clock().now());
            let signing = Signing { version: Some(KeyVersion::from(version)), ..signing };
            Ok::<_, TransportError>(signing.answer(SUCCESS))
        }
    };
    let client = Client::new(config(backend, &ring, transport)).unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let client = client.clone();
        calls.spawn(async move { client.v1().payments().pay(&requests::pay()).await.unwrap().name() });
    }
    all_there.wait().await;
    ring.insert(keys::CLIENT_ID, 2, keys_of_wallet.new_public.clone());
    changed.wait().await;
    assert_eq!(calls.join_all().await, ["Success"; 8]);
}

/// Our key is replaced while the wallet looks at each try.
#[tokio::test]
async fn each_try_names_the_key_that_signed_it() {
    for backend in Backend::all() {
        let private =
            |text, version: u32| SigningKey::from_text_with(*backend, text).unwrap().with_version(version);
        let public = |text| WalletKey::from_text_with(*backend, text).unwrap();
        let ours = [(keys::MERCHANT, keys::MERCHANT_PUBLIC), (keys::ANOTHER, keys::ANOTHER_PUBLIC)];
        let signer = RotatingSigner::new(private(ours[0].0, 1));
        let ring = KeyRing::new();
        let wallet = Wallet::new(*backend);
        ring.insert(keys::CLIENT_ID, 1, wallet.old_public.clone());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (sent, rotating) = (Arc::clone(&seen), signer.clone());
        let next_keys = [private(ours[1].0, 2), private(ours[0].0, 3), private(ours[1].0, 4)];
        let transport = move |request: http::Request<Bytes>, _: Limits| {
            let signing = Signing::new(&wallet.old, request.uri().path(), clock().now());
            let mut sent = sent.lock().expect("no panic with the lock");
            let answer = signing.answer(if sent.len() == 2 { SUCCESS } else { LATER });
            rotating.replace(next_keys[sent.len()].clone());
            sent.push(request);
            async { Ok::<_, TransportError>(answer) }
        };
        let config = Config::new("https://wallet.invalid", keys::CLIENT_ID, signer, ring);
        let client = Client::new(config.clock(clock()).transport(transport)).unwrap();
        let outcome = client.v1().payments().pay(&requests::pay()).await.unwrap();
        assert_eq!((outcome.name(), outcome.exchange().attempts()), ("Success", 3), "{backend:?}");

        let seen = seen.lock().unwrap();
        for (number, request) in (1..).zip(&*seen) {
            for (which, (_, key)) in ours.iter().enumerate() {
                let expected = (Some(KeyVersion::from(number)), which as u32 == (number - 1) % 2);
                assert_eq!(signed_by(request, &public(key)), expected, "{backend:?}, try {number}");
            }
            assert_eq!(request.body(), seen[0].body());
        }
        assert_eq!(seen.len(), 3);
    }
}
