//! Our private key and the wallet's public key in each other's place.

use claro_client::{
    Config,
    signature::{SigningKey, WalletKey},
};

fn config(ours: SigningKey, theirs: WalletKey) -> Config {
    Config::new("https://wallet.example", "2020010123456789", theirs, ours)
}

fn main() {}
