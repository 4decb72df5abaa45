//! The name of this program.

/// The beginning of a command line that is printed to be run: a program that was started by cargo may not be installed.
pub(super) fn program() -> &'static str {
    if std::env::var_os("CARGO").is_some() { "cargo run --" } else { "countersign" }
}
