//! A map whose keys are borrowed: `"name".to_owned()` is the fix.

use std::collections::BTreeMap;

use claro_client::{text, v2::types::ContentTemplate};

fn template() -> ContentTemplate {
    ContentTemplate::new().template_parameters(BTreeMap::from([("name", text!("Ana"))]))
}

fn main() {}
