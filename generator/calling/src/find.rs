//! From what somebody typed to an API or an endpoint.

use countersign_codegen::diagnostics::{listed, nearest};
use countersign_codegen::model::{Api, Endpoint, Version};
use std::fmt;

/// There is no such API or endpoint, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound(String);

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotFound {}

/// There is no such thing, and this is what there is.
pub(super) fn not_found(message: String) -> NotFound {
    NotFound(message)
}

/// The API of that name.
///
/// # Errors
/// [`NotFound`], which names the nearest, or those that there are.
pub fn find_api<'a>(apis: &'a [Api], name: &str) -> Result<&'a Api, NotFound> {
    apis.iter().find(|api| api.name == name).ok_or_else(|| no_api(name, apis))
}

/// There is no API of that name.
pub(super) fn no_api<'a>(name: &str, apis: impl IntoIterator<Item = &'a Api>) -> NotFound {
    let names: Vec<&str> = apis.into_iter().map(|api| api.name.as_str()).collect();
    not_found(format!("there is no API `{}`; {}", name.escape_debug(), instead(name, &names)))
}

/// Finds out whether one of the APIs has exactly that endpoint, `v1/payments/pay`.
///
/// # Errors
/// [`NotFound`], which names the nearest, or those that there are.
pub fn is_served<'a>(apis: impl IntoIterator<Item = &'a Api>, endpoint: &str) -> Result<(), NotFound> {
    let endpoints = apis.into_iter().flat_map(|api| &api.versions).flat_map(|version| &version.endpoints);
    let addresses: Vec<String> = endpoints.map(Endpoint::address).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    if addresses.contains(&endpoint) {
        return Ok(());
    }
    let next = instead(endpoint, &addresses);
    Err(not_found(format!("there is no endpoint `{}`; {next}", endpoint.escape_debug())))
}

fn instead(written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is {}", listed(known.iter().copied())),
    }
}

/// The endpoint of that name: `v1/payments/pay`, or as much of its end as it takes to tell it from others: `pay`.
///
/// # Errors
/// [`NotFound`] when there is none, with the nearest names, and when there are several, with all of them.
pub fn find_endpoint<'a>(api: &'a Api, written: &str) -> Result<(&'a Version, &'a Endpoint), NotFound> {
    let plain = written.trim_matches('/');
    let plain = plain.strip_suffix(".yaml").unwrap_or(plain);
    let all =
        || api.versions.iter().flat_map(|version| version.endpoints.iter().map(move |one| (version, one)));
    if let Some(exact) = api.endpoint(plain) {
        return Ok(exact);
    }
    let ends_so = |(_, one): &(&Version, &Endpoint)| {
        one.address().strip_suffix(plain).is_some_and(|before| before.ends_with('/')) && !plain.is_empty()
    };
    let found: Vec<(&Version, &Endpoint)> = all().filter(ends_so).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(NotFound(missing(api, plain))),
        several => {
            let names: Vec<String> = several.iter().map(|(_, one)| one.address()).collect();
            let names = listed(names.iter().map(String::as_str));
            Err(NotFound(format!("`{}` could be {names}; write one of them", plain.escape_debug())))
        }
    }
}

fn missing(api: &Api, written: &str) -> String {
    let addresses: Vec<String> =
        api.versions.iter().flat_map(|version| &version.endpoints).map(Endpoint::address).collect();
    let (shown, name) = (written.escape_debug(), &api.name);
    let end = |address: &str| address.rsplit('/').next().unwrap_or(address).to_lowercase();
    let last = end(written);
    // `pya` is nearer to `pay` than to `v1/payments/pay`.
    let slips = |address: &&str| strsim::damerau_levenshtein(&last, &end(address)) <= last.len() / 3;
    let all = || addresses.iter().map(String::as_str);
    let mut near: Vec<&str> = all().filter(slips).collect();
    if near.is_empty() {
        near = nearest(written, all()).into_iter().collect();
    }
    if near.is_empty() {
        return format!("{name} has no endpoint `{shown}`; it has {}", listed(all()));
    }
    let near: Vec<String> = near.iter().map(|address| format!("`{address}`")).collect();
    format!("{name} has no endpoint `{shown}`; did you mean {}?", near.join(" or "))
}
