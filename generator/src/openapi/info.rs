//! What the document says about the API as a whole.

use super::document::Document;
use super::fate::Kind;
use super::identifiers;
use super::left_out::Notes;
use super::pointer::Place;
use super::texts;
use crate::diagnostics::Findings;
use crate::emit::openapi::extension;
use crate::model::{Currency, Dialect};
use crate::spec::vocabulary::TEMPLATE;
use crate::spec::{Span, is_segment, read_currencies, read_dialect};
use std::collections::BTreeMap;

/// `api.yaml`, without its name.
pub(super) struct Info {
    pub(super) title: String,
    pub(super) doc: Option<String>,
    pub(super) dialect: Dialect,
    pub(super) currencies: BTreeMap<String, Currency>,
    /// `path_template`, in an export that has one.
    pub(super) path_template: Option<String>,
    /// The path of the server: what stands before all paths.
    pub(super) server_path: String,
}

pub(super) fn head(document: &Document, name: &str, notes: &mut Notes) -> Info {
    let root = document.root();
    let info = notes.map(&root, "info");
    if let Some(info) = &info {
        notes.audit(info, Kind::Info);
    }
    let mut text = |key: &str| info.as_ref().and_then(|info| texts::text_of(info, key, notes));
    let title = text("title").and_then(|title| identifiers::one_line(&title));
    let words: Vec<String> = ["summary", "description"].iter().filter_map(|key| text(key)).collect();
    let doc = texts::joined(words.into_iter().chain(texts::further(&root, notes)));
    notes.audit(&root, Kind::Document);
    for tag in notes.list(&root, "tags") {
        notes.audit(&tag, Kind::Tag);
    }
    Info {
        title: title.unwrap_or_else(|| name.to_owned()),
        doc,
        dialect: dialect(&root, notes),
        currencies: currencies(&root, notes),
        path_template: path_template(&root, notes),
        server_path: server_path(&root, notes),
    }
}

/// As the specs are read; what is wrong with it is noted.
fn dialect(root: &Place<'_>, notes: &mut Notes) -> Dialect {
    let Some(written) = root.get(extension::DIALECT) else { return Dialect::default() };
    let mut findings = Findings::default();
    let dialect = read_dialect(written.node, Span::default(), &mut findings);
    for finding in findings.kept() {
        notes.add(&written, &finding.message);
    }
    dialect
}

/// As the specs are read. Where something is wrong with them, they are left out.
fn currencies(root: &Place<'_>, notes: &mut Notes) -> BTreeMap<String, Currency> {
    let Some(written) = root.get(extension::CURRENCIES) else { return BTreeMap::new() };
    let mut findings = Findings::default();
    let currencies = read_currencies(written.node, &mut findings);
    for finding in findings.kept() {
        notes.add(&written, &finding.message);
    }
    if findings.errors() == 0 { currencies } else { BTreeMap::new() }
}

fn path_template(root: &Place<'_>, notes: &mut Notes) -> Option<String> {
    let written = root.get(extension::PATH_TEMPLATE)?;
    let template = written.text().filter(|template| (TEMPLATE.fits)(template));
    if template.is_none() {
        notes.add(&written, format!("should be {}", TEMPLATE.wanted));
    }
    template.map(str::to_owned)
}

/// The path of the first server, without a `/` at its end.
fn server_path(root: &Place<'_>, notes: &mut Notes) -> String {
    let servers = notes.list(root, "servers");
    for server in &servers {
        notes.audit(server, Kind::Server);
        for (_, variable) in notes.map(server, "variables").iter().flat_map(Place::entries) {
            notes.audit(&variable, Kind::ServerVariable);
        }
    }
    let mut paths = servers.into_iter().filter_map(|server| {
        let url = server.get("url")?;
        let path = path_of(&with_variables(url.text()?, &server));
        Some((url, path))
    });
    let Some((first, path)) = paths.next() else { return String::new() };
    for (url, other) in paths.filter(|(_, other)| *other != path) {
        notes.add(
            &url,
            format!("its path is `{other}`, that of the first server `{path}`: only the latter is used"),
        );
    }
    if path.split('/').skip(1).all(is_segment) {
        return path;
    }
    notes.add(&first, format!("`{path}` cannot stand before a path"));
    String::new()
}

/// Variables have defaults.
fn with_variables(url: &str, server: &Place<'_>) -> String {
    let mut text = String::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        let value = server.get("variables").and_then(|variables| variables.get(name)?.get("default"));
        text.push_str(before);
        text.push_str(value.as_ref().and_then(|value| value.scalar()).map_or("", |scalar| &scalar.text));
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn path_of(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_servers() {
        let table = [
            ("https://host/api/", "/api"),
            ("https://host", ""),
            ("/", ""),
            ("/v1", "/v1"),
            ("v1", "/v1"),
            ("https://host:80/a/b?c", "/a/b"),
        ];
        for (url, path) in table {
            assert_eq!(path_of(url), path, "{url}");
        }
    }
}
