//! An unlisted value by hand: only what the wallet sent is unlisted.

use claro_client::{
    Unlisted,
    v1::types::{EnvInfo, TerminalType},
};

fn watch() -> EnvInfo {
    EnvInfo::new().terminal_type(TerminalType::Other(Unlisted("WATCH".to_owned())))
}

fn main() {}
