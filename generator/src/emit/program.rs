//! A whole program that makes one call, for those who begin.

use super::snippet::function;
use crate::model::FirstCall;

/// Returns the `main.rs` of a program that sends the example to a sandbox. `None` where a spec asks for more than a frame of a few
/// lines has: keys for encryption, or a request that the crate has no way to write.
pub fn program(call: &FirstCall<'_>, url: &str, keys: &str) -> Option<String> {
    let FirstCall { api, version, endpoint, request, .. } = call;
    if api.dialect.encrypted {
        return None;
    }
    let also = ["Config", "signature::{SigningKey, WalletKey}"];
    let (function, ids) = function(api, version, endpoint, request, &also)?;
    let about_ids = match ids {
        0 => "",
        _ => "    // Your own id. However often it is sent, it is one request.\n",
    };
    let ids = ", \"order-1\"".repeat(ids);
    let name = &api.name;
    Some(format!(
        "{function}
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    // The sandbox's test keys. Those of a wallet are exchanged in its console, and kept where secrets are kept.
    let keys = std::path::Path::new({keys:?});
    let client_id = std::fs::read_to_string(keys.join(\"client_id\"))?;
    let ours = SigningKey::from_file(keys.join(\"merchant.pem\"))?;
    let theirs = WalletKey::from_file(keys.join(\"wallet.public.pem\"))?;

    // The URL that `countersign sandbox` prints beside `{name}`.
    let client = Client::new(Config::new({url:?}, client_id.trim(), ours, theirs))?;
{about_ids}    call(&client{ids}).await
}}
"
    ))
}

/// Returns the dependencies of that program, as they stand in its `Cargo.toml`. `folder` has the generated crates.
pub fn dependencies(call: &FirstCall<'_>, folder: &str) -> String {
    let (name, package) = (&call.api.name, &call.api.package);
    format!(
        "[dependencies]
{package} = {{ path = \"{folder}/{name}\" }}
tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}
"
    )
}
