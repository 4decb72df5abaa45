//! A map whose values are not checked: `text!("..")` or `value.parse()?` for each is the fix.

use std::collections::BTreeMap;

use claro_client::v2::types::ContentTemplate;

fn template(name: String) -> ContentTemplate {
    ContentTemplate::new().template_parameters(BTreeMap::from([("name".to_owned(), name)]))
}

fn main() {}
