//! The front page of a crate's documentation: what it calls, and a first call.

use super::{docs, features, group, type_names};
use crate::emit::snippet;
use crate::model::{Api, Endpoint, Kind, first_call, names};

/// The lines of the page.
pub(super) fn lines(api: &Api) -> Vec<String> {
    let mut lines = docs::markdown(&api.title);
    lines.push(String::new());
    lines.extend(docs::paragraphs([api.doc.as_deref()]));
    lines.extend(features::lines(api));
    lines.extend(["", "| endpoint | here |", "|---|---|"].map(str::to_owned));
    for endpoint in api.versions.iter().flat_map(|version| &version.endpoints) {
        lines.push(format!("| {} | {} |", docs::code(&endpoint.address()), link(endpoint)));
    }
    lines.extend(example(api).lines().map(str::to_owned));
    lines
}

/// Where an endpoint is in the crate. In links, keywords stand without `r#`, which rustdoc takes for the part of a page.
fn link(endpoint: &Endpoint) -> String {
    if let Some(why) = &endpoint.not_callable {
        return format!("cannot be called: {}", docs::markdown(why).join(" ").replace('|', "\\|"));
    }
    let plain = |name: &str| name.trim_start_matches("r#").to_owned();
    let path = group::module_path(endpoint).iter().map(|module| plain(module)).collect::<Vec<_>>().join("::");
    match endpoint.kind {
        Kind::Call => {
            let method = names::method(endpoint);
            format!("[`{method}`]({path}::Calls::{})", plain(&method))
        }
        Kind::Notification => {
            let name = type_names::Names::of(endpoint).request;
            format!("[`{name}`]({path}::{name}), for a [`Receiver`]")
        }
    }
}

/// A client, and a call where a spec has a request that can be written.
fn example(api: &Api) -> String {
    let package = api.package.replace('-', "_");
    let call = first_call([api]);
    let call = call.and_then(|call| snippet(api, call.version, call.endpoint, &call.request));
    // The code of a call imports `Client` itself.
    let (client, call) = call.map_or(("Client, ", String::new()), |call| ("", format!("\n{call}")));
    format!(
        "
```no_run
use {package}::{{{client}Config, signature::{{SigningKey, WalletKey}}}};

fn client() -> Result<Client, Box<dyn std::error::Error>> {{
    let ours = SigningKey::from_file(\"our-private-key.pem\")?;
    let theirs = WalletKey::from_file(\"wallet-public-key.pem\")?;
    Ok(Client::new(Config::new(\"https://wallet.example\", \"our-client-id\", ours, theirs))?)
}}
{call}```"
    )
}
