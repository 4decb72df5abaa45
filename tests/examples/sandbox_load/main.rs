//! The sandbox under load: `cargo run --release --package countersign-tests --example sandbox_load`.
//!
//! Starts `countersign sandbox` as it is released, in a process of its own, and pays at it with the generated client. Every
//! answer is verified, and compared with what it has to be. Beside the rate stands what the RSA operations of both sides
//! would allow if there were nothing else to do, measured before and after. Needs Linux, whose `/proc` has the numbers.
//!
//! Options: `--seconds N` (30), `--in-flight N` (64), `--starts N` (9), `--database` (remember in a file, not in memory).

mod buyers;
mod limit;
#[path = "../call_cost/rsa.rs"]
mod rsa;
mod sandbox;

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use countersign_tests::process;

use self::{buyers::Buyers, sandbox::Sandbox};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A line of figures is shown so often, at least.
const PERIOD: Duration = Duration::from_secs(30);

struct Options {
    seconds: u64,
    in_flight: usize,
    starts: usize,
    database: bool,
}

fn main() -> Outcome<()> {
    let options = options()?;
    let program = process::countersign()?;
    starts(&program, options.starts)?;

    let limit_before = limit::calls_a_second()?;
    let folder = tempfile::tempdir()?;
    let sandbox = Sandbox::start(&program, folder.path(), options.database)?;
    println!("\n| second | calls/s | sandbox CPU us a call | sandbox MB |\n|---|---|---|---|");
    let mut buyers = Buyers::start(&sandbox, options.in_flight)?;
    let (start, mut calls) = (Instant::now(), 0);
    let mut cpu = process::seconds(sandbox.process())?;
    let end = Duration::from_secs(options.seconds);
    while start.elapsed() < end {
        let since = Instant::now();
        std::thread::sleep(PERIOD.min(end.saturating_sub(start.elapsed())));
        let (total, now) = (buyers.calls()?, process::seconds(sandbox.process())?);
        let made = (total - calls) as f64;
        println!(
            "| {:.0} | {:.0} | {:.0} | {:.0} |",
            start.elapsed().as_secs_f64(),
            made / since.elapsed().as_secs_f64(),
            (now - cpu) / made * 1e6,
            process::memory(sandbox.process()).unwrap_or(f64::NAN),
        );
        (calls, cpu) = (total, now);
    }
    let seconds = start.elapsed().as_secs_f64();
    let slowest = buyers.stop()?;
    let limit_after = limit::calls_a_second()?;

    let rate = calls as f64 / seconds;
    let limit = f64::midpoint(limit_before, limit_after);
    println!("\n{calls} calls with {} in flight, no wrong answer: {rate:.0} a second", options.in_flight);
    println!("RSA of both sides alone: {limit_before:.0} a second before, {limit_after:.0} after");
    println!("share of what RSA allows: {:.0} %", 100.0 * rate / limit);
    println!("slowest call: {} ms", slowest.as_millis());
    Ok(())
}

/// From the start of the process to an answer that is verified: the first run, which makes keys, and those after it.
fn starts(program: &Path, times: usize) -> Outcome<()> {
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for _ in 0..times {
        let folder = tempfile::tempdir()?;
        for times in [&mut first, &mut later] {
            let start = Instant::now();
            let sandbox = Sandbox::start(program, folder.path(), true)?;
            buyers::once(&sandbox)?;
            times.push(start.elapsed().as_millis());
        }
    }
    for (name, mut times) in [("makes keys", first), ("has keys", later)] {
        times.sort_unstable();
        if let (Some(least), Some(median), Some(most)) =
            (times.first(), times.get(times.len() / 2), times.last())
        {
            println!("start to first answer, {name}: {least} / {median} / {most} ms (least, median, most)");
        }
    }
    Ok(())
}

fn options() -> Outcome<Options> {
    let mut options = Options { seconds: 30, in_flight: 64, starts: 9, database: false };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut number = || -> Outcome<u64> {
            let value = arguments.next().ok_or(format!("`{name}` needs a value"))?;
            Ok(value.parse().map_err(|_| format!("`{name}` needs a number, not {value:?}"))?)
        };
        match name.as_str() {
            "--seconds" => options.seconds = number()?,
            "--in-flight" => options.in_flight = usize::try_from(number()?)?,
            "--starts" => options.starts = usize::try_from(number()?)?,
            "--database" => options.database = true,
            _ => {
                let known = "--seconds, --in-flight, --starts and --database";
                return Err(format!("unknown option `{name}`: there are {known}").into());
            }
        }
    }
    Ok(options)
}
