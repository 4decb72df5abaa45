//! The code of README.md, which stands here word for word: the command's tests compare them.

use claro_client::Outcome;
use countersign_runtime::testing::Reply;

use crate::shop::{SUCCESS, Shop, pay, sqlite};

#[tokio::test]
async fn the_code_of_the_readme_pays() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let pool = sqlite(&folder).await;
    let shop = Shop::new(pool.clone()).await;
    shop.sql("CREATE TABLE orders (id TEXT PRIMARY KEY, state TEXT NOT NULL)").await;
    let (journal, claro) = (shop.journal.clone(), shop.client.clone());
    let (order, request) = ("order-1".to_owned(), pay("order-1"));
    shop.wallet.then(Reply::signed(SUCCESS));

    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("INSERT INTO orders (id, state) VALUES ($1, 'open')").bind(&order).execute(&mut *tx).await?;
    let entry = journal.record(&mut tx, &claro, &request).reference(&order).await?;
    tx.commit().await?;
    let outcome = entry.send().await?;

    assert!(matches!(outcome, Outcome::Success(_)));
    assert_eq!(shop.effects().await, ["order-1 success"]);
    Ok(())
}
