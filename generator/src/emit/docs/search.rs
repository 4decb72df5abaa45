//! What the search of the pages looks through: `[page, name, where]` of each endpoint, field and result code.

use super::fields;
use super::page::href;
use crate::emit::MARKER;
use crate::model::{Api, Endpoint};
use serde_json::{Value, json};

/// The index, as a script: a page on disk may load scripts, but nothing else.
pub(super) fn index(apis: &[Api]) -> String {
    let mut text = format!("// {MARKER} from specs; do not edit.\nglobalThis.countersignIndex = [\n");
    for api in apis {
        for endpoint in api.versions.iter().flat_map(|version| &version.endpoints) {
            for entry in entries(api, endpoint) {
                text += &format!("{entry},\n");
            }
        }
    }
    text + "];\n"
}

fn entries(api: &Api, endpoint: &Endpoint) -> Vec<Value> {
    let page = href(api, endpoint);
    let id = endpoint.address();
    let place = format!("{} of {}", id, api.title);
    let mut entries = vec![json!([page, id, format!("{} {}", api.title, endpoint.summary)])];
    for (table, list) in
        [("headers", &endpoint.headers), ("request", &endpoint.request), ("response", &endpoint.response)]
    {
        entries.extend(list.iter().map(|field| {
            let page = format!("{page}#{}", fields::anchor(table, &field.name));
            json!([page, field.name, format!("{table} of {place}")])
        }));
    }
    entries.extend(endpoint.results.iter().map(|result| {
        let page = format!("{page}#{}", fields::anchor("code", &result.code));
        json!([page, result.code, format!("result of {place}")])
    }));
    entries
}
