//! Restarts, crashes, and files that are not what they should be.

use super::super::{Ledger, LedgerError};
use super::support::{Wallet, about, failed, pay, refund};
use countersign_codegen::model::Status;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const PAY: &str = "v1/payments/pay";
const ASK: &str = "v1/payments/inquiryPayment";

fn file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("memory");
    (folder, path)
}

#[test]
fn all_is_there_after_a_restart() {
    let (_folder, path) = file();
    let wallet = Wallet::on_disk("claro", &path);
    let first = wallet.ask(PAY, &pay("order-1", 100));
    drop(wallet);

    let wallet = Wallet::on_disk("claro", &path);
    assert_eq!(wallet.ask(PAY, &pay("order-1", 100)), first);
    assert_eq!(wallet.result(PAY, &pay("order-1", 101)), failed("REPEAT_REQ_INCONSISTENT"));
    assert_ne!(wallet.ask(PAY, &pay("order-2", 100)).text("paymentId"), first.text("paymentId"));
    wallet.pass(Duration::from_secs(2));
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "SUCCESS");
    wallet.ask("v1/payments/refund", &refund("r1", "order-1", 60));
    drop(wallet);

    let wallet = Wallet::on_disk("claro", &path);
    wallet.pass(Duration::from_secs(2));
    let too_much = wallet.result("v1/payments/refund", &refund("r2", "order-1", 41));
    assert_eq!(too_much, failed("REFUND_AMOUNT_EXCEED"));
}

#[test]
fn a_clock_that_is_set_back_over_a_restart_undoes_nothing() {
    let (_folder, path) = file();
    let wallet = Wallet::on_disk("claro", &path);
    wallet.ask(PAY, &pay("order-1", 100));
    wallet.pass(Duration::from_secs(2));
    assert_eq!(wallet.ask(PAY, &pay("order-1", 100)).status, Status::Success);
    drop(wallet);

    let wallet = Wallet::on_disk("claro", &path);
    assert_eq!(wallet.ask(PAY, &pay("order-1", 100)).status, Status::Success);
    assert_eq!(wallet.ask(ASK, &about("order-1")).text("paymentStatus"), "SUCCESS");
}

/// What is in the file while it is open is what a crash leaves behind.
#[test]
fn all_is_there_after_a_crash() {
    let (_folder, path) = file();
    let wallet = Wallet::on_disk("claro", &path);
    for number in 0..20 {
        let order = format!("order-{number}");
        let answered = wallet.ask(PAY, &pay(&order, 100));
        let left_behind = path.with_extension(number.to_string());
        fs::copy(&path, &left_behind).expect("a copy");
        let after = Wallet::on_disk("claro", &left_behind);
        assert_eq!(after.ask(ASK, &about(&order)).text("paymentId"), answered.text("paymentId"));
        assert_eq!(after.ask(PAY, &pay("another", 1)).status, Status::Accepted);
    }
}

/// Not a test of its own: what [`nothing_that_was_answered_is_lost_by_a_kill`] runs and kills.
#[test]
fn pays_until_it_is_killed() {
    let Some(path) = std::env::var_os("COUNTERSIGN_TEST_MEMORY") else { return };
    let wallet = Wallet::on_disk("claro", Path::new(&path));
    for number in 0.. {
        let answered = wallet.ask(PAY, &pay(&format!("order-{number}"), 100));
        println!("paid {number} {}", answered.text("paymentId"));
    }
}

#[test]
fn nothing_that_was_answered_is_lost_by_a_kill() {
    let (_folder, path) = file();
    let mut ids = BTreeSet::new();
    for round in 1..=5 {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "ledger::tests::crash::pays_until_it_is_killed", "--nocapture"])
            .env("COUNTERSIGN_TEST_MEMORY", &path)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a child");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        // It begins anew with the same orders, which are found; so each round gets further.
        let answered: Vec<(String, String)> = lines
            .by_ref()
            .map_while(Result::ok)
            .filter_map(|line| {
                let (number, id) = line.split_once("paid ")?.1.split_once(' ')?;
                Some((format!("order-{number}"), id.to_owned()))
            })
            .take(40 * round)
            .collect();
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
        assert_eq!(answered.len(), 40 * round);

        let wallet = Wallet::on_disk("claro", &path);
        for (order, id) in &answered {
            assert_eq!(wallet.ask(ASK, &about(order)).text("paymentId"), id);
        }
        ids.extend(answered.into_iter().map(|(_, id)| id));
        assert_eq!(ids.len(), 40 * round, "no order was paid twice");
    }
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let (_folder, path) = file();
    let texts: [&[u8]; 3] = [b"shopping list\n", &[0; 5000], &[b'x'; 100_000]];
    for text in texts {
        fs::write(&path, text).expect("a file");
        let error = Ledger::open(&path).err().expect("not a ledger");
        assert!(matches!(error, LedgerError::NotOurs(_)), "{error:?}");
        assert!(error.to_string().contains("name another file"), "{error}");
        assert_eq!(fs::read(&path).expect("the file"), text);
    }
    let folder = path.with_extension("folder");
    fs::create_dir(&folder).expect("a folder");
    assert!(matches!(Ledger::open(&folder), Err(LedgerError::CannotOpen { .. })));
    assert!(matches!(Ledger::open(&folder.join("a/b")), Err(LedgerError::CannotOpen { .. })));
}

#[test]
#[cfg(unix)]
fn it_is_its_owner_s_only() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let (_folder, path) = file();
    let wallet = Wallet::on_disk("claro", &path);
    assert_eq!(mode(&path), 0o600);
    wallet.ask(PAY, &pay("order-1", 100));
    drop(wallet);
    // As an earlier version made it.
    fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).expect("changed");
    drop(Wallet::on_disk("claro", &path));
    assert_eq!(mode(&path), 0o600);
    // What is not ours stays as it is.
    fs::write(&path, "shopping list").expect("a file");
    fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).expect("changed");
    assert!(matches!(Ledger::open(&path), Err(LedgerError::NotOurs(_))));
    assert_eq!(mode(&path), 0o644);
}

#[test]
fn only_one_process_has_it_open() {
    let (_folder, path) = file();
    let _first = Ledger::open(&path).expect("a ledger");
    assert_eq!(Ledger::open(&path).err(), Some(LedgerError::InUse(path)));
}

/// One byte is changed at a time, or the end is cut off: there is an error that says so, or the damage did no harm.
#[test]
fn a_damaged_file_is_an_error() {
    let (_folder, path) = file();
    let wallet = Wallet::on_disk("claro", &path);
    for number in 0..40 {
        wallet.ask(PAY, &pay(&format!("order-{number}"), 100));
    }
    drop(wallet);
    let whole = fs::read(&path).expect("the file");
    let mut errors = 0;
    for number in 0..60 {
        let mut bytes = whole.clone();
        if number % 10 == 0 {
            bytes.truncate(whole.len() / 61 * (number + 1));
        } else {
            // Mostly where something is: the file is made longer in advance.
            let at = if number % 2 == 0 { number * 10 } else { whole.len() / 120 * number };
            bytes[at] ^= 0xff;
        }
        fs::write(&path, &bytes).expect("a file");
        match Ledger::open(&path) {
            Ok(ledger) => {
                let api = super::support::api("claro");
                for order in 0..40 {
                    let (_, ask) = super::support::endpoint(api, ASK);
                    let request = about(&format!("order-{order}"));
                    let answer = ledger.answer(api, ask, &request, super::support::start(), None);
                    assert!(
                        answer.is_ok() || matches!(answer, Err(LedgerError::Damaged { .. })),
                        "{answer:?}"
                    );
                }
            }
            Err(error) => {
                errors += 1;
                let is_clear = error.to_string().contains("name another");
                assert!(is_clear, "{error}");
            }
        }
    }
    assert!(errors > 5, "{errors}");
}

#[test]
fn an_emptied_file_is_not_taken_for_a_new_one() {
    let (_folder, path) = file();
    fs::write(&path, "").expect("a file");
    let error = Ledger::open(&path).err().expect("an error").to_string();
    assert!(error.contains("(it is empty); remove the file to begin with an empty ledger"), "{error}");
    fs::remove_file(&path).expect("removed");
    assert!(Ledger::open(&path).is_ok());
}

#[test]
fn a_file_that_is_cut_off_says_so() {
    let (_folder, path) = file();
    let wallet = Wallet::on_disk("claro", &path);
    wallet.ask(PAY, &pay("order-1", 100));
    drop(wallet);
    let whole = fs::read(&path).expect("the file");
    fs::write(&path, &whole[..50]).expect("a file");
    let error = Ledger::open(&path).err().expect("an error").to_string();
    let says = "its end is missing); remove the file to begin with an empty ledger";
    assert!(error.contains(says), "{error}");
}
