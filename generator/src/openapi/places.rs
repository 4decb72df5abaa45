//! The files and names in Rust that operations get.

use super::candidate::Candidate;
use crate::model::names;
use crate::model::{Endpoint, spelling};
use crate::spec::vocabulary::is_device;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Gives each candidate a path whose file is no other's in any file system, and names of its own.
pub(super) fn settle(candidates: &mut [Candidate<'_>]) {
    candidates.sort_by(|a, b| (&a.version, &a.path).cmp(&(&b.version, &b.path)));
    let mut files = Files::default();
    for candidate in candidates.iter_mut() {
        candidate.path = files.place(&candidate.version, &candidate.path);
    }
    candidates.sort_by(|a, b| (&a.version, &a.path).cmp(&(&b.version, &b.path)));
    let versions: BTreeSet<String> = candidates.iter().map(|one| one.version.clone()).collect();
    for version in versions {
        let own = || candidates.iter().filter(|one| one.version == version);
        let mut endpoints: Vec<Endpoint> = own().map(Candidate::endpoint).collect();
        spelling::endpoints(&mut endpoints, spelling::numbered_apart);
        let has_headers: Vec<bool> = own().map(|one| !one.headers.is_empty()).collect();
        number_stems(&mut endpoints, &has_headers);
        let own = candidates.iter_mut().filter(|one| one.version == version);
        for (candidate, named) in own.zip(endpoints) {
            (candidate.rust_name, candidate.modules) = (named.rust_name, named.modules);
        }
    }
}

/// The files and folders that are taken, in small letters: some file systems tell no others apart.
#[derive(Default)]
struct Files {
    files: HashSet<String>,
    /// The first spelling of each folder.
    folders: BTreeMap<String, String>,
}

impl Files {
    /// The path, with a number behind parts that cannot be had.
    fn place(&mut self, version: &str, path: &str) -> String {
        let (folders, last) = path.rsplit_once('/').map_or(("", path), |(folders, last)| (folders, last));
        let mut folder = String::new();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            let part = if part.to_ascii_lowercase().ends_with(".yaml") {
                format!("{part}_2")
            } else if is_device(part) {
                numbered(part, 2)
            } else {
                part.to_owned()
            };
            let wanted = format!("{folder}{part}/");
            let key = format!("{version}/{}", wanted.to_ascii_lowercase());
            folder = self.folders.entry(key).or_insert(wanted).clone();
        }
        let mut found = format!("{folder}{last}");
        let mut number = 1;
        while matches!(found.to_ascii_lowercase().as_str(), "types" | "results")
            || (number == 1 && is_device(last))
            || !self.files.insert(format!("{version}/{}", found.to_ascii_lowercase()))
        {
            number += 1;
            found = format!("{folder}{}", numbered(last, number));
        }
        found
    }
}

/// With a number before the first dot: `nul.x_2` would still be a device.
fn numbered(part: &str, number: usize) -> String {
    match part.split_once('.') {
        Some((stem, ending)) => format!("{stem}_{number}.{ending}"),
        None => format!("{part}_{number}"),
    }
}

/// A notification `notifyOrder` and a call `orderNotification` have different methods, and types of one name.
fn number_stems(endpoints: &mut [Endpoint], has_headers: &[bool]) {
    let place = |endpoint: &Endpoint, name: String| (endpoint.modules.clone(), name);
    let mut methods: HashSet<_> = endpoints.iter().map(|one| place(one, names::method(one))).collect();
    let mut taken = HashSet::new();
    for (endpoint, has_headers) in endpoints.iter_mut().zip(has_headers) {
        let stems = |endpoint: &Endpoint| {
            let stems = names::stems_of_types(endpoint, *has_headers).into_iter();
            stems.map(|stem| place(endpoint, stem)).collect::<Vec<_>>()
        };
        let own = names::method(endpoint);
        // `new_` and a number would not be a name.
        let own = own.trim_start_matches("r#").trim_end_matches('_');
        let mut number = 1;
        while stems(endpoint).iter().any(|stem| taken.contains(stem)) {
            number += 1;
            let name = format!("{own}_{number}");
            if methods.insert(place(endpoint, name.clone())) {
                endpoint.rust_name = Some(name);
            }
        }
        taken.extend(stems(endpoint));
    }
}
