//! A private key in a text.

use claro_client::signature::SigningKey;

fn show(ours: &SigningKey) -> String {
    format!("{ours}")
}

fn main() {}
