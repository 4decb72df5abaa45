//! Revisions, and the command as a whole.

use crate::support::copy;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A repository with two revisions of the specs of a case, and the newer ones in its working tree.
struct Repository(TempDir);

impl Repository {
    /// `None` where there is no git.
    fn new() -> Option<Self> {
        if !super::tools::available(&["git"]) {
            return None;
        }
        let repository = Self(tempfile::tempdir().expect("a folder"));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.git(&["config", "user.name", "A"]);
        repository.git(&["config", "user.email", "a@example.org"]);
        for (which, tag) in [("old", "before"), ("new", "after")] {
            let specs = repository.0.path().join("here and there/specs");
            let _ = std::fs::remove_dir_all(&specs);
            copy(&Path::new("tests/diff/max-length").join(which), &specs);
            repository.git(&["add", "--all"]);
            repository.git(&["commit", "--quiet", "--message", which]);
            repository.git(&["tag", tag]);
        }
        Some(repository)
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git").args(arguments).current_dir(self.0.path()).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Runs the command in a folder of the repository.
    fn diff(&self, folder: &str, arguments: &[&str]) -> Run {
        run(&self.0.path().join(folder), arguments)
    }
}

/// Exit code and what was printed.
struct Run {
    code: Option<i32>,
    out: String,
    problems: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    let Output { status, stdout, stderr } =
        command.arg("diff").args(arguments).current_dir(folder).output().expect("the command");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { code: status.code(), out: text(stdout), problems: text(stderr) }
}

#[test]
fn revisions_are_compared_from_any_folder() {
    let Some(repository) = Repository::new() else { return };
    let whole = repository.diff("here and there", &["before", "after"]);
    assert_eq!(whole.code, Some(0), "{}", whole.problems);
    assert!(
        whole.out.contains("      after:specs/max-length/v1/rows/sendMaxLengthLowered.yaml:5:3\n"),
        "{}",
        whole.out
    );
    assert!(whole.out.ends_with("source: major (7 major)\n"), "{}", whole.out);
    let same = |run: Run, from: &str| {
        assert_eq!((run.code, run.problems.as_str()), (Some(0), ""));
        assert_eq!(run.out.replace(from, "      after:specs/"), whole.out);
    };
    same(repository.diff("here and there", &["before"]), "      specs/");
    same(repository.diff("here and there", &["before", "specs"]), "      specs/");
    let root = repository.diff("", &["before", "after", "--specs", "here and there/specs"]);
    same(root, "      after:here and there/specs/");
    let place = repository.0.path().canonicalize().expect("a folder").join("here and there/specs");
    let absolute = place.to_str().expect("UTF-8");
    same(repository.diff("", &["before", "after", "--specs", absolute]), &format!("      after:{absolute}/"));
    let within = repository.diff("here and there/specs", &["before", "after", "--specs", "."]);
    assert_eq!(within.out.matches("after:.").count(), 7, "{}", within.out);
    let aside =
        repository.diff("here and there/specs/max-length", &["before", "after", "--specs", "../../specs"]);
    assert_eq!(aside.out.matches("after:../../specs/").count(), 7, "{}", aside.problems);
}

#[test]
fn nothing_is_left_behind() {
    let Some(repository) = Repository::new() else { return };
    repository.diff("here and there", &["before", "after"]);
    let status =
        Command::new("git").args(["status", "--porcelain"]).current_dir(repository.0.path()).output();
    assert_eq!(String::from_utf8(status.expect("git").stdout).expect("UTF-8"), "");
}

#[test]
fn a_revision_is_never_an_option_and_never_reaches_a_shell() {
    let Some(repository) = Repository::new() else { return };
    let hostile = [
        "--output=owned",
        "-h",
        "after; touch owned",
        "$(touch owned)",
        "`touch owned`",
        "after\ntouch owned",
        "",
        "a..b",
    ];
    for name in hostile {
        let run = repository.diff("here and there", &["--", name, "after"]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.problems);
        assert!(run.problems.contains("is neither a folder nor a revision"), "{name}: {}", run.problems);
        assert!(
            !run.problems.contains("usage:") && run.problems.lines().count() == 1,
            "{name}: {}",
            run.problems
        );
    }
    assert!(!repository.0.path().join("here and there/owned").exists());
}

#[test]
fn trouble_says_what_to_do() {
    let Some(repository) = Repository::new() else { return };
    let problem = |arguments: &[&str]| {
        let run = repository.diff("here and there", arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        run.problems
    };
    assert_eq!(
        problem(&["v9", "after"]),
        "error: \"v9\" is neither a folder nor a revision that git knows here; name a folder of specs, or a revision such \
         as `main`, `v1.2.0` or `HEAD~1`\n"
    );
    assert_eq!(
        problem(&["before", "after", "--specs", "spec"]).lines().next(),
        Some(
            "error: there is no folder `spec` in revision \"before\"; use --specs to name the folder that it had then"
        )
    );
    assert!(
        problem(&["before", "after", "--specs", "specs/max-length/api.yaml"]).contains("there is no folder")
    );
    assert!(problem(&["before", "after", "--specs", "/"]).contains("is not in the repository"));
    assert!(
        problem(&["before", "after", "--specs", "specs/max-length/v1/rows"])
            .contains("there is no API in `before:specs/")
    );

    let outside = tempfile::tempdir().expect("a folder");
    let run = run(outside.path(), &["before", "after"]);
    assert_eq!(run.code, Some(2));
    assert!(run.problems.contains("not a git repository"), "{}", run.problems);
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    let output =
        command.args(["diff", "before", "after"]).env("PATH", outside.path()).output().expect("the command");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("install git, or name a folder instead"));
}

#[test]
fn errors_in_either_set_of_specs_are_findings() {
    let Some(repository) = Repository::new() else { return };
    std::fs::write(repository.0.path().join("here and there/specs/max-length/api.yaml"), "format: 1\n")
        .expect("a file");
    let run = repository.diff("here and there", &["before"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.problems.contains(" specs/max-length/api.yaml\n"), "{}", run.problems);
    repository.git(&["commit", "--quiet", "--all", "--message", "broken"]);
    let run = repository.diff("here and there", &["HEAD", "before"]);
    assert_eq!(run.code, Some(1));
    assert!(run.problems.contains(" HEAD:specs/max-length/api.yaml\n"), "{}", run.problems);
}

#[test]
fn exit_codes_follow_fail_on() {
    let code = |case: &str, arguments: &[&str]| {
        let (old, new) = (format!("tests/diff/{case}/old"), format!("tests/diff/{case}/new"));
        let run = run(Path::new("."), &[&[old.as_str(), &new], arguments].concat());
        assert_eq!(run.problems.is_empty(), run.code == Some(0), "{}", run.problems);
        run.code
    };
    assert_eq!(code("max-length", &[]), Some(0));
    assert_eq!(code("max-length", &["--fail-on", "major"]), Some(1));
    assert_eq!(code("max-length", &["--fail-on", "patch", "--quiet"]), Some(1));
    // Major on the wire alone is enough.
    assert_eq!(code("settling", &["--fail-on", "major", "--format", "json"]), Some(1));
    assert_eq!(code("versions-in-order", &["--fail-on", "minor"]), Some(0));
    assert_eq!(code("versions-in-order", &["--fail-on", "patch", "--format", "changelog"]), Some(1));
    assert_eq!(code("nothing", &["--fail-on", "patch"]), Some(0));
    assert_eq!(code("nothing", &["--fail-on", "none"]), Some(2));
}

#[test]
fn without_arguments_what_is_not_committed_is_shown() {
    let Some(repository) = Repository::new() else { return };
    let clean = repository.diff("here and there", &[]);
    assert_eq!((clean.code, clean.out.as_str()), (Some(0), "nothing changed\n"), "{}", clean.problems);
    let specs = repository.0.path().join("here and there/specs");
    copy(Path::new("tests/diff/max-length/old"), &specs);
    let changed = repository.diff("here and there", &[]);
    assert!(changed.out.contains("`max_length` lowered"), "{}", changed.out);
    assert_eq!(changed.out, repository.diff("here and there", &["HEAD"]).out);
}
