//! A key as text: `SigningKey::from_text` and `WalletKey::from_text` read one.

use claro_client::Config;

fn config(ours: &'static str, theirs: &'static str) -> Config {
    Config::new("https://wallet.example", "2020010123456789", ours, theirs)
}

fn main() {}
