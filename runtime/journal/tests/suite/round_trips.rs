//! What a recorded call costs beside one that is not recorded: round trips to Postgres, counted by a proxy.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use claro_client::Outcome;
use countersign_runtime::testing::Reply;
use sqlx::postgres::PgPoolOptions;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::shop::{Shop, pay, postgres_options};

/// A proxy before the database. Counts how often the client speaks after the server has.
async fn counting_proxy(to: (String, u16)) -> (u16, Arc<AtomicU32>) {
    let (listener, trips) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(AtomicU32::new(0)));
    let (port, counter) = (listener.local_addr().unwrap().port(), Arc::clone(&trips));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect((to.0.as_str(), to.1)).await.unwrap();
            tokio::spawn(forward(client, server, Arc::clone(&counter)));
        }
    });
    (port, trips)
}

async fn forward(mut client: TcpStream, mut server: TcpStream, trips: Arc<AtomicU32>) {
    let (mut asked, mut said) = (vec![0; 65536], vec![0; 65536]);
    let mut server_spoke = true;
    loop {
        tokio::select! {
            Ok(n) = client.read(&mut asked) => {
                if n == 0 { return }
                if std::mem::take(&mut server_spoke) {
                    trips.fetch_add(1, Ordering::SeqCst);
                }
                server.write_all(&asked[..n]).await.unwrap();
            }
            Ok(n) = server.read(&mut said) => {
                if n == 0 { return }
                server_spoke = true;
                client.write_all(&said[..n]).await.unwrap();
            }
            else => return,
        }
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
    let pool = pool.connect_with(options.host("127.0.0.1").port(port)).await.unwrap();
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
