//! Good calls all the while: each has to be answered rightly.

use super::storm::Storm;
use super::target::Target;
use countersign_runtime::signature::{SigningKey, WalletKey, WalletKeys};
use countersign_runtime::transport::ReqwestTransport;
use countersign_runtime::{Api, Client, Config, Endpoint, IdempotencyKey, Json, Outcome, RetryPolicy};
use serde_json::{Value, json};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

static CLARO: Api = Api::new("claro").with_base_path("/api");
static PAY: Endpoint =
    Endpoint::new("v1", "payments/pay").with_idempotency_key(IdempotencyKey::all(&["paymentRequestId"]));
static ASK: Endpoint = Endpoint::new("v1", "payments/inquiryPayment").with_read_only();

/// How good calls went.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) calls: u64,
    slowest: Duration,
    took: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, slowest, took } = self;
        let mean = took.checked_div(u32::try_from(*calls).unwrap_or(u32::MAX)).unwrap_or_default();
        write!(f, "{calls} good calls, {mean:.1?} on average, {slowest:.1?} at most")
    }
}

/// What calls well while others don't.
pub(crate) struct Health {
    is_over: Arc<AtomicBool>,
    callers: Vec<JoinHandle<Report>>,
}

impl Health {
    pub(crate) fn watch(storm: &Storm) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let kinds =
            [(&storm.plain, true), (&storm.plain, false), (&storm.secure, true), (&storm.secure, false)];
        let callers = kinds.into_iter().enumerate().map(|(number, (target, keeps))| {
            let (caller, is_over) = (Caller::new(target, keeps, number), Arc::clone(&is_over));
            std::thread::spawn(move || caller.call_until(&is_over))
        });
        Self { callers: callers.collect(), is_over }
    }

    /// Whether no call has failed yet.
    pub(crate) fn is_fine(&self) -> bool {
        self.callers.iter().all(|caller| !caller.is_finished())
    }

    /// Ends it; fails if a call did.
    pub(crate) fn end(self) -> Report {
        self.is_over.store(true, Ordering::Relaxed);
        let mut all = Report::default();
        for caller in self.callers {
            let one = caller.join().expect("good calls are answered rightly");
            all.calls += one.calls;
            all.took += one.took;
            all.slowest = all.slowest.max(one.slowest);
        }
        all
    }
}

/// A round of good calls to each.
pub(crate) fn call_once(storm: &Storm) {
    for target in [&storm.plain, &storm.secure] {
        Caller::new(target, false, 9).call_until(&AtomicBool::new(true));
    }
}

/// A merchant.
struct Caller {
    config: Box<dyn Fn() -> Config + Send>,
    /// Whether connections are used again.
    keeps: bool,
    name: String,
    report: Report,
}

impl Caller {
    fn new(target: &Target, keeps: bool, number: usize) -> Self {
        let read = |name: &str| std::fs::read_to_string(target.folder().join(name)).expect(name);
        let wallet = read("wallet.public.pem");
        let authority = target.url().starts_with("https").then(|| read("ca.pem"));
        let (url, client_id, key) = (target.url().to_owned(), target.client_id.clone(), target.key.clone());
        let config = move || {
            let ours = SigningKey::from_text(&key).expect("a key");
            let theirs = WalletKey::from_text(&wallet).expect("a key");
            let transport = ReqwestTransport::customized(|builder| match &authority {
                Some(pem) => {
                    let certificate = reqwest::Certificate::from_pem(pem.as_bytes()).expect("a certificate");
                    builder.tls_certs_only([certificate])
                }
                None => builder,
            });
            Config::new(&*url, &*client_id, ours, WalletKeys::by_version([(1, theirs)]).expect("keys"))
                .transport(transport.expect("a transport"))
                .retry(RetryPolicy::never())
                .timeout(Duration::from_secs(60))
        };
        let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
        let name = format!("good-{number}-{since}");
        Self { config: Box::new(config), keeps, name, report: Report::default() }
    }

    /// Pays and asks, at least once.
    fn call_until(mut self, is_over: &AtomicBool) -> Report {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let new = |caller: &Self| Client::new(&CLARO, (caller.config)()).expect("a client");
            let mut client = new(&self);
            for number in 0_u64.. {
                self.round(&client, number).await;
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                if !self.keeps {
                    client = new(&self);
                }
            }
        });
        self.report
    }

    async fn round(&mut self, client: &Client, number: u64) {
        let order = format!("{}-{number}", self.name);
        let amount = json!({ "currency": "USD", "value": (100 + number % 1000).to_string() });
        let pay = json!({
            "partnerId": "P1", "paymentRequestId": order, "paymentOrderTitle": "SHOES", "paymentAmount": amount,
            "paymentFactor": { "isCashierPayment": true }
        });
        let paid = self.call(client, &PAY, &pay).await;
        let id = paid["paymentId"].as_str().unwrap_or_else(|| panic!("{paid}"));
        let asked = self.call(client, &ASK, &json!({ "partnerId": "P1", "paymentRequestId": order })).await;
        assert_eq!((&asked["paymentId"], &asked["paymentAmount"]), (&json!(id), &amount), "{asked}");
        assert_eq!(self.call(client, &PAY, &pay).await["paymentId"], id);
        let wrong = json!({ "partnerId": "P1", "paymentRequestId": order, "paymentAmount": amount });
        assert_eq!(self.call(client, &PAY, &wrong).await["result"]["resultCode"], "PARAM_ILLEGAL");
    }

    /// The body of a signed answer.
    async fn call(&mut self, client: &Client, endpoint: &'static Endpoint, body: &Value) -> Value {
        let body: Json = body.to_string().parse().expect("JSON");
        let start = Instant::now();
        let called = client.call_untyped(endpoint, &body).await;
        let took = start.elapsed();
        self.report.calls += 1;
        self.report.took += took;
        self.report.slowest = self.report.slowest.max(took);
        match called {
            Ok(Outcome::Success(answer) | Outcome::Accepted(answer)) => {
                serde_json::from_str(&answer.to_string()).expect("JSON")
            }
            Ok(Outcome::Failed(failed)) => {
                serde_json::from_slice(failed.response.raw_body().bytes()).expect("JSON")
            }
            other => panic!("a good call after {took:?}: {other:?}"),
        }
    }
}
