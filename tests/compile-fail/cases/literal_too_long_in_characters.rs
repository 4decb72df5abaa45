//! Characters count, not bytes: these are 64 and 65 of two bytes each.

use claro_client::{text, v1::types::EnvInfo};

fn fits() -> EnvInfo {
    EnvInfo::new().client_ip(text!("öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"))
}

fn one_too_many() -> EnvInfo {
    EnvInfo::new().client_ip(text!("ööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"))
}

fn main() {}
