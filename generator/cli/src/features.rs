//! The subcommands that a build may be without.

use clap::error::{ContextKind, ContextValue};
use clap::{Command, Error};

/// Cargo features, each with the subcommands that it brings.
const FEATURES: [(&str, &[&str]); 4] = [
    ("docs", &["docs"]),
    ("import-page", &["import-page"]),
    ("sandbox", &["sandbox", "call", "sign", "verify", "curl", "keygen"]),
    ("journal", &["journal"]),
];

/// The error of a command line. For a subcommand that only other builds have, one that names its feature.
pub(crate) fn explained(error: Error, mut command: Command) -> Error {
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let brings = |(_, subcommands): &&(&str, &[&str])| subcommands.contains(&name.as_str());
    match FEATURES.iter().find(brings).filter(|_| command.find_subcommand(name).is_none()) {
        Some((feature, _)) => {
            let told = format!("`{name}` is not in this build: install with the feature `{feature}`");
            command.error(error.kind(), told)
        }
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(name: &str) -> String {
        let bare = || Command::new("countersign").subcommand(Command::new("check"));
        let error = bare().try_get_matches_from(["countersign", name]).expect_err("no such subcommand");
        explained(error, bare()).to_string()
    }

    #[test]
    fn a_subcommand_of_other_builds_is_told_its_feature() {
        for (feature, name) in [("docs", "docs"), ("sandbox", "call"), ("journal", "journal")] {
            let told =
                format!("error: `{name}` is not in this build: install with the feature `{feature}`\n");
            assert!(error_of(name).starts_with(&told), "{}", error_of(name));
        }
        assert!(error_of("chekc").contains("'check'"), "{}", error_of("chekc"));
    }
}
