//! Programs that some tests need besides Rust and a C compiler.

use std::io::Write;

/// Makes a missing program an error, as continuous integration wants it.
const REQUIRED: &str = "COUNTERSIGN_REQUIRE_TOOLS";

/// Returns whether all these programs are in `PATH`. Otherwise says on standard error that the running test is skipped, which
/// `cargo test` shows even of a test that passes.
///
/// # Panics
///
/// If a program is missing and the environment variable `COUNTERSIGN_REQUIRE_TOOLS` is set.
#[must_use]
pub fn available(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let missing: Vec<&str> = programs.iter().copied().filter(|program| !is_there(program)).collect();
    if missing.is_empty() {
        return true;
    }
    let thread = std::thread::current();
    let message = format!("skipped {}: needs {}", thread.name().unwrap_or("a test"), missing.join(" and "));
    assert!(std::env::var_os(REQUIRED).is_none(), "{message}, and {REQUIRED} is set");
    // Not by `eprintln!`, whose output is shown only of tests that fail.
    let _ = writeln!(std::io::stderr(), "{message}");
    false
}
