//! Generated types are serialized by the feature `serde` only.

use claro_client::v1::payments::PayRequest;

fn stored(request: &PayRequest) -> serde_json::Result<String> {
    serde_json::to_string(request)
}

fn main() {}
