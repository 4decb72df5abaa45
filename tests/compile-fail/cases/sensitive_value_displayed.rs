//! A token in a text: `{token:?}` is hidden, and `token.as_str()` is a deliberate step.

use claro_client::{Sensitive, UnlimitedText};

fn show(token: &Sensitive<UnlimitedText>) -> String {
    format!("{token}")
}

fn main() {}
