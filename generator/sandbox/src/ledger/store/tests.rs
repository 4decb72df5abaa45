//! The database alone.

use super::super::error::LedgerError;
use super::tables::{FORMAT_NAME, NUMBERS};
use super::{Due, Read, Store};
use std::sync::Barrier;
use std::thread;

#[test]
fn the_oldest_are_forgotten_when_there_are_too_many() {
    let store = Store::in_memory_of(3).expect("a store");
    for number in 0..5u32 {
        store.write(|writer| writer.put("k", "a", &number.to_string(), &number)).expect("written");
    }
    store.write(|writer| writer.put("k", "a", "3", &33u32)).expect("the same record anew");
    let kept: Vec<Option<u32>> = (0..5)
        .map(|number| store.read(|reader| reader.get("k", "a", &number.to_string())).expect("read"))
        .collect();
    assert_eq!(kept, [None, None, Some(2), Some(33), Some(4)]);
}

#[test]
fn what_fails_leaves_nothing() {
    let store = Store::in_memory().expect("a store");
    let failed = store.write(|writer| {
        writer.put("k", "a", "1", &1u32)?;
        Err::<(), _>(LedgerError::Failed("no".to_owned()))
    });
    assert_eq!(failed, Err(LedgerError::Failed("no".to_owned())));
    assert_eq!(store.read(|reader| reader.get::<u32>("k", "a", "1")), Ok(None));
}

#[test]
fn a_panic_is_an_error_and_others_go_on() {
    let store = Store::in_memory().expect("a store");
    let barrier = Barrier::new(4);
    thread::scope(|scope| {
        for number in 0..4u32 {
            let (store, barrier) = (&store, &barrier);
            scope.spawn(move || {
                barrier.wait();
                let result = store.write(|writer| {
                    assert_ne!(number, 0, "the database gives up");
                    writer.put("k", "a", &number.to_string(), &number)
                });
                assert!(number != 0 || result.is_err());
            });
        }
    });
    assert_eq!(store.write(|writer| writer.put("k", "a", "9", &9u32)), Ok(()));
    assert_eq!(store.read(|reader| reader.get("k", "a", "9")), Ok(Some(9u32)));
}

#[test]
fn another_format_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("memory");
    let store = Store::open(&path).expect("a store");
    store
        .write(|writer| {
            writer.transaction.open_table(NUMBERS)?.insert(FORMAT_NAME, 7)?;
            Ok(())
        })
        .expect("written");
    drop(store);
    let error = Store::open(&path).err().expect("another format");
    assert_eq!(error, LedgerError::OtherFormat { path, found: 7, known: 3 });
    assert!(error.to_string().contains("format 7, and this version knows 3; remove the file"), "{error}");
}

/// Not only after it was opened as a whole.
#[test]
#[cfg(unix)]
fn a_new_file_is_its_owner_s_only_from_the_start() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = super::open::file(&folder.path().join("memory")).expect("a file");
    assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_queue_keeps_what_is_due_first() {
    let store = Store::in_memory_of(3).expect("a store");
    for at in [40, 10, 50, 20, 30] {
        store.write(|writer| writer.enqueue(Due { at, number: 1 }, &at)).expect("written");
    }
    let queued: Vec<(Due, i64)> = store.read(|reader| reader.queued(9)).expect("read");
    assert_eq!(queued.iter().map(|(_, at)| *at).collect::<Vec<_>>(), [10, 20, 30]);
}

#[test]
fn the_queue_is_in_the_order_of_time() {
    let store = Store::in_memory().expect("a store");
    let due = |at| Due { at, number: 1 };
    store
        .write(|writer| {
            writer.enqueue(due(20), &"later")?;
            writer.enqueue(due(-5), &"first")?;
            writer.enqueue(due(10), &"second")
        })
        .expect("written");
    let queued: Vec<(Due, String)> = store.read(|reader| reader.queued(2)).expect("read");
    assert_eq!(queued, [(due(-5), "first".to_owned()), (due(10), "second".to_owned())]);
    assert_eq!(store.write(|writer| writer.dequeue(due(-5))), Ok(Some("first".to_owned())));
    assert_eq!(store.write(|writer| writer.dequeue::<String>(due(-5))), Ok(None));
}
