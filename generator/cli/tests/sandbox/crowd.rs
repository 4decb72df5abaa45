//! More connections than there is room for. The sandbox is another process: this one has no more files to open, either.

use super::killed::{client, start};
use super::support::{ORDER, PAY};
use countersign_runtime::{Client, Json, Outcome};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

/// The sandbox has room for 512.
const CROWD: usize = 700;

#[test]
fn a_crowd_makes_room_for_a_good_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let sandbox = start(folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let order: Json = ORDER.parse().expect("JSON");
    let pays = |client: &Client| {
        let called = runtime.block_on(async { client.call_untyped(&PAY, &order).await });
        assert!(matches!(called, Ok(Outcome::Accepted(_) | Outcome::Success(_))), "{called:?}");
    };
    let known = client(&sandbox, folder.path());
    pays(&known);
    let address: SocketAddr = sandbox.url.trim_start_matches("http://").parse().expect("an address");
    let mut crowd: Vec<TcpStream> = Vec::new();
    for number in 0..CROWD {
        let mut stream = TcpStream::connect(address).expect("connected");
        // Half of a header, of which the rest never comes.
        let _ = stream.write_all(if number % 2 == 0 { b"POST /api HTTP/1.1\r\nhost:" } else { b"" });
        crowd.push(stream);
    }
    pays(&client(&sandbox, folder.path()));
    // Who said nothing for longest was cut off, and who is known was not.
    let mut answer = Vec::new();
    let _ = crowd[0].read_to_end(&mut answer);
    assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
    pays(&known);
}
