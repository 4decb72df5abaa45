//! How long another task of the same thread waits while calls are signed.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use countersign_runtime::signature::{
    Algorithm, BoxFuture, Content, SignError, Signature, Signer, SigningKey,
};
use countersign_tests::keys;

use super::calls::Calls;

/// Signs on the thread of the task, as a signer without further thought would.
pub(crate) struct InPlace(SigningKey);

impl InPlace {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self(SigningKey::from_text(keys::MERCHANT)?))
    }
}

impl Signer for InPlace {
    fn sign<'a>(&'a self, content: &'a Content<'a>) -> BoxFuture<'a, Result<Signature, SignError>> {
        Box::pin(async {
            let bytes = self.0.sign(content)?;
            Ok(Signature::new(Algorithm::Rsa256, self.0.version().clone(), bytes))
        })
    }
}

pub(crate) fn print(port: u16) -> Result<(), Box<dyn Error>> {
    println!(
        "\n| a task that sleeps for 1 ms beside 32 calls in flight, late by us | median | 99 % | most |"
    );
    println!("|---|---|---|---|");
    let table = [
        ("without calls", None),
        ("as it is: signed on another thread", Some(Calls::new(port)?)),
        ("signed in place", Some(Calls::signed_by(port, InPlace::new()?)?)),
    ];
    for (name, calls) in table {
        let mut late = lateness(calls)?;
        late.sort_unstable();
        let at = |share: usize| late.get(late.len() * share / 1000).map_or(0, Duration::as_micros);
        println!("| {name} | {} | {} | {} |", at(500), at(990), late.last().map_or(0, Duration::as_micros));
    }
    Ok(())
}

fn lateness(calls: Option<Calls>) -> Result<Vec<Duration>, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let done = Arc::new(AtomicBool::new(false));
        let watched = tokio::spawn(watch(Arc::clone(&done)));
        match calls {
            Some(calls) => calls.send(3_200, 32).await?,
            None => tokio::time::sleep(Duration::from_secs(1)).await,
        }
        done.store(true, Ordering::Relaxed);
        Ok(watched.await?)
    })
}

async fn watch(done: Arc<AtomicBool>) -> Vec<Duration> {
    let mut late = Vec::new();
    while !done.load(Ordering::Relaxed) {
        let asleep = Instant::now();
        tokio::time::sleep(Duration::from_millis(1)).await;
        late.push(asleep.elapsed().saturating_sub(Duration::from_millis(1)));
    }
    late
}
