//! A wallet on loopback that signs what it is told to answer.

#![cfg(feature = "sandbox")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use countersign_calling::{sign, signing_key};
use countersign_codegen::model::Dialect;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::SystemTime;

/// What a request was.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Listens until the test is over. Every request gets the same answer.
pub(crate) struct Wallet {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// What it does with a request.
#[derive(Clone)]
pub(crate) enum Does {
    /// Answers this, signed.
    Signs(String),
    /// Answers this, without a signature.
    Answers(String),
    /// Hangs up.
    Cuts,
}

impl Wallet {
    pub(crate) fn that(does: Does) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A caller that goes away in the middle is its own affair.
                let _ = serve(stream, &does, &log);
            }
        });
        Self { url, seen }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panic before").clone()
    }
}

fn serve(stream: TcpStream, does: &Does, log: &Mutex<Vec<Seen>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let seen = Seen { path, headers, body: String::new() };
    let length = seen.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let seen = Seen { body: String::from_utf8(body).expect("UTF-8"), ..seen };
    log.lock().expect("no panic before").push(seen.clone());
    answer(stream, does, &seen)
}

fn answer(mut stream: TcpStream, does: &Does, seen: &Seen) -> std::io::Result<()> {
    let (text, signed) = match does {
        Does::Signs(text) => (text, true),
        Does::Answers(text) => (text, false),
        Does::Cuts => return Ok(()),
    };
    let mut head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n", text.len());
    if signed {
        let key = signing_key(include_str!("../../../../tests/keys/wallet.pkcs8.pem"), None).expect("a key");
        let id = seen.header("client-id").unwrap_or_default();
        let signed =
            sign(&Dialect::default(), &key, id, &seen.path, SystemTime::now().into(), text.as_bytes());
        for (name, value) in signed.expect("signed").headers {
            let name = if name == "Request-Time" { "Response-Time" } else { &name };
            head.push_str(&format!("{}: {value}\r\n", name.to_lowercase()));
        }
    }
    stream.write_all(format!("{head}\r\n{text}").as_bytes())
}
