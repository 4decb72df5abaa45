//! Test keys: made once, kept, used again.

use super::support::{Letter, ORDER, SPECS};
use countersign_sandbox::{Sandbox, Settings, StartError};
use std::fs;
use std::path::Path;
use std::sync::Barrier;
use std::thread;

fn started(folder: &Path) -> Result<Sandbox, StartError> {
    Sandbox::start(Settings::new(SPECS).api("claro").keys(folder))
}

fn pays(sandbox: &Sandbox, key: &str) -> bool {
    let letter = Letter::to(sandbox, "/api/v1/payments/pay", ORDER);
    let answer = super::support::exchange(sandbox, &letter.bytes(key));
    super::support::Answer::read(&answer).result()[0] == "A"
}

#[test]
fn the_second_run_uses_the_keys_of_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("keys");
    let first = started(&place).expect("started");
    let (ours, theirs) = (first.merchant_key().to_owned(), first.wallet_key().to_owned());
    drop(first);
    let read = |name: &str| fs::read_to_string(place.join(name)).expect(name);
    assert_eq!((read("merchant.pem"), read("wallet.public.pem")), (ours.clone(), theirs.clone()));
    assert!(read("README.md").contains("Test keys") && read(".gitignore") == "*\n");
    assert!(read("client_id").starts_with("SANDBOX_") && !read("client_id").ends_with('\n'));
    #[cfg(unix)]
    for file in fs::read_dir(&place).expect("a folder") {
        use std::os::unix::fs::PermissionsExt;
        let file = file.expect("a file");
        let mode = file.metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", file.path());
    }
    let second = started(&place).expect("started");
    assert_eq!((second.merchant_key(), second.wallet_key()), (ours.as_str(), theirs.as_str()));
    assert!(pays(&second, &ours));
}

#[test]
fn keys_for_encryption_are_made_where_they_are_needed_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/encrypted");
    let start = |specs: &str, folder: &Path| Sandbox::start(Settings::new(specs).keys(folder));
    let place = |name: &str| folder.path().join(name);
    let plain = start(SPECS, folder.path()).expect("started");
    assert!(!place("wallet.encryption.pem").exists());
    assert_eq!(plain.encryption_key(), plain.wallet_key(), "one pair for both");
    drop(plain);
    let first = start(vault, folder.path()).expect("started");
    let (theirs, ours) = (first.encryption_key().to_owned(), first.decryption_key().to_owned());
    drop(first);
    let read = |name: &str| fs::read_to_string(place(name)).expect(name);
    assert_eq!(read("wallet.encryption.public.pem"), theirs);
    assert_eq!(read("merchant.encryption.pem"), ours);
    let second = start(SPECS, folder.path()).expect("started");
    assert_eq!((second.encryption_key(), second.decryption_key()), (theirs.as_str(), ours.as_str()));
    drop(second);
    fs::remove_file(place("merchant.encryption.pem")).expect("removed");
    let third = start(vault, folder.path()).expect("started");
    assert_eq!(
        (third.encryption_key(), third.decryption_key()),
        (theirs.as_str(), ""),
        "only its owner has it"
    );
}

#[test]
fn own_keys_and_a_own_client_id_are_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = tempfile::tempdir().expect("a folder");
    let key = started(made.path()).expect("started").merchant_key().to_owned();
    fs::copy(made.path().join("merchant.public.pem"), folder.path().join("merchant.public.pem"))
        .expect("copied");
    fs::write(folder.path().join("client_id"), "2020012345678901\n").expect("written");
    let sandbox = started(folder.path()).expect("started");
    assert_eq!(sandbox.client_id(), "2020012345678901");
    assert_eq!(sandbox.merchant_key(), "", "only its owner has it");
    assert!(!folder.path().join("merchant.pem").exists());
    assert!(pays(&sandbox, &key));
}

#[test]
fn what_cannot_be_used_is_named_and_never_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("wallet.pem"),
        "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n",
    )
    .expect("written");
    let error = started(folder.path()).unwrap_err();
    let said = format!("{error} {error:?}");
    assert!(said.contains("wallet.pem") && said.contains("remove it"), "{said}");
    assert!(!said.contains("SECRET"), "{said}");
    fs::remove_file(folder.path().join("wallet.pem")).expect("removed");
    fs::write(folder.path().join("client_id"), "two words\n").expect("written");
    let said = started(folder.path()).unwrap_err().to_string();
    assert!(said.contains("client_id"), "{said}");
    fs::write(folder.path().join("file"), "").expect("written");
    assert!(started(&folder.path().join("file")).unwrap_err().to_string().contains("cannot use"));
}

#[test]
fn a_public_half_of_another_key_is_no_accident() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(started(folder.path()).expect("started"));
    let place = |name: &str| folder.path().join(name);
    fs::copy(place("wallet.public.pem"), place("merchant.public.pem")).expect("copied");
    let said = started(folder.path()).unwrap_err().to_string();
    assert!(said.contains("merchant.public.pem` is not the public half of"), "{said}");
    let bare = fs::read_to_string(place("wallet.public.pem")).expect("a key");
    assert_eq!(fs::read_to_string(place("merchant.public.pem")).expect("a key"), bare, "it is left alone");
    fs::remove_file(place("merchant.pem")).expect("removed");
    assert_eq!(started(folder.path()).expect("started").merchant_key(), "");
}

#[test]
fn a_folder_that_has_something_else_is_not_hidden_from_git() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("main.rs"), "").expect("written");
    for _ in 0..2 {
        drop(started(folder.path()).expect("started"));
        assert!(!folder.path().join(".gitignore").exists());
    }
    assert!(folder.path().join("merchant.pem").exists());
}

#[test]
fn runs_at_once_in_a_new_folder_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Barrier::new(4);
    let keys: Vec<(String, String)> = thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    let sandbox = started(folder.path()).expect("started");
                    (sandbox.merchant_key().to_owned(), sandbox.wallet_key().to_owned())
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().expect("no panic")).collect()
    });
    assert!(keys.iter().all(|pair| *pair == keys[0]));
}

#[test]
fn a_taken_port_and_an_open_address_are_refused() {
    let sandbox = started(tempfile::tempdir().expect("a folder").path()).expect("started");
    let taken = sandbox.ports()[0].address.port();
    let said = Sandbox::start(Settings::new(SPECS).api("claro").port(taken)).unwrap_err().to_string();
    assert!(said.contains("is a sandbox running already?"), "{said}");
    let open = Settings::new(SPECS).api("claro").host("0.0.0.0".parse().expect("an address"));
    assert!(Sandbox::start(open).unwrap_err().to_string().contains("--allow-remote"));
    assert!(
        Sandbox::start(Settings::new("no/such/folder")).unwrap_err().to_string().contains("no/such/folder")
    );
    assert!(matches!(Sandbox::start(Settings::apis(Vec::new())), Err(StartError::NoApi)));
}

#[test]
fn a_sandbox_can_be_dropped_within_an_async_runtime() {
    super::support::block_on(async {
        let sandbox = super::support::claro();
        let address = sandbox.ports()[0].address;
        drop(sandbox);
        assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
    });
}
