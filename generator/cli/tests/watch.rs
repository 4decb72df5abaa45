//! `--watch`: a run for each change.

#![cfg(feature = "watch")]

use crate::cli::{command, run};
use crate::support::{Workshop, endpoint};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Stdio};

/// A command that runs until it is dropped.
struct Watching {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStderr>>,
}

impl Watching {
    fn start(workshop: &Workshop, arguments: &[&str]) -> Self {
        let mut child = command(workshop, arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let stderr = child.stderr.take().expect("standard error");
        Self { child, lines: BufReader::new(stderr).lines() }
    }

    /// Reads until a line begins so.
    fn until(&mut self, beginning: &str) -> String {
        loop {
            let line = self.lines.next().expect("it goes on").expect("UTF-8");
            if line.starts_with(beginning) {
                return line;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn each_change_is_a_run() {
    let workshop = Workshop::furnished();
    let mut watching = Watching::start(&workshop, &["check", "--watch", "--format", "short"]);
    watching.until("watching `specs`; Ctrl-C ends it");
    workshop.spec("demo/v1/cancel.yaml", format!("{}colour: red\n", endpoint("cancel")));
    assert_eq!(watching.until("changed: "), "changed: specs/demo/v1/cancel.yaml");
    watching.until("specs/demo/v1/cancel.yaml:9:1: error[C0005]");
    watching.until("error: 1 error in 1 file");
    workshop.spec("demo/v1/cancel.yaml", endpoint("cancel").replace(", doc: Their number.", ""));
    watching.until("specs/demo/v1/cancel.yaml:8:3: warning[C0030]");
}

#[test]
fn what_changes_is_generated() {
    let workshop = Workshop::furnished();
    let mut watching = Watching::start(&workshop, &["generate", "--watch"]);
    watching.until("watching ");
    assert!(workshop.path("generated/demo/src/lib.rs").exists());
    // The second change is seen after the first has been generated.
    workshop.spec("demo/v1/payments/cancel.yaml", endpoint("payments/cancel"));
    watching.until("changed: ");
    workshop.spec("demo/v1/payments/void.yaml", format!("{}colour: red\n", endpoint("payments/void")));
    watching.until("error: 1 error in 1 file; nothing written");
    drop(watching);
    run(&workshop, &["check"]).ended(1);
}

#[test]
fn a_folder_that_is_not_there_cannot_be_watched() {
    let workshop = Workshop::new();
    let refused = run(&workshop, &["check", "--watch", "--specs", "nowhere"]).ended(2);
    assert!(refused.err.starts_with("error: cannot watch `nowhere`: "), "{}", refused.err);
    run(&workshop, &["generate", "--watch", "--check"]).ended(2);
}
