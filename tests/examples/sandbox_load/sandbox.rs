//! The sandbox in a process of its own.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use claro_client::{
    Client, Config,
    signature::{SigningKey, WalletKey},
};

use super::Outcome;

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");

/// It ends with this value.
pub(crate) struct Sandbox {
    child: Child,
    keys: PathBuf,
    url: String,
}

impl Sandbox {
    /// Waits until it listens. What it says later goes nowhere.
    pub(crate) fn start(program: &Path, keys: &Path, database: bool) -> Outcome<Self> {
        let mut command = Command::new(program);
        command.args(["sandbox", "--port", "0", "--specs", SPECS, "--keys"]).arg(keys);
        if !database {
            command.arg("--memory");
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut output = BufReader::new(child.stdout.take().ok_or("it has no output")?);
        let url = url(&mut output);
        let sandbox = Self { child, keys: keys.to_owned(), url: url? };
        std::thread::spawn(move || drain(output));
        Ok(sandbox)
    }

    pub(crate) fn process(&self) -> &Child {
        &self.child
    }

    /// A client with the keys that the sandbox has made.
    pub(crate) fn client(&self) -> Outcome<Client> {
        let read = |name: &str| fs::read_to_string(self.keys.join(name));
        let ours = SigningKey::from_text(&read("merchant.pem")?)?;
        let theirs = WalletKey::from_text(&read("wallet.public.pem")?)?;
        let client_id = read("client_id")?.trim().to_owned();
        Ok(Client::new(Config::new(self.url.clone(), client_id, ours, theirs))?)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The line `http://127.0.0.1:40123  claro, demo`.
fn url(output: &mut impl BufRead) -> Outcome<String> {
    for line in output.lines() {
        let line = line?;
        let mut words = line.split([' ', ',']).filter(|word| !word.is_empty());
        if let Some(url) = words.next().filter(|word| word.starts_with("http"))
            && words.any(|api| api == "claro")
        {
            return Ok(url.to_owned());
        }
    }
    Err("the sandbox did not say where it listens".into())
}

fn drain(mut output: impl Read) {
    let _ = std::io::copy(&mut output, &mut std::io::sink());
}
