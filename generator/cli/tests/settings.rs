//! `countersign.yaml`: where it is found, what it says, and what is wrong with it.

use crate::cli::{Run, command, run};
use crate::support::{API, Workshop};
use std::fs;

/// The two endpoints of `demo`, and these settings.
fn with(settings: &str) -> Workshop {
    let workshop = Workshop::furnished();
    workshop.write("countersign.yaml", format!("format: 1\n{settings}"));
    workshop
}

fn manifest(workshop: &Workshop, path: &str) -> String {
    fs::read_to_string(workshop.path(path).join("Cargo.toml")).expect("a manifest")
}

/// Runs in a folder of the workshop.
fn run_in(workshop: &Workshop, folder: &str, arguments: &[&str]) -> Run {
    fs::create_dir_all(workshop.path(folder)).expect("a folder");
    let mut command = command(workshop, arguments);
    Run::of(command.current_dir(workshop.path(folder)).output().expect("the command runs"))
}

/// The dependency on the runtime in a crate of `generated`, with these settings.
fn dependency(settings: &str) -> String {
    let workshop = with(settings);
    run(&workshop, &["generate"]).ended(0);
    let manifest = manifest(&workshop, "generated/demo");
    let line = manifest.lines().find_map(|line| line.strip_prefix("countersign-runtime = "));
    line.expect("the dependency").to_owned()
}

#[test]
fn the_runtime_comes_from_where_they_say() {
    for (settings, expected) in [
        ("", r#"{ version = "0.1", path = "../../countersign-vendor/runtime", default-features = false }"#),
        (
            "runtime: vendored\n",
            r#"{ version = "0.1", path = "../../countersign-vendor/runtime", default-features = false }"#,
        ),
        (
            "runtime: { path: ../elsewhere/runtime }\n",
            r#"{ version = "0.1", path = "../../../elsewhere/runtime", default-features = false }"#,
        ),
        ("runtime: { version: 0.1.2 }\n", r#"{ version = "0.1.2", default-features = false }"#),
        (
            "runtime: { git: https://git.example/c.git, tag: v0.1.2 }\n",
            r#"{ git = "https://git.example/c.git", tag = "v0.1.2", default-features = false }"#,
        ),
        (
            "runtime: { git: https://git.example/c.git }\n",
            r#"{ git = "https://git.example/c.git", default-features = false }"#,
        ),
    ] {
        assert_eq!(dependency(settings), expected, "{settings}");
    }
}

#[test]
fn only_a_vendored_runtime_is_written() {
    let workshop = with("runtime: { version: 0.1.2 }\n");
    run(&workshop, &["generate"]).ended(0);
    assert!(!workshop.path("countersign-vendor").exists());
}

#[test]
fn they_are_found_from_a_folder_below() {
    let workshop = with("out: crates/clients\nruntime: { path: my/runtime }\n");
    let ran = run_in(&workshop, "shop/src", &["generate"]).ended(0);
    assert!(ran.out.contains("demo: 2 endpoints"), "{}", ran.out);
    assert!(manifest(&workshop, "crates/clients/demo").contains(r#"path = "../../../my/runtime""#));
    run_in(&workshop, "shop/src", &["generate", "--check"]).ended(0);
    let checked = run_in(&workshop, "shop/src", &["check"]).ended(0);
    assert!(checked.out.starts_with("checked 1 API, 2 endpoints in "), "{}", checked.out);
    let new = run_in(&workshop, "shop/src", &["new", "demo", "v1/payments/void"]).ended(0);
    assert!(new.out.starts_with("wrote ../../specs/demo/v1/payments/void.yaml\n"), "{}", new.out);
    run_in(&workshop, "shop/src", &["fmt"]).ended(0);
    run_in(&workshop, "shop/src", &["openapi", "export", "demo"]).ended(0);
}

#[test]
fn flags_win() {
    let workshop = with("specs: nowhere\nout: unused\napis: [unknown]\nruntime: { path: runtime }\n");
    workshop.write("other/second/api.yaml", API.replace("name: demo", "name: second"));
    run(&workshop, &["generate", "--specs", "other", "--out", "here"]).ended(0);
    assert!(manifest(&workshop, "here/second").contains(r#"path = "../../runtime""#));
    // Seen from where the command runs, and not from the file.
    run_in(&workshop, "a", &["generate", "--specs", "../specs", "--out", "made"]).ended(0);
    assert!(manifest(&workshop, "a/made/demo").contains(r#"path = "../../../runtime""#));
    assert!(!workshop.path("unused").exists());
}

#[test]
fn crates_get_a_prefix_and_a_licence_and_others_are_left_out() {
    let workshop = with(
        "specs: apis\nlicense: MIT\ncrate_prefix: acme-\napis: [second]\nruntime: { version: \"0.1\" }\n",
    );
    for name in ["first", "second"] {
        workshop.write(&format!("apis/{name}/api.yaml"), API.replace("name: demo", &format!("name: {name}")));
    }
    run(&workshop, &["generate"]).ended(0);
    let text = manifest(&workshop, "generated/second");
    assert!(
        text.contains("name = \"acme-second-client\"\n") && text.contains("\nlicense = \"MIT\"\n"),
        "{text}"
    );
    let lib = fs::read_to_string(workshop.path("generated/second/src/lib.rs")).expect("a file");
    assert!(lib.contains("use acme_second_client::{Client"), "{lib}");
    assert!(!workshop.path("generated/first").exists());
    run(&workshop, &["generate", "--api", "first"]).ended(0);
    assert!(workshop.path("generated/first").exists());
}

/// The findings of settings, one a line.
fn findings(settings: &str) -> Vec<String> {
    let workshop = Workshop::furnished();
    workshop.write("countersign.yaml", settings);
    let ran = run(&workshop, &["check", "--format", "short"]).ended(1);
    assert_eq!(ran.out, "");
    let lines = ran.err.lines().filter(|line| line.contains("error["));
    lines.map(|line| line.replacen("countersign.yaml:", "", 1)).collect()
}

#[test]
fn what_is_wrong_is_a_finding_with_its_place() {
    for (settings, expected) in [
        ("specs: specs\n", "1:1: error[C0008]: the settings file has no `format`"),
        ("format: 2\n", "1:9: error[C0009]: `format` takes 1"),
        ("format: 1\nspec: x\n", "2:1: error[C0005]: unknown key `spec`"),
        ("format: 1\nspecs: [x]\n", "2:8: error[C0007]: `specs` takes a text"),
        ("format: 1\nout: \"\"\n", "2:6: error[C0009]: `out` takes a folder"),
        ("format: 1\nout: a\nout: b\n", "3:1: error[C0010]: key `out` is written twice"),
        (
            "format: 1\nruntime: vendord\n",
            "2:10: error[C0009]: `runtime` takes `vendored`, `{ path: runtime }`",
        ),
        ("format: 1\nruntime: [x]\n", "2:10: error[C0007]: `runtime` takes `vendored`, `{ path: runtime }`"),
        ("format: 1\nruntime: { tag: v1 }\n", "2:1: error[C0008]: the `runtime` has no `git`"),
        ("format: 1\nruntime: {}\n", "2:1: error[C0008]: the `runtime` has no `path`"),
        ("format: 1\nruntime: { patj: x }\n", "2:12: error[C0005]: unknown key `patj`"),
        (
            "format: 1\nruntime: { path: x, version: \"1\" }\n",
            "2:21: error[C0009]: `path` and `version` are not taken together",
        ),
        ("format: 1\nruntime: { path: x, rev: y }\n", "2:1: error[C0008]: the `runtime` has no `git`"),
        (
            "format: 1\nruntime: { git: x, rev: y, tag: z }\n",
            "2:28: error[C0009]: `rev` and `tag` are not taken together",
        ),
        ("format: 1\nruntime: { version: new }\n", "2:21: error[C0009]: `version` takes what cargo takes"),
        ("format: 1\ncrate_prefix: Acme_\n", "2:15: error[C0009]: `crate_prefix` takes a small letter"),
        ("format: 1\napis: []\n", "2:7: error[C0009]: `apis` takes a list of at least one API"),
        ("format: 1\napis: [Shop]\n", "2:8: error[C0012]: `Shop` cannot be the name of an API"),
        ("format: 1\napis: [demo, damo]\n", "2:14: error[C0009]: `apis` takes APIs of `specs`: demo"),
        ("format: 1\napis: [shop, shop]\n", "2:14: error[C0010]: API `shop` is written twice"),
        ("- a\n", "1:1: error[C0007]: a settings file is a mapping"),
        ("format: [\n", "error[C0002]: "),
        ("", "1:1: error[C0002]: "),
    ] {
        let found = findings(settings);
        assert!(found.iter().any(|line| line.contains(expected)), "{settings}: {found:#?}");
        assert!(expected.contains("C0008") || found.len() <= 2, "{settings}: {found:#?}");
    }
}

#[test]
fn a_misspelled_key_is_told_the_nearest_one_from_anywhere() {
    let workshop = with("runtim: vendored\n");
    let ran = run_in(&workshop, "a", &["generate"]).ended(1);
    assert!(ran.err.contains(" --> ../countersign.yaml:2:1\n"), "{}", ran.err);
    assert!(ran.err.contains("a key with a similar name exists"), "{}", ran.err);
    assert!(!workshop.path("generated").exists() && !workshop.path("countersign-vendor").exists());
    let docs = cfg!(feature = "docs").then_some(&["docs"][..]);
    let others = [&["fmt"][..], &["diff", "specs"], &["openapi", "export", "demo"], &["vendor"]];
    for arguments in others.into_iter().chain(docs) {
        assert!(run(&workshop, arguments).ended(1).err.contains("[C0005]"), "{arguments:?}");
    }
}

/// Files of one folder would be taken for those of the other.
#[test]
fn a_folder_inside_of_another_is_refused() {
    for (settings, written, folder) in [
        ("out: countersign-vendor\n", "countersign-vendor", "countersign-vendor"),
        ("out: countersign-vendor/runtime\n", "countersign-vendor/runtime", "countersign-vendor"),
        ("out: specs\n", "specs", "specs"),
        ("out: specs/../specs/demo\n", "specs/demo", "specs"),
        ("specs: .\nout: ../crates\n", "countersign-vendor", "."),
    ] {
        let workshop = with(settings);
        for arguments in [&["generate"][..], &["generate", "--check"]] {
            let refused = run(&workshop, arguments).ended(2);
            let says = format!(
                "error: `{written}` would be written among the files of `{folder}`: name another folder"
            );
            assert!(refused.err.starts_with(&says), "{settings}: {}", refused.err);
        }
        assert!(!workshop.path("countersign-vendor/runtime/Cargo.toml").exists(), "{settings}");
    }
}

/// The settings are those of the folder of specs.
#[test]
fn specs_can_be_beside_their_settings() {
    let workshop = Workshop::furnished();
    workshop.write(
        "specs/countersign.yaml",
        "format: 1\nspecs: .\nruntime: { version: \"0.1\" }\nout: ../crates\n",
    );
    run_in(&workshop, "specs", &["check"]).ended(0);
    run_in(&workshop, "specs/demo", &["generate"]).ended(0);
    assert!(workshop.path("crates/demo/Cargo.toml").is_file());
}

#[test]
fn settings_that_cannot_be_read_are_not_passed_over() {
    let workshop = Workshop::furnished();
    fs::create_dir(workshop.path("countersign.yaml")).expect("a folder");
    assert!(run(&workshop, &["check"]).ended(1).err.contains("[C0001]"));
    fs::remove_dir(workshop.path("countersign.yaml")).expect("removed");
    workshop.write("countersign.yaml", b"format: \xff\n");
    assert!(run(&workshop, &["check"]).ended(1).err.contains("is not UTF-8 text"));
}
