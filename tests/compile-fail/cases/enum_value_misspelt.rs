//! A value that the enum does not have, in the spelling of the wire.

use claro_client::v1::types::{EnvInfo, TerminalType};

fn app() -> EnvInfo {
    EnvInfo::new().terminal_type(TerminalType::MINI_APP)
}

fn main() {}
