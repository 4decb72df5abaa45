//! Those who pay: each pays, sends the same payment again, asks for it, and begins anew.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use claro_client::{
    Client, Outcome as Ended, Text, text,
    v1::{
        payments::{InquiryPaymentRequest, InquiryPaymentRequired, PayRequest, PayRequired, PayResponse},
        types::{Amount, AmountRequired},
    },
};
use tokio::{runtime::Runtime, task::JoinHandle};

use super::{Outcome, sandbox::Sandbox};

/// They stop at the first wrong answer.
pub(crate) struct Buyers {
    runtime: Runtime,
    tasks: Vec<JoinHandle<Result<Duration, String>>>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    calls: AtomicUsize,
    stop: AtomicBool,
}

impl Buyers {
    pub(crate) fn start(sandbox: &Sandbox, number: usize) -> Outcome<Self> {
        let (runtime, client) = (Runtime::new()?, sandbox.client()?);
        let shared = Arc::new(Shared::default());
        let buyer = |number| {
            let buyer = Buyer { client: client.clone(), number, slowest: Duration::ZERO };
            runtime.spawn(buyer.buy(Arc::clone(&shared)))
        };
        let tasks = (0..number).map(buyer).collect();
        Ok(Self { runtime, tasks, shared })
    }

    /// How many calls were answered, and rightly, so far.
    pub(crate) fn calls(&mut self) -> Outcome<usize> {
        if let Some(ended) = self.tasks.iter().position(JoinHandle::is_finished) {
            self.runtime.block_on(self.tasks.swap_remove(ended))??;
        }
        Ok(self.shared.calls.load(Ordering::Relaxed))
    }

    /// Waits for what is in flight. What the slowest call took.
    pub(crate) fn stop(self) -> Outcome<Duration> {
        self.shared.stop.store(true, Ordering::Relaxed);
        let mut slowest = Duration::ZERO;
        for task in self.tasks {
            slowest = slowest.max(self.runtime.block_on(task)??);
        }
        Ok(slowest)
    }
}

/// One payment.
pub(crate) fn once(sandbox: &Sandbox) -> Outcome<()> {
    let mut buyer = Buyer { client: sandbox.client()?, number: 0, slowest: Duration::ZERO };
    Runtime::new()?.block_on(buyer.pay(&Text::new("first".to_owned())?))?;
    Ok(())
}

struct Buyer {
    client: Client,
    number: usize,
    slowest: Duration,
}

impl Buyer {
    async fn buy(mut self, shared: Arc<Shared>) -> Result<Duration, String> {
        for order in 0.. {
            let id = Text::new(format!("{}-{order}", self.number)).map_err(|error| error.to_string())?;
            let payment = self.pay(&id).await?;
            let again = self.pay(&id).await?;
            let found = self.inquire(&id).await?;
            if payment != again || payment != found {
                return Err(format!("{id} was {payment}, then {again}, and found as {found}"));
            }
            shared.calls.fetch_add(3, Ordering::Relaxed);
            if shared.stop.load(Ordering::Relaxed) {
                break;
            }
        }
        Ok(self.slowest)
    }

    /// The wallet's id of the payment.
    async fn pay(&mut self, id: &Text<64>) -> Result<String, String> {
        let amount = AmountRequired { currency: text!("USD"), value: text!("10000") };
        let request = PayRequest::new(PayRequired {
            partner_id: text!("P000000000000001"),
            payment_request_id: id.clone(),
            payment_order_title: text!("SHOES"),
            payment_amount: Amount::new(amount),
        });
        let start = Instant::now();
        let ended = self.client.v1().payments().pay(&request).await;
        self.slowest = self.slowest.max(start.elapsed());
        let payment = |answer: &PayResponse| answer.payment_id.as_ref().map(ToString::to_string);
        match &ended {
            Ok(Ended::Accepted(answer)) => payment(answer),
            Ok(Ended::Success(answer)) => payment(answer),
            _ => None,
        }
        .ok_or_else(|| format!("{id} was not paid: {ended:?}"))
    }

    async fn inquire(&mut self, id: &Text<64>) -> Result<String, String> {
        let required = InquiryPaymentRequired { partner_id: text!("P000000000000001") };
        let request = InquiryPaymentRequest::new(required).payment_request_id(id.clone());
        let start = Instant::now();
        let ended = self.client.v1().payments().inquiry_payment(&request).await;
        self.slowest = self.slowest.max(start.elapsed());
        match &ended {
            Ok(Ended::Success(answer))
                if answer.payment_amount.as_ref().is_some_and(|paid| paid.value.as_str() == "10000") =>
            {
                answer.payment_id.as_ref().map(ToString::to_string)
            }
            _ => None,
        }
        .ok_or_else(|| format!("{id} was not found as it was paid: {ended:?}"))
    }
}
