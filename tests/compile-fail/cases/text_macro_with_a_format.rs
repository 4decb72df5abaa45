//! Text that is put together at run time in the macro for literals.

use claro_client::{Text, text};

fn greeting(name: &str) -> Text<256> {
    text!(format!("Hello {name}"))
}

fn main() {}
