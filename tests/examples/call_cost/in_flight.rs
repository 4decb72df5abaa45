//! Calls that all wait at once: the memory and CPU time of each, beside bare RSA and HTTP with the same bytes.

use std::{error::Error, sync::Arc, thread, time::Duration};

use stats_alloc::Region;
use tokio::runtime::Runtime;

use super::{calls::Calls, http::Http, measure::Cost, rsa::Rsa, server};

/// The argument that asks for this.
pub(crate) const ARGUMENT: &str = "in-flight";
/// The time that the wallet takes for a response: enough for all requests to be signed and sent meanwhile.
const DELAY: Duration = Duration::from_secs(10);

/// Prints the table. Each call has a connection of its own: the limit of open files has to be higher than `calls`.
pub(crate) fn print(calls: usize) -> Result<(), Box<dyn Error>> {
    let wallet = server::Process::start(DELAY)?;
    let (ours, rsa) = (Calls::new(wallet.port())?, Arc::new(Rsa::new()?));
    let bare = Http::new(wallet.port(), &runtime()?, &ours)?;
    println!("| {calls} calls in flight | KB a call | CPU us a call |");
    println!("|---|---|---|");
    let (bytes, cost) =
        measured(calls, |runtime| runtime.block_on(bare.send(calls, calls, Some(Arc::clone(&rsa)))))?;
    println!("| bare reqwest and RSA, the same bytes | {bytes:.1} | {:.0} |", cost.cpu());
    let (bytes, cost) = measured(calls, |runtime| runtime.block_on(ours.send(calls, calls)))?;
    println!("| signed and verified call | {bytes:.1} | {:.0} |", cost.cpu());
    Ok(())
}

/// The memory of each call while all wait, in KB, and what a call cost. Each in a runtime of its own: what ends in another
/// later is not counted.
fn measured(
    calls: usize,
    work: impl FnOnce(&Runtime) -> Result<(), Box<dyn Error>>,
) -> Result<(f64, Cost), Box<dyn Error>> {
    let (runtime, mut cost) = (runtime()?, Cost::default());
    let region = Region::new(super::ALLOCATOR);
    let bytes = thread::scope(|scope| {
        let watched = scope.spawn(|| {
            thread::sleep(DELAY - DELAY / 5);
            let change = region.change();
            change.bytes_allocated.saturating_sub(change.bytes_deallocated)
        });
        cost.add(calls, || work(&runtime)).map(|()| watched.join().unwrap_or_default())
    })?;
    Ok((bytes as f64 / calls as f64 / 1024.0, cost))
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}
