//! What a recorded call costs beside one that is not recorded: round trips to Postgres, counted by a proxy.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use claro_client::Outcome;
use countersign_runtime::testing::Reply;
use sqlx::postgres::{PgPoolOptions, PgSslMode};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use crate::shop::{Shop, pay, postgres_options};

/// A proxy before the database. Counts what the client waits for: `Query`, `Execute`, and `Describe` when a statement is prepared. A
/// bare `Sync` is the pool's, which looks after a connection that it gets back; no caller waits for that.
async fn counting_proxy(to: (String, u16)) -> (u16, Arc<AtomicU32>) {
    let (listener, trips) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(AtomicU32::new(0)));
    let (port, counter) = (listener.local_addr().unwrap().port(), Arc::clone(&trips));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect((to.0.as_str(), to.1)).await.unwrap();
            let ((asks, mut hears), (mut says, hearing)) = (client.into_split(), server.into_split());
            tokio::spawn(async move { tokio::io::copy(&mut says, &mut hears).await });
            tokio::spawn(forward(asks, hearing, Arc::clone(&counter)));
        }
    });
    (port, trips)
}

/// Passes on what the client says, message by message.
async fn forward(mut client: OwnedReadHalf, mut server: OwnedWriteHalf, trips: Arc<AtomicU32>) {
    // The first message has no type.
    let mut has_type = false;
    loop {
        let kind = if has_type { client.read_u8().await.ok() } else { None };
        let Ok(length) = client.read_u32().await else { return };
        let mut rest = vec![0; length as usize - 4];
        client.read_exact(&mut rest).await.unwrap();
        if let Some(b'Q' | b'E' | b'D') = kind {
            trips.fetch_add(1, Ordering::SeqCst);
        }
        let message = [kind.as_slice(), &length.to_be_bytes(), &rest].concat();
        server.write_all(&message).await.unwrap();
        has_type = true;
    }
}

#[tokio::test]
async fn a_recorded_call_takes_five_round_trips_more() {
    let Some(options) = postgres_options().await else {
        eprintln!("not run: JOURNAL_POSTGRES_URL is not set");
        return;
    };
    let (port, trips) = counting_proxy((options.get_host().to_owned(), options.get_port())).await;
    let pool = PgPoolOptions::new().max_connections(1).test_before_acquire(false);
    let pool =
        pool.connect_with(options.host("127.0.0.1").port(port).ssl_mode(PgSslMode::Disable)).await.unwrap();
    let shop = Shop::new(pool).await;
    let count = async |order: &str| {
        let request = pay(order);
        let mut tx = shop.begin().await;
        let start = trips.load(Ordering::SeqCst);
        let entry = shop.journal.record(&mut tx, &shop.client, &request).reference(order).await.unwrap();
        let recorded = trips.load(Ordering::SeqCst) - start;
        shop.commit(tx).await;
        shop.wallet.then(Reply::signed(r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#));
        let start = trips.load(Ordering::SeqCst);
        assert!(matches!(entry.send().await, Ok(Outcome::Success(_))));
        recorded + trips.load(Ordering::SeqCst) - start
    };
    // The first time, each statement is prepared.
    count("order-1").await;
    // Record, mark, begin, update and commit, and the one of the shop's callback.
    assert_eq!(count("order-2").await, 5 + 1);
}
