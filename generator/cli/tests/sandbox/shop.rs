//! A shop on this machine that is notified.

use super::every_endpoint::Scene;
use bytes::Bytes;
use countersign_calling::dialect;
use countersign_runtime::signature::{Expected, VerifyingParams, WalletKey, verify};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

const PATH: &str = "/notified?shop=7";
const ANSWER: &str = r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}"#;

/// Takes notifications and acknowledges them.
pub(super) struct Shop {
    address: SocketAddr,
    notified: Receiver<(HeaderMap, Bytes)>,
}

impl Shop {
    /// At a free port.
    pub(super) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let (tell, notified) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let tell = tell.clone();
                std::thread::spawn(move || serve(&stream, &tell));
            }
        });
        Self { address, notified }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }

    /// The body of the next notification, which the sandbox of the scene has signed.
    pub(super) fn told(&self, scene: &Scene) -> Option<Value> {
        let (headers, body) = self.notified.recv_timeout(Duration::from_secs(10)).ok()?;
        let key = WalletKey::from_text(scene.sandbox.wallet_key()).expect("a key");
        let written = dialect::to_runtime(&scene.api.dialect);
        let expected = Expected::new(scene.sandbox.client_id(), SystemTime::now());
        let verified = verify(&written.request(PATH, &body), &headers, &VerifyingParams::new(&key, expected));
        verified.unwrap_or_else(|error| panic!("{}: {error}", scene.api.name));
        Some(serde_json::from_slice(&body).expect("JSON"))
    }
}

/// Reads requests of one connection, and says S to each.
fn serve(mut stream: &TcpStream, tell: &Sender<(HeaderMap, Bytes)>) {
    let mut reader = BufReader::new(stream);
    loop {
        let (mut headers, mut line) = (HeaderMap::new(), String::new());
        while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
            if let Some((name, value)) = line.trim_end().split_once(": ") {
                let name: HeaderName = name.parse().expect("a name");
                headers.insert(name, HeaderValue::from_str(value).expect("a value"));
            }
            line.clear();
        }
        let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
        let Some(length) = length else { return };
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{ANSWER}", ANSWER.len());
        stream.write_all(answer.as_bytes()).expect("it is read");
        let _ = tell.send((headers, body.into()));
    }
}
