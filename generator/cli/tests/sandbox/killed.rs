//! `kill -9` in the middle of a thousand payments: what was answered is there afterwards, and once.

use super::running::{Listening, Running, command};
use super::support::{CLARO, Called, PAY, body};
use countersign_runtime::signature::{SigningKey, WalletKey, WalletKeys};
use countersign_runtime::{
    Cause, Client, Config, Endpoint, Error, IdempotencyKey, Json, Outcome, RetryPolicy,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

const PAYMENTS: usize = 1000;
const IN_FLIGHT: usize = 32;
/// It is killed after so many answers, with others on their way; the last time when all is answered.
const KILLS: [usize; 5] = [100, 300, 550, 800, PAYMENTS];

static ASK: Endpoint = Endpoint::new("v1", "payments/inquiryPayment").with_read_only();
static REFUND: Endpoint =
    Endpoint::new("v1", "payments/refund").with_idempotency_key(IdempotencyKey::all(&["refundRequestId"]));

/// What was answered to a payment.
struct Paid {
    id: String,
    /// Whether an earlier try had no answer.
    was_cut_off: bool,
}

type Answers = mpsc::UnboundedSender<(usize, Paid)>;

#[test]
fn what_was_answered_is_there_after_a_kill_and_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let (paid, mut sandbox) = pay_and_kill(folder.path()).await;
        assert_eq!(paid.len(), PAYMENTS);
        let cut_off = paid.values().filter(|paid| paid.was_cut_off).count();
        assert!(cut_off > 0, "no kill met a payment on its way");
        let client = Arc::new(client(&sandbox, folder.path()));
        check_each(&client, &paid).await;
        check_no_other(&client, &paid).await;
        assert!(sandbox.is_alive());
    });
}

/// A sandbox whose keys and memory are in the folder.
pub(crate) fn start(folder: &Path) -> Listening {
    // Users pay, and notifications are sent, within milliseconds.
    let arguments = ["--api", "claro", "--keys", ".", "--database", "payments.db", "--time-scale", "1000"];
    Running::start(&mut command(&arguments, folder)).listening()
}

/// The merchant of that sandbox.
pub(crate) fn client(sandbox: &Listening, folder: &Path) -> Client {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let ours = SigningKey::from_text(&read("merchant.pem")).expect("a key");
    let theirs = WalletKey::from_text(&read("wallet.public.pem")).expect("a key");
    let theirs = WalletKeys::by_version([(1, theirs)]).expect("keys");
    let config = Config::new(&*sandbox.url, read("client_id").trim(), ours, theirs)
        .retry(RetryPolicy::never())
        .timeout(Duration::from_secs(60));
    Client::new(&CLARO, config).expect("a client")
}

/// Pays everything, and kills the sandbox now and then. The one that was started last has been asked nothing.
async fn pay_and_kill(folder: &Path) -> (BTreeMap<usize, Paid>, Listening) {
    let mut sandbox = start(folder);
    let (running, clients) = watch::channel(Some(Arc::new(client(&sandbox, folder))));
    let (answers, mut answered) = mpsc::unbounded_channel();
    let next = Arc::new(AtomicUsize::new(0));
    let mut payers = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        payers.spawn(payer(Arc::clone(&next), clients.clone(), answers.clone()));
    }
    drop(answers);
    let mut paid = BTreeMap::new();
    for kill in KILLS {
        while paid.len() < kill {
            let Some((number, answer)) = answered.recv().await else { break };
            assert!(paid.insert(number, answer).is_none(), "each is paid by one");
        }
        running.send_replace(None);
        drop(sandbox);
        sandbox = start(folder);
        running.send_replace(Some(Arc::new(client(&sandbox, folder))));
    }
    payers.join_all().await;
    (paid, sandbox)
}

/// Of the sandbox that runs; none while it is being killed and started.
type Clients = watch::Receiver<Option<Arc<Client>>>;

/// Pays the next of all payments until there is none. Each goes on until it is answered, by the sandbox that runs then.
async fn payer(next: Arc<AtomicUsize>, mut clients: Clients, answers: Answers) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= PAYMENTS {
            return;
        }
        let (mut was_cut_off, mut found) = (false, None);
        let id = loop {
            let client =
                clients.wait_for(Option::is_some).await.expect("a sandbox").clone().expect("a client");
            if was_cut_off && found.is_none() {
                found = answer(call(&client, &ASK, about(number)).await).and_then(|answer| id(&answer));
            }
            let called = call(&client, &PAY, order(number)).await;
            let why = format!("{called:?}");
            match answer(called) {
                Some(answer) => break id(&answer).expect("a payment"),
                None => was_cut_off = true,
            }
            assert!(clients.has_changed().expect("a sandbox"), "nobody killed it: {why}");
        };
        assert!(found.is_none_or(|found| found == id), "{number} was there, and was made anew");
        let _ = answers.send((number, Paid { id, was_cut_off }));
    }
}

/// Everything is found, is what it was, and is not made anew by being asked for again.
async fn check_each(client: &Arc<Client>, paid: &BTreeMap<usize, Paid>) {
    let checks = paid.iter().map(|(number, paid)| {
        let (client, number, id, was_cut_off) =
            (Arc::clone(client), *number, paid.id.clone(), paid.was_cut_off);
        async move {
            let found = body(call(&client, &ASK, about(number)).await);
            let amount = json!({ "currency": "USD", "value": amount(number) });
            assert_eq!((&found["paymentId"], &found["paymentAmount"]), (&json!(id), &amount), "{number}");
            let found = body(call(&client, &ASK, json!({ "partnerId": "P1", "paymentId": id })).await);
            assert_eq!(found["paymentRequestId"], format!("order-{number}"));
            let again = body(call(&client, &PAY, order(number)).await);
            assert_eq!(again["paymentId"], id, "{number}");
            if was_cut_off {
                check_amount(&client, number).await;
            }
        }
    });
    all(checks).await;
    let ids: BTreeSet<&String> = paid.values().map(|paid| &paid.id).collect();
    assert_eq!(ids.len(), PAYMENTS);
}

/// The whole of it can be given back, and nothing more.
async fn check_amount(client: &Client, number: usize) {
    while body(call(client, &ASK, about(number)).await)["paymentStatus"] == "PROCESSING" {}
    body(call(client, &REFUND, refund(number, "all", amount(number))).await);
    let more = call(client, &REFUND, refund(number, "more", "1".to_owned())).await;
    assert_eq!(refused(&more), "REFUND_AMOUNT_EXCEED", "{number}");
}

/// There is no payment that nobody was told of: ids end in a number, and no other number leads to a payment.
async fn check_no_other(client: &Arc<Client>, paid: &BTreeMap<usize, Paid>) {
    let parts = |id: &str| {
        let (day, number) = id.split_at(9);
        (day.to_owned(), number.parse::<u64>().expect("a number"))
    };
    let known: BTreeSet<(String, u64)> = paid.values().map(|paid| parts(&paid.id)).collect();
    let days: BTreeSet<&String> = known.iter().map(|(day, _)| day).collect();
    let last = known.iter().map(|(_, number)| *number).max().unwrap_or_default();
    let others = days.into_iter().flat_map(|day| (0..=last + 100).map(|number| (day.clone(), number)));
    let asks = others.filter(|other| !known.contains(other)).map(|(day, number)| {
        let client = Arc::clone(client);
        async move {
            let id = format!("{day}{number:011}");
            let asked = call(&client, &ASK, json!({ "partnerId": "P1", "paymentId": id })).await;
            assert_eq!(refused(&asked), "ORDER_NOT_EXIST", "{id}");
        }
    });
    all(asks).await;
}

/// Does all of it, some at a time.
async fn all(work: impl Iterator<Item = impl Future<Output = ()> + Send + 'static>) {
    let mut running = JoinSet::new();
    for one in work {
        if running.len() >= IN_FLIGHT {
            running.join_next().await.expect("one").expect("done");
        }
        running.spawn(one);
    }
    running.join_all().await;
}

async fn call(client: &Client, endpoint: &'static Endpoint, body: Value) -> Called {
    let body: Json = body.to_string().parse().expect("JSON");
    client.call_untyped(endpoint, &body).await
}

/// What the wallet said; `None` when the sandbox was killed before it said anything.
fn answer(called: Called) -> Option<Value> {
    match called {
        Err(Error::NotSent(_)) => None,
        Ok(Outcome::Unknown(unknown)) if matches!(unknown.cause, Cause::Transport(_)) => None,
        Ok(Outcome::Failed(failed)) => serde_json::from_slice(failed.response.raw_body().bytes()).ok(),
        called => Some(body(called)),
    }
}

/// The payment that an answer is about, if there is one.
fn id(answer: &Value) -> Option<String> {
    answer["paymentId"].as_str().map(str::to_owned)
}

/// The code of an answer that says F.
fn refused(called: &Called) -> String {
    match called {
        Ok(Outcome::Failed(failed)) => failed.response.result().code.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Each payment has an amount of its own.
fn amount(number: usize) -> String {
    (1000 + number).to_string()
}

fn order(number: usize) -> Value {
    json!({
        "partnerId": "P1", "paymentRequestId": format!("order-{number}"), "paymentOrderTitle": "SHOES",
        "paymentAmount": { "currency": "USD", "value": amount(number) },
        "paymentFactor": { "isCashierPayment": true }
    })
}

fn about(number: usize) -> Value {
    json!({ "partnerId": "P1", "paymentRequestId": format!("order-{number}") })
}

fn refund(number: usize, which: &str, value: String) -> Value {
    json!({
        "partnerId": "P1", "paymentRequestId": format!("order-{number}"),
        "refundRequestId": format!("{which}-{number}"), "refundAmount": { "currency": "USD", "value": value }
    })
}
