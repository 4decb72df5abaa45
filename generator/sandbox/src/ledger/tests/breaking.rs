//! A ledger that stops working, and works again.

use super::super::{Ledger, LedgerError, LedgerResponse, Store};
use super::support::{about, api, endpoint, pay, start};
use redb::StorageBackend;
use redb::backends::{FileBackend, InMemoryBackend};
use serde_json::Value;
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A ledger, and what makes it refuse every write.
pub(crate) fn breakable() -> (Ledger, Arc<AtomicBool>) {
    let kept = Arc::new(InMemoryBackend::new());
    breakable_on(move || kept.clone())
}

fn breakable_on(
    inner: impl Fn() -> Arc<dyn StorageBackend> + Send + Sync + 'static,
) -> (Ledger, Arc<AtomicBool>) {
    let is_full = Arc::new(AtomicBool::new(false));
    let shared = Arc::clone(&is_full);
    let disk = move || Disk { is_full: Arc::clone(&shared), inner: inner() };
    (Ledger::new(Store::on(disk).expect("a store")).expect("a ledger"), is_full)
}

#[derive(Debug)]
struct Disk {
    is_full: Arc<AtomicBool>,
    inner: Arc<dyn StorageBackend>,
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.inner.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.inner.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }
}

fn ask(ledger: &Ledger, path: &str, request: &Value) -> Result<Value, LedgerError> {
    let api = api("claro");
    let (_, endpoint) = endpoint(api, path);
    match ledger.answer(api, endpoint, request, start(), None)? {
        LedgerResponse::Result { fields, .. } => Ok(Value::Object(fields)),
        LedgerResponse::Untracked => panic!("nothing is remembered of {path}"),
    }
}

/// It goes on without a restart, with all that it had answered before.
fn goes_on_when_there_is_room_again((ledger, is_full): (Ledger, Arc<AtomicBool>)) {
    let before = ask(&ledger, "v1/payments/pay", &pay("before", 1)).expect("paid");
    for round in 0..3 {
        is_full.store(true, Ordering::SeqCst);
        for _ in 0..2 {
            let full = ask(&ledger, "v1/payments/pay", &pay("meanwhile", 1)).expect_err("no room");
            assert!(full.to_string().contains("is there room on the disk?"), "{full}");
        }
        is_full.store(false, Ordering::SeqCst);
        // The first that comes may ask or pay.
        if round == 1 {
            ask(&ledger, "v1/payments/inquiryPayment", &about("before")).expect("asked");
        }
        let after = pay(&format!("after-{round}"), 1);
        let paid = ask(&ledger, "v1/payments/pay", &after).expect("paid");
        assert_eq!(ask(&ledger, "v1/payments/pay", &after), Ok(paid));
        assert_eq!(ask(&ledger, "v1/payments/pay", &pay("before", 1)), Ok(before.clone()));
    }
}

#[test]
fn a_disk_that_has_room_again_is_used_again() {
    goes_on_when_there_is_room_again(breakable());
}

/// A file is locked by whoever has it open, and so by this very process.
#[test]
fn a_file_is_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("memory");
    let open = move || {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let backend = FileBackend::new(file.expect("a file")).expect("not locked");
        Arc::new(backend) as Arc<dyn StorageBackend>
    };
    goes_on_when_there_is_room_again(breakable_on(open));
}

#[test]
fn many_at_once_go_on_too() {
    let (ledger, is_full) = breakable();
    for round in 0..10 {
        is_full.store(true, Ordering::SeqCst);
        thread::scope(|scope| {
            for number in 0..8 {
                let (ledger, order) = (&ledger, pay(&format!("{round}-{number}"), 1));
                scope.spawn(move || ask(ledger, "v1/payments/pay", &order).expect_err("no room"));
            }
        });
        is_full.store(false, Ordering::SeqCst);
        thread::scope(|scope| {
            for number in 0..8 {
                let (ledger, order) = (&ledger, pay(&format!("{round}-{number}"), 1));
                scope.spawn(move || {
                    ask(ledger, "v1/payments/pay", &order).expect("paid");
                    ask(ledger, "v1/payments/inquiryPayment", &about(&format!("{round}-{number}")))
                        .expect("asked");
                });
            }
        });
    }
}
