//! Runs the command as a user does.

#![allow(dead_code, reason = "each test file uses a part of it")]

use crate::support::Workshop;
use std::process::{Command, Output};

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs in the workshop's folder, with no terminal.
pub(crate) fn run(workshop: &Workshop, arguments: &[&str]) -> Run {
    let output = command(workshop, arguments).output().expect("the command runs");
    Run::of(output)
}

pub(crate) fn command(workshop: &Workshop, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command
        .args(arguments)
        .current_dir(workshop.path("."))
        // As a program that is installed: by cargo, lines that are printed to be run begin with `cargo run --`.
        .env_remove("CARGO")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Asserts that it ended so.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        self
    }
}
