//! What a signed and verified call costs: `cargo run --release --package countersign-tests --example call_cost`.
//!
//! The wallet is a process of its own on loopback that answers every request with the same signed answer, so that the CPU
//! time shown is the caller's alone. Beside the calls stand their two floors: the bare RSA operations by the same library,
//! and bare HTTP by the same library with the same bytes. Rounds of all three alternate, and of each the least is shown.

mod bare;
mod calls;
mod measure;
mod server;
mod stall;

use std::error::Error;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use self::measure::{Cost, rounds};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// Calls in a round.
const CALLS: usize = 1_600;
const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some(server::ARGUMENT) {
        return server::run();
    }
    let wallet = server::Process::start()?;
    println!("| a call, CPU us / wall us | 1 in flight | 32 in flight |");
    println!("|---|---|---|");
    let (mut one, mut many) = (Table::default(), Table::default());
    for (at_once, table) in [(1, &mut one), (32, &mut many)] {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (bare, calls) = (bare::Bare::new()?, calls::Calls::new(wallet.port())?);
        let in_place = calls::Calls::signed_by(wallet.port(), stall::InPlace::new()?)?;
        let http = bare::Http::new(wallet.port(), &runtime, &calls)?;
        rounds(ROUNDS, || {
            table.rsa.add(CALLS, || bare.sign_and_verify(CALLS))?;
            table.http.add(CALLS, || runtime.block_on(http.send(CALLS, at_once)))?;
            table.calls.add(CALLS, || runtime.block_on(calls.send(CALLS, at_once)))?;
            table.in_place.add(CALLS, || runtime.block_on(in_place.send(CALLS, at_once)))
        })?;
    }
    for (name, cost) in [
        ("RSA 2048 sign and verify alone", Table::rsa as fn(&Table) -> Cost),
        ("bare reqwest, the same bytes", Table::http),
        ("signed and verified call", Table::calls),
        ("the same, signed on the task's own thread", Table::in_place),
    ] {
        println!("| {name} | {} | {} |", cost(&one), cost(&many));
    }
    println!("| of it added by the runtime, CPU us | {:.0} | {:.0} |", one.added(), many.added());
    println!("| rate of a core, of what RSA alone allows | {:.0} % | {:.0} % |", one.share(), many.share());
    let (ours, https) = calls::allocations(wallet.port())?;
    println!("\nallocations of a call: {ours}, of which reqwest and hyper make {https}");
    stall::print(wallet.port())
}

#[derive(Default)]
struct Table {
    rsa: Cost,
    http: Cost,
    calls: Cost,
    in_place: Cost,
}

impl Table {
    fn rsa(&self) -> Cost {
        self.rsa
    }
    fn http(&self) -> Cost {
        self.http
    }
    fn calls(&self) -> Cost {
        self.calls
    }
    fn in_place(&self) -> Cost {
        self.in_place
    }
    fn added(&self) -> f64 {
        self.calls.cpu() - self.rsa.cpu() - self.http.cpu()
    }
    fn share(&self) -> f64 {
        100.0 * self.rsa.cpu() / self.calls.cpu()
    }
}
