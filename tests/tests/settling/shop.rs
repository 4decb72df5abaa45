//! An API of our own, described as data: an order number that is an integer, a key of two fields, an inquiry that returns
//! a list, an inquiry that names no id, and calls that can be closed.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use countersign_runtime::{
    Abandoned, AcceptedCode, Api, Client, Closing, Endpoint, FailedBy, FlatResult, Handle, IdempotencyKey,
    Ids, Json, ListEntry, NotFound, Observer, Outcome, RetryPolicy, Settled, Settling, StatusMapping,
    Unknown, UntypedResponse,
    testing::{Reply, ScriptedWallet},
    transport::TransportFailure,
};

pub(crate) static API: Api = Api::new("shop").with_base_path("/api");

static INQUIRY: Endpoint = Endpoint::new("v1", "orders/inquiry").with_read_only();

/// Its order number is an integer.
pub(crate) static PAY: Endpoint = Endpoint::new("v1", "orders/pay")
    .with_idempotency_key(IdempotencyKey::all(&["orderNo"]))
    .with_response_ids(&["orderNo"])
    .with_retried_codes(&["LATER"])
    .with_asked_codes(&["ORDER_EXISTS"])
    .with_accepted_codes(const { &[AcceptedCode::new("PAYMENT_IN_PROCESS", &["payUrl", "payForm"])] })
    .with_settled_by(&PAID);
static PAID: Settling =
    Settling::new(&INQUIRY, StatusMapping::new("payStatus", &["SUCCESS"], &["FAIL", "CANCELLED"]))
        .with_ask(&[("orderNo", "orderNo")])
        .with_ids(Ids::all(&[("orderNo", "orderNo")]))
        .with_money(&[("amount", "amount")])
        .with_not_found(NotFound::new(&["NOT_EXIST"]).final_after(3, Duration::from_secs(15)))
        .with_closed_by(Closing::new(&CANCEL, &[("orderNo", "orderNo")]));

/// Success of the payment says nothing of its cancellation.
pub(crate) static CANCEL: Endpoint = Endpoint::new("v1", "orders/cancel")
    .with_idempotency_key(IdempotencyKey::all(&["orderNo"]))
    .with_settled_by(&CANCELLED);
static CANCELLED: Settling = Settling::new(&INQUIRY, StatusMapping::new("payStatus", &["CANCELLED"], &[]))
    .with_ask(&[("orderNo", "orderNo")])
    .with_ids(Ids::all(&[("orderNo", "orderNo")]));

/// Merchant and order together are its key.
pub(crate) static CHARGE: Endpoint = Endpoint::new("v1", "orders/charge")
    .with_idempotency_key(IdempotencyKey::all(&["merchantId", "orderNo"]))
    .with_retried_codes(&["LATER"])
    .with_settled_by(&CHARGED);
static CHARGED: Settling = Settling::new(&INQUIRY, StatusMapping::new("payStatus", &["SUCCESS"], &["FAIL"]))
    .with_ask(&[("merchantId", "merchantId"), ("orderNo", "orderNo")])
    .with_ids(Ids::all(&[("merchantId", "merchantId"), ("orderNo", "orderNo")]));

/// Either id is its key.
pub(crate) static REFUND: Endpoint = Endpoint::new("v1", "orders/refund")
    .with_idempotency_key(IdempotencyKey::any(&["refundId", "refundNo"]))
    .with_settled_by(&REFUNDED);
static REFUNDED: Settling =
    Settling::new(&INQUIRY, StatusMapping::new("refundResult.status", &["S"], &["F"]))
        .with_ask(&[("refundId", "refundId"), ("refundNo", "refundNo")])
        .with_ids(Ids::any(&[("refundId", "refundId"), ("refundNo", "refundNo")]));

/// One entry of a list.
pub(crate) static CAPTURE: Endpoint = Endpoint::new("v1", "orders/capture")
    .with_idempotency_key(IdempotencyKey::all(&["captureNo"]))
    .with_settled_by(&CAPTURED);
static CAPTURED: Settling = Settling::new(&INQUIRY, StatusMapping::new("status", &["SUCCESS"], &["FAIL"]))
    .with_ask(&[("orderNo", "orderNo")])
    .with_entry(ListEntry::new("transactions", &[("no", "captureNo")]));

/// Its inquiry names no id. Its key is a secret.
pub(crate) static REVOKE: Endpoint = Endpoint::new("v1", "tokens/revoke")
    .with_idempotency_key(IdempotencyKey::all(&["token"]))
    .with_sensitive_fields(&["token"])
    .with_settled_by(&REVOKED);
static REVOKED: Settling = Settling::new(&INQUIRY, StatusMapping::new("status", &["REVOKED"], &["VALID"]))
    .with_ask(&[("token", "token")])
    .with_unnamed_accepted();

/// The result of its inquiry lies flat in the response, and its word says how the call ended.
pub(crate) static SEND: Endpoint = Endpoint::new("v1", "orders/send")
    .with_idempotency_key(IdempotencyKey::all(&["orderNo"]))
    .with_settled_by(&SENT);
static SENT: Settling = Settling::new(&SENDING, StatusMapping::new("status", &["DONE"], &["LOST"]))
    .with_ask(&[("orderNo", "orderNo")])
    .with_ids(Ids::all(&[("orderNo", "orderNo")]))
    .with_not_found(NotFound::new(&["NOT_EXIST"]))
    .with_unnamed_accepted();
static SENDING: Endpoint = Endpoint::new("v1", "orders/sending")
    .with_read_only()
    .with_retried_codes(&["BUSY"])
    .with_result(FlatResult::new(
        "status",
        "code",
        "message",
        &[("DONE", "S"), ("LOST", "F"), ("OPEN", "U"), ("NO", "F")],
    ));

/// No inquiry is known.
pub(crate) static ALONE: Endpoint =
    Endpoint::new("v1", "orders/alone").with_idempotency_key(IdempotencyKey::all(&["orderNo"]));

pub(crate) const ORDER: &str = r#"{"orderNo":1001,"amount":{"currency":"USD","value":"100"}}"#;

/// What the observer was told of that was dropped.
#[derive(Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no panic with the lock"))
    }
}

impl Observer for Told {
    fn abandoned(&self, abandoned: &Abandoned<'_>) {
        let Abandoned { endpoint, attempts, idempotency_key, dropped, .. } = abandoned;
        let told = format!("{dropped} of {endpoint} after {attempts}: {idempotency_key:?}");
        self.0.lock().expect("no panic with the lock").push(told);
    }
}

/// The wallet of the shop, and a client of it that sends again whatever it may.
pub(crate) struct Shop {
    pub(crate) wallet: ScriptedWallet,
    pub(crate) client: Client,
    pub(crate) told: Told,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let (wallet, told) = (ScriptedWallet::new().expect("a back end"), Told::default());
        let config = wallet
            .config()
            .retry(RetryPolicy::default().attempts(3).resend_lost(true))
            .observer(told.clone());
        Self { client: Client::new(&API, config).expect("a client"), wallet, told }
    }

    pub(crate) fn then(&self, replies: impl IntoIterator<Item = Reply>) -> &Self {
        replies.into_iter().for_each(|reply| {
            self.wallet.then(reply);
        });
        self
    }

    /// Calls once, and gets this reply.
    pub(crate) async fn call(
        &self,
        endpoint: impl Into<Handle<Endpoint>>,
        request: &str,
        reply: Reply,
    ) -> Outcome<UntypedResponse> {
        self.wallet.then(reply);
        let request: Json = request.parse().expect("JSON");
        self.client.call_untyped(endpoint, &request).no_retry().await.expect("it was sent")
    }

    /// A call without a response.
    pub(crate) async fn lost(
        &self,
        endpoint: impl Into<Handle<Endpoint>>,
        request: &str,
    ) -> Unknown<UntypedResponse> {
        match self.call(endpoint, request, lost()).await {
            Outcome::Unknown(unknown) => unknown,
            outcome => panic!("{outcome:?}"),
        }
    }

    /// What settling a lost call comes to when the wallet replies so; how often it was asked.
    pub(crate) async fn settled(
        endpoint: &'static Endpoint,
        request: &str,
        replies: impl IntoIterator<Item = Reply>,
    ) -> (String, u32) {
        let shop = Self::new();
        let unknown = shop.lost(endpoint, request).await;
        let settled = shop.then(replies).client.settle(unknown).await;
        let asked = u32::try_from(shop.wallet.seen().len() - 1).expect("few");
        (said(settled), asked)
    }
}

/// What settling came to, in words.
pub(crate) fn said(settled: Settled<UntypedResponse>) -> String {
    match settled {
        Settled::Success(found) if found.unnamed => "success, unnamed".to_owned(),
        Settled::Success(_) => "success".to_owned(),
        Settled::Failed(FailedBy::Status(found)) if found.unnamed => "failed, unnamed".to_owned(),
        Settled::Failed(FailedBy::Status(_)) => "failed".to_owned(),
        Settled::Failed(FailedBy::NotFound(failure)) => format!("not found: {}", failure.code),
        Settled::Failed(FailedBy::Closed(answer)) => {
            format!("closed by {}", answer.exchange().endpoint())
        }
        Settled::Failed(by) => panic!("{by:?}"),
        Settled::Conflict(conflict) => {
            let text = conflict.mismatch.to_string();
            conflict.recorded();
            text
        }
        Settled::Unknown(unsettled) => {
            let text = if unsettled.is_closing() { "unknown, closing" } else { "unknown" };
            unsettled.recorded();
            text.to_owned()
        }
    }
}

pub(crate) fn lost() -> Reply {
    Reply::lost(TransportFailure::TimedOut)
}

/// A response with this status and code, and these fields: `,"orderNo":1001`.
pub(crate) fn result(status: &str, code: &str, fields: &str) -> Reply {
    Reply::signed(format!(r#"{{"result":{{"resultStatus":"{status}","resultCode":"{code}"}}{fields}}}"#))
}

/// A successful response with these fields.
pub(crate) fn says(fields: &str) -> Reply {
    result("S", "SUCCESS", fields)
}

/// The status of order 1001.
pub(crate) fn pay_status(status: &str) -> Reply {
    says(&format!(r#","orderNo":1001,"payStatus":"{status}""#))
}

/// These replies, again and again.
pub(crate) fn again(replies: &[Reply]) -> Vec<Reply> {
    replies.iter().cycle().take(40).cloned().collect()
}
