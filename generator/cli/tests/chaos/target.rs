//! A sandbox that is attacked.

use super::letter::Letter;
use super::process::Process;
use super::running::{Listening, Running, command};
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// No side waits longer: what takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// No answer is longer, but what is asked for by a fault.
const LONGEST: u64 = 96 << 20;

/// A sandbox in a process of its own.
pub(crate) struct Target {
    running: Listening,
    folder: TempDir,
    pub(crate) address: SocketAddr,
    pub(crate) process: Process,
    pub(crate) client_id: String,
    /// The merchant's, as PEM.
    pub(crate) key: String,
}

impl Target {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let errors = File::create(folder.path().join("errors")).expect("a file");
        let arguments = [&["--api", "claro", "--keys", ".", "--time-scale", "100"], arguments].concat();
        let mut command = command(&arguments, folder.path());
        let running = Running::start(command.stderr(errors)).listening();
        let address = running.url.rsplit('/').next().expect("a URL").parse().expect("an address");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect(name);
        let (client_id, key) = (read("client_id").trim().to_owned(), read("merchant.pem"));
        Self { process: Process(running.id()), running, address, client_id, key, folder }
    }

    pub(crate) fn url(&self) -> &str {
        &self.running.url
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn is_alive(&mut self) -> bool {
        self.running.is_alive()
    }

    /// What it complained about.
    pub(crate) fn errors(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("errors")).expect("a file")
    }

    /// A connection; none when there are no more to be had.
    pub(crate) fn connect(&self) -> Option<TcpStream> {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).ok()?;
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = stream.set_write_timeout(Some(PATIENCE));
        Some(stream)
    }

    /// Sends bytes and the end, and checks what comes back.
    pub(crate) fn throw(&self, bytes: &[u8]) -> Vec<u8> {
        let Some(mut stream) = self.connect() else { return Vec::new() };
        // It may have had enough before it has everything.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        rest(&mut stream)
    }

    /// Sends a request after which the connection is to be closed, and checks what comes back. Empty when the
    /// connection was cut.
    pub(crate) fn ask(&self, bytes: &[u8]) -> Vec<u8> {
        let Some(mut stream) = self.connect() else { return Vec::new() };
        let _ = stream.write_all(bytes);
        rest(&mut stream)
    }

    /// The same with several requests that are there at the same time.
    pub(crate) fn ask_at_once(&self, requests: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let connected = requests.iter().filter_map(|bytes| {
            let mut stream = self.connect()?;
            let _ = stream.write_all(bytes);
            Some(stream)
        });
        let connected: Vec<TcpStream> = connected.collect();
        connected.into_iter().map(|mut stream| rest(&mut stream)).collect()
    }

    /// A request that the merchant has signed.
    pub(crate) fn letter(&self, path: &str, body: impl Into<Vec<u8>>) -> Letter {
        Letter::of(&self.client_id, path, body)
    }

    /// Sends a signed request, and checks what comes back.
    pub(crate) fn post(&self, path: &str, body: impl Into<Vec<u8>>) -> Vec<u8> {
        self.ask(&self.letter(path, body).bytes(&self.key))
    }
}

/// Reads up to the end, and checks what came.
pub(crate) fn rest(stream: &mut impl Read) -> Vec<u8> {
    let mut answer = Vec::new();
    match stream.take(LONGEST).read_to_end(&mut answer) {
        // A time-out.
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            panic!("neither answered nor cut: {}", shown(&answer))
        }
        _ => check(&answer),
    }
    answer
}

/// Whatever it is, it is an answer of HTTP, and none that says that something broke.
pub(crate) fn check(answer: &[u8]) {
    let status = answer.get(9..12);
    let is_fine = answer.is_empty()
        || answer.starts_with(b"HTTP/1.")
            && !status.is_none_or(|status| matches!(status, b"500" | b"501" | b"504"));
    assert!(is_fine, "{}", shown(answer));
}

pub(crate) fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).into_owned()
}
