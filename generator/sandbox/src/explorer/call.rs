//! "Sign and send" of the page.

use super::in_process::in_process;
use super::order::Order;
use super::problem::Problem;
use crate::instance::Instance;
use crate::keys::KeyTexts;
use countersign_calling::{Caller, Options, Report};
use countersign_codegen::model::Api;
use countersign_runtime::encryption::{DecryptionKey, Encryption, EncryptionKey};
use countersign_runtime::signature::{KeyError, SigningKey, WalletKey, WalletKeys};
use countersign_runtime::{Config, Json, RetryPolicy};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// A call from the page waits no longer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Reads an [`Order`], has it sent, signed with the test merchant's key, and tells what happened:
///
/// `{ steps: { body, plain, content, headers: [[name, value]], answer: { status, headers, body, encrypted } | null,
/// verified: { holds, why } | null, outcome, result: { resultStatus, resultCode, resultMessage } | null, error,
/// todo, attempts, deviations: [text] }, curl, command, rust }`. `plain` is what was encrypted to the body, or null, and
/// `encrypted` what was decrypted to the answer's; `outcome` is the name of the `Outcome`, `error` why it is not better, and
/// `todo` what to do now, or null. Nothing in it is secret.
///
/// # Errors
/// Says what is wrong when nothing could be sent.
pub(super) async fn run(instance: &Instance, body: &[u8]) -> Result<Value, Problem> {
    let order = Order::read(body)?;
    let body: Json = order.body.parse().map_err(Problem::BodyNotJson)?;
    if !matches!(body, Json::Object(_)) {
        return Err(Problem::BodyNotObject);
    }
    let api = instance.state.apis.iter().find(|api| api.name == order.api);
    let caller = caller(instance, api.ok_or_else(|| Problem::NoApi(order.api.clone()))?)?;
    let mut options = Options::default();
    options.fault.clone_from(&order.fault);
    options.headers.clone_from(&order.headers);
    // The page has said what breaks the spec: now the wallet is to say it.
    options.unchecked = true;
    options.show_sensitive = true;
    let report = caller.call(&order.api, &order.endpoint, &body, &options).await;
    report.map(|report| told(&report)).map_err(Problem::Call)
}

/// The merchant, who asks the wallet without a network.
fn caller(instance: &Instance, api: &Api) -> Result<Caller, Problem> {
    let (port, wallet) = instance.find(&api.name).ok_or_else(|| Problem::NoApi(api.name.clone()))?;
    let texts = &instance.state.keys.texts;
    if texts.merchant.private.is_empty() || texts.merchant_for_encryption().private.is_empty() {
        return Err(Problem::NoPrivateKey);
    }
    let (ours, theirs, encryption) = keys(texts).map_err(Problem::Key)?;
    let config = Config::new(port.url.as_str(), texts.client_id.as_str(), ours, theirs)
        .encryption(encryption)
        .retry(RetryPolicy::never())
        .timeout(TIMEOUT)
        .transport(in_process(Arc::clone(wallet)));
    let caller = Caller::new(vec![served(api)], config).map_err(Problem::Call)?;
    Ok(instance.command_line.of(caller, &port.url))
}

/// The API as this sandbox serves it, which has a path for every endpoint.
fn served(api: &Api) -> Api {
    let mut api = api.clone();
    let endpoints = api.versions.iter_mut().flat_map(|version| &mut version.endpoints);
    endpoints.for_each(|endpoint| endpoint.no_sandbox_path = false);
    api
}

fn keys(texts: &KeyTexts) -> Result<(SigningKey, WalletKeys, Encryption), KeyError> {
    let ours = SigningKey::from_text(&texts.merchant.private)?;
    let theirs = WalletKeys::by_version([(1, WalletKey::from_text(&texts.wallet.public)?)])?;
    let encryption = Encryption::new(
        EncryptionKey::from_text(&texts.wallet_for_encryption().public)?,
        DecryptionKey::from_text(&texts.merchant_for_encryption().private)?,
    );
    Ok((ours, theirs, encryption))
}

fn told(report: &Report) -> Value {
    let answer = report.response.as_ref();
    json!({
        "steps": {
            "body": report.request.body,
            "plain": report.request.plain_body,
            "content": report.request.content,
            "headers": report.request.headers,
            "answer": answer.map(|answer| json!({
                "status": answer.status, "headers": answer.headers, "body": answer.body,
                "encrypted": answer.encrypted_body,
            })),
            "verified": answer.map(|answer| json!({
                "holds": answer.unverified.is_none(), "why": answer.unverified,
            })),
            "outcome": report.outcome.name(),
            "result": report.result.as_ref().map(|result| json!({
                "resultStatus": result.status, "resultCode": result.code, "resultMessage": result.message,
            })),
            "error": report.cause,
            "todo": report.to_do,
            "attempts": report.attempts,
            "deviations": report.deviations.iter().map(ToString::to_string).collect::<Vec<_>>(),
        },
        "curl": report.curl,
        "command": report.call,
        "rust": report.rust,
    })
}
