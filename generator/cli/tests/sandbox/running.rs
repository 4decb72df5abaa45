//! `countersign sandbox` as a process of its own.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs");

/// A process that does not outlive its test.
struct Held(Child);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A sandbox whose output is read.
pub(crate) struct Running {
    child: Held,
    output: BufReader<ChildStdout>,
}

/// A sandbox that is served by. What it prints is read and dropped, so that it can go on printing.
pub(crate) struct Listening {
    child: Held,
    /// Scheme, host and port.
    pub(crate) url: String,
}

/// `countersign sandbox` at a free port; relative paths are in the folder.
pub(crate) fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.args(["sandbox", "--specs", SPECS, "--port", "0"]).args(arguments).current_dir(folder);
    // As a program that is installed: by cargo, the line that it prints begins with `cargo run --`.
    command.env_remove("CARGO").stdout(Stdio::piped());
    command
}

/// `countersign sandbox` in a folder with specs of its own: copies of those of these wallets.
pub(crate) fn beside(wallets: &[&str], arguments: &[&str], folder: &Path) -> Command {
    for name in wallets {
        let wallet = countersign_wallets::wallet(name).expect("a wallet");
        for (path, text) in wallet.files() {
            let place = folder.join("specs").join(name).join(path);
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            std::fs::write(place, text).expect("written");
        }
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.arg("sandbox").args(arguments).current_dir(folder);
    command.env_remove("CARGO").stdout(Stdio::piped());
    command
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = Held(command.spawn().expect("started"));
        let output = BufReader::new(child.0.stdout.take().expect("an output"));
        Self { child, output }
    }

    /// Lines up to one that contains a text.
    pub(crate) fn until(&mut self, part: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        while !lines.last().is_some_and(|line| line.contains(part)) {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).expect("text"), 0, "it ended: {lines:?}");
            lines.push(line);
        }
        lines
    }

    /// Waits until it can be called.
    pub(crate) fn listening(mut self) -> Listening {
        let line = self.until("http").pop().expect("a line");
        let url = line.split_whitespace().next().expect("a URL").to_owned();
        let Self { child, mut output } = self;
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Listening { child, url }
    }

    /// As by Ctrl-C. The exit code, and what it printed last.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        // The shell's own `kill`: not every machine has a program of that name.
        let line = format!("kill -INT {}", self.child.0.id());
        assert!(Command::new("sh").args(["-c", &line]).status().expect("a shell").success());
        let status = self.child.0.wait().expect("ended");
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).expect("text");
        (status.code(), rest)
    }
}

impl Listening {
    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.0.id()
    }

    /// Whether it has not ended.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.child.0.try_wait().expect("a child").is_none()
    }
}
