//! `journal`: what operators of a shop see and do.

#![cfg(feature = "journal")]

use crate::cli::run;
use crate::support::Workshop;
use countersign_journal::store::{Inserted, Mark, NewEntry, SqlStore, Store};
use countersign_journal::{EntryId, Journal};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::time::Duration;

/// A shop's database with two calls: one that was recorded, and one that may have been sent.
async fn database(workshop: &Workshop) -> SqlStore<sqlx::Sqlite> {
    let options = SqliteConnectOptions::new().filename(workshop.path("shop.db")).create_if_missing(true);
    let store = SqlStore::new(SqlitePool::connect_with(options).await.expect("a database"));
    Journal::with_store(store.clone()).migrate().await.expect("tables");
    for (number, reference) in [(1, "order-1"), (2, "order\u{1b}[31m-2")] {
        let entry = NewEntry {
            api: "claro".to_owned(),
            client_id: "2022".to_owned(),
            endpoint: "v1/payments/pay".to_owned(),
            key: [number; 32],
            ids: Vec::new(),
            reference: reference.to_owned(),
            purpose: "pay".to_owned(),
            by_hand: false,
            body: br#"{"paymentRequestId":"planted"}"#.to_vec(),
            sealed: false,
            deadline: Duration::from_secs(60),
            resend_window: None,
        };
        let mut tx = store.begin().await.expect("a transaction");
        assert!(matches!(store.insert(&mut tx, &entry).await, Ok(Inserted::New(_))));
        store.commit(tx).await.expect("committed");
    }
    store.mark(EntryId(2), &[2; 32], [7; 16], Mark::First).await.expect("written").expect("marked");
    store
}

fn journal(workshop: &Workshop, arguments: &[&str]) -> crate::cli::Run {
    run(workshop, &[&["journal", "--database-url", "sqlite:shop.db"], arguments].concat())
}

#[tokio::test]
async fn calls_are_listed_ended_and_purged() {
    let workshop = Workshop::new();
    let store = database(&workshop).await;
    let list = journal(&workshop, &["list"]).ended(0);
    let lines: Vec<&str> = list.out.lines().collect();
    assert!(lines[0].starts_with("1  recorded  claro v1/payments/pay  pay of \"order-1\"  "), "{}", list.out);
    assert!(
        lines[1].starts_with(r#"2  sending  claro v1/payments/pay  pay of "order\u{1b}[31m-2"  "#),
        "{}",
        list.out
    );
    let show = journal(&workshop, &["show", "2"]).ended(0);
    assert!(show.out.contains("\n  client id  2022\n  attempts   1\n"), "{}", show.out);
    assert!(!(list.out + &show.out).contains("planted"));

    let ended = journal(&workshop, &["end", "2", "--as", "success", "--reason", "ticket 7"]).ended(0);
    assert!(ended.out.starts_with("2  success, effect due  "), "the effect is the shop's: {}", ended.out);
    let again = journal(&workshop, &["end", "2", "--as", "failed", "--reason", "a mistake"]).ended(2);
    assert_eq!(
        again.err,
        "error: nothing was changed: entry 2 (claro v1/payments/pay) is ended as success\n"
    );
    let show = journal(&workshop, &["show", "2"]).ended(0);
    assert!(
        show.out.contains("  ended by   person\n  reason     ticket 7\n  conflict   entry 2"),
        "{}",
        show.out
    );

    assert_eq!(journal(&workshop, &["purge", "--older-than", "0"]).ended(0).out, "purged 0\n");
    let mut tx = store.begin().await.expect("a transaction");
    assert!(store.apply(&mut tx, EntryId(2)).await.expect("applied"));
    store.commit(tx).await.expect("committed");
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(journal(&workshop, &["purge", "--older-than", "0"]).ended(0).out, "purged 1\n");
    let all = journal(&workshop, &["list", "--reference", "order\u{1b}[31m-2"]).ended(0);
    assert!(all.out.starts_with("2  success  claro"), "{}", all.out);
}

#[tokio::test]
async fn mistakes_change_nothing() {
    let workshop = Workshop::new();
    database(&workshop).await;
    let settle = [
        "settle",
        "2",
        "--url",
        "http://127.0.0.1:9",
        "--client-id",
        "2023",
        "--specs",
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs"),
    ];
    for (arguments, problem) in [
        (&["show", "9"][..], "error: there is no such entry"),
        (&["end", "9", "--as", "failed", "--reason", "x"], "error: there is no such entry"),
        (
            &["end", "2", "--as", "failed", "--reason", "x"],
            "error: nothing was changed: entry 2 (claro v1/payments/pay) is sending, and a",
        ),
        (&settle, "error: the call was recorded for the client id 2022, and not for 2023"),
        (
            &["--sealing-key-env", "NO_SUCH_KEY", "list"],
            "error: the environment variable NO_SUCH_KEY is not set",
        ),
    ] {
        let failed = journal(&workshop, arguments).ended(2);
        assert!(failed.err.starts_with(problem), "{arguments:?}: {}", failed.err);
    }
    journal(&workshop, &["end", "1", "--as", "failed"]).ended(2);
    journal(&workshop, &["end", "1", "--as", "failed", "--reason", " "]).ended(2);
    for (url, problem) in [
        ("mysql://x:planted@localhost/y", "error: --database-url begins with `sqlite:` or `postgres:`"),
        (
            "sqlite:no/such.db",
            "error: cannot open the SQLite database \"no/such.db\": unable to open database file\n",
        ),
        ("postgres://x:planted@127.0.0.1:9/y", "error: the journal's database failed: "),
    ] {
        let failed = run(&workshop, &["journal", "--database-url", url, "list"]).ended(2);
        assert!(!failed.err.contains("timed out"), "{url}: {}", failed.err);
        assert!(failed.err.starts_with(problem) && !failed.err.contains("planted"), "{url}: {}", failed.err);
    }
    let open = journal(&workshop, &["list"]).ended(0);
    assert_eq!(open.out.lines().count(), 2);
}
