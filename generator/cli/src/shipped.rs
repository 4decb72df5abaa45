//! The wallets whose specs travel inside this program.

use crate::error::{CommandError, usage};
use countersign_codegen::Error;
use countersign_codegen::diagnostics::{Report, listed, nearest};
use countersign_codegen::model::Api;
use countersign_codegen::rules::resolve_and_check;
use countersign_codegen::spec::{SpecSet, read_files};
use countersign_wallets::{Wallet, wallet, wallets};

/// The wallet of that name.
pub(super) fn find(name: &str) -> Result<&'static Wallet, CommandError> {
    let names = || wallets().iter().map(Wallet::name);
    wallet(name).ok_or_else(|| {
        let next = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is {}", listed(names())),
        };
        usage(format!("no wallet `{}` is in this program; {next}", name.escape_debug()))
    })
}

/// Its specs, read and checked.
pub(super) fn api(wallet: &Wallet) -> Result<Api, CommandError> {
    let files = wallet.files().into_iter().map(|(path, text)| (path, text.to_owned())).collect();
    let SpecSet { sources, mut findings, apis, .. } = read_files(wallet.name(), &files);
    match resolve_and_check(&apis, &mut findings).pop() {
        Some(api) if findings.errors() == 0 => Ok(api),
        _ => Err(Error::Findings(Box::new(Report::new(findings, sources))).into()),
    }
}
