//! The sandbox as its own page sees it.

use super::explorer::{Host, Order, Pending};
use super::fault::{Fault, FaultRule, When};
use super::inside::Inside;
use super::log::Received;
use super::wallet::{Request, Sending, Wallet};
use crate::calling::{Caller, Options, Report};
use crate::model::Api;
use bytes::Bytes;
use countersign_runtime::signature::{SigningKey, WalletKey, WalletKeys};
use countersign_runtime::transport::{Limits, TransportError, TransportFailure};
use countersign_runtime::{Config, DateTime, RetryPolicy};
use http::HeaderMap;
use serde_json::{Map, Value, json};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

/// Of one body, the page is shown so many bytes.
const MOST_SHOWN: usize = 32 * 1024;
/// Of all that was received, the page is told so much at once, in bytes of headers and bodies. It asks for the rest.
const MOST_TOLD: usize = 128 * 1024;
/// A call from the page waits no longer.
const TIMEOUT: Duration = Duration::from_secs(5);

impl Host for Inside {
    fn apis(&self) -> &[Arc<Api>] {
        &self.house.apis
    }

    fn document(&self) -> &OnceLock<Bytes> {
        &self.document
    }

    fn received(&self, after: u64) -> (Vec<Value>, bool) {
        let received = self.house.log.since(after);
        let mut told = 0;
        let entries = received.iter().map_while(|received| {
            let is_room = told == 0 || told < MOST_TOLD;
            told += received.bytes().min(2 * MOST_SHOWN);
            is_room.then(|| entry(received))
        });
        let entries: Vec<Value> = entries.collect();
        let more = entries.len() < received.len();
        (entries, more)
    }

    fn faults(&self) -> Value {
        let known: Vec<Value> =
            Fault::ALL.iter().map(|fault| json!({ "name": fault.name, "doc": fault.doc })).collect();
        let on: Map<String, Value> = self
            .house
            .faults
            .list()
            .into_iter()
            .filter(|rule| rule.when == When::Always)
            .flat_map(|rule| {
                self.places(&rule).into_iter().map(move |place| (place, rule.fault.to_string().into()))
            })
            .collect();
        json!({ "known": known, "on": on })
    }

    fn set_fault(&self, endpoint: &str, fault: Option<&str>) -> Result<(), String> {
        let (api, path) = endpoint.split_once('/').ok_or_else(|| format!("`{endpoint}` is no endpoint"))?;
        if !self.endpoints().any(|(name, known)| name == api && known == path) {
            return Err(format!("there is no endpoint `{endpoint}`"));
        }
        let faults = &self.house.faults;
        match fault {
            None => faults.remove(api, path),
            Some(fault) => {
                let fault = fault.parse().map_err(|error: super::BadFault| error.to_string())?;
                let (api, endpoint) = (Some(api.to_owned()), Some(path.to_owned()));
                faults.add(FaultRule { api, endpoint, when: When::Always, fault });
            }
        }
        Ok(())
    }

    fn call(&self, order: Order) -> Pending<'_, Value> {
        Box::pin(async move {
            self.report(&order).await.unwrap_or_else(|error| {
                json!({ "steps": { "body": order.body, "content": "", "headers": [], "answer": null, "verified": null,
                    "outcome": "Error", "error": error, "result": null, "attempts": 0 }, "curl": null })
            })
        })
    }
}

impl Inside {
    /// API and `version/path` of everything that is served.
    fn endpoints(&self) -> impl Iterator<Item = (&str, String)> {
        self.house.apis.iter().flat_map(|api| {
            let endpoints = api.versions.iter().flat_map(|version| &version.endpoints);
            endpoints.map(|endpoint| (api.name.as_str(), format!("{}/{}", endpoint.version, endpoint.path)))
        })
    }

    /// The endpoints that a rule is about, as the page names them.
    fn places(&self, rule: &FaultRule) -> Vec<String> {
        let is_meant = |api: &str, endpoint: &str| {
            rule.api.as_deref().is_none_or(|name| name == api)
                && rule.endpoint.as_deref().is_none_or(|path| path == endpoint)
        };
        self.endpoints()
            .filter(|(api, endpoint)| is_meant(api, endpoint))
            .map(|(api, endpoint)| format!("{api}/{endpoint}"))
            .collect()
    }

    /// Signs with the merchant's test key and asks the wallet without the detour over a network.
    async fn report(&self, order: &Order) -> Result<Value, String> {
        let (port, wallet) = self.find(&order.api).ok_or("no such API")?;
        let api = self.house.apis.iter().find(|api| api.name == order.api).ok_or("no such API")?;
        let keys = &self.house.keys;
        if keys.texts.merchant.private.is_empty() {
            return Err(
                "the sandbox has only the public half of the merchant's key: call from where the other is"
                    .to_owned(),
            );
        }
        let ours = SigningKey::from_text(&keys.texts.merchant.private).map_err(|error| error.to_string())?;
        let theirs = WalletKey::from_text(&keys.texts.wallet.public).map_err(|error| error.to_string())?;
        let theirs = WalletKeys::by_version([(1, theirs)]).map_err(|error| error.to_string())?;
        let config = Config::new(port.url.as_str(), keys.texts.client_id.as_str(), ours, theirs)
            .retry(RetryPolicy::never())
            .timeout(TIMEOUT)
            .transport(in_process(Arc::clone(wallet)));
        let keys = self.keys.iter().flat_map(|folder| ["--keys".to_owned(), folder.display().to_string()]);
        let flags = ["--url".to_owned(), port.url.clone()].into_iter().chain(keys);
        let caller = Caller::new(vec![(**api).clone()], config).map_err(|error| error.to_string())?;
        let caller = caller.with_flags(flags);
        let body: Value = serde_json::from_str(&order.body).map_err(|error| error.to_string())?;
        let mut options = Options::default();
        options.fault.clone_from(&order.fault);
        options.unchecked = true;
        options.show_sensitive = true;
        let report = caller.call(&order.api, &order.endpoint, &body, &options).await;
        report.map(|report| shown(&report)).map_err(|error| error.to_string())
    }
}

fn shown(report: &Report) -> Value {
    let answer = report.answer.as_ref();
    json!({
        "steps": {
            "body": report.request.body,
            "content": report.request.content,
            "headers": report.request.headers,
            "answer": answer.map(|answer| json!({
                "status": answer.status, "headers": answer.headers, "body": answer.body,
            })),
            "verified": answer.map(|answer| json!({
                "holds": answer.unverified.is_none(), "why": answer.unverified,
            })),
            "outcome": report.outcome.name(),
            "result": report.result.as_ref().map(|result| json!({
                "resultStatus": result.status, "resultCode": result.code, "resultMessage": result.message,
            })),
            "error": report.cause,
            "attempts": report.attempts,
        },
        "curl": report.curl,
        "command": report.call,
        "rust": report.rust,
    })
}

/// The wallet as what answers HTTP, with the faults that a network would show.
fn in_process(
    wallet: Arc<Wallet>,
) -> impl Fn(http::Request<Bytes>, Limits) -> Pending<'static, Result<http::Response<Bytes>, TransportError>>
{
    move |request, limits| {
        let wallet = Arc::clone(&wallet);
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
            let request =
                Request { at: SystemTime::now(), method: head.method, target, headers: head.headers, body };
            let lost = |failure| TransportError::new(failure, "as the fault says");
            let reply = tokio::task::spawn_blocking(move || wallet.answer(&request))
                .await
                .map_err(|_| lost(TransportFailure::Disconnected))?;
            match reply.sending {
                Sending::Delayed(time) if time < limits.timeout => tokio::time::sleep(time).await,
                Sending::Delayed(_) | Sending::Never => {
                    tokio::time::sleep(limits.timeout).await;
                    return Err(lost(TransportFailure::TimedOut));
                }
                Sending::CutBefore | Sending::CutDuring => return Err(lost(TransportFailure::Disconnected)),
                Sending::Padded(_) => return Err(lost(TransportFailure::TooLarge)),
                Sending::Whole | Sending::CutAfter => {}
            }
            let mut response = http::Response::new(reply.body);
            *response.status_mut() = reply.status;
            *response.headers_mut() = reply.headers;
            Ok(response)
        })
    }
}

fn entry(received: &Received) -> Value {
    let millis = received.at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let time = DateTime::from_unix_millis(i64::try_from(millis).unwrap_or(i64::MAX), 0);
    let verdict = match (&received.refused, &received.answer) {
        (Some((code, message)), _) => format!("{code}: {message}"),
        (None, Some(answer)) => answer.result().0,
        (None, None) => "no answer".to_owned(),
    };
    json!({
        "seq": received.number,
        "time": time.as_str(),
        "api": received.api,
        "endpoint": received.endpoint,
        "verdict": verdict,
        "fault": received.fault.as_ref().map(ToString::to_string),
        "request": { "headers": pairs(&received.headers), "body": text(&received.body) },
        "answer": received.answer.as_ref().map(|answer| json!({
            "status": answer.status,
            "headers": pairs(&answer.headers),
            "body": text(&answer.body),
        })),
    })
}

/// As much of a body as is shown.
fn text(body: &[u8]) -> String {
    match body.get(..MOST_SHOWN) {
        Some(shown) if body.len() > MOST_SHOWN => {
            format!("{}... ({} bytes)", String::from_utf8_lossy(shown), body.len())
        }
        _ => String::from_utf8_lossy(body).into_owned(),
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
