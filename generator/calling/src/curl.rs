//! A signed request as a command that anyone can run.

use super::Prepared;
use super::shell::quoted;
use std::path::Path;

/// A `curl` command, for a POSIX shell. It holds for as long as the wallet takes the time in it, which is 5 minutes where
/// a wallet says so; it needs no key. `certificate` is one to trust besides the system's.
#[must_use]
pub fn curl(request: &Prepared, certificate: Option<&Path>) -> String {
    let mut line = format!("curl --silent --show-error --include {}", quoted(&request.url));
    if let Some(file) = certificate {
        line.push_str(&format!(" \\\n  --cacert {}", quoted(&file.display().to_string())));
    }
    for (name, value) in &request.headers {
        // `Name:` would remove a header, and `Name;` sends an empty one.
        let header = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        line.push_str(&format!(" \\\n  --header {}", quoted(&header)));
    }
    // Not `--data`, which takes a leading `@` for the name of a file.
    line.push_str(&format!(" \\\n  --data-raw {}", quoted(&request.body)));
    line
}
