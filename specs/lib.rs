//! The specs of wallets that Countersign knows, as data.
//!
//! The files are those that `countersign init` writes:
//!
//! ```
//! let claro = countersign_wallets::wallet("claro").expect("a wallet of this crate");
//! let (path, text) = claro.files().remove(0);
//! assert_eq!(path, "api.yaml");
//! assert!(text.starts_with("format: 1\n"));
//! ```

use include_dir::{Dir, include_dir};
use std::fmt;

/// By name. A folder that is missing here is noticed by a test below.
static WALLETS: [Wallet; 13] = [
    Wallet { name: "alibabacloud", specs: include_dir!("$CARGO_MANIFEST_DIR/alibabacloud") },
    Wallet { name: "alipay-connect", specs: include_dir!("$CARGO_MANIFEST_DIR/alipay-connect") },
    Wallet { name: "antom", specs: include_dir!("$CARGO_MANIFEST_DIR/antom") },
    Wallet { name: "besuperapp", specs: include_dir!("$CARGO_MANIFEST_DIR/besuperapp") },
    Wallet { name: "claro", specs: include_dir!("$CARGO_MANIFEST_DIR/claro") },
    Wallet { name: "demo", specs: include_dir!("$CARGO_MANIFEST_DIR/demo") },
    Wallet { name: "gcash", specs: include_dir!("$CARGO_MANIFEST_DIR/gcash") },
    Wallet { name: "mandiri", specs: include_dir!("$CARGO_MANIFEST_DIR/mandiri") },
    Wallet { name: "mpesa", specs: include_dir!("$CARGO_MANIFEST_DIR/mpesa") },
    Wallet { name: "platform", specs: include_dir!("$CARGO_MANIFEST_DIR/platform") },
    Wallet { name: "qi", specs: include_dir!("$CARGO_MANIFEST_DIR/qi") },
    Wallet { name: "rebell", specs: include_dir!("$CARGO_MANIFEST_DIR/rebell") },
    Wallet { name: "tngd", specs: include_dir!("$CARGO_MANIFEST_DIR/tngd") },
];

/// A wallet whose specs are in this crate.
#[derive(Clone)]
pub struct Wallet {
    name: &'static str,
    specs: Dir<'static>,
}

/// Returns all wallets, sorted by name.
#[must_use]
pub fn wallets() -> &'static [Wallet] {
    &WALLETS
}

/// Returns the wallet of that name.
#[must_use]
pub fn wallet(name: &str) -> Option<&'static Wallet> {
    WALLETS.iter().find(|wallet| wallet.name == name)
}

impl Wallet {
    /// The name of the API: `claro`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The spec files, sorted: the path of each below the folder of the API, with `/`, and its text.
    #[must_use]
    pub fn files(&self) -> Vec<(String, &'static str)> {
        let mut files = Vec::new();
        add(&self.specs, &mut files);
        files.sort();
        files
    }
}

fn add(folder: &Dir<'static>, files: &mut Vec<(String, &'static str)>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.extend(file.contents_utf8().filter(|_| path.ends_with(".yaml")).map(|text| (path, text)));
    }
    folder.dirs().for_each(|folder| add(folder, files));
}

impl fmt::Debug for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wallet").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The YAML files below a folder.
    fn on_disk(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                on_disk(&entry.path(), &format!("{name}/"), files);
            } else if name.ends_with(".yaml") {
                files.push((name, std::fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }

    /// A macro does not notice files that are new.
    #[test]
    fn every_spec_of_this_folder_is_exported() {
        let (mut expected, mut exported) = (Vec::new(), Vec::new());
        on_disk(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut expected);
        expected.sort();
        for wallet in wallets() {
            let files = wallet.files().into_iter();
            exported.extend(files.map(|(path, text)| (format!("{}/{path}", wallet.name()), text.to_owned())));
        }
        assert!(
            exported == expected,
            "build this crate anew (`touch specs/lib.rs`), or add the folder to WALLETS"
        );
    }

    #[test]
    fn wallets_are_sorted() {
        assert!(wallets().is_sorted_by_key(Wallet::name));
        assert!(wallet("clara").is_none());
        assert_eq!(format!("{:?}", wallet("claro").unwrap()), "Wallet { name: \"claro\", .. }");
    }
}
