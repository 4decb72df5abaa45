//! What happens on disk: nothing without need, nothing to the files of others, nothing at all when something is wrong.

use crate::support::{Workshop, endpoint};
use countersign_codegen::Error;
use countersign_codegen::output::{Change, MARKER};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Puts all times of modification far back, so that a file that is written again gives itself away.
fn age(workshop: &Workshop) -> SystemTime {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in workshop.output().keys() {
        let file =
            fs::File::options().write(true).open(workshop.path("generated").join(path)).expect("a file");
        file.set_modified(long_ago).expect("a time");
    }
    long_ago
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).expect("a file").modified().expect("a time")
}

fn drift(workshop: &Workshop) -> BTreeMap<String, Change> {
    match workshop.generator().verify() {
        Ok(_) => BTreeMap::new(),
        Err(Error::Drift(drift)) => {
            let root = format!("{}/", workshop.path("generated").display());
            drift.files.into_iter().map(|(path, change)| (path.replacen(&root, "", 1), change)).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

/// Some emitted file that is not at the top.
fn some_file(workshop: &Workshop) -> String {
    workshop.output().into_keys().find(|path| path.ends_with("/pay.rs")).expect("a file for pay")
}

#[test]
fn a_second_run_touches_nothing() {
    let workshop = Workshop::furnished();
    let first = workshop.generator().generate().expect("generated");
    assert!(first.changed() > 3 && first.changed() == first.files() && first.endpoints() == 2);
    let long_ago = age(&workshop);
    let second = workshop.generator().generate().expect("generated");
    assert_eq!((second.changed(), second.removed(), second.files()), (0, 0, first.files()));
    for path in workshop.output().keys() {
        assert_eq!(modified(&workshop.path("generated").join(path)), long_ago, "{path}");
    }
    assert!(workshop.generator().verify().is_ok());
}

#[test]
fn every_file_says_that_it_is_generated() {
    let workshop = Workshop::furnished();
    workshop.generator().generate().expect("generated");
    for (path, bytes) in workshop.output() {
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.lines().next().is_some_and(|line| line.contains(MARKER)), "{path}");
    }
}

#[test]
fn output_depends_on_the_specs_alone() {
    let workshop = Workshop::furnished();
    workshop.generator().generate().expect("generated");
    // The same files, made in another order and elsewhere, with other line ends and comments.
    let other = Workshop::new();
    for path in ["v1/types.yaml", "v1/payments/refund.yaml", "v1/payments/pay.yaml", "api.yaml"] {
        let text = fs::read_to_string(workshop.path("specs/demo").join(path)).expect("a spec");
        other.spec(&format!("demo/{path}"), format!("# a comment\n{text}").replace('\n', "\r\n"));
    }
    other.generator().generate().expect("generated");
    assert_eq!(workshop.output(), other.output());
}

#[test]
fn a_changed_endpoint_changes_its_own_files() {
    let workshop = Workshop::furnished();
    workshop.generator().generate().expect("generated");
    let long_ago = age(&workshop);
    workshop.spec(
        "demo/v1/payments/pay.yaml",
        endpoint("payments/pay").replace("Our number.", "Our own number."),
    );
    let summary = workshop.generator().generate().expect("generated");
    assert_eq!(summary.changed(), 1);
    assert_ne!(modified(&workshop.path("generated").join(some_file(&workshop))), long_ago);
    assert_eq!(modified(&workshop.path("generated/demo/Cargo.toml")), long_ago);
}

#[test]
fn orphans_go_and_the_files_of_others_stay() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/extra/cancel.yaml", endpoint("extra/cancel"));
    workshop.generator().generate().expect("generated");
    let before = workshop.output();
    let extra = before.keys().find(|path| path.contains("extra/")).expect("a file of the group").clone();
    let folder = workshop.path("generated").join(&extra);
    let folder = folder.parent().expect("a folder");
    fs::remove_dir_all(workshop.path("specs/demo/v1/extra")).expect("removed");
    workshop.write("generated/demo/notes.txt", "mine");
    workshop.write("generated/demo/src/own.rs", "// mine, about @generated files\n");
    workshop.write("generated/demo/target/debug/old.rs", format!("// {MARKER}\n"));
    let summary = workshop.generator().generate().expect("generated");
    assert!(summary.removed() >= 1);
    assert!(!folder.exists(), "an empty folder is left");
    let after = workshop.output();
    for kept in ["demo/notes.txt", "demo/src/own.rs", "demo/target/debug/old.rs"] {
        assert!(after.contains_key(kept), "{kept}");
    }
    assert!(after.keys().all(|path| !path.contains("extra/")));
    assert_eq!(workshop.generator().generate().expect("generated").removed(), 0);
}

#[test]
fn a_group_may_be_called_as_cargos_folder() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/target/pay.yaml", endpoint("target/pay"));
    workshop.generator().generate().expect("generated");
    fs::remove_dir_all(workshop.path("specs/demo/v1/target")).expect("removed");
    assert_eq!(workshop.generator().generate().expect("generated").removed(), 2);
    assert!(!workshop.path("generated/demo/src/v1/target").exists());
}

#[test]
fn the_crate_of_an_api_that_is_gone_goes_too() {
    let workshop = Workshop::furnished();
    workshop.spec("other/api.yaml", "format: 1\nname: other\ntitle: Other\n");
    workshop.generator().generate().expect("generated");
    fs::remove_dir_all(workshop.path("specs/other")).expect("removed");
    workshop.write("generated/own/Cargo.toml", "[package]\nname = \"own\"\n");
    assert!(drift(&workshop).keys().all(|path| path.starts_with("other/")));
    workshop.generator().api("demo").generate().expect("generated");
    assert!(workshop.path("generated/other").exists(), "another API was asked for");
    workshop.generator().generate().expect("generated");
    assert!(!workshop.path("generated/other").exists());
    assert!(workshop.path("generated/own/Cargo.toml").exists());
}

#[test]
fn a_foreign_file_in_the_way_is_not_overwritten() {
    let workshop = Workshop::furnished();
    workshop.write("generated/demo/Cargo.toml", "[package]\n");
    let before = workshop.output();
    let error = workshop.generator().generate().expect_err("in the way");
    assert!(matches!(&error, Error::Foreign(paths) if paths.len() == 1));
    assert!(error.to_string().contains("Cargo.toml") && error.to_string().contains("--force"), "{error}");
    assert_eq!(workshop.output(), before, "something was written");
    workshop.generator().force(true).generate().expect("forced");
    assert!(workshop.generator().verify().is_ok());
}

#[test]
fn a_file_where_a_folder_belongs() {
    let workshop = Workshop::furnished();
    workshop.write("generated/demo/src", "in the way");
    assert!(matches!(workshop.generator().generate(), Err(Error::Foreign(_))));
    fs::remove_file(workshop.path("generated/demo/src")).expect("removed");
    fs::create_dir_all(workshop.path("generated/demo/Cargo.toml")).expect("a folder");
    assert!(matches!(workshop.generator().force(true).generate(), Err(Error::Foreign(_))));
}

#[test]
fn a_run_that_fails_writes_nothing() {
    let workshop = Workshop::furnished();
    workshop.spec("demo/v1/broken.yaml", "path: [\n");
    assert!(matches!(workshop.generator().generate(), Err(Error::Findings(_))));
    assert!(!workshop.path("generated").exists());
}

#[test]
fn verify_names_what_differs_is_missing_or_orphaned() {
    let workshop = Workshop::furnished();
    workshop.generator().generate().expect("generated");
    let path = some_file(&workshop);
    let place = workshop.path("generated").join(&path);
    let mut bytes = fs::read(&place).expect("a file");
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    fs::write(&place, bytes).expect("written");
    assert_eq!(drift(&workshop), BTreeMap::from([(path.clone(), Change::Changed)]));
    fs::remove_file(&place).expect("removed");
    assert_eq!(drift(&workshop), BTreeMap::from([(path.clone(), Change::New)]));
    workshop.generator().generate().expect("generated");
    workshop.write("generated/demo/src/old.rs", format!("// {MARKER}\n"));
    assert_eq!(drift(&workshop), BTreeMap::from([("demo/src/old.rs".to_owned(), Change::Orphaned)]));
    let Err(Error::Drift(drift)) = workshop.generator().verify() else { panic!("no drift") };
    assert!(drift.diff.contains("demo/src/old.rs\n+++ /dev/null"), "{}", drift.diff);
    assert!(workshop.path("generated/demo/src/old.rs").exists(), "verify has written");
}

#[test]
fn what_an_interrupted_run_left_behind_is_removed() {
    let workshop = Workshop::furnished();
    workshop.generator().generate().expect("generated");
    workshop.write("generated/demo/src/.countersign-Ab12cd", "half a fi");
    assert_eq!(workshop.generator().generate().expect("generated").removed(), 1);
    assert!(!workshop.path("generated/demo/src/.countersign-Ab12cd").exists());
}

#[test]
fn an_api_by_name() {
    let workshop = Workshop::furnished();
    workshop.spec("other/api.yaml", "broken: [\n");
    assert!(workshop.generator().generate().is_err());
    workshop.generator().api("demo").generate().expect("the other one is not looked at");
    let error = workshop.generator().api("dem").generate().expect_err("no such API").to_string();
    assert_eq!(error, "there is no API `dem`; known: demo, other; did you mean `demo`?");
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let workshop = Workshop::furnished();
        workshop.write("elsewhere/keep.txt", "mine");
        fs::create_dir_all(workshop.path("generated/demo")).expect("a folder");
        symlink(workshop.path("elsewhere"), workshop.path("generated/demo/src")).expect("a link");
        for force in [false, true] {
            let error = workshop.generator().force(force).generate().expect_err("refused");
            assert!(error.to_string().contains("outside the output folder"), "{error}");
        }
        assert_eq!(fs::read_dir(workshop.path("elsewhere")).expect("a folder").count(), 1);
    }

    #[test]
    fn a_link_in_place_of_a_file_is_foreign() {
        let workshop = Workshop::furnished();
        workshop.write("elsewhere/Cargo.toml", format!("# {MARKER}\nmine\n"));
        fs::create_dir_all(workshop.path("generated/demo")).expect("a folder");
        symlink(workshop.path("elsewhere/Cargo.toml"), workshop.path("generated/demo/Cargo.toml"))
            .expect("a link");
        assert!(matches!(workshop.generator().generate(), Err(Error::Foreign(_))));
        workshop.generator().force(true).generate().expect("forced");
        let elsewhere = fs::read_to_string(workshop.path("elsewhere/Cargo.toml")).expect("a file");
        assert_eq!(elsewhere, format!("# {MARKER}\nmine\n"));
        assert!(!workshop.path("generated/demo/Cargo.toml").is_symlink());
    }

    #[test]
    fn the_output_folder_itself_may_be_a_link() {
        let workshop = Workshop::furnished();
        fs::create_dir_all(workshop.path("elsewhere")).expect("a folder");
        symlink(workshop.path("elsewhere"), workshop.path("generated")).expect("a link");
        workshop.generator().generate().expect("generated");
        assert!(workshop.path("elsewhere/demo/Cargo.toml").exists());
    }

    #[test]
    fn files_are_as_readable_as_any() {
        let workshop = Workshop::furnished();
        workshop.generator().generate().expect("generated");
        workshop.write("plain", "");
        let mode =
            |path: &str| fs::metadata(workshop.path(path)).expect("a file").permissions().mode() & 0o777;
        assert_eq!(mode("generated/demo/Cargo.toml"), mode("plain"));
    }
}
