//! Every store does what the protocol asks for.

use countersign_journal::{
    store::{Dialect, MemoryStore, SqlStore, Store},
    testing::conformance,
};

use crate::shop::{Shop, on_each_database};

on_each_database! {
    a_database_conforms,
}

async fn a_database_conforms<DB: Dialect>(shop: Shop<DB>) {
    let store: SqlStore<DB> = shop.store();
    conformance(&store).await.unwrap();
}

#[tokio::test]
async fn memory_conforms() {
    let store = MemoryStore::default();
    store.migrate().await.unwrap();
    conformance(&store).await.unwrap();
}
