//! A configuration without the key that responses are verified by.

use claro_client::{Config, signature::SigningKey};

fn config(ours: SigningKey) -> Config {
    Config::new("https://wallet.example", "2020010123456789", ours)
}

fn main() {}
