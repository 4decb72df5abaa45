//! The text of an enum's value: `TerminalType::App` is the fix.

use claro_client::v1::types::EnvInfo;

fn app() -> EnvInfo {
    EnvInfo::new().terminal_type("APP")
}

fn main() {}
