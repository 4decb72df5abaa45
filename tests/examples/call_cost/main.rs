//! What a signed and verified call costs: `cargo run --release --package countersign-tests --example call_cost`.
//!
//! The wallet is a process of its own on loopback that answers every request with the same signed answer, so that the CPU
//! time shown is the caller's alone. Beside the calls stand their two floors: the bare RSA operations by the same library,
//! and bare HTTP by the same library with the same bytes; and both of these in one program, because either runs slower after
//! the other than by itself. Rounds alternate, and of each figure the least is shown.
//!
//! `-- in-flight 10000` measures calls that all wait at once instead.

mod calls;
mod http;
mod in_flight;
mod measure;
mod rsa;
mod server;
mod stall;

use std::{error::Error, sync::Arc, time::Duration};

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use self::{http::Http, measure::Cost, rsa::Rsa};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// Calls in a round.
const CALLS: usize = 1_600;
const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some(server::ARGUMENT) => return server::run(arguments.next().unwrap_or_default().parse()?),
        Some(in_flight::ARGUMENT) => {
            return in_flight::print(arguments.next().map_or(Ok(10_000), |calls| calls.parse())?);
        }
        _ => {}
    }
    let wallet = server::Process::start(Duration::ZERO)?;
    println!("| a call, CPU us / wall us | 1 in flight | 32 in flight |");
    println!("|---|---|---|");
    let (mut one, mut many) = (Table::default(), Table::default());
    for (at_once, table) in [(1, &mut one), (32, &mut many)] {
        table.measure(wallet.port(), at_once)?;
    }
    for (name, cost) in [
        ("RSA 2048 sign and verify alone (a)", Table::rsa as fn(&Table) -> Cost),
        ("bare reqwest, the same bytes (b)", Table::http),
        ("both, in a program that does nothing else", Table::both),
        ("**signed and verified call**", Table::calls),
    ] {
        println!("| {name} | {} | {} |", cost(&one), cost(&many));
    }
    println!("| added to (a) + (b), CPU us | {:.0} | {:.0} |", one.added_to_sum(), many.added_to_sum());
    println!("| added to both in one program, CPU us | {:.0} | {:.0} |", one.added(), many.added());
    println!("| rate of a core, of what (a) alone allows | {:.0} % | {:.0} % |", one.share(), many.share());
    let (ours, https) = calls::allocations(wallet.port())?;
    println!("\nallocations of a call: {ours}, of which reqwest and hyper make {https}");
    stall::print(wallet.port())
}

#[derive(Default)]
struct Table {
    rsa: Cost,
    http: Cost,
    both: Cost,
    calls: Cost,
}

impl Table {
    fn measure(&mut self, port: u16, at_once: usize) -> Result<(), Box<dyn Error>> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (rsa, calls) = (Arc::new(Rsa::new()?), calls::Calls::new(port)?);
        let http = Http::new(port, &runtime, &calls)?;
        for _ in 0..ROUNDS {
            self.rsa.add(CALLS, || rsa.sign_and_verify(CALLS))?;
            self.http.add(CALLS, || runtime.block_on(http.send(CALLS, at_once, None)))?;
            self.both.add(CALLS, || runtime.block_on(http.send(CALLS, at_once, Some(Arc::clone(&rsa)))))?;
            self.calls.add(CALLS, || runtime.block_on(calls.send(CALLS, at_once)))?;
        }
        Ok(())
    }
    fn rsa(&self) -> Cost {
        self.rsa
    }
    fn http(&self) -> Cost {
        self.http
    }
    fn both(&self) -> Cost {
        self.both
    }
    fn calls(&self) -> Cost {
        self.calls
    }
    fn added_to_sum(&self) -> f64 {
        self.calls.cpu() - self.rsa.cpu() - self.http.cpu()
    }
    fn added(&self) -> f64 {
        self.calls.cpu() - self.both.cpu()
    }
    fn share(&self) -> f64 {
        100.0 * self.rsa.cpu() / self.calls.cpu()
    }
}
