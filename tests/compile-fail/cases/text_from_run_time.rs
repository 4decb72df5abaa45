//! Text that is known at run time only, without the check at run time.

use claro_client::{Text, text};

fn title(order: &str) -> Text<256> {
    text!(order)
}

fn greeting(name: &str) -> Text<256> {
    text!(format!("Hello {name}"))
}

fn main() {}
