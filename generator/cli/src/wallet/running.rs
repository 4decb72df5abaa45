//! The sandbox that runs now: where it is, in a file among its keys.

use super::key_source::text_of;
use crate::error::{CommandError, usage};
use countersign_codegen::diagnostics::listed;
use countersign_sandbox::Sandbox;
use serde_json::{Map, Value, json};
use std::io::{self, ErrorKind, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

const FILE: &str = "running.json";
/// For a connection on this machine.
const TIMEOUT: Duration = Duration::from_secs(2);

/// The file that says where a sandbox is. Removed when this is dropped, unless another sandbox has written its own since.
pub(super) struct Announcement {
    file: PathBuf,
    text: String,
}

impl Announcement {
    pub(super) fn write(folder: &Path, sandbox: &Sandbox) -> io::Result<Self> {
        let ports = sandbox.ports().iter();
        let urls: Map<String, Value> =
            ports.flat_map(|port| port.apis.iter().map(|api| (api.clone(), json!(port.url)))).collect();
        let text = format!("{:#}\n", json!({ "format": 1, "urls": urls }));
        let file = folder.join(FILE);
        let mut written = tempfile::NamedTempFile::new_in(folder)?;
        written.write_all(text.as_bytes())?;
        written.persist(&file).map_err(|error| error.error)?;
        Ok(Self { file, text })
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        if std::fs::read_to_string(&self.file).is_ok_and(|text| text == self.text) {
            let _ = std::fs::remove_file(&self.file);
        }
    }
}

/// The URL of an API of the sandbox that has its keys in this folder; `None` when none has said that it runs.
///
/// It is an address of this machine that answers: keys of a sandbox are for nothing else.
pub(super) fn url(folder: &Path, api: &str) -> Result<Option<String>, CommandError> {
    let file = folder.join(FILE);
    let text = match text_of(&file) {
        Ok(text) => text,
        Err(CommandError::File { source, .. }) if source.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let read: Value = serde_json::from_str(&text).unwrap_or_default();
    let shown = file.display();
    let urls = read.get("urls").and_then(Value::as_object).ok_or_else(|| {
        usage(format!(
            "`{shown}` is not what `countersign sandbox` writes: remove it, and start the sandbox again"
        ))
    })?;
    let Some(url) = urls.get(api).and_then(Value::as_str) else {
        let names = listed(urls.keys().map(String::as_str));
        return Err(usage(format!(
            "the sandbox that runs has {names}, and not `{}`: start it again, or give --url and --keys",
            api.escape_debug()
        )));
    };
    let address = loopback(url).ok_or_else(|| {
        let shown_url = url.escape_debug();
        usage(format!("the sandbox is at {shown_url}, which is no loopback address: give --url and --keys"))
    })?;
    match TcpStream::connect_timeout(&address, TIMEOUT) {
        Ok(_) => Ok(Some(url.to_owned())),
        Err(error) => Err(usage(format!(
            "no sandbox runs at {url} any more ({error}): start it again by `countersign sandbox`, or give --url and --keys"
        ))),
    }
}

/// The address in a URL of nothing but scheme and loopback address.
fn loopback(url: &str) -> Option<SocketAddr> {
    let address = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    address.parse().ok().filter(|address: &SocketAddr| address.ip().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn only_addresses_of_this_machine() {
        for url in ["http://127.0.0.1:4040", "https://127.0.0.2:1", "http://[::1]:80"] {
            assert!(loopback(url).is_some(), "{url}");
        }
        for url in [
            "http://192.0.2.1:80",
            "http://0.0.0.0:80",
            "http://127.0.0.1:80@wallet.example",
            "http://127.0.0.1:80/x",
            "http://localhost:80",
            "http://127.0.0.1",
            "ftp://127.0.0.1:80",
            "127.0.0.1:80",
        ] {
            assert_eq!(loopback(url), None, "{url}");
        }
    }

    #[test]
    fn what_the_file_says_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let said = |text: &str| {
            std::fs::write(folder.path().join(FILE), text).expect("written");
            url(folder.path(), "claro").map_err(|error| error.to_string())
        };
        assert!(matches!(url(folder.path(), "claro"), Ok(None)));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let here = format!("http://{}", listener.local_addr().expect("an address"));
        let at = |url: &str| json!({ "format": 1, "urls": { "claro": url } }).to_string();
        assert_eq!(said(&at(&here)), Ok(Some(here.clone())));
        drop(listener);
        let ended = said(&at(&here)).expect_err("nobody listens");
        assert!(ended.starts_with(&format!("no sandbox runs at {here} any more")), "{ended}");
        for (text, problem) in [
            (at("http://192.0.2.1:80"), "no loopback address"),
            (at("http://127.0.0.1:80@wallet.example"), "no loopback address"),
            (json!({ "urls": { "demo": here } }).to_string(), "has `demo`, and not `claro`"),
            ("{}".to_owned(), "is not what `countersign sandbox` writes"),
            ("no JSON".to_owned(), "is not what `countersign sandbox` writes"),
        ] {
            let error = said(&text).expect_err(&text);
            assert!(error.contains(problem), "{error}");
        }
    }
}
