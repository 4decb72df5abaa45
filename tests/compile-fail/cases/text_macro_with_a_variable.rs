//! Text that is known at run time in the macro for literals.

use claro_client::{Text, text};

fn title(order: &str) -> Text<256> {
    text!(order)
}

fn main() {}
