//! A workspace of generated crates, and code that uses them.

use super::Use;
use countersign_codegen::{Generator, RuntimeSource};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Generated crates, in a folder that stays, so that a second run has less to compile.
pub(crate) struct Workspace {
    folder: PathBuf,
    /// The names of the generated crates.
    crates: Vec<String>,
}

fn runtime() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime").canonicalize().expect("the runtime")
}

impl Workspace {
    /// Generates the crates of all cases into one workspace.
    pub(crate) fn new(name: &str, cases: &[String], specs: impl Fn(&str) -> PathBuf) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-source").join(name);
        let _ = fs::remove_dir_all(&folder);
        let mut crates = Vec::new();
        for case in cases {
            let generator = Generator::new(specs(case)).out_dir(folder.join("generated"));
            let generator = generator.runtime(RuntimeSource::Path(runtime()));
            // One after the other, each into a folder of its own.
            let made =
                fs::read_dir(specs(case)).expect("specs").map(|entry| entry.expect("an entry").file_name());
            for api in made.map(|name| name.to_string_lossy().into_owned()) {
                generator.clone().api(&api).generate().unwrap_or_else(|error| panic!("{case}: {error}"));
                crates.push(api);
            }
        }
        crates.sort();
        let workspace = Self { folder, crates };
        workspace.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"generated/*\", \"together\", \"alone\"]\n",
        );
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        if lock.is_file() {
            // The versions that are there already: nothing is fetched.
            fs::copy(lock, workspace.folder.join("Cargo.lock")).expect("a copy");
        }
        for package in ["together", "alone"] {
            workspace.write(&format!("{package}/Cargo.toml"), &workspace.manifest(package));
            workspace.write(&format!("{package}/src/lib.rs"), "");
        }
        workspace
    }

    fn manifest(&self, package: &str) -> String {
        let mut text = format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             countersign-runtime = {{ path = {:?}, default-features = false }}\n",
            runtime().display().to_string()
        );
        for name in &self.crates {
            let _ = writeln!(
                text,
                "{name}-client = {{ path = \"../generated/{name}\", default-features = false }}"
            );
        }
        text
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.folder.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        fs::write(place, text).expect("a file");
    }

    /// What the compiler has against a package: the program that it is about, and the error.
    fn errors(&self, arguments: &[&str]) -> Vec<(String, String)> {
        let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
        let mut command = Command::new(cargo);
        command.args(["check", "--offline", "--quiet", "--message-format", "json"]).args(arguments);
        // One for both workspaces: what they have in common is compiled once.
        command
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0");
        let output = command.current_dir(&self.folder).output().expect("cargo");
        let errors: Vec<(String, String)> =
            String::from_utf8_lossy(&output.stdout).lines().filter_map(error).collect();
        let explained = output.status.success() || !errors.is_empty();
        assert!(explained, "{}", String::from_utf8_lossy(&output.stderr));
        errors
    }

    /// What the compiler has against code that is compiled as one crate; empty when nothing.
    pub(crate) fn errors_together(&self, code: &[&Use]) -> String {
        let mut all = String::from("#![allow(deprecated)]\n");
        for piece in code {
            let _ = writeln!(all, "pub mod {};", piece.name);
            self.write(&format!("together/src/{}.rs", piece.name), &piece.code);
        }
        self.write("together/src/lib.rs", &all);
        self.errors(&["--package", "together"]).into_iter().map(|(_, error)| error).collect()
    }

    /// The pieces that compile, each as a program of its own.
    pub(crate) fn compiling_alone(&self, code: &[&Use]) -> Vec<String> {
        for piece in code {
            let program = format!("#![allow(deprecated, dead_code)]\n{}\nfn main() {{}}\n", piece.code);
            self.write(&format!("alone/examples/{}.rs", piece.name), &program);
        }
        // All that they depend on is in order, so that an error is theirs.
        assert_eq!(self.errors(&["--package", "alone", "--lib"]), []);
        let errors = self.errors(&["--package", "alone", "--examples", "--keep-going"]);
        let failing: BTreeSet<&str> = errors.iter().map(|(program, _)| program.as_str()).collect();
        let survivors = code.iter().filter(|piece| !failing.contains(piece.name.as_str()));
        survivors.map(|piece| format!("{} | {} | {}", piece.kind, piece.on, piece.owner)).collect()
    }
}

/// The program that a message of the compiler is about and what it says, when it is an error.
fn error(message: &str) -> Option<(String, String)> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let error = message["reason"] == "compiler-message" && message["message"]["level"] == "error";
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    error.then_some((text(&message["target"]["name"])?, text(&message["message"]["rendered"])?))
}
