//! `countersign keygen`: a new key pair.

use super::error::WalletError;
use super::key_source::passphrase;
use crate::console::Console;
use crate::error::{CommandError, usage};
use crate::exit_status::ExitStatus;
use clap::{Args, ValueEnum};
use countersign_calling::keygen::{KeyKind, NewKey};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const MORE: &str = "\
Examples:
  countersign keygen --out keys                     keys/merchant.pem and its public half
  countersign keygen --out keys --type rsa4096 --passphrase-env PASS
  countersign keygen --out keys --name merchant.encryption
                                                    one of its own for what the wallet encrypts, where it does

Exit codes:
  0  made
  2  the command line is wrong, a file is there already, or one cannot be written";

/// Makes a private key, and prints the public half, ready to be pasted into the wallet's console.
///
/// Writes NAME.pem (PKCS#8, readable by its owner only), NAME.public.pem and NAME.public.base64. The private key is never
/// printed without --stdout.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(crate) struct Arguments {
    /// The folder to write to; it is made if it is not there.
    #[arg(long, value_name = "DIR", required_unless_present = "stdout")]
    out: Option<PathBuf>,
    /// What the files are called.
    #[arg(long, value_name = "NAME", default_value = "merchant", value_parser = file_name)]
    name: String,
    /// What kind of key.
    #[arg(long = "type", value_enum, default_value_t = Type::Rsa2048, value_name = "TYPE")]
    kind: Type,
    /// How the private key is written.
    #[arg(long, value_enum, default_value_t = Form::Pem)]
    format: Form,
    /// Protects the private key by the passphrase in this environment variable.
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<String>,
    /// Prints the private key to standard output, and writes nothing. The public half goes to standard error.
    #[arg(long, conflicts_with = "out")]
    stdout: bool,
    /// Overwrites files that are there. A key that is overwritten is lost for good.
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Type {
    /// RSA with 2048 bits: what wallets ask for.
    Rsa2048,
    /// RSA with 3072 bits.
    Rsa3072,
    /// RSA with 4096 bits: slower, and not taken by every wallet.
    Rsa4096,
    /// For ECC224, which no wallet documents: ask first.
    P224,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// With `-----BEGIN` and `-----END`.
    Pem,
    /// One line of base64, as the official SDKs take it.
    Base64,
}

fn file_name(text: &str) -> Result<String, CommandError> {
    let good = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !text.is_empty() && !text.starts_with('.') && text.chars().all(good) {
        Ok(text.to_owned())
    } else {
        Err(usage("use letters, digits, `-`, `_` and `.`"))
    }
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<ExitStatus, WalletError> {
    let name = &arguments.name;
    let private_name = match arguments.format {
        Form::Pem => format!("{name}.pem"),
        Form::Base64 => format!("{name}.base64"),
    };
    let names = [private_name, format!("{name}.public.pem"), format!("{name}.public.base64")];
    if let (Some(folder), false) = (&arguments.out, arguments.force) {
        refuse_overwriting(folder, &names)?;
    }
    let key = key(arguments)?;
    let private = match arguments.format {
        Form::Pem => key.private_pem(),
        Form::Base64 => key.private_base64(),
    };
    let Some(folder) = &arguments.out else {
        let mut out = std::io::stdout().lock();
        out.write_all(private.trim_end().as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|source| cannot_write("standard output", source))?;
        console.problem(&format!("public half: {}", key.public_base64()));
        return Ok(ExitStatus::Success);
    };
    make_folder(folder)?;
    let texts = [private, Zeroizing::new(key.public_pem()), Zeroizing::new(key.public_base64())];
    for (name, text) in names.iter().zip(&texts) {
        write(&folder.join(name), text, arguments.force)?;
    }
    let place = |name: &String| folder.join(name).display().to_string();
    let [private_name, pem, base64] = &names;
    console.result(&format!("private key, readable by you only: {}", place(private_name)));
    console.result(&format!("public half: {}, {}", place(pem), place(base64)));
    console.result(&format!("to paste into the wallet's console:\n{}", key.public_base64()));
    Ok(ExitStatus::Success)
}

fn key(arguments: &Arguments) -> Result<NewKey, WalletError> {
    // First, so that nobody waits for nothing.
    let passphrase = arguments.passphrase_env.as_deref().map(passphrase).transpose()?;
    let key = NewKey::generate(match arguments.kind {
        Type::Rsa2048 => KeyKind::Rsa2048,
        Type::Rsa3072 => KeyKind::Rsa3072,
        Type::Rsa4096 => KeyKind::Rsa4096,
        Type::P224 => KeyKind::P224,
    });
    match passphrase {
        Some(passphrase) => key.and_then(|key| key.encrypted(&passphrase)),
        None => key,
    }
    .map_err(WalletError::Keygen)
}

fn refuse_overwriting(folder: &Path, names: &[String]) -> Result<(), CommandError> {
    match names.iter().map(|name| folder.join(name)).find(|place| place.symlink_metadata().is_ok()) {
        Some(place) => {
            let shown = place.display();
            Err(usage(format!(
                "`{shown}` is there already; choose another --out or --name, or overwrite it with --force"
            )))
        }
        None => Ok(()),
    }
}

fn make_folder(folder: &Path) -> Result<(), CommandError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| CommandError::File {
        action: "cannot make the folder",
        path: folder.display().to_string(),
        source,
    })
}

fn cannot_write(place: impl ToString, source: io::Error) -> CommandError {
    CommandError::File { action: "cannot write", path: place.to_string(), source }
}

/// Complete or not at all, and for its owner only: the temporary file is made so.
fn write(place: &Path, text: &str, force: bool) -> Result<(), CommandError> {
    let cannot = |source| cannot_write(place.display(), source);
    let mut file =
        tempfile::NamedTempFile::new_in(place.parent().unwrap_or(Path::new("."))).map_err(cannot)?;
    file.write_all(text.trim_end().as_bytes()).and_then(|()| file.write_all(b"\n")).map_err(cannot)?;
    file.as_file().sync_all().map_err(cannot)?;
    let kept = if force { file.persist(place) } else { file.persist_noclobber(place) };
    kept.map(drop).map_err(|error| cannot(error.error))
}
