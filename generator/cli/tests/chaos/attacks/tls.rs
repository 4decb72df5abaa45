//! TLS that is broken, not there, or where it should not be.

use super::super::held::Then;
use super::{PAY, Random, Storm, bodies, bytes, rest, shown};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, OnceLock};
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// A client that trusts the sandbox.
fn client(storm: &Storm) -> ClientConnection {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    let config = CONFIG.get_or_init(|| {
        let pem = std::fs::read(storm.secure.folder().join("ca.pem")).expect("a certificate");
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(&pem).expect("a certificate")).expect("an authority");
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_safe_default_protocol_versions().expect("versions");
        Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
    });
    let name = ServerName::try_from("localhost").expect("a name");
    ClientConnection::new(Arc::clone(config), name).expect("a client")
}

/// What a client says first.
fn hello(storm: &Storm) -> Vec<u8> {
    let mut hello = Vec::new();
    client(storm).write_tls(&mut hello).expect("written");
    hello
}

/// A connection on which TLS has begun.
fn connected(storm: &Storm) -> Option<StreamOwned<ClientConnection, TcpStream>> {
    let stream = storm.secure.connect()?;
    let mut stream = StreamOwned::new(client(storm), stream);
    stream.conn.complete_io(&mut stream.sock).ok()?;
    Some(stream)
}

/// In the middle of the first flight, or just after it.
pub(super) fn cut(storm: &Storm, random: &mut Random) {
    let hello = hello(storm);
    let Some(mut stream) = storm.secure.connect() else { return };
    let _ = stream.write_all(&hello[..random.below(hello.len() + 1)]);
    match random.below(3) {
        0 => storm.held.keep(stream, Then::Drips),
        1 => drop(stream),
        _ => drop(stream.shutdown(Shutdown::Write)),
    }
    // All is well up to there, and then nobody is there any more.
    if let Some(mut stream) = connected(storm) {
        let _ = stream.write_all(b"POST /api/v1/payments/pay HTTP/1.1\r\nhost:");
        if random.one_in(2) {
            storm.held.keep(stream.sock, Then::Drips);
        }
    }
}

pub(super) fn garbage(storm: &Storm, random: &mut Random) {
    let hello = hello(storm);
    let bytes = match random.below(6) {
        0 => super::garbage(random, 5000),
        1 => bytes::changed(&hello, random),
        // Records as long as can be said, of each kind.
        2 => [&[20 + random.below(6) as u8, 3, 3, 0xff, 0xff][..], &super::garbage(random, 70_000)].concat(),
        3 => b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        4 => b"\x80\x2e\x01\x00\x02\x00\x15\x00\x00\x00\x10".to_vec(),
        _ => [&*hello, &super::garbage(random, 5000)].concat(),
    };
    alerts(storm, &bytes);
    // The handshake is fine, and what follows is not.
    if let Some(mut stream) = connected(storm) {
        let _ = stream.sock.write_all(&super::garbage(random, 5000));
        let _ = stream.sock.shutdown(Shutdown::Write);
        let _ = std::io::copy(&mut stream.sock, &mut std::io::sink());
    }
}

/// Sends what is no TLS to where TLS is spoken: nothing comes back but alerts.
fn alerts(storm: &Storm, bytes: &[u8]) {
    let Some(mut stream) = storm.secure.connect() else { return };
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{}", shown(&answer));
}

pub(super) fn to_plain(storm: &Storm, random: &mut Random) {
    let hello = hello(storm);
    let end = 1 + random.below(hello.len());
    storm.plain.throw(&hello[..end]);
}

pub(super) fn plain(storm: &Storm, random: &mut Random) {
    let right = storm.secure.letter(PAY, bodies::order(storm)).bytes(&storm.secure.key);
    let bytes = if random.one_in(2) { right } else { bytes::changed(&right, random) };
    alerts(storm, &bytes);
}

/// Some of what is bad without TLS.
pub(super) fn inside(storm: &Storm, random: &mut Random) {
    let right = storm.secure.letter(PAY, bodies::order(storm)).bytes(&storm.secure.key);
    let Some(mut stream) = connected(storm) else { return };
    let bytes = match random.below(4) {
        0 => right,
        1 => bytes::changed(&right, random),
        2 => format!(
            "POST {PAY} HTTP/1.1\r\nhost: x\r\ncontent-length: 9999999\r\n\r\n{}",
            " ".repeat(3_000_000)
        )
        .into_bytes(),
        _ => format!("POST {PAY} HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(random.below(200_000))).into_bytes(),
    };
    let _ = stream.write_all(&bytes);
    stream.conn.send_close_notify();
    let _ = stream.flush();
    let _ = stream.sock.shutdown(Shutdown::Write);
    rest(&mut stream);
}
