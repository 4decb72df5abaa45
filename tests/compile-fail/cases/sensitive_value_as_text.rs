//! A token where text is wanted: `into_inner` is a deliberate step.

use claro_client::{Sensitive, Text};

fn title(token: Sensitive<Text<256>>) -> Text<256> {
    token
}

fn main() {}
