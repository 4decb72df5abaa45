//! Notifications to a merchant that listens on this machine, verified by the runtime's own receiver.

mod merchant;
mod sending;

use self::merchant::{Merchant, Reaction};
use super::{Notifier, NotifyEvent, Outcome};
use crate::ledger::tests::support::{about, api, changed, endpoint, pay};
use crate::ledger::{Ledger, LedgerResponse, NotifyFault, Settings};
use countersign_codegen::model::Api;
use countersign_runtime::signature::{SigningKey, WalletKey};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;

const CLIENT_ID: &str = "2022091495540562874792";

/// The shop's and the wallet's keys, of which each has the other's public half.
mod keys {
    pub(super) const MERCHANT: &str = include_str!("../../../../../tests/keys/merchant.pkcs8.pem");
    pub(super) const MERCHANT_PUBLIC: &str = include_str!("../../../../../tests/keys/merchant.public.pem");
    pub(super) const WALLET: &str = include_str!("../../../../../tests/keys/wallet.pkcs8.pem");
    pub(super) const WALLET_PUBLIC: &str = include_str!("../../../../../tests/keys/wallet.public.pem");
}

/// A wallet that sends notifications, at such a pace that 15 hours are half a second.
struct Wallet {
    ledger: Arc<Ledger>,
    api: Arc<Api>,
    events: UnboundedReceiver<NotifyEvent>,
    task: JoinHandle<()>,
}

impl Wallet {
    fn new(ledger: Ledger) -> Self {
        Self::of(ledger, api("claro").clone())
    }

    fn of(ledger: Ledger, api: Api) -> Self {
        Self::serving(ledger, api.clone(), vec![api])
    }

    /// One whose notifier knows other APIs than the merchant calls.
    fn serving(ledger: Ledger, api: Api, served: Vec<Api>) -> Self {
        let settings =
            Settings { confirm_after: Duration::ZERO, time_scale: 100_000.0, ..Settings::default() };
        let (ledger, api) = (Arc::new(ledger.with(settings)), Arc::new(api));
        let (tell, events) = unbounded_channel();
        let wallet = SigningKey::from_text(keys::WALLET).expect("the wallet's key");
        let merchant = WalletKey::from_text(keys::MERCHANT_PUBLIC).expect("the shop's key");
        let notifier = Notifier::new(
            Arc::clone(&ledger),
            served.into_iter().map(Arc::new).collect(),
            CLIENT_ID,
            wallet,
            merchant,
        )
        .expect("a notifier")
        .time_scale(100_000.0)
        .log(move |event| {
            let _ = tell.send(event.clone());
        });
        Self { ledger, api, events, task: tokio::spawn(notifier.run()) }
    }

    fn ask(&self, path: &str, request: &Value) {
        self.ask_with(None, path, request);
    }

    fn ask_with(&self, fault: Option<NotifyFault>, path: &str, request: &Value) {
        let (_, endpoint) = endpoint(&self.api, path);
        let answer = self.ledger.answer(&self.api, endpoint, request, SystemTime::now(), fault);
        assert!(matches!(answer, Ok(LedgerResponse::Result { .. })), "{answer:?}");
    }

    fn pay(&self, id: &str, url: &str) {
        self.pay_with(None, id, url);
    }

    fn pay_with(&self, fault: Option<NotifyFault>, id: &str, url: &str) {
        self.ask_with(fault, "v1/payments/pay", &changed(pay(id, 100), "/paymentNotifyUrl", json!(url)));
    }

    /// The wallet's id of a payment.
    fn payment_id(&self, request_id: &str) -> Value {
        let (_, ask) = endpoint(&self.api, "v1/payments/inquiryPayment");
        match self.ledger.answer(&self.api, ask, &about(request_id), SystemTime::now(), None) {
            Ok(LedgerResponse::Result { fields, .. }) => fields["paymentId"].clone(),
            other => panic!("{other:?}"),
        }
    }

    /// How the next try went.
    async fn next(&mut self) -> Outcome {
        match self.events.recv().await {
            Some(NotifyEvent::Of { outcome, .. }) => outcome,
            other => panic!("{other:?}"),
        }
    }

    /// Ends the task, and waits until nothing holds the ledger any more.
    async fn stop(self) -> Ledger {
        self.task.abort();
        let _ = self.task.await;
        let mut ledger = self.ledger;
        loop {
            match Arc::try_unwrap(ledger) {
                Ok(ledger) => return ledger,
                Err(held) => ledger = held,
            }
            tokio::task::yield_now().await;
        }
    }
}
